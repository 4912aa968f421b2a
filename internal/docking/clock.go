package docking

import "time"

// Deed is what a clock does to a docking by itself.
type Deed string

// The deeds of the clock, by what has run out.
const (
	DeedNone       Deed = ""
	DeedHalf       Deed = "remind_half"         // half of the time to answer: remind
	DeedDue        Deed = "remind_due"          // all of it: remind, and escalate to the broker
	DeedLapse      Deed = "lapse"               // nobody answered, after reminder and escalation
	DeedUnreplied  Deed = "escalate_question"   // a question stays without a reply: to the broker
	DeedUnsure     Deed = "escalate_outcome"    // an outcome stays unconfirmed: to the broker
	DeedFollowUp   Deed = "follow_up"           // ask both sides how it goes
	DeedEndReviews Deed = "review_window_ended" // no review is taken any more
)

// grace is how many working days lie at least between reminder and lapse, also
// when the server was off while both fell due.
const grace = 2

// followUpDays are the days of negotiating on which both sides are asked.
var followUpDays = []int{90, 60, 30}

// Clocks are a docking's state and the times its clocks read; zero for what has
// not happened.
type Clocks struct {
	State      string
	Due        time.Time // answer due
	Lapse      time.Time // when it lapses without an answer
	Stopped    time.Time // the clock stands: a question was asked
	LeftDays   int       // working days that were left when the clock last stopped; 0: it runs for the first time
	HalfTold   time.Time
	DueTold    time.Time
	Escalated  time.Time // last given to the broker
	OutcomeAt  time.Time // an outcome was proposed
	Negotiated time.Time // negotiating began
	FollowedUp int       // 0, 30, 60, 90
	Completed  time.Time
	Closed     time.Time // nothing runs any more
}

// Limits are the lengths of the clocks.
type Limits struct {
	AnswerDays  int // working days
	ConfirmDays int // days from a proposed outcome to the broker
	ReviewDays  int // days from completion to the end of reviews
}

// Doing is a deed with what it writes.
type Doing struct {
	Deed  Deed
	Days  int       // DeedFollowUp: 30, 60 or 90
	Lapse time.Time // DeedDue: the lapse, put off by what an outage took; zero: it stays
}

// Due says what the clock does to a docking now, and why there is at most one
// thing: of several that have run out, as after an outage, only the newest is
// worth a mail. Nothing lapses, however, before it was reminded and escalated,
// with grace to answer. It is idempotent: once its deed is written down (HalfTold,
// DueTold and Escalated, FollowedUp, the state), it says DeedNone.
func Due(c Clocks, l Limits, cal Calendar, now time.Time) Doing {
	switch c.State {
	case "expressed":
		return dueAnswer(c, l, cal, now)
	case "clarifying":
		if reached(now, addDays(cal, c.Stopped, l.AnswerDays)) && c.Escalated.Before(c.Stopped) {
			return Doing{Deed: DeedUnreplied}
		}
	case "negotiating":
		return dueNews(c, l, now)
	case "completed":
		if c.Closed.IsZero() && reached(now, after(c.Completed, l.ReviewDays)) {
			return Doing{Deed: DeedEndReviews}
		}
	}
	return Doing{}
}

// dueAnswer reads the clocks of an interest nobody has answered.
func dueAnswer(c Clocks, l Limits, cal Calendar, now time.Time) Doing {
	if c.Due.IsZero() {
		return Doing{}
	}
	told := !c.DueTold.Before(c.Due) // of this run of the clock, not of one before a question or a revival
	switch {
	case told && reached(now, c.Lapse):
		return Doing{Deed: DeedLapse}
	case !told && reached(now, c.Due):
		d := Doing{Deed: DeedDue}
		if least := cal.Add(now, grace); !c.Lapse.IsZero() && c.Lapse.Before(least) {
			d.Lapse = least
		}
		return d
	case !told:
		if half := halfTime(c, l, cal); reached(now, half) && c.HalfTold.Before(half) {
			return Doing{Deed: DeedHalf}
		}
	}
	return Doing{}
}

// halfTime is when half of the time to answer is over; zero when there are less
// than two days, which need no second mail.
func halfTime(c Clocks, l Limits, cal Calendar) time.Time {
	days := l.AnswerDays
	if c.LeftDays > 0 {
		days = c.LeftDays
	}
	if days < 2 {
		return time.Time{}
	}
	return cal.Add(c.Due, -days/2)
}

// dueNews reads the clocks of a negotiation: an outcome that waits for the other
// side, otherwise the silence of both.
func dueNews(c Clocks, l Limits, now time.Time) Doing {
	if !c.OutcomeAt.IsZero() {
		if reached(now, after(c.OutcomeAt, l.ConfirmDays)) && c.Escalated.Before(c.OutcomeAt) {
			return Doing{Deed: DeedUnsure}
		}
		return Doing{}
	}
	for _, days := range followUpDays {
		if reached(now, after(c.Negotiated, days)) {
			if c.FollowedUp < days {
				return Doing{Deed: DeedFollowUp, Days: days}
			}
			return Doing{}
		}
	}
	return Doing{}
}

// reached tells whether a moment has come; a zero one never does.
func reached(now, moment time.Time) bool { return !moment.IsZero() && !now.Before(moment) }

// after adds calendar days; zero stays zero.
func after(t time.Time, days int) time.Time {
	if t.IsZero() {
		return t
	}
	return t.Add(time.Duration(days) * 24 * time.Hour)
}

// addDays adds working days; zero stays zero.
func addDays(cal Calendar, t time.Time, days int) time.Time {
	if t.IsZero() {
		return t
	}
	return cal.Add(t, days)
}
