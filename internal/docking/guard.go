package docking

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kejiyun/internal/domain"
)

// Guards tell what a move wants beside state and capacity; nil means go on.

func mayExpress(m Move) *domain.Error {
	if m.Docking.Side != string(m.As) {
		return domain.Errorf(domain.Forbidden, "not_allowed", "action", string(m.Action))
	}
	return mayBegin(m)
}

func mayIntroduce(m Move) *domain.Error {
	if m.Docking.Side != SideAssociation {
		return domain.Errorf(domain.Forbidden, "not_allowed", "action", string(m.Action))
	}
	return mayBegin(m)
}

// mayBegin: nobody is asked who said that they take on nothing. One who is full
// may have room by the time of the answer.
func mayBegin(m Move) *domain.Error {
	if utf8.RuneCountInString(m.Docking.Message) > domain.MaxDockingMessage {
		return domain.Errorf(domain.Invalid, "note_too_long", "max", domain.MaxDockingMessage)
	}
	if err := stillThere(m); err != nil {
		return err
	}
	if m.Docking.Availability == "paused" {
		return domain.Errorf(domain.Conflict, "provider_paused")
	}
	return nil
}

// stillThere: nothing begins or is accepted on what was closed meanwhile.
func stillThere(m Move) *domain.Error {
	switch {
	case m.Docking.NeedGone:
		return domain.Errorf(domain.Conflict, "need_gone")
	case m.Docking.SupplyGone:
		return domain.Errorf(domain.Conflict, "offer_gone")
	}
	return nil
}

// mayAccept: by telephone with a proof alone, and only while the provider has room.
func mayAccept(m Move) *domain.Error {
	side, err := speaksFor(m)
	if err != nil {
		return err
	}
	if side == SideNeed && !m.Docking.NeedAccepted.IsZero() || side == SideSupply && !m.Docking.SupplyAccepted.IsZero() {
		return domain.Errorf(domain.Conflict, "already_accepted")
	}
	if m.As == AsBroker && !(m.Way == "phone" && m.Proof) {
		return domain.Errorf(domain.Invalid, "proof_required")
	}
	if err := noteFits(m.Note, domain.MaxDockingReason); err != nil {
		return err
	}
	if err := stillThere(m); err != nil {
		return err
	}
	return hasRoom(m.Docking)
}

// hasRoom: the provider takes on another docking.
func hasRoom(f Facts) *domain.Error {
	switch {
	case f.Availability == "paused":
		return domain.Errorf(domain.Conflict, "provider_paused")
	case f.Availability == "full":
		return domain.Errorf(domain.Conflict, "provider_full_now")
	case f.MaxOpen > 0 && f.OnHand >= f.MaxOpen:
		return domain.Errorf(domain.Conflict, "provider_full", "open", f.OnHand, "max", f.MaxOpen)
	}
	return nil
}

func mayDecline(m Move) *domain.Error {
	switch {
	case m.Reason == "":
		return domain.Errorf(domain.Invalid, "reason_required")
	case !slices.Contains(domain.DeclineReasons, m.Reason):
		return domain.Errorf(domain.Invalid, "unknown_reason", "reason", m.Reason)
	}
	return noteFits(m.Note, domain.MaxDeclineNote)
}

func mayAsk(m Move) *domain.Error {
	_, err := speaksFor(m)
	return err
}

// hasRunOut: nothing lapses before its day, nor before it was reminded and given
// to the broker.
func hasRunOut(m Move) *domain.Error {
	d := m.Docking
	if !reached(m.Now, d.Lapse) || d.DueTold.Before(d.Due) {
		return domain.Errorf(domain.Conflict, "not_due", "action", string(m.Action))
	}
	return nil
}

// hasOutcome: a proposal says what came of it, in figures that can be true.
func hasOutcome(m Move) *domain.Error {
	if m.Outcome == nil {
		return domain.Errorf(domain.Invalid, "outcome_required")
	}
	return fieldErrors(m.Outcome, m.Now)
}

func fieldErrors(o *domain.Outcome, now time.Time) *domain.Error {
	bad := domain.FieldErrors{}
	switch {
	case o.Kind == "":
		bad.Add("outcome", "required")
	case !slices.Contains(domain.Outcomes, o.Kind) || o.Kind == "none":
		bad.Add("outcome", "unknown_choice")
	}
	switch {
	case o.Contract != "" && !slices.Contains(domain.ContractTypes, o.Contract):
		bad.Add("contract_type", "unknown_choice")
	case o.Kind == "contract" && (o.Contract == "" || o.Contract == "none"):
		bad.Add("contract_type", "required")
	}
	figures(bad, o)
	if o.Signed.After(now.Add(24 * time.Hour)) {
		bad.Add("signed_at", "date_in_future")
	}
	if err, ok := domain.AsError(bad.Err()); ok {
		return err
	}
	return nil
}

// figures: amounts, hours and people are not negative and not absurd, and no
// more is registered than was agreed.
func figures(bad domain.FieldErrors, o *domain.Outcome) {
	for _, f := range []struct {
		name  string
		value float64
		most  float64
	}{{"amount", o.Amount, 1e12}, {"registered_amount", o.RegisteredAmount, 1e12}, {"hours", o.Hours, 1e5}, {"people", float64(o.People), 1e6}} {
		if !(f.value >= 0 && f.value <= f.most) { // NaN too
			bad.Add(f.name, "out_of_range", "min", 0, "max", f.most)
		}
	}
	if o.RegisteredAmount > o.Amount && o.Amount > 0 {
		bad.Add("registered_amount", "more_than_amount")
	}
	if utf8.RuneCountInString(o.Registration) > domain.MaxRegistration {
		bad.Add("registration_no", "too_long", "max", domain.MaxRegistration)
	}
}

// mayConfirm: nobody confirms their own word, nor another outcome than they saw.
// The broker confirms for people who cannot; their own proposal with a proof.
func mayConfirm(m Move) *domain.Error {
	if !m.Seen.IsZero() && !m.Seen.Equal(m.Docking.OutcomeAt) {
		return domain.Errorf(domain.Conflict, "outcome_changed")
	}
	if desk(m.As) && m.Docking.OutcomeSide == string(AsBroker) && !m.Proof {
		return domain.Errorf(domain.Invalid, "proof_required")
	}
	return nil
}

// freshFigures: what is brought up to date at completion must be possible.
func freshFigures(m Move) *domain.Error {
	if m.Outcome == nil {
		return nil
	}
	bad, o := domain.FieldErrors{}, *m.Outcome
	o.Amount = m.Docking.Outcome.Amount
	figures(bad, &o)
	if err, ok := domain.AsError(bad.Err()); ok {
		return err
	}
	return nil
}

func mayReview(m Move) *domain.Error {
	switch {
	case reviewed(m.Docking, m.As):
		return domain.Errorf(domain.Conflict, "already_reviewed")
	case reached(m.Now, m.Settings.ReviewsEnd(m.Docking.Completed)):
		return domain.Errorf(domain.Conflict, "reviews_over")
	}
	return nil
}

func reviewsOver(m Move) *domain.Error {
	if !reached(m.Now, m.Settings.ReviewsEnd(m.Docking.Completed)) {
		return domain.Errorf(domain.Conflict, "not_due", "action", string(m.Action))
	}
	return nil
}

// mayFail: with a reason. The system does it only when one side is gone.
func mayFail(m Move) *domain.Error {
	if m.As == AsSystem && !m.Docking.NeedGone && !m.Docking.SupplyGone {
		return domain.Errorf(domain.Forbidden, "not_allowed", "action", string(m.Action))
	}
	return hasNote(m)
}

func hasNote(m Move) *domain.Error {
	if strings.TrimSpace(m.Note) == "" {
		return domain.Errorf(domain.Invalid, "note_required")
	}
	return noteFits(m.Note, domain.MaxDockingReason)
}

func noteFits(note string, most int) *domain.Error {
	if utf8.RuneCountInString(note) > most {
		return domain.Errorf(domain.Invalid, "note_too_long", "max", most)
	}
	return nil
}
