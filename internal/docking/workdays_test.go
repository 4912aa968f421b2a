package docking

import (
	"math/rand/v2"
	"testing"
	"time"
)

// year2026 is the State Council's arrangement for 2026.
func year2026(t testing.TB) Calendar {
	t.Helper()
	var rows []Holiday
	for _, day := range []string{"2026-01-01", "2026-01-02", "2026-01-03",
		"2026-02-15", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-21", "2026-02-22", "2026-02-23",
		"2026-04-04", "2026-04-05", "2026-04-06", "2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04", "2026-05-05",
		"2026-06-19", "2026-06-20", "2026-06-21", "2026-09-25", "2026-09-26", "2026-09-27",
		"2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07", "2027-01-01"} {
		rows = append(rows, Holiday{day, KindHoliday})
	}
	for _, day := range []string{"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"} {
		rows = append(rows, Holiday{day, KindWorkday})
	}
	c, err := NewCalendar(rows)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// at reads a time in Shanghai.
func at(s string) time.Time {
	v, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
	if err != nil {
		panic(err)
	}
	return v
}

func TestAddCountsWorkingDays(t *testing.T) {
	c := year2026(t)
	for _, tc := range []struct {
		what, from string
		days       int
		want       string
	}{
		{"no day is no move", "2026-11-26 10:00", 0, "2026-11-26 10:00"},
		{"the next day", "2026-11-26 10:00", 1, "2026-11-27 10:00"},
		{"a weekend is skipped", "2026-11-27 10:00", 1, "2026-11-30 10:00"},
		{"five from a Thursday are a week", "2026-11-26 10:00", 5, "2026-12-03 10:00"},
		{"from a Saturday Monday is the first", "2026-11-28 22:30", 1, "2026-11-30 22:30"},
		{"from a Sunday five end on the Friday", "2026-11-29 08:00", 5, "2026-12-04 08:00"},
		{"National Day is skipped, the make-up Saturday counts", "2026-09-30 09:00", 3, "2026-10-10 09:00"},
		{"a make-up Sunday before the holiday counts", "2026-09-18 09:00", 1, "2026-09-20 09:00"},
		{"Spring Festival with both its Saturdays", "2026-02-13 16:00", 6, "2026-02-28 16:00"},
		{"from within Spring Festival", "2026-02-18 16:00", 1, "2026-02-24 16:00"},
		{"over the end of the year", "2026-12-31 12:00", 1, "2027-01-04 12:00"},
		{"from the New Year's holiday to the make-up Sunday", "2026-01-01 00:00", 1, "2026-01-04 00:00"},
		{"Labour Day's make-up Saturday", "2026-05-08 10:00", 1, "2026-05-09 10:00"},
		{"back over a weekend", "2026-11-30 10:00", -1, "2026-11-27 10:00"},
		{"back over National Day", "2026-10-08 10:00", -2, "2026-09-29 10:00"},
		{"a year without rows has plain weeks", "2030-10-01 10:00", 3, "2030-10-04 10:00"},
	} {
		if got := c.Add(at(tc.from), tc.days); !got.Equal(at(tc.want)) {
			t.Errorf("%s: %s + %d = %s, want %s", tc.what, tc.from, tc.days, got.In(shanghai).Format("2006-01-02 15:04"), tc.want)
		}
	}
}

func TestBetweenCountsWhatIsLeft(t *testing.T) {
	c := year2026(t)
	for _, tc := range []struct {
		what, a, b string
		want       int
	}{
		{"due later today", "2026-11-26 08:00", "2026-11-26 18:00", 0},
		{"due earlier today is not a day late", "2026-11-26 18:00", "2026-11-26 08:00", 0},
		{"a week", "2026-11-26 23:59", "2026-12-03 00:00", 5},
		{"overdue since Friday, read on Sunday", "2026-11-29 10:00", "2026-11-27 10:00", 0},
		{"overdue since Friday, read on Monday", "2026-11-30 10:00", "2026-11-27 10:00", -1},
		{"over National Day", "2026-09-30 10:00", "2026-10-12 10:00", 4},
		{"over Spring Festival", "2026-02-13 10:00", "2026-02-28 10:00", 6},
		{"over Spring Festival, backwards", "2026-02-28 10:00", "2026-02-13 10:00", -6},
		{"over the end of the year", "2026-12-31 10:00", "2027-01-05 10:00", 2},
		{"a holiday on a Saturday takes nothing away", "2026-04-03 10:00", "2026-04-07 10:00", 1},
	} {
		if got := c.Between(at(tc.a), at(tc.b)); got != tc.want {
			t.Errorf("%s: between %s and %s are %d, want %d", tc.what, tc.a, tc.b, got, tc.want)
		}
	}
}

// The days are those of Shanghai, wherever the server stands: 17:00 UTC on a
// Friday is Saturday there.
func TestDaysBeginInShanghai(t *testing.T) {
	c := year2026(t)
	friday := time.Date(2026, 11, 27, 17, 0, 0, 0, time.UTC)
	if c.Workday(friday) || !c.Workday(friday.Add(-2*time.Hour)) {
		t.Error("the day does not begin at 16:00 UTC")
	}
	if got := c.Add(friday, 1); !got.Equal(at("2026-12-01 01:00").AddDate(0, 0, -1)) {
		t.Errorf("got %s", got)
	}
}

// Counting day by day is the definition; Between must agree with it, and with Add.
func TestCountingAgreesWithWalking(t *testing.T) {
	c := year2026(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		a := at("2025-11-01 00:00").Add(time.Duration(rnd.IntN(600*24)) * time.Hour)
		b := a.Add(time.Duration(rnd.IntN(300*24)) * time.Hour)
		want := 0
		for day := a; dayNumber(day) < dayNumber(b); {
			day = day.AddDate(0, 0, 1)
			if c.Workday(day) {
				want++
			}
		}
		if got := c.Between(a, b); got != want {
			t.Fatalf("between %s and %s: %d, walked %d", a, b, got, want)
		}
		if n := rnd.IntN(40); c.Between(a, c.Add(a, n)) != n {
			t.Fatalf("%s + %d is not %d away", a, n, n)
		}
		if back := c.Between(b, a); back != -want {
			t.Fatalf("backwards: %d, want %d", back, -want)
		}
	}
}

func TestCalendarRefusesWhatIsNoDay(t *testing.T) {
	for _, row := range []Holiday{{"2026-02-30", KindHoliday}, {"", KindHoliday}, {"2026-1-1", KindHoliday}, {"2026-01-01", "feast"}, {"2026-01-01", ""}} {
		if _, err := NewCalendar([]Holiday{row}); err == nil {
			t.Errorf("%v was taken", row)
		}
	}
	c, err := NewCalendar([]Holiday{{"2026-01-02", KindHoliday}, {"2026-01-02", KindWorkday}})
	if err != nil || !c.Workday(at("2026-01-02 10:00")) {
		t.Error("the later row does not hold", err)
	}
}
