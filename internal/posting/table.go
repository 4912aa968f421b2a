package posting

import (
	"slices"

	"kejiyun/internal/domain"
)

// Rule is one line of the table: an action leads from some statuses to one, and
// who may take it.
type Rule struct {
	Action Action
	From   []string
	To     string
	Who    []Capacity
	Tell   []Audience

	guard func(Move) *domain.Error // what the move wants beside; nil for nothing
	set   func(*Columns, Move)     // what it writes beside the status; nil for nothing
}

// table is product.md §4, line by line. "Any" in "any → closed" leaves out the
// two ends, closed and removed: nobody closes what staff removed.
var table = []Rule{
	{Action: Submit, From: []string{StatusDraft}, To: StatusPending,
		Who: []Capacity{AsOwner, AsBroker, AsStaff}, Tell: []Audience{TellStaff}, guard: maySubmit, set: forgetReturn},
	{Action: Submit, From: []string{StatusReturned}, To: StatusPending,
		Who: []Capacity{AsOwner, AsBroker}, Tell: []Audience{TellStaff}, guard: maySubmit, set: forgetReturn},
	{Action: Publish, From: []string{StatusPending}, To: StatusPublished,
		Who: []Capacity{AsBroker, AsStaff, AsSystem}, Tell: []Audience{TellOwner}, guard: mayPublish, set: setPublished},
	{Action: Return, From: []string{StatusPending}, To: StatusReturned,
		Who: []Capacity{AsBroker, AsStaff}, Tell: []Audience{TellOwner}, guard: hasReturnReasons, set: setReturned},
	{Action: Pause, From: []string{StatusPublished}, To: StatusPaused,
		Who: []Capacity{AsOwner, AsBroker, AsStaff}, Tell: []Audience{TellOwner}},
	{Action: Resume, From: []string{StatusPaused}, To: StatusPublished,
		Who: []Capacity{AsOwner, AsBroker, AsStaff}, Tell: []Audience{TellOwner}, set: setResumed},
	{Action: Confirm, From: []string{StatusUnconfirmed, StatusPublished}, To: StatusPublished,
		Who: []Capacity{AsOwner, AsBroker}, set: setConfirmed},
	{Action: ExpireSoon, From: []string{StatusPublished}, To: StatusUnconfirmed,
		Who: []Capacity{AsSystem}, Tell: []Audience{TellOwner}, guard: isDue, set: setAsked},
	{Action: Expire, From: []string{StatusUnconfirmed}, To: StatusExpired,
		Who: []Capacity{AsSystem}, Tell: []Audience{TellOwner}, guard: isDue},
	{Action: Engage, From: []string{StatusPublished}, To: StatusEngaged, Who: []Capacity{AsSystem}},
	{Action: Disengage, From: []string{StatusEngaged}, To: StatusPublished, Who: []Capacity{AsSystem}},
	{Action: Close, From: allBut(StatusClosed, StatusRemoved), To: StatusClosed,
		Who: []Capacity{AsOwner, AsBroker, AsStaff}, Tell: []Audience{TellOwner, TellParties}, guard: hasCloseReason, set: setClosed},
	{Action: Remove, From: allBut(StatusRemoved), To: StatusRemoved,
		Who: []Capacity{AsStaff}, Tell: []Audience{TellOwner, TellParties}, guard: hasNote, set: setNote},
}

func allBut(except ...string) []string {
	var in []string
	for _, s := range domain.PostingStatuses {
		if !slices.Contains(except, s) {
			in = append(in, s)
		}
	}
	return in
}

// Rules returns the lines of the table, for documents and tests.
func Rules() []Rule { return slices.Clone(table) }

// find returns the rule by which as may take action from a status, or why not.
func find(action Action, from string, as Capacity) (Rule, *domain.Error) {
	lawful := false
	for _, r := range table {
		if r.Action != action || !slices.Contains(r.From, from) {
			continue
		}
		if slices.Contains(r.Who, as) {
			return r, nil
		}
		lawful = true
	}
	if lawful || !slices.Contains(capacities, as) {
		return Rule{}, domain.Errorf(domain.Forbidden, "not_allowed", "action", string(action))
	}
	return Rule{}, domain.Errorf(domain.Conflict, "unlawful_step", "from", from, "action", string(action))
}

var capacities = []Capacity{AsOwner, AsBroker, AsStaff, AsSystem}

// Next lists the actions somebody could take on a posting now, in the order of
// the table: for buttons. It asks status, capacity and settings only; what the
// person can still supply (reasons, a note, a confirmed account, a consent) is
// asked by Advance, which says what is missing; so are the clock's dates.
func Next(f Facts, as Capacity, s Settings) []Action {
	var can []Action
	for _, r := range table {
		if !slices.Contains(r.From, f.Status) || !slices.Contains(r.Who, as) {
			continue
		}
		if r.Action == Publish && as == AsBroker && !s.BrokerMayPublish {
			continue
		}
		if r.Action == Publish && as == AsSystem && !autoPublishes(f, s) {
			continue
		}
		can = append(can, r.Action)
	}
	return can
}

// Lawful tells whether one step of the table, whoever takes it, leads from one
// status to the other: the law of every record save. Staying is lawful; a new
// record (from "") begins as a draft. A submit that publishes at once is two
// steps: save it once per Step, or test each Step.
func Lawful(from, to string) bool {
	if from == "" {
		return to == StatusDraft
	}
	if from == to {
		return slices.Contains(domain.PostingStatuses, to)
	}
	for _, r := range table {
		if r.To == to && slices.Contains(r.From, from) {
			return true
		}
	}
	return false
}
