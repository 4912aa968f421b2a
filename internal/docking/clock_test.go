package docking

import (
	"math/rand/v2"
	"testing"
	"time"
)

var limits = Limits{AnswerDays: 5, ConfirmDays: 14, ReviewDays: 30}

// expressed is an interest of a Thursday: half on Tuesday, due a week, lapsing two weeks later.
func expressed(change func(*Clocks)) Clocks {
	c := Clocks{State: "expressed", Due: at("2026-12-03 10:00"), Lapse: at("2026-12-10 10:00")}
	if change != nil {
		change(&c)
	}
	return c
}

func TestDueSaysWhatTheClockDoes(t *testing.T) {
	cal := year2026(t)
	half, due := at("2026-12-01 10:05"), at("2026-12-03 10:05")
	negotiating := Clocks{State: "negotiating", Negotiated: at("2026-09-01 10:00")}
	for _, tc := range []struct {
		what, now string
		c         Clocks
		want      Doing
	}{
		{"just expressed", "2026-11-26 10:00", expressed(nil), Doing{}},
		{"before half time", "2026-12-01 09:59", expressed(nil), Doing{}},
		{"half time", "2026-12-01 10:00", expressed(nil), Doing{Deed: DeedHalf}},
		{"reminded at half time", "2026-12-02 10:00", expressed(func(c *Clocks) { c.HalfTold = half }), Doing{}},
		{"due", "2026-12-03 10:00", expressed(func(c *Clocks) { c.HalfTold = half }), Doing{Deed: DeedDue}},
		{"due with half time missed: only the newer one", "2026-12-03 10:00", expressed(nil), Doing{Deed: DeedDue}},
		{"half time is not made up for after due", "2026-12-03 10:10", expressed(func(c *Clocks) { c.DueTold = due }), Doing{}},
		{"between due and lapse", "2026-12-10 09:59", expressed(func(c *Clocks) { c.DueTold = due }), Doing{}},
		{"lapse", "2026-12-10 10:00", expressed(func(c *Clocks) { c.DueTold = due }), Doing{Deed: DeedLapse}},
		{"everything ran out while the server was off: remind first, then two working days", "2026-12-14 09:00", expressed(nil), Doing{Deed: DeedDue, Lapse: at("2026-12-16 09:00")}},
		{"an outage that ends the day before the lapse", "2026-12-09 09:00", expressed(nil), Doing{Deed: DeedDue, Lapse: at("2026-12-11 09:00")}},
		{"an outage that leaves enough time", "2026-12-07 09:00", expressed(nil), Doing{Deed: DeedDue}},
		{"told of an earlier run of the clock, due again", "2026-12-03 10:00", expressed(func(c *Clocks) { c.DueTold = at("2026-11-20 10:00") }), Doing{Deed: DeedDue}},
		{"half time of an earlier run does not count", "2026-12-01 10:00", expressed(func(c *Clocks) { c.HalfTold = at("2026-11-20 10:00") }), Doing{Deed: DeedHalf}},
		{"two days left after a question: half time after one", "2026-12-02 10:00", expressed(func(c *Clocks) { c.LeftDays = 2 }), Doing{Deed: DeedHalf}},
		{"two days left after a question: not at once", "2026-12-02 09:00", expressed(func(c *Clocks) { c.LeftDays = 2 }), Doing{}},
		{"a day left after a question: no reminder before it is due", "2026-12-02 23:00", expressed(func(c *Clocks) { c.LeftDays = 1 }), Doing{}},
		{"no due date", "2030-01-01 00:00", Clocks{State: "expressed"}, Doing{}},
		{"a question: the clock stands", "2026-12-02 10:00", expressed(func(c *Clocks) { c.State, c.Stopped = "clarifying", at("2026-11-27 10:00") }), Doing{}},
		{"a question nobody answers", "2026-12-04 10:00", expressed(func(c *Clocks) { c.State, c.Stopped = "clarifying", at("2026-11-27 10:00") }), Doing{Deed: DeedUnreplied}},
		{"a question the broker knows of", "2027-12-04 10:00", expressed(func(c *Clocks) {
			c.State, c.Stopped, c.Escalated = "clarifying", at("2026-11-27 10:00"), at("2026-12-04 10:05")
		}), Doing{}},
		{"a first month of talks", "2026-09-30 10:00", negotiating, Doing{}},
		{"a month of talks", "2026-10-01 10:00", negotiating, Doing{Deed: DeedFollowUp, Days: 30}},
		{"two months, never asked: asked once", "2026-11-01 10:00", negotiating, Doing{Deed: DeedFollowUp, Days: 60}},
		{"asked at sixty", "2026-11-20 10:00", with(negotiating, func(c *Clocks) { c.FollowedUp = 60 }), Doing{}},
		{"three months", "2026-11-30 10:00", with(negotiating, func(c *Clocks) { c.FollowedUp = 60 }), Doing{Deed: DeedFollowUp, Days: 90}},
		{"asked at ninety", "2028-11-30 10:00", with(negotiating, func(c *Clocks) { c.FollowedUp = 90 }), Doing{}},
		{"an outcome was proposed: no question, the other side's turn", "2026-10-10 10:00", with(negotiating, func(c *Clocks) { c.OutcomeAt = at("2026-09-30 10:00") }), Doing{}},
		{"an outcome nobody confirms", "2026-10-14 10:00", with(negotiating, func(c *Clocks) { c.OutcomeAt = at("2026-09-30 10:00") }), Doing{Deed: DeedUnsure}},
		{"escalated before the talks does not count", "2026-10-14 10:00", with(negotiating, func(c *Clocks) {
			c.OutcomeAt, c.Escalated = at("2026-09-30 10:00"), at("2026-08-30 10:00")
		}), Doing{Deed: DeedUnsure}},
		{"an outcome the broker knows of", "2026-12-14 10:00", with(negotiating, func(c *Clocks) {
			c.OutcomeAt, c.Escalated = at("2026-09-30 10:00"), at("2026-10-14 10:05")
		}), Doing{}},
		{"reviews open", "2026-12-30 09:59", Clocks{State: "completed", Completed: at("2026-11-30 10:00")}, Doing{}},
		{"reviews end", "2026-12-30 10:00", Clocks{State: "completed", Completed: at("2026-11-30 10:00")}, Doing{Deed: DeedEndReviews}},
		{"reviews ended without any", "2027-12-30 10:00", Clocks{State: "completed", Completed: at("2026-11-30 10:00"), Closed: at("2026-12-30 10:00")}, Doing{}},
		{"what has ended has no clock", "2030-01-01 00:00", expressed(func(c *Clocks) { c.State = "declined" }), Doing{}},
	} {
		got := Due(tc.c, limits, cal, at(tc.now))
		if got.Deed != tc.want.Deed || got.Days != tc.want.Days || !got.Lapse.Equal(tc.want.Lapse) {
			t.Errorf("%s: %+v, want %+v", tc.what, got, tc.want)
		}
	}
}

func with(c Clocks, change func(*Clocks)) Clocks {
	change(&c)
	return c
}

// Whatever the outages, an interest that nobody answers gets at most one mail of
// each kind, is escalated before it lapses, keeps its grace, and lapses in the end.
func TestClockSurvivesOutages(t *testing.T) {
	cal := year2026(t)
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		begun := at("2026-01-01 00:00").Add(time.Duration(rnd.IntN(365*24*60)) * time.Minute)
		c := Clocks{State: "expressed", Due: cal.Add(begun, 5), Lapse: cal.Add(begun, 10)}
		said := map[Deed]int{}
		now := begun
		for c.State == "expressed" && now.Before(begun.AddDate(0, 3, 0)) {
			now = now.Add(time.Duration(15+rnd.IntN(1+rnd.IntN(14*24*60))) * time.Minute)
			d := Due(c, limits, cal, now)
			said[d.Deed]++
			switch d.Deed {
			case DeedHalf:
				c.HalfTold = now
			case DeedDue:
				c.DueTold, c.Escalated = now, now
				if !d.Lapse.IsZero() {
					c.Lapse = d.Lapse
				}
			case DeedLapse:
				if c.Escalated.IsZero() || cal.Between(c.Escalated, now) < grace {
					t.Fatalf("begun %s, escalated %s, lapsed %s", begun, c.Escalated, now)
				}
				c.State = "lapsed"
			}
			if again := Due(c, limits, cal, now); again.Deed != DeedNone {
				t.Fatalf("begun %s, at %s after %s: again %s", begun, now, d.Deed, again.Deed)
			}
		}
		if c.State != "lapsed" || said[DeedHalf] > 1 || said[DeedDue] != 1 || said[DeedLapse] != 1 {
			t.Fatalf("begun %s: %s, %v", begun, c.State, said)
		}
	}
}
