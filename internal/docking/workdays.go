package docking

import (
	"fmt"
	"time"
)

// Kinds of a day in the table of holidays.
const (
	KindHoliday = "holiday" // nobody works, although it may be a Monday
	KindWorkday = "workday" // people work, although it is a Saturday or Sunday
)

// Holiday is one row of the table that the admin edits.
type Holiday struct {
	Day  string // YYYY-MM-DD, a date in Asia/Shanghai
	Kind string // KindHoliday or KindWorkday
}

// Calendar knows the working days of China: Monday to Friday but for the
// holidays, and the weekends that make up for them. Its zero value knows no
// holidays. It is read-only, hence safe for concurrent use.
type Calendar struct {
	work map[int]bool // by dayNumber: what differs from the plain week
}

// shanghai has had no summer time since 1991, so that a fixed offset is the
// zone, also on hosts without zone data.
var shanghai = time.FixedZone("Asia/Shanghai", 8*3600)

// NewCalendar reads the rows of the table. It is an error when a row has no
// date or no kind; of two rows for one day the later one holds.
func NewCalendar(rows []Holiday) (Calendar, error) {
	c := Calendar{work: make(map[int]bool, len(rows))}
	for _, row := range rows {
		day, err := time.ParseInLocation(time.DateOnly, row.Day, shanghai)
		if err != nil {
			return Calendar{}, fmt.Errorf("holiday %q: %w", row.Day, err)
		}
		if row.Kind != KindHoliday && row.Kind != KindWorkday {
			return Calendar{}, fmt.Errorf("holiday %s: no kind %q", row.Day, row.Kind)
		}
		c.work[dayNumber(day)] = row.Kind == KindWorkday
	}
	return c, nil
}

// Workday tells whether people work on t's date.
func (c Calendar) Workday(t time.Time) bool { return c.worked(dayNumber(t)) }

// Add returns the moment that many working days after t, at the same time of
// the day: the first one counted is the first after t's own date, whatever day
// that is. A negative number goes back; 0 returns t.
func (c Calendar) Add(t time.Time, workdays int) time.Time {
	step := 1
	if workdays < 0 {
		step, workdays = -1, -workdays
	}
	day, moved := dayNumber(t), 0
	for workdays > 0 {
		moved += step
		if c.worked(day + moved) {
			workdays--
		}
	}
	return t.Add(time.Duration(moved) * 24 * time.Hour)
}

// Between returns how many working days lie after a's date up to and including
// b's; negative when b is before a. For a deadline b it is the number of working
// days left at a: 0 on the day itself, -1 on the next working day.
func (c Calendar) Between(a, b time.Time) int {
	from, to := dayNumber(a), dayNumber(b)
	if to < from {
		return -c.count(to, from)
	}
	return c.count(from, to)
}

// count returns the number of working days in (from, to].
func (c Calendar) count(from, to int) int {
	weeks := (to - from) / 7
	n := weeks * 5
	for day := from + weeks*7 + 1; day <= to; day++ {
		if plain(day) {
			n++
		}
	}
	for day, work := range c.work {
		if from < day && day <= to && work != plain(day) {
			if work {
				n++
			} else {
				n--
			}
		}
	}
	return n
}

func (c Calendar) worked(day int) bool {
	if work, known := c.work[day]; known {
		return work
	}
	return plain(day)
}

// dayNumber counts the days in Shanghai; day 0 is 1970-01-01, a Thursday.
func dayNumber(t time.Time) int {
	seconds := t.Unix() + 8*3600
	day := seconds / 86400
	if seconds%86400 < 0 {
		day--
	}
	return int(day)
}

// plain tells whether a day is a Monday to Friday.
func plain(day int) bool {
	weekday := ((day+4)%7 + 7) % 7 // 0 is Sunday
	return weekday != 0 && weekday != 6
}
