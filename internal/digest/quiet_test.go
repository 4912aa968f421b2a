package digest

import (
	"testing"
	"time"
)

func TestQuiet(t *testing.T) {
	for _, c := range []struct {
		at, from, until string
		want            bool
	}{
		{"21:59", "22:00", "08:00", false},
		{"22:00", "22:00", "08:00", true},
		{"00:00", "22:00", "08:00", true},
		{"07:59", "22:00", "08:00", true},
		{"08:00", "22:00", "08:00", false},
		{"12:30", "12:00", "14:00", true},
		{"14:00", "12:00", "14:00", false},
		{"03:00", "00:00", "00:00", false},
		{"23:00", "?", "", true},
		{"09:00", "25:00", "8 点", false},
	} {
		at, _ := time.ParseInLocation("15:04", c.at, shanghai)
		if got := Quiet(at, c.from, c.until); got != c.want {
			t.Errorf("%s within %s–%s: %v", c.at, c.from, c.until, got)
		}
	}
}
