package docking

import (
	"slices"

	"kejiyun/internal/domain"
)

// Clock is what a step does to the clock of an answer.
type Clock string

// What happens to the clock.
const (
	ClockStart Clock = "start" // an answer becomes due
	ClockStop  Clock = "stop"  // it stands still
	ClockGo    Clock = "go"    // it goes on with what was left
	ClockEnd   Clock = "end"
)

// Rule is one line of the table: an action leads from some states to one, and
// who may take it.
type Rule struct {
	Action  Action
	From    []string // "" is a docking that is not there yet
	To      string
	Who     []Part
	Clock   Clock
	Tell    []Audience
	Reveals bool

	when  func(Facts, Capacity) bool // which of two lines for the same action holds; nil always
	guard func(Move) *domain.Error   // what the move wants beside; nil for nothing
	set   func(*domain.Docking, Move)
}

var (
	newOne  = []string{""}
	parties = []Part{Initiator, Asked, Broker}
	both    = []Audience{TellNeed, TellSupply}
	all     = []Audience{TellNeed, TellSupply, TellBroker}
)

// table is product.md §4, line by line.
var table = []Rule{
	{Action: Express, From: newOne, To: StateExpressed, Who: []Part{Initiator}, Clock: ClockStart, Tell: all, guard: mayExpress, set: setExpressed},
	{Action: Introduce, From: newOne, To: StateExpressed, Who: []Part{Broker, Staff}, Clock: ClockStart, Tell: both, guard: mayIntroduce, set: setIntroduced},

	{Action: Accept, From: []string{StateExpressed}, To: StateExpressed, Who: []Part{Asked, Broker}, Tell: all,
		when: firstYes, guard: mayAccept, set: setAccepted},
	{Action: Accept, From: []string{StateExpressed}, To: StateAccepted, Who: []Part{Asked, Broker}, Clock: ClockEnd, Tell: all,
		when: lastYes, guard: mayAccept, set: setAccepted},
	{Action: Open, From: []string{StateAccepted}, To: StateNegotiating, Who: []Part{System}, Reveals: true, set: setOpened},
	{Action: Decline, From: []string{StateExpressed}, To: StateDeclined, Who: []Part{Asked, Broker}, Clock: ClockEnd, Tell: all,
		guard: mayDecline, set: setDeclined},
	{Action: Ask, From: []string{StateExpressed}, To: StateClarifying, Who: []Part{Asked, Broker}, Clock: ClockStop, Tell: all,
		when: stillAsked, guard: mayAsk, set: setAsked},
	{Action: Reply, From: []string{StateClarifying}, To: StateExpressed, Who: parties, Clock: ClockGo, Tell: all, set: setReplied},
	{Action: Withdraw, From: []string{StateExpressed}, To: StateWithdrawn, Who: []Part{Initiator}, Clock: ClockEnd, Tell: all, set: setClosed},
	{Action: Lapse, From: []string{StateExpressed}, To: StateLapsed, Who: []Part{System}, Clock: ClockEnd, Tell: all, guard: hasRunOut, set: setClosed},
	{Action: Revive, From: []string{StateLapsed}, To: StateExpressed, Who: []Part{Broker}, Clock: ClockStart, Tell: both,
		when: notRevived, guard: stillThere, set: setRevived},
	{Action: PassOver, From: Interests, To: StatePassedOver, Who: []Part{System}, Clock: ClockEnd, Tell: all, set: setClosed},

	{Action: Propose, From: []string{StateNegotiating}, To: StateNegotiating, Who: parties, Tell: both, guard: hasOutcome, set: setProposed},
	{Action: Confirm, From: []string{StateNegotiating}, To: StateAgreed, Who: parties, Tell: all, when: isProposed, guard: mayConfirm, set: setAgreed},
	{Action: Start, From: []string{StateAgreed}, To: StateUnderway, Who: parties, Tell: all},
	{Action: Complete, From: []string{StateUnderway}, To: StateCompleted, Who: parties, Tell: all, guard: freshFigures, set: setCompleted},
	{Action: Review, From: []string{StateCompleted}, To: StateCompleted, Who: []Part{Initiator, Asked}, when: firstReview, guard: mayReview, Tell: both},
	{Action: Review, From: []string{StateCompleted}, To: StateReviewed, Who: []Part{Initiator, Asked}, when: lastReview, guard: mayReview, Tell: both, set: setClosed},
	{Action: Review, From: []string{StateCompleted}, To: StateReviewed, Who: []Part{System}, when: anyReview, guard: reviewsOver, set: setClosed},
	{Action: Review, From: []string{StateCompleted}, To: StateCompleted, Who: []Part{System}, when: noReview, guard: reviewsOver, set: setClosed},
	{Action: Fail, From: []string{StateNegotiating}, To: StateFailed, Who: []Part{Initiator, Asked, Broker, System}, Tell: all, guard: mayFail, set: setFailed},
	{Action: Fail, From: []string{StateDisputed}, To: StateFailed, Who: []Part{Initiator, Asked, Broker, Staff, System}, Tell: all, guard: mayFail, set: setFailed},
	{Action: Dispute, From: []string{StateAccepted, StateNegotiating, StateAgreed, StateUnderway, StateCompleted, StateReviewed}, To: StateDisputed,
		Who: []Part{Initiator, Asked, Broker, Staff}, Tell: all, guard: hasNote, set: setDisputed},
	{Action: Resume, From: []string{StateDisputed}, To: StateNegotiating, Who: []Part{Initiator, Asked, Broker, Staff}, Tell: all, set: setResumed},
	{Action: Void, From: []string{StateAgreed}, To: StateVoided, Who: []Part{Staff}, Tell: all, guard: hasNote, set: setVoided},
}

// via are the moves of two steps: who may take the first may ask for the second
// straight away.
var via = map[Action]map[string]Action{
	Accept:   {StateClarifying: Reply},
	Decline:  {StateClarifying: Reply},
	Withdraw: {StateClarifying: Reply},
	Complete: {StateAgreed: Start},
}

// Rules returns the lines of the table, for documents and tests.
func Rules() []Rule { return slices.Clone(table) }

// find returns the line by which a move may be made, or why not.
func find(action Action, f Facts, as Capacity) (Rule, *domain.Error) {
	lawful := false
	for _, r := range table {
		if r.Action != action || !slices.Contains(r.From, f.State) {
			continue
		}
		if plays(f.Docking, as, r.Who) && (r.when == nil || r.when(f, as)) {
			return r, nil
		}
		lawful = lawful || !plays(f.Docking, as, r.Who)
	}
	if lawful && !playsAny(action, f, as) || !slices.Contains(capacities, as) {
		return Rule{}, domain.Errorf(domain.Forbidden, "not_allowed", "action", string(action))
	}
	return Rule{}, domain.Errorf(domain.Conflict, "unlawful_step", "from", f.State, "action", string(action))
}

// playsAny tells whether a capacity has any line for an action from this state.
func playsAny(action Action, f Facts, as Capacity) bool {
	return slices.ContainsFunc(table, func(r Rule) bool {
		return r.Action == action && slices.Contains(r.From, f.State) && plays(f.Docking, as, r.Who)
	})
}

// Next lists the actions somebody could take on a docking now, in the order of
// the table: for buttons. What the person can still supply (a reason, a proof)
// and what may change at any moment (a provider's capacity) is asked by Advance;
// the clock's own steps are left out.
func Next(f Facts, as Capacity) []Action {
	can := []Action{}
	if as == AsSystem {
		return can
	}
	add := func(a Action) {
		if !slices.Contains(can, a) {
			can = append(can, a)
		}
	}
	for _, r := range table {
		from := f
		if first, two := via[r.Action][f.State]; two {
			if _, err := find(first, f, as); err != nil {
				continue
			}
			from.State = r.From[0]
		}
		if !slices.Contains(r.From, from.State) || !plays(f.Docking, as, r.Who) || r.when != nil && !r.when(from, as) {
			continue
		}
		if r.Action == Review && reviewed(f, as) {
			continue
		}
		add(r.Action)
	}
	return can
}

// Lawful tells whether one step of the table, whoever takes it, leads from one
// state to the other: the law of every record save. Staying is lawful; a new
// record (from "") begins as expressed.
func Lawful(from, to string) bool {
	if from == to {
		return slices.Contains(domain.DockingStates, to)
	}
	return slices.ContainsFunc(table, func(r Rule) bool { return r.To == to && slices.Contains(r.From, from) })
}
