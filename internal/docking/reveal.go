package docking

import (
	"time"

	"kejiyun/internal/domain"
)

// The groups of states that others ask for, see domain.
var (
	Interests = domain.DockingInterests
	OnHand    = domain.DockingsOnHand
	Ended     = domain.DockingsEnded
)

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
		Escalated: d.Escalated, OutcomeAt: d.OutcomeAt, Negotiated: d.Negotiating, FollowedUp: d.FollowedUp, Completed: d.Completed, Closed: d.Closed}
}
