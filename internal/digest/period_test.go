package digest

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestPeriod(t *testing.T) {
	shanghai := zone(t, "Asia/Shanghai")
	for _, c := range []struct{ frequency, at, want, label string }{
		{"weekly", "2026-11-24T08:30:00+08:00", "2026-W48", "2026 年第 48 周"},
		{"weekly", "2027-01-03T23:59:59+08:00", "2026-W53", "2026 年第 53 周"},
		{"weekly", "2027-01-04T00:00:00+08:00", "2027-W01", "2027 年第 1 周"},
		{"weekly", "2027-01-03T16:00:00Z", "2027-W01", "2027 年第 1 周"}, // Monday already in Shanghai
		{"daily", "2026-11-23T16:00:00Z", "2026-11-24", "2026 年 11 月 24 日"},
		{"monthly", "2026-11-30T15:59:59Z", "2026-11", "2026 年 11 月"},
		{"off", "2026-11-24T08:30:00+08:00", "", ""},
		{"hourly", "2026-11-24T08:30:00+08:00", "", ""},
	} {
		now, _ := time.Parse(time.RFC3339, c.at)
		got := Period(c.frequency, now.In(shanghai))
		if got != c.want || PeriodLabel(got) != c.label {
			t.Errorf("%s at %s: %q (%s)", c.frequency, c.at, got, PeriodLabel(got))
		}
	}
	if PeriodLabel("2026-Wxx") != "2026-Wxx" {
		t.Error("an unreadable key is shown as it is")
	}
}

// TestDueOncePerPeriod lets the clock run hour by hour over two years, in zones
// with and without summer time, for every weekday that matters, and counts.
func TestDueOncePerPeriod(t *testing.T) {
	for _, name := range []string{"Asia/Shanghai", "UTC", "America/New_York"} {
		loc := zone(t, name)
		times := []string{"02:30"} // the hour that summer time skips or doubles
		if name == "Asia/Shanghai" {
			times = []string{"00:00", "02:30", "08:30", "23:59"}
		}
		begin, end := time.Date(2026, 1, 1, 0, 0, 0, 0, loc), time.Date(2028, 1, 1, 0, 0, 0, 0, loc)
		for _, frequency := range []string{"weekly", "daily", "monthly"} {
			weekdays := []int{2, 7}
			if frequency == "weekly" {
				weekdays = []int{1, 2, 3, 4, 5, 6, 7}
			}
			for _, weekday := range weekdays {
				for _, at := range times {
					sent := run(frequency, weekday, at, begin, end, time.Hour)
					for p, n := range sent {
						if n != 1 {
							t.Fatalf("%s %s %d %s: %s came due %d times", name, frequency, weekday, at, p, n)
						}
					}
					// every period between the first and the last day has had one
					for now := begin.AddDate(0, 1, 7); now.Before(end.AddDate(0, -1, -7)); now = now.AddDate(0, 0, 1) {
						if p := Period(frequency, now); sent[p] != 1 {
							t.Fatalf("%s %s %d %s: %s came due %d times", name, frequency, weekday, at, p, sent[p])
						}
					}
				}
			}
		}
	}
}

// run counts what comes due while the clock ticks.
func run(frequency string, weekday int, at string, begin, end time.Time, tick time.Duration) map[string]int {
	sent, last := map[string]int{}, Period(frequency, begin.AddDate(0, -1, -7))
	for now := begin; now.Before(end); now = now.Add(tick) {
		if p, due := Due(frequency, weekday, at, last, now); due {
			sent[p]++
			last = p
		}
	}
	return sent
}

func TestDue(t *testing.T) {
	loc := zone(t, "Asia/Shanghai")
	for _, c := range []struct {
		name, frequency string
		weekday         int
		at, last, now   string
		want            string
	}{
		{"a minute early", "weekly", 2, "08:30", "2026-W47", "2026-11-24 08:29", ""},
		{"on time", "weekly", 2, "08:30", "2026-W47", "2026-11-24 08:30", "2026-W48"},
		{"sent already", "weekly", 2, "08:30", "2026-W48", "2026-11-24 08:31", ""},
		{"36 hours late", "weekly", 2, "08:30", "2026-W47", "2026-11-25 20:30", "2026-W48"},
		{"days late, in its own week", "weekly", 2, "08:30", "2026-W47", "2026-11-29 23:59", "2026-W48"},
		{"a week that is over", "weekly", 2, "08:30", "2026-W47", "2026-11-30 00:00", ""},
		{"caught up in the next week, it is last week's", "weekly", 7, "20:00", "2026-W47", "2026-11-30 09:00", "2026-W48"},
		{"36 hours late in the next week", "weekly", 7, "20:00", "2026-W47", "2026-12-01 08:00", "2026-W48"},
		{"a minute later it is skipped", "weekly", 7, "20:00", "2026-W47", "2026-12-01 08:01", ""},
		{"an earlier weekday chosen after it", "weekly", 2, "08:30", "2026-W47", "2026-11-26 09:00", "2026-W48"},
		{"somebody new", "weekly", 2, "08:30", "", "2026-11-24 09:00", "2026-W48"},
		{"the clock jumped back a week", "weekly", 2, "08:30", "2026-W49", "2026-11-24 09:00", ""},
		{"another day chosen after it was sent", "weekly", 5, "08:30", "2026-W48", "2026-11-27 09:00", ""},
		{"from daily to weekly", "weekly", 2, "08:30", "2026-11-23", "2026-11-24 09:00", "2026-W48"},
		{"across the year", "weekly", 5, "08:30", "2026-W52", "2027-01-01 08:30", "2026-W53"},
		{"daily, before its hour, yesterday's is caught up", "daily", 0, "08:30", "2026-11-22", "2026-11-24 07:00", "2026-11-23"},
		{"daily", "daily", 0, "08:30", "2026-11-23", "2026-11-24 09:00", "2026-11-24"},
		{"monthly, first Tuesday", "monthly", 2, "08:30", "2026-11", "2026-12-01 08:30", "2026-12"},
		{"monthly, before it", "monthly", 3, "08:30", "2026-11", "2026-12-01 08:30", ""},
		{"monthly, weeks late", "monthly", 2, "08:30", "2026-11", "2026-12-31 23:59", "2026-12"},
		{"monthly, a month that is over", "monthly", 2, "08:30", "2026-11", "2027-01-01 00:00", ""},
		{"senseless choices mean Tuesday 08:30", "weekly", 9, "25:99", "2026-W47", "2026-11-24 08:30", "2026-W48"},
		{"off", "off", 2, "08:30", "", "2026-11-24 08:30", ""},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", c.now, loc)
		if err != nil {
			t.Fatal(err)
		}
		got, due := Due(c.frequency, c.weekday, c.at, c.last, now)
		if got != c.want || due != (c.want != "") {
			t.Errorf("%s: %q %v, want %q", c.name, got, due, c.want)
		}
	}
}

func TestPassed(t *testing.T) {
	loc := zone(t, "Asia/Shanghai")
	for _, c := range []struct{ frequency, now, want string }{
		{"weekly", "2026-11-24 08:29", "2026-W47"}, // a minute before its time
		{"weekly", "2026-11-24 08:30", "2026-W48"},
		{"daily", "2026-11-24 08:29", "2026-11-23"},
		{"monthly", "2026-11-24 08:30", "2026-11"},
		{"monthly", "2026-12-01 08:29", "2026-11"},
		{"off", "2026-11-24 08:30", ""},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", c.now, loc)
		if err != nil {
			t.Fatal(err)
		}
		got := Passed(c.frequency, 2, "08:30", now)
		if got != c.want {
			t.Errorf("%s at %s: %q, want %q", c.frequency, c.now, got, c.want)
		}
		if _, due := Due(c.frequency, 2, "08:30", got, now); due {
			t.Errorf("%s at %s: a digest is due at once", c.frequency, c.now)
		}
	}
}
