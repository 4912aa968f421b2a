package docking

import "time"

// Conditions say which of several lines for the same action holds.

// accepted tells whether the side that a capacity stands for has said yes; for
// the desk, which may speak for either, whether both have.
func accepted(f Facts, as Capacity) bool {
	switch as {
	case AsNeed:
		return !f.NeedAccepted.IsZero()
	case AsSupply:
		return !f.SupplyAccepted.IsZero()
	}
	return !f.NeedAccepted.IsZero() && !f.SupplyAccepted.IsZero()
}

func stillAsked(f Facts, as Capacity) bool { return !accepted(f, as) }

func firstYes(f Facts, as Capacity) bool {
	return stillAsked(f, as) && f.NeedAccepted.IsZero() && f.SupplyAccepted.IsZero()
}

func lastYes(f Facts, as Capacity) bool {
	return stillAsked(f, as) && !(f.NeedAccepted.IsZero() && f.SupplyAccepted.IsZero())
}

func notRevived(f Facts, _ Capacity) bool { return !f.Revived }

// isProposed: there is an outcome to confirm, and it is not one's own. The desk
// may confirm any (see mayConfirm).
func isProposed(f Facts, as Capacity) bool {
	return !f.OutcomeAt.IsZero() && (desk(as) || f.OutcomeSide != string(as))
}

// desk tells whether a capacity speaks for neither side.
func desk(as Capacity) bool { return as == AsBroker || as == AsStaff }

// reviewed tells whether a capacity's side has written its review.
func reviewed(f Facts, as Capacity) bool {
	return as == AsNeed && f.NeedReviewed || as == AsSupply && f.SupplyReviewed
}

func otherReviewed(f Facts, as Capacity) bool {
	return as == AsNeed && f.SupplyReviewed || as == AsSupply && f.NeedReviewed
}

// firstReview and lastReview: of the two sides alone, also where the desk began it.
func firstReview(f Facts, as Capacity) bool {
	return !desk(as) && !otherReviewed(f, as) && f.Closed.IsZero()
}

func lastReview(f Facts, as Capacity) bool {
	return !desk(as) && otherReviewed(f, as) && f.Closed.IsZero()
}

func anyReview(f Facts, _ Capacity) bool { return f.NeedReviewed || f.SupplyReviewed }
func noReview(f Facts, _ Capacity) bool {
	return !f.NeedReviewed && !f.SupplyReviewed && f.Closed.IsZero()
}

// ReviewsEnd is when the time for reviews of a docking is over; zero before it
// is completed.
func (s Settings) ReviewsEnd(completed time.Time) time.Time {
	return after(completed, s.orDefault().ReviewDays)
}
