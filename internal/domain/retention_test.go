package domain

import (
	"testing"
	"time"
)

func TestOutlived(t *testing.T) {
	done := time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		done time.Time
		days int
		now  time.Time
		want bool
	}{
		{done, 180, done.AddDate(0, 0, 180).Add(-time.Second), false},
		{done, 180, done.AddDate(0, 0, 180), true},
		{done, 180, done.AddDate(-1, 0, 0), false}, // a clock that was set back
		{done, 1, done.AddDate(0, 0, 2), true},
		{done, 0, done.AddDate(9, 0, 0), false},
		{done, -1, done.AddDate(9, 0, 0), false},
		{time.Time{}, 180, done, false},
	} {
		if got := Outlived(c.done, c.days, c.now); got != c.want {
			t.Errorf("done %v, %d days, now %v: %v", c.done, c.days, c.now, got)
		}
	}
}
