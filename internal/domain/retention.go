package domain

import "time"

// Outlived tells whether what was done with at a time has been kept for the
// given number of days by now. Zero or fewer days: it is kept for ever. A zero
// time is the time of nothing: never outlived.
func Outlived(done time.Time, days int, now time.Time) bool {
	return days > 0 && !done.IsZero() && !now.Before(done.AddDate(0, 0, days))
}
