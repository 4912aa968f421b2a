package docking

import (
	"strings"
	"time"

	"kejiyun/internal/domain"
)

// Advance decides one move: whether it is lawful, and if so what the docking
// becomes and whom to tell.
//
// Every error is a *domain.Error: not_allowed (not in this capacity),
// unlawful_step (not from this state; params from, action), docking_side_required,
// reason_required, unknown_reason, note_required, note_too_long, proof_required,
// outcome_required, invalid_input (the outcome, by field), provider_paused,
// provider_full_now, provider_full (params open, max), need_gone, offer_gone,
// already_accepted, outcome_changed, already_reviewed, reviews_over and not_due.
func Advance(m Move) (Result, error) {
	m.Note = strings.TrimSpace(m.Note)
	m.Settings = m.Settings.orDefault()
	res := Result{Event: m.Action}
	if first, two := via[m.Action][m.Docking.State]; two {
		before := m
		before.Action, before.Note, before.Outcome = first, "", nil
		if err := res.step(before); err != nil {
			return Result{}, err
		}
		res.Steps[0].Tell = nil // of the answer itself they are told at once
		m.Docking.Docking = res.After()
	}
	if err := res.step(m); err != nil {
		return Result{}, err
	}
	if res.To == StateAccepted {
		open := m
		open.Action, open.As, open.Docking.Docking = Open, AsSystem, res.After()
		if err := res.step(open); err != nil {
			return Result{}, err
		}
	}
	res.PassOver = m.Action == Confirm && m.Docking.Need != ""
	res.NextBest = res.To == StateDeclined || res.To == StateLapsed
	return res, nil
}

// step takes one step of the table and adds what it comes to.
func (res *Result) step(m Move) error {
	rule, err := find(m.Action, m.Docking, m.As)
	if err != nil {
		return err
	}
	if rule.guard != nil {
		if err := rule.guard(m); err != nil {
			return err
		}
	}
	d := m.Docking.Docking
	if rule.set != nil {
		rule.set(&d, m)
	}
	from := d.State
	d.State = rule.To
	setClock(&d, rule.Clock, m)
	if m.As == AsBroker && d.Broker == "" {
		d.Broker = m.Account
	}
	res.To = rule.To
	step := Step{Action: m.Action, As: m.As, From: from, To: rule.To, After: d, Reveals: rule.Reveals}
	for _, who := range rule.Tell {
		if string(who) != string(m.As) {
			step.Tell = append(step.Tell, who)
		}
	}
	res.Steps = append(res.Steps, step)
	return nil
}

// setClock starts, stops or ends the clock of an answer. Of one that was stopped
// on its last day, at least a working day is left.
func setClock(d *domain.Docking, c Clock, m Move) {
	switch c {
	case ClockStart:
		d.Due, d.Lapse = m.Calendar.Add(m.Now, m.Settings.AnswerDays), m.Calendar.Add(m.Now, m.Settings.LapseDays)
		d.LeftDays, d.LapseLeft = 0, 0
		d.HalfTold, d.DueTold, d.Escalated = time.Time{}, time.Time{}, time.Time{}
	case ClockStop:
		d.Stopped = m.Now
		d.LeftDays = max(1, m.Calendar.Between(m.Now, d.Due))
		d.LapseLeft = max(d.LeftDays+1, m.Calendar.Between(m.Now, d.Lapse))
		d.Due, d.Lapse = time.Time{}, time.Time{}
	case ClockGo:
		d.Due, d.Lapse = m.Calendar.Add(m.Now, d.LeftDays), m.Calendar.Add(m.Now, d.LapseLeft)
		d.Stopped = time.Time{}
	case ClockEnd:
		d.Due, d.Lapse, d.Stopped = time.Time{}, time.Time{}, time.Time{}
	}
}

// answered notes when the asked side first said anything.
func answered(d *domain.Docking, m Move) {
	if d.Answered.IsZero() {
		d.Answered = m.Now
	}
}

// setExpressed: an interest carries the consent of the side that expresses it.
func setExpressed(d *domain.Docking, m Move) {
	d.By = m.Account
	if d.Side == SideNeed {
		d.NeedAccepted = m.Now
	} else {
		d.SupplyAccepted = m.Now
	}
}

func setIntroduced(d *domain.Docking, m Move) { d.By = m.Account }

func setAccepted(d *domain.Docking, m Move) {
	side, _ := speaksFor(m) // the guard has seen to it
	if side == SideNeed {
		d.NeedAccepted = m.Now
	} else {
		d.SupplyAccepted = m.Now
	}
	if d.AcceptWay = m.Way; m.Way == "" {
		d.AcceptWay = "portal"
	}
	d.AcceptNote = m.Note
	answered(d, m)
}

func setOpened(d *domain.Docking, m Move) { d.Negotiating = m.Now }

func setDeclined(d *domain.Docking, m Move) {
	d.DeclineReason, d.DeclineNote = m.Reason, m.Note
	answered(d, m)
	setClosed(d, m)
}

func setAsked(d *domain.Docking, m Move) {
	d.AskedBy, _ = speaksFor(m)
	answered(d, m)
}

func setReplied(d *domain.Docking, _ Move) { d.AskedBy = "" }

func setClosed(d *domain.Docking, m Move) { d.Closed, d.AskedBy = m.Now, "" }

func setRevived(d *domain.Docking, _ Move) {
	d.Revived, d.Closed = true, time.Time{}
}

func setProposed(d *domain.Docking, m Move) {
	d.Outcome, d.OutcomeSide, d.OutcomeAt = *m.Outcome, string(m.As), m.Now
	if desk(m.As) {
		d.OutcomeSide = string(AsBroker)
	}
	if d.Outcome.Contract == "" {
		d.Outcome.Contract = "none"
	}
}

func setAgreed(d *domain.Docking, m Move) { d.Agreed = m.Now }

// setCompleted brings up to date what is known only now.
func setCompleted(d *domain.Docking, m Move) {
	d.Completed = m.Now
	if o := m.Outcome; o != nil {
		if o.Hours > 0 {
			d.Outcome.Hours = o.Hours
		}
		if o.People > 0 {
			d.Outcome.People = o.People
		}
		if o.Registration != "" {
			d.Outcome.Registration, d.Outcome.RegisteredAmount = o.Registration, o.RegisteredAmount
		}
	}
}

func setFailed(d *domain.Docking, m Move) {
	d.FailReason = m.Note
	d.Outcome, d.OutcomeSide, d.OutcomeAt = domain.Outcome{Kind: "none", Contract: "none"}, "", time.Time{}
	setClosed(d, m)
}

func setDisputed(d *domain.Docking, m Move) { d.DisputeNote, d.Closed = m.Note, time.Time{} }

// setResumed begins the negotiation anew: what was agreed has to be proposed and
// confirmed again.
func setResumed(d *domain.Docking, m Move) {
	d.Negotiating, d.FollowedUp = m.Now, 0
	d.OutcomeSide, d.OutcomeAt = "", time.Time{}
	d.Agreed, d.Completed = time.Time{}, time.Time{}
}

func setVoided(d *domain.Docking, m Move) {
	d.VoidReason = m.Note
	setClosed(d, m)
}
