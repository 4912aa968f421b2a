package docking

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kejiyun/internal/domain"
)

// allowed is product.md §4 once more, written down by hand and without the
// table: which state may follow which, and who may bring it about. It knows
// nothing of guards.
var allowed = map[[2]string][]Part{
	{"", "expressed"}:           {Initiator, Broker, Staff},
	{"expressed", "expressed"}:  {Asked, Broker}, // the first of two yeses
	{"expressed", "accepted"}:   {Asked, Broker},
	{"expressed", "declined"}:   {Asked, Broker},
	{"expressed", "clarifying"}: {Asked, Broker},
	{"clarifying", "expressed"}: {Initiator, Asked, Broker},
	{"expressed", "withdrawn"}:  {Initiator},
	{"expressed", "lapsed"}:     {System},
	{"lapsed", "expressed"}:     {Broker},
	{"accepted", "negotiating"}: {System},

	{"negotiating", "negotiating"}: {Initiator, Asked, Broker}, // a proposal
	{"negotiating", "agreed"}:      {Initiator, Asked, Broker},
	{"negotiating", "failed"}:      {Initiator, Asked, Broker, System},
	{"agreed", "underway"}:         {Initiator, Asked, Broker},
	{"underway", "completed"}:      {Initiator, Asked, Broker},
	{"completed", "completed"}:     {Initiator, Asked, System}, // the first of two reviews
	{"completed", "reviewed"}:      {Initiator, Asked, System},
	{"agreed", "voided"}:           {Staff},
	{"disputed", "negotiating"}:    {Initiator, Asked, Broker, Staff},
	{"disputed", "failed"}:         {Initiator, Asked, Broker, Staff, System},
	{"negotiating", "disputed"}:    {Initiator, Asked, Broker, Staff},
	{"agreed", "disputed"}:         {Initiator, Asked, Broker, Staff},
	{"underway", "disputed"}:       {Initiator, Asked, Broker, Staff},
	{"completed", "disputed"}:      {Initiator, Asked, Broker, Staff},
	{"reviewed", "disputed"}:       {Initiator, Asked, Broker, Staff},
	{"expressed", "passed_over"}:   {System},
	{"clarifying", "passed_over"}:  {System},
}

// event is what the log keeps of a step.
type event struct {
	action   Action
	from, to string
}

// dossier is one docking of a random county with all that was logged of it.
type dossier struct {
	facts       Facts
	log         []event
	need, other bool // the model's own memory of who has said yes
}

// county is one need, a few providers with limited room, and their dockings.
type county struct {
	now     time.Time
	room    []int // per provider
	cases   []*dossier
	worker  []int // provider of each case
	steps   int
	refused int
}

// TestRandomWalks lets anybody try anything, on any of the dockings of a need, at
// any time, and holds every step to what must always be true: no unlawful state,
// no event lost, no contact opened early, nobody over their room. It tries at
// least a hundred thousand steps.
func TestRandomWalks(t *testing.T) {
	tried, taken := 0, 0
	for tried < 100_000 {
		rapid.Check(t, func(t *rapid.T) {
			w := &county{now: monday}
			for range rapid.IntRange(1, 3).Draw(t, "providers") {
				w.room = append(w.room, rapid.IntRange(0, 2).Draw(t, "room"))
			}
			for range rapid.IntRange(1, 4).Draw(t, "dockings") {
				w.cases = append(w.cases, &dossier{facts: Facts{Docking: domain.Docking{Need: "n1", Side: rapid.SampledFrom(domain.DockingSides).Draw(t, "side")}}})
				w.worker = append(w.worker, rapid.IntRange(0, len(w.room)-1).Draw(t, "provider"))
			}
			for range 60 {
				w.step(t)
			}
			w.replay(t)
			tried += 60
			taken += w.steps
		})
	}
	t.Logf("%d steps tried, %d taken", tried, taken)
	if taken < tried/20 {
		t.Errorf("only %d of %d steps were lawful: the walk hardly walks", taken, tried)
	}
}

var (
	anyAction  = append(uniqueActions(), "praise")
	anyOutcome = []*domain.Outcome{nil, {Kind: "contract", Contract: "service", Amount: 1}, {Kind: "free"}, {Kind: "contract"}, {Kind: "none"}, {Kind: "service", Hours: -1}}
)

// step lets somebody try something. Half of the time it is something they may do,
// or walks would end before they began.
func (w *county) step(t *rapid.T) {
	i := rapid.IntRange(0, len(w.cases)-1).Draw(t, "case")
	c := w.cases[i]
	w.now = w.now.Add(time.Duration(rapid.IntRange(0, 24*8).Draw(t, "hours")) * time.Hour)
	as := rapid.SampledFrom([]Capacity{AsNeed, AsSupply, AsBroker, AsStaff, AsSystem, "leader", ""}).Draw(t, "as")
	choices := anyAction
	if can := Next(c.facts, as); len(can) > 0 && rapid.Bool().Draw(t, "sensible") {
		choices = can
	}
	if due := c.facts.Due; c.facts.State == StateExpressed && rapid.Bool().Draw(t, "reminded") && w.now.After(due) {
		c.facts.DueTold = w.now // what the job of reminders writes
	}
	c.facts.MaxOpen, c.facts.OnHand = w.room[w.worker[i]], w.onHand(w.worker[i], i)
	c.facts.Availability = rapid.SampledFrom([]string{"open", "open", "open", "full", "paused"}).Draw(t, "availability")
	m := Move{Docking: c.facts, Action: rapid.SampledFrom(choices).Draw(t, "action"), As: as, Account: "a", Now: w.now,
		For: rapid.SampledFrom([]string{"", "need", "supply", "both"}).Draw(t, "for"), Way: rapid.SampledFrom([]string{"", "portal", "phone"}).Draw(t, "way"),
		Proof: rapid.Bool().Draw(t, "proof"), Reason: rapid.SampledFrom([]string{"no_time", "no_time", "", "ugly"}).Draw(t, "reason"),
		Note: rapid.SampledFrom([]string{"说明", "说明", ""}).Draw(t, "note"), Outcome: rapid.SampledFrom(anyOutcome).Draw(t, "outcome")}
	res, err := Advance(m)
	if err != nil {
		if _, ok := domain.AsError(err); !ok || len(res.Steps) > 0 {
			t.Fatalf("%s: %v with %v", m.Action, err, res)
		}
		w.refused++
		return
	}
	w.steps++
	w.take(t, i, m, res)
}

// onHand counts what a provider has on hand, one case left out.
func (w *county) onHand(provider, without int) int {
	n := 0
	for i, c := range w.cases {
		if i != without && w.worker[i] == provider && slices.Contains(OnHand, c.facts.State) {
			n++
		}
	}
	return n
}

// take writes a move down as the shell would, and checks it against the model.
func (w *county) take(t *rapid.T, i int, m Move, res Result) {
	c := w.cases[i]
	was := c.facts
	at := was.State
	for _, s := range res.Steps {
		who := allowed[[2]string{at, s.To}]
		if s.From != at || !plays(was.Docking, s.As, who) && !(s.As == m.As && plays(was.Docking, m.As, who)) || !Lawful(s.From, s.To) {
			t.Fatalf("%s as %s leads from %s to %s", s.Action, s.As, at, s.To)
		}
		if s.After.State != s.To {
			t.Fatalf("the record says %s after a step to %s", s.After.State, s.To)
		}
		c.log = append(c.log, event{s.Action, s.From, s.To})
		at = s.To
		w.consent(t, c, m, s)
	}
	if at != res.To {
		t.Fatalf("the steps %v do not lead to %s", res.Steps, res.To)
	}
	c.facts.Docking = res.After()
	if m.Action == Review && m.As == AsNeed {
		c.facts.NeedReviewed = true
	}
	if m.Action == Review && m.As == AsSupply {
		c.facts.SupplyReviewed = true
	}
	w.always(t, i, was, m, res)
	if res.PassOver {
		w.passOver(t, i)
	}
}

// consent keeps the model's memory of who has said yes, and holds what a step
// reveals against it.
func (w *county) consent(t *rapid.T, c *dossier, m Move, s Step) {
	switch {
	case s.Action == Express:
		c.need, c.other = c.need || m.As == AsNeed, c.other || m.As == AsSupply
	case s.Action == Accept && (m.As == AsNeed || m.As == AsSupply):
		c.need, c.other = c.need || m.As == AsNeed, c.other || m.As == AsSupply
	case s.Action == Accept: // the broker, for one of them
		if m.Way != "phone" || !m.Proof {
			t.Fatalf("a broker accepted without a proof")
		}
		c.need, c.other = !s.After.NeedAccepted.IsZero(), !s.After.SupplyAccepted.IsZero()
	}
	both := c.need && c.other
	if (s.Reveals || s.After.Opened() || s.After.Relation() == domain.ToCounterpart) && !both {
		t.Fatalf("%s reveals before both said yes: need %v, supply %v", s.Action, c.need, c.other)
	}
	if slices.Contains([]string{StateNegotiating, StateAgreed, StateUnderway, StateCompleted}, s.To) && !s.After.Opened() {
		t.Fatalf("%s, and the contacts are still closed", s.To)
	}
}

// always holds what must be true after every move.
func (w *county) always(t *rapid.T, i int, was Facts, m Move, res Result) {
	d := w.cases[i].facts.Docking
	running := d.State == StateExpressed
	switch {
	case m.As == "leader" || m.As == "":
		t.Fatalf("somebody without capacity did %s", m.Action)
	case running == d.Due.IsZero() || running == d.Lapse.IsZero():
		t.Fatalf("%s with due %v and lapse %v", d.State, d.Due, d.Lapse)
	case (d.State == StateClarifying) == d.Stopped.IsZero():
		t.Fatalf("%s, and the clock stopped at %v", d.State, d.Stopped)
	case slices.Contains(Ended, d.State) == d.Closed.IsZero() && d.State != StateCompleted:
		t.Fatalf("%s, closed at %v", d.State, d.Closed)
	case d.State == StateLapsed && (was.DueTold.Before(was.Due) || w.now.Before(was.Lapse)):
		t.Fatalf("lapsed before its time")
	case d.State == StateDeclined && !slices.Contains(domain.DeclineReasons, d.DeclineReason):
		t.Fatalf("declined without a reason")
	case d.State == StateAgreed && was.State == StateNegotiating && (d.OutcomeAt.IsZero() || d.OutcomeSide == string(m.As) && !desk(m.As)):
		t.Fatalf("agreed on one's own word: %s by %s", d.OutcomeSide, m.As)
	case m.Action == Review && desk(m.As):
		t.Fatalf("the desk reviews for a side")
	case was.Revived && m.Action == Revive:
		t.Fatalf("revived twice")
	case d.State == StateFailed && d.FailReason == "", d.State == StateVoided && d.VoidReason == "":
		t.Fatalf("%s without a word", d.State)
	case slices.Contains(res.Steps[len(res.Steps)-1].Tell, Audience(m.As)):
		t.Fatalf("who acts is told")
	}
	if room := w.room[w.worker[i]]; m.Action == Accept && res.To == StateNegotiating && room > 0 && w.onHand(w.worker[i], -1) > room {
		t.Fatalf("%d on hand where there is room for %d", w.onHand(w.worker[i], -1), room)
	}
}

// passOver ends the other interests of the need, as the shell does.
func (w *county) passOver(t *rapid.T, taken int) {
	for i, c := range w.cases {
		if i == taken || !slices.Contains(Interests, c.facts.State) {
			continue
		}
		m := Move{Docking: c.facts, Action: PassOver, As: AsSystem, Now: w.now}
		res, err := Advance(m)
		if err != nil || len(res.Steps[0].Tell) != 3 {
			t.Fatalf("pass over %s: %v, %v", c.facts.State, res, err)
		}
		w.take(t, i, m, res)
	}
}

// replay makes every docking anew out of its log: none lost, none out of order.
func (w *county) replay(t *rapid.T) {
	for _, c := range w.cases {
		state := ""
		for _, ev := range c.log {
			if ev.from != state {
				t.Fatalf("an event is lost: from %s to %s, found in %s", ev.from, ev.to, state)
			}
			state = ev.to
		}
		if state != c.facts.State {
			t.Fatalf("the log ends in %s, the docking is %s", state, c.facts.State)
		}
	}
}
