package docking

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kejiyun/internal/domain"
)

var update = flag.Bool("update", false, "rewrite golden files")

// monday is a Monday morning in Shanghai.
var monday = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

// days is a moment some days after monday.
func days(n int) time.Time { return monday.AddDate(0, 0, n) }

// goodMove is a move that lacks nothing but, perhaps, the right state and
// capacity.
func goodMove(side, state string, action Action, as Capacity) Move {
	d := domain.Docking{ID: "d1", Need: "n1", Offer: "o1", Side: side, State: state, Org: "g1", Worker: "w1", Region: "511423000000", SupplyRegion: "511423000000"}
	switch {
	case state == "":
	case side == SideNeed:
		d.NeedAccepted = days(-3)
	case side == SideSupply:
		d.SupplyAccepted = days(-3)
	}
	switch state {
	case StateExpressed:
		d.Due, d.Lapse, d.DueTold = days(-2), days(0), days(-1)
	case StateClarifying:
		d.Stopped, d.LeftDays, d.LapseLeft, d.AskedBy = days(-1), 3, 8, "supply"
	case StateNegotiating, StateAgreed, StateUnderway, StateCompleted, StateReviewed, StateDisputed, StateAccepted:
		d.NeedAccepted, d.SupplyAccepted, d.OutcomeAt, d.OutcomeSide, d.Completed = days(-20), days(-20), days(-2), "system", days(-2)
	}
	if action == Confirm {
		d.OutcomeSide = map[Capacity]string{AsNeed: "supply", AsSupply: "need"}[as]
	}
	m := Move{Docking: Facts{Docking: d}, Action: action, As: as, Account: "a1", For: "supply", Way: "phone", Proof: true, Reason: "no_time", Note: "说明",
		Outcome: &domain.Outcome{Kind: "contract", Contract: "service", Amount: 20000}, Now: monday}
	if side == SideSupply {
		m.For = "need"
	}
	if as == AsSystem {
		m.Docking.NeedGone = action == Fail
		if action == Review {
			m.Docking.Completed = days(-40)
		}
	}
	return m
}

func uniqueActions() []Action {
	var all []Action
	for _, r := range table {
		if !slices.Contains(all, r.Action) {
			all = append(all, r.Action)
		}
	}
	return all
}

// TestTable writes down, for every side that can begin, what everybody may do in
// every state: product.md §4 as the code has it. Read the diff.
func TestTable(t *testing.T) {
	var b strings.Builder
	for _, side := range domain.DockingSides {
		fmt.Fprintf(&b, "began: %s\n", side)
		for _, state := range append([]string{""}, domain.DockingStates...) {
			for _, as := range capacities {
				var can []string
				for _, a := range uniqueActions() {
					if res, err := Advance(goodMove(side, state, a, as)); err == nil {
						var steps []string
						for _, s := range res.Steps {
							steps = append(steps, s.To)
						}
						can = append(can, fmt.Sprintf("%s→%s", a, strings.Join(steps, "→")))
					}
				}
				if len(can) > 0 {
					fmt.Fprintf(&b, "  %-12s %-7s %s\n", state, as, strings.Join(can, ", "))
				}
			}
		}
	}
	const path = "testdata/table.txt"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != b.String() {
		t.Errorf("the table differs from %s (%v); if it should, run with -update and read the diff:\n%s", path, err, b.String())
	}
}

// TestNextIsWhatAdvanceAllows: no button leads nowhere, none is missing.
func TestNextIsWhatAdvanceAllows(t *testing.T) {
	for _, side := range domain.DockingSides {
		for _, state := range domain.DockingStates {
			for _, as := range []Capacity{AsNeed, AsSupply, AsBroker, AsStaff, "leader", ""} {
				want := []Action{}
				var facts Facts
				for _, a := range uniqueActions() {
					m := goodMove(side, state, a, as)
					if a == Confirm {
						m.Docking.OutcomeSide = "system"
					}
					if _, err := Advance(m); err == nil {
						want = append(want, a)
					}
					facts = m.Docking
				}
				if got := Next(facts, as); !reflect.DeepEqual(got, want) {
					t.Errorf("%s, %s, as %q: %v, want %v", side, state, as, got, want)
				}
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	accept := func(change func(*Move)) Move {
		m := goodMove(SideNeed, StateExpressed, Accept, AsSupply)
		m.Way = "portal"
		change(&m)
		return m
	}
	for _, c := range []struct {
		name, code string
		m          Move
	}{
		{"full by number", "provider_full", accept(func(m *Move) { m.Docking.MaxOpen, m.Docking.OnHand = 2, 2 })},
		{"full by word", "provider_full_now", accept(func(m *Move) { m.Docking.Availability = "full" })},
		{"paused", "provider_paused", accept(func(m *Move) { m.Docking.Availability = "paused" })},
		{"the need was closed", "need_gone", accept(func(m *Move) { m.Docking.NeedGone = true })},
		{"the broker without a proof", "proof_required", accept(func(m *Move) { m.As, m.Proof, m.Way = AsBroker, false, "phone" })},
		{"the broker in the portal", "proof_required", accept(func(m *Move) { m.As = AsBroker })},
		{"staff", "not_allowed", accept(func(m *Move) { m.As = AsStaff })},
		{"the initiator", "not_allowed", accept(func(m *Move) { m.As = AsNeed })},
		{"nobody", "not_allowed", accept(func(m *Move) { m.As = "" })},
		{"a decline without a reason", "reason_required", accept(func(m *Move) { m.Action, m.Reason = Decline, "" })},
		{"a decline with a reason of one's own", "unknown_reason", accept(func(m *Move) { m.Action, m.Reason = Decline, "rude" })},
		{"a long note", "note_too_long", accept(func(m *Move) { m.Action, m.Note = Decline, strings.Repeat("长", 301) })},
		{"an answer to what was answered", "unlawful_step", goodMove(SideNeed, StateNegotiating, Accept, AsSupply)},
		{"a lapse before the reminder", "not_due", accept(func(m *Move) { m.Action, m.As, m.Docking.DueTold = Lapse, AsSystem, time.Time{} })},
		{"a lapse before its day", "not_due", accept(func(m *Move) { m.Action, m.As, m.Docking.Lapse = Lapse, AsSystem, days(1) })},
		{"an outcome of nothing", "outcome_required", func() Move {
			m := goodMove(SideNeed, StateNegotiating, Propose, AsNeed)
			m.Outcome = nil
			return m
		}()},
		{"an impossible outcome", "invalid_input", func() Move {
			m := goodMove(SideNeed, StateNegotiating, Propose, AsNeed)
			m.Outcome.Amount, m.Outcome.Contract = -1, ""
			return m
		}()},
		{"the broker's own word without proof", "proof_required", func() Move {
			m := goodMove(SideNeed, StateNegotiating, Confirm, AsBroker)
			m.Docking.OutcomeSide, m.Proof = "broker", false
			return m
		}()},
		{"a review too late", "reviews_over", func() Move {
			m := goodMove(SideNeed, StateCompleted, Review, AsNeed)
			m.Docking.Completed = days(-30)
			return m
		}()},
		{"a second review", "already_reviewed", func() Move {
			m := goodMove(SideNeed, StateCompleted, Review, AsNeed)
			m.Docking.NeedReviewed = true
			return m
		}()},
		{"reviving twice", "unlawful_step", func() Move {
			m := goodMove(SideNeed, StateLapsed, Revive, AsBroker)
			m.Docking.Revived = true
			return m
		}()},
		{"both are asked: for whom?", "docking_side_required", func() Move {
			m := goodMove(SideAssociation, StateExpressed, Accept, AsBroker)
			m.For = ""
			return m
		}()},
	} {
		_, err := Advance(c.m)
		if e, ok := domain.AsError(err); !ok || e.Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

func TestClocksOfSteps(t *testing.T) {
	begin := goodMove(SideNeed, "", Express, AsNeed)
	res, err := Advance(begin)
	if err != nil {
		t.Fatal(err)
	}
	d := res.After()
	if !d.Due.Equal(days(7)) || !d.Lapse.Equal(days(14)) || d.By != "a1" || !d.NeedAccepted.Equal(monday) || !d.SupplyAccepted.IsZero() {
		t.Errorf("expressed: %+v", d)
	}
	ask := Move{Docking: Facts{Docking: d}, Action: Ask, As: AsSupply, Now: days(2)}
	if res, err = Advance(ask); err != nil {
		t.Fatal(err)
	}
	d = res.After()
	if d.State != StateClarifying || !d.Due.IsZero() || d.LeftDays != 3 || d.LapseLeft != 8 || d.AskedBy != "supply" || !d.Answered.Equal(days(2)) {
		t.Errorf("the clock stands: %+v", d)
	}
	reply := Move{Docking: Facts{Docking: d}, Action: Reply, As: AsNeed, Now: days(30)}
	if res, err = Advance(reply); err != nil {
		t.Fatal(err)
	}
	if d = res.After(); !d.Due.Equal(days(35)) || !d.Lapse.Equal(days(42)) || !d.Stopped.IsZero() || d.AskedBy != "" {
		t.Errorf("it goes on with what was left: %+v", d)
	}
	res, err = Advance(Move{Docking: Facts{Docking: d}, Action: Accept, As: AsSupply, Now: days(31)})
	if err != nil {
		t.Fatal(err)
	}
	if got := []string{res.Steps[0].To, res.Steps[1].To}; !slices.Equal(got, []string{StateAccepted, StateNegotiating}) || res.Steps[0].Reveals || !res.Steps[1].Reveals {
		t.Errorf("accepting opens: %+v", res.Steps)
	}
	if d = res.After(); !d.Due.IsZero() || !d.Lapse.IsZero() || !d.Negotiating.Equal(days(31)) || !d.Opened() {
		t.Errorf("negotiating: %+v", d)
	}
}

// TestWhoIsTold: everybody concerned but who acted.
func TestWhoIsTold(t *testing.T) {
	for _, r := range table {
		for _, side := range domain.DockingSides {
			for _, as := range capacities {
				res, err := Advance(goodMove(side, r.From[0], r.Action, as))
				if err != nil {
					continue
				}
				for _, s := range res.Steps {
					if slices.Contains(s.Tell, Audience(as)) {
						t.Errorf("%s as %s: who acts is told", r.Action, as)
					}
				}
			}
		}
	}
	declined, err := Advance(goodMove(SideNeed, StateExpressed, Decline, AsSupply))
	if err != nil || !slices.Contains(declined.Steps[0].Tell, TellNeed) || !declined.NextBest {
		t.Errorf("declined: %+v, %v", declined, err)
	}
	agreed, err := Advance(goodMove(SideNeed, StateNegotiating, Confirm, AsSupply))
	if err != nil || !agreed.PassOver {
		t.Errorf("agreed: %+v, %v", agreed, err)
	}
}

func TestLawful(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"", StateExpressed, true}, {"", StateAccepted, false}, {StateExpressed, StateNegotiating, false}, {StateExpressed, StateAccepted, true},
		{StateAccepted, StateNegotiating, true}, {StateDeclined, StateExpressed, false}, {StateLapsed, StateExpressed, true}, {StateAgreed, StateVoided, true},
		{StateUnderway, StateVoided, false}, {StateFailed, StateNegotiating, false}, {StateReviewed, StateDisputed, true}, {"lost", "lost", false},
		{StateExpressed, StateExpressed, true}, {StateClarifying, StateAccepted, false},
	} {
		if got := Lawful(c.from, c.to); got != c.want {
			t.Errorf("%q → %q: %v", c.from, c.to, got)
		}
	}
}

func TestCapacityOf(t *testing.T) {
	d := domain.Docking{Region: "511423000000", SupplyRegion: "510722000000", Broker: "b9"}
	need, supply := []string{"m1", ""}, []string{"m2"}
	for _, c := range []struct {
		actor domain.Actor
		want  Capacity
	}{
		{domain.Actor{ID: "m1", Role: domain.Member}, AsNeed}, {domain.Actor{ID: "m2", Role: domain.Member}, AsSupply}, {domain.Actor{ID: "m3", Role: domain.Member}, ""},
		{domain.Actor{Role: domain.Member}, ""}, {domain.Actor{ID: "m1", Role: domain.Visitor}, ""},
		{domain.Actor{ID: "b1", Role: domain.Broker, Region: "511423000000"}, AsBroker}, {domain.Actor{ID: "b2", Role: domain.Broker, Region: "510722000000"}, AsBroker},
		{domain.Actor{ID: "b3", Role: domain.Broker, Region: "510800000000"}, ""}, {domain.Actor{ID: "b9", Role: domain.Broker, Region: "510800000000"}, AsBroker},
		{domain.Actor{ID: "s1", Role: domain.Staff, Region: "510000000000"}, AsStaff}, {domain.Actor{ID: "l1", Role: domain.Leader, Region: "510000000000"}, ""},
		{domain.Actor{Role: domain.Superuser}, AsStaff}, {domain.Actor{Role: domain.System}, AsSystem},
	} {
		if got := CapacityOf(c.actor, d, need, supply); got != c.want {
			t.Errorf("%+v: %q, want %q", c.actor, got, c.want)
		}
	}
}
