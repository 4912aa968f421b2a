package digest

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
)

// A wish is how one member wants the digest.
type wish struct {
	frequency string
	weekday   int
	at        string
}

// wishes are all combinations of frequency, weekday and hour; a daily digest knows
// no weekday. Minutes go round, so that they lie on and between the runs of the job.
func wishes() []wish {
	var all []wish
	for hour := range 24 {
		at := fmt.Sprintf("%02d:%02d", hour, []int{0, 30, 59, 7}[hour%4])
		all = append(all, wish{"daily", 0, at})
		for weekday := 1; weekday <= 7; weekday++ {
			all = append(all, wish{"weekly", weekday, at}, wish{"monthly", weekday, at})
		}
	}
	return all
}

// outage is a time without a server.
type outage struct{ from, to time.Time }

// outages are hours, days and weeks without a server, over two years: about one in
// a fortnight, at random moments.
func outages(begin, end time.Time, rng *rand.Rand) []outage {
	var all []outage
	for at := begin; at.Before(end); {
		at = at.Add(time.Duration(rng.Int64N(int64(28 * 24 * time.Hour))))
		length := []time.Duration{time.Hour, time.Hour, 24 * time.Hour, 48 * time.Hour, 7 * 24 * time.Hour}[rng.IntN(5)]
		all = append(all, outage{at, at.Add(length)})
		at = at.Add(length)
	}
	return all
}

// runsOf are the moments at which the job runs: every quarter of an hour, and at
// once when the server is back.
func runsOf(begin, end time.Time, off []outage) []time.Time {
	var all []time.Time
	for now := begin; now.Before(end); now = now.Add(15 * time.Minute) {
		for len(off) > 0 && !off[0].to.After(now) {
			if len(all) == 0 || all[len(all)-1].Before(off[0].to) {
				all = append(all, off[0].to)
			}
			off = off[1:]
		}
		if len(off) > 0 && !now.Before(off[0].from) || len(all) > 0 && !all[len(all)-1].Before(now) {
			continue
		}
		all = append(all, now)
	}
	return all
}

// got is a digest and when it came.
type got struct {
	period string
	at     time.Time
}

// expected reads the calendar day by day: the digests a member gets when the job
// runs at these moments. One a period, at the first run from its time on, unless
// there is none while it may be caught up.
func expected(w wish, runs []time.Time, begin, end time.Time) []got {
	var slots []time.Time
	for day := begin; day.Before(end); day = day.AddDate(0, 0, 1) {
		weekday := int(day.Weekday())
		if weekday == 0 {
			weekday = 7
		}
		if w.frequency == "daily" || weekday == w.weekday && (w.frequency == "weekly" || day.Day() <= 7) {
			slot, _ := time.ParseInLocation("2006-01-02 15:04", day.Format("2006-01-02 ")+w.at, day.Location())
			slots = append(slots, slot)
		}
	}
	var all []got
	for i, slot := range slots {
		until := slot.Add(36*time.Hour + time.Nanosecond)
		y, m, d := slot.Date()
		over := slot // the end of its period
		switch w.frequency {
		case "weekly":
			over = time.Date(y, m, d+8-w.weekday, 0, 0, 0, 0, slot.Location())
		case "monthly":
			over = time.Date(y, m+1, 1, 0, 0, 0, 0, slot.Location())
		}
		if over.After(until) {
			until = over
		}
		if i+1 < len(slots) && slots[i+1].Before(until) {
			until = slots[i+1]
		}
		n, _ := slices.BinarySearchFunc(runs, slot, time.Time.Compare)
		if n < len(runs) && runs[n].Before(until) {
			all = append(all, got{Period(w.frequency, slot), runs[n]})
		}
	}
	return all
}

// TestTwoYears lets the job run over two years of days, for every combination of
// frequency, weekday and hour, once with a server that is always there and once
// with one that is off for hours, days and weeks. Everybody gets the digest of each
// period once, at the first run from its time on, public holidays or not; none comes
// twice, and none is skipped but when there was no server from its time to the end
// of its period.
func TestTwoYears(t *testing.T) {
	loc := zone(t, "Asia/Shanghai")
	begin, end := time.Date(2026, 1, 1, 0, 0, 0, 0, loc), time.Date(2028, 1, 1, 0, 0, 0, 0, loc)
	rng := rand.New(rand.NewPCG(2026, 2028))
	for _, c := range []struct {
		name string
		off  []outage
	}{{"always on", nil}, {"sometimes off", outages(begin, end, rng)}, {"otherwise off", outages(begin, end, rng)}} {
		t.Run(c.name, func(t *testing.T) {
			runs, whole := runsOf(begin, end, c.off), runsOf(begin, end, nil)
			var mu sync.Mutex
			var wait sync.WaitGroup
			var digests, skipped int
			todo := make(chan wish)
			for range runtime.GOMAXPROCS(0) {
				wait.Go(func() {
					for w := range todo {
						want, have := expected(w, runs, begin, end), received(w, runs)
						if problem := differ(want, have); problem != "" {
							t.Errorf("%+v: %s", w, problem)
						}
						mu.Lock()
						digests, skipped = digests+len(have), skipped+len(expected(w, whole, begin, end))-len(have)
						mu.Unlock()
					}
				})
			}
			for _, w := range wishes() {
				todo <- w
			}
			close(todo)
			wait.Wait()
			t.Logf("%d members, %d runs of the job, %d outages: %d digests, %d skipped", len(wishes()), len(runs), len(c.off), digests, skipped)
			if c.off == nil && skipped > 0 || c.off != nil && skipped == 0 {
				t.Errorf("%d skipped", skipped)
			}
		})
	}
}

// received is what a member gets when the job asks Due at these moments.
func received(w wish, runs []time.Time) []got {
	var all []got
	last := Passed(w.frequency, w.weekday, w.at, runs[0].Add(-time.Nanosecond))
	for _, now := range runs {
		if period, due := Due(w.frequency, w.weekday, w.at, last, now); due {
			all, last = append(all, got{period, now}), period
		}
	}
	return all
}

// differ words the first difference.
func differ(want, have []got) string {
	for i := range max(len(want), len(have)) {
		switch {
		case i >= len(have):
			return fmt.Sprintf("%s never came", want[i].period)
		case i >= len(want):
			return fmt.Sprintf("%s came at %s, beyond all expected", have[i].period, have[i].at)
		case want[i].period != have[i].period || !want[i].at.Equal(have[i].at):
			return fmt.Sprintf("%s came at %s, want %s at %s", have[i].period, have[i].at, want[i].period, want[i].at)
		}
	}
	return ""
}

// TestTwoYearsOfNothingNew lets the same members live through two years in which
// something is new now and then, or never. Nothing new brings nothing, but for one
// digest a month that says why: none comes twice in a calendar month, and nobody
// who is due waits for one longer than five weeks and the time to the next digest.
func TestTwoYearsOfNothingNew(t *testing.T) {
	loc := zone(t, "Asia/Shanghai")
	begin, end := time.Date(2026, 1, 1, 0, 0, 0, 0, loc), time.Date(2028, 1, 1, 0, 0, 0, 0, loc)
	runs := runsOf(begin, end, nil)
	for _, often := range []float64{0, 0.02, 0.3} { // how often a digest has something new
		rng := rand.New(rand.NewPCG(7, uint64(often*100)))
		for _, w := range wishes() {
			last, quiet := begin, map[string]int{}
			for _, d := range expected(w, runs, begin, end) {
				switch says := QuietDue(w.frequency, last, d.at); {
				case rng.Float64() < often:
					last = d.at
				case says:
					quiet[d.at.Format("2006-01")]++
					last = d.at
				}
				if waited := d.at.Sub(last); waited > 35*24*time.Hour {
					t.Fatalf("%+v: %v without a word at %s", w, waited, d.at)
				}
			}
			for month, n := range quiet {
				if n != 1 {
					t.Fatalf("%+v: %d times nothing new in %s", w, n, month)
				}
			}
			if often == 0 && len(quiet) != 23 { // the account's first month has none
				t.Fatalf("%+v: nothing new in %d months: %v", w, len(quiet), quiet)
			}
		}
	}
}
