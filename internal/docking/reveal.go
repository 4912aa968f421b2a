package docking

import (
	"slices"
	"time"

	"kejiyun/internal/domain"
)

// Interests are the states in which somebody waits for a yes or a no.
var Interests = []string{StateExpressed, StateClarifying}

// OnHand are the states in which a docking takes up its provider's capacity and
// keeps its need and offer engaged.
var OnHand = []string{StateAccepted, StateNegotiating, StateAgreed, StateUnderway, StateDisputed}

// Ended are the states that nothing but a revival or a dispute leads out of.
var Ended = []string{StateDeclined, StateWithdrawn, StateLapsed, StatePassedOver, StateFailed, StateVoided, StateReviewed}

// opened are the states in which the two sides see each other's contacts: from
// the acceptance on, and no longer once it came to nothing.
var opened = append([]string{StateCompleted, StateReviewed}, OnHand...)

// Opened tells whether the contacts of the two sides are open to each other. It
// asks the dates of both acceptances besides the state, so that no wrong state
// alone reveals a number.
func Opened(d domain.Docking) bool {
	return slices.Contains(opened, d.State) && !d.NeedAccepted.IsZero() && !d.SupplyAccepted.IsZero()
}

// RelationOf says what a side of a docking is to what the other side owns.
func RelationOf(d domain.Docking) domain.Relation {
	switch {
	case Opened(d):
		return domain.ToCounterpart
	case slices.Contains(Interests, d.State):
		return domain.ToCandidate
	}
	return domain.ToMember
}

// Waiting tells whether a docking waits for somebody in this capacity to act.
func Waiting(f Facts, as Capacity) bool {
	switch f.State {
	case StateExpressed:
		return as == AsNeed && f.NeedAccepted.IsZero() || as == AsSupply && f.SupplyAccepted.IsZero()
	case StateClarifying:
		return (as == AsNeed || as == AsSupply) && f.AskedBy != string(as)
	case StateNegotiating:
		return (as == AsNeed || as == AsSupply) && !f.OutcomeAt.IsZero() && f.OutcomeSide != string(as)
	}
	return false
}

// Shown tells whether a review of one side may be read by the other now: once
// both are in, or ShowDays after completion.
func (s Settings) Shown(f Facts, now time.Time) bool {
	return f.NeedReviewed && f.SupplyReviewed || reached(now, after(f.Completed, s.orDefault().ShowDays))
}

// ClocksOf reads what Due wants off a docking.
func ClocksOf(d domain.Docking) Clocks {
	return Clocks{State: d.State, Due: d.Due, Lapse: d.Lapse, Stopped: d.Stopped, LeftDays: d.LeftDays, HalfTold: d.HalfTold, DueTold: d.DueTold,
		Escalated: d.Escalated, OutcomeAt: d.OutcomeAt, Negotiated: d.Negotiating, FollowedUp: d.FollowedUp, Completed: d.Completed}
}
