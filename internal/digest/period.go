package digest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// CatchUp is how late a digest may still go out when its period is over, for
// instance after an outage at a week's end; later than that it is skipped.
const CatchUp = 36 * time.Hour

// Period returns the key of the period in which now lies, by the calendar of
// now's zone: weekly "2026-W48" (ISO week), daily "2026-11-24", monthly
// "2026-11". It is empty for off and for anything unknown. Keys of one frequency
// order as strings.
func Period(frequency string, now time.Time) string {
	switch frequency {
	case "weekly":
		y, w := now.ISOWeek()
		week := strconv.Itoa(w)
		if w < 10 {
			week = "0" + week
		}
		return strconv.Itoa(y) + "-W" + week
	case "daily":
		return now.Format(time.DateOnly)
	case "monthly":
		return now.Format("2006-01")
	}
	return ""
}

// Due says which period's digest is due at now, if any. A digest is due once in
// each period, from the chosen weekday (1 Monday – 7 Sunday) and time ("08:30")
// on, in now's zone; a daily one knows no weekday, a monthly one goes out on the
// first such weekday of its month. One that is late is caught up as long as its
// period lasts, and until CatchUp after its time if that is longer; then it is
// skipped, and so it is when the next one's time has come. Senseless choices
// stand for Tuesday 08:30.
//
// last is the period the member last got (or was skipped for lack of news); set
// it to Passed when somebody registers or wishes for another frequency, or their
// first digest may come at once. A clock that jumps back makes nothing due twice.
func Due(frequency string, weekday int, at string, last string, now time.Time) (period string, due bool) {
	slot, ok := lastSlot(frequency, weekday, at, now)
	if !ok {
		return "", false
	}
	period = Period(frequency, slot)
	if len(last) == len(period) && last >= period || now.Sub(slot) > CatchUp && Period(frequency, now) != period {
		return "", false
	}
	return period, true
}

// Passed is the period of the latest time at or before now at which a digest
// would have come: whoever wishes for digests from now on has missed it and gets
// the next. It is empty for off and for anything unknown.
func Passed(frequency string, weekday int, at string, now time.Time) string {
	slot, ok := lastSlot(frequency, weekday, at, now)
	if !ok {
		return ""
	}
	return Period(frequency, slot)
}

// Next says when the next digest comes: now, when one is due; otherwise at the
// first time after now. False for off and for anything unknown.
func Next(frequency string, weekday int, at string, last string, now time.Time) (time.Time, bool) {
	if _, due := Due(frequency, weekday, at, last, now); due {
		return now, true
	}
	for day := range 63 { // the first such weekday of the month after the next is nearer than that
		then := now.AddDate(0, 0, day)
		hour, minute := clock(at)
		then = time.Date(then.Year(), then.Month(), then.Day(), hour, minute, 0, 0, now.Location())
		if !then.After(now) {
			continue
		}
		if slot, ok := lastSlot(frequency, weekday, at, then); ok && slot.Equal(then) {
			return then, true
		}
	}
	return time.Time{}, false
}

// lastSlot returns the latest time at or before now at which a digest is due.
func lastSlot(frequency string, weekday int, at string, now time.Time) (time.Time, bool) {
	if weekday < 1 || weekday > 7 {
		weekday = 2
	}
	hour, minute := clock(at)
	y, m, d := now.Date()
	on := func(y int, m time.Month, d int) time.Time {
		return time.Date(y, m, d, hour, minute, 0, 0, now.Location())
	}
	var slot time.Time
	switch frequency {
	case "daily":
		if slot = on(y, m, d); slot.After(now) {
			slot = on(y, m, d-1)
		}
	case "weekly":
		day := d - isoWeekday(now) + weekday
		if slot = on(y, m, day); slot.After(now) {
			slot = on(y, m, day-7)
		}
	case "monthly":
		first := func(m time.Month) time.Time {
			return on(y, m, 1+(weekday-isoWeekday(on(y, m, 1))+7)%7)
		}
		if slot = first(m); slot.After(now) {
			slot = first(m - 1)
		}
	default:
		return time.Time{}, false
	}
	return slot, true
}

// isoWeekday counts from Monday 1 to Sunday 7.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// clock reads "HH:MM"; anything else is half past eight.
func clock(at string) (hour, minute int) {
	t, err := time.Parse("15:04", at)
	if err != nil {
		return 8, 30
	}
	return t.Hour(), t.Minute()
}

// PeriodLabel words a period's key for people: 2026 年第 48 周, 2026 年 11 月 24 日,
// 2026 年 11 月. Anything else is returned as it is.
func PeriodLabel(period string) string {
	if y, w, ok := strings.Cut(period, "-W"); ok {
		if n, err := strconv.Atoi(w); err == nil {
			return fmt.Sprintf("%s 年第 %d 周", y, n)
		}
	}
	if t, err := time.Parse(time.DateOnly, period); err == nil {
		return t.Format("2006 年 1 月 2 日")
	}
	if t, err := time.Parse("2006-01", period); err == nil {
		return t.Format("2006 年 1 月")
	}
	return period
}
