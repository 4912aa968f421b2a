package hooks

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// calendarReader is a member of the calendar, and how they want the digest.
type calendarReader struct {
	id, frequency string
	weekday       int
	hour          string
	silent        bool // nothing is ever new for them
}

// calendarReaders are members with every frequency on every weekday, in the early
// morning, in the day and at night. For each an offer waits to be confirmed, which
// every digest tells; for the last few nothing is ever new.
func calendarReaders(t *testing.T, c *county) (all []calendarReader) {
	add := func(frequency string, weekday int, hour string, silent bool) {
		name := fmt.Sprintf("%s%d-%s-%v", frequency, weekday, strings.ReplaceAll(hour, ":", ""), silent)
		m := save(t, c, "members", map[string]any{"email": name + "@example.com", "name": name, "verified": true, "reco_on": true,
			"digest": frequency, "digest_weekday": weekday, "digest_hour": hour, "digest_period": digest.Passed(frequency, weekday, hour, yearsBegin)})
		c.change(t, m, dbx.Params{"created": store.Stamp(yearsBegin)})
		if !silent {
			w := save(t, c, "workers", map[string]any{"member": m.Id, "display_name": name, "region": "511423100000"})
			save(t, c, "offers", map[string]any{"worker": w.Id, "title": "还有效吗", "status": "unconfirmed", "region": "511423100000"})
		}
		all = append(all, calendarReader{m.Id, frequency, weekday, hour, silent})
	}
	for _, hour := range []string{"00:10", "08:30", "22:45"} {
		add("daily", 1, hour, false)
		for weekday := 1; weekday <= 7; weekday++ {
			add("weekly", weekday, hour, false)
			add("monthly", weekday, hour, false)
		}
	}
	add("daily", 1, "08:30", true)
	add("weekly", 3, "08:30", true)
	add("monthly", 5, "08:30", true)
	return all
}

// yearsBegin is a Monday before a national day, a spring festival and, after a
// year, all of them again.
var yearsBegin = time.Date(2026, 9, 21, 0, 0, 0, 0, zone)

// calendarRuns are the times of the job around those at which somebody is due, but
// not while the server is off; when it is back, the job runs at once.
func calendarRuns(t *testing.T, days int) (runs []time.Time) {
	j, err := findJob("digest")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scheduleOf(j)
	if err != nil {
		t.Fatal(err)
	}
	end := yearsBegin.AddDate(0, 0, days)
	off := []struct {
		from   time.Time
		length time.Duration
	}{{yearsBegin.AddDate(0, 0, 8).Add(8 * time.Hour), time.Hour}, {yearsBegin.AddDate(0, 0, 15).Add(20 * time.Hour), 24 * time.Hour},
		{yearsBegin.AddDate(0, 0, 30), 7 * 24 * time.Hour}}
	near := []string{"00:00", "00:15", "08:30", "08:45", "22:45", "23:00"}
	for now := s.Next(yearsBegin.Add(-time.Second)); now.Before(end); now = s.Next(now) {
		at, gone := now.Format("15:04"), false
		for _, o := range off {
			year := now.Year() - yearsBegin.Year() // the same outages every year
			from := o.from.AddDate(year, 0, 0)
			back := from.Add(o.length)
			gone = gone || !now.Before(from) && now.Before(back)
			if now.Equal(back) {
				runs = append(runs, now)
			}
		}
		if !gone && slices.Contains(near, at) && (len(runs) == 0 || runs[len(runs)-1].Before(now)) {
			runs = append(runs, now)
		}
	}
	return runs
}

// wanted are the periods of a reader's digests, read off the calendar: each whose
// time comes before a run that may still bring it.
func (r calendarReader) wanted(runs []time.Time, days int) (periods []string) {
	var slots []time.Time
	for day := yearsBegin; day.Before(yearsBegin.AddDate(0, 0, days+62)); day = day.AddDate(0, 0, 1) {
		weekday := (int(day.Weekday())+6)%7 + 1
		if r.frequency == "daily" || weekday == r.weekday && (r.frequency == "weekly" || day.Day() <= 7) {
			at, _ := time.ParseInLocation("2006-01-02 15:04", day.Format("2006-01-02 ")+r.hour, zone)
			slots = append(slots, at)
		}
	}
	for i, slot := range slots[:len(slots)-1] {
		until := slot.Add(digest.CatchUp + 1)
		for over := slot; digest.Period(r.frequency, over) == digest.Period(r.frequency, slot); over = over.Add(time.Minute) {
			if until.Before(over.Add(time.Minute)) {
				until = over.Add(time.Minute)
			}
		}
		if slots[i+1].Before(until) {
			until = slots[i+1]
		}
		if n, _ := slices.BinarySearchFunc(runs, slot, time.Time.Compare); n < len(runs) && runs[n].Before(until) {
			periods = append(periods, digest.Period(r.frequency, slot))
		}
	}
	return periods
}

// TestDigestThroughTheYear lets the job itself run through weeks of a calendar with
// a server that is off for an hour, a day and a week, and the delivery after it:
// each digest that is due is written once and arrives once, never at night, and each
// match of an org is told to each of its members once.
// KEJIYUN_TEST_DAYS makes it longer (730 for two years).
func TestDigestThroughTheYear(t *testing.T) {
	days := fromEnv("KEJIYUN_TEST_DAYS", 45)
	c := newCounty(t)
	c.change(t, c.wang, dbx.Params{"digest": "off"})
	c.change(t, c.li, dbx.Params{"digest": "off"})
	c.change(t, c.zhao, dbx.Params{"digest": "off"})
	limit(t, c, "mail.quiet_from", "22:00")
	limit(t, c, "mail.quiet_until", "08:00")
	for _, key := range []string{"mail.per_minute", "mail.per_day", "mail.per_host_minute"} {
		limit(t, c, key, 1e6)
	}
	readers, runs := calendarReaders(t, c), calendarRuns(t, days)
	orgs := calendarOrgs(t, c, readers)
	for _, now := range runs {
		for _, o := range orgs {
			o.live(t, c, now)
		}
		var before int64
		if err := c.DB().NewQuery("SELECT COALESCE(MAX(rowid), 0) FROM outbox").Row(&before); err != nil {
			t.Fatal(err)
		}
		runAt(t, c, "digest", now)
		// The rows were written at the time of the run.
		_, err := c.DB().NewQuery("UPDATE outbox SET created = {:now}, next_at = {:now} WHERE rowid > {:before}").
			Bind(dbx.Params{"now": store.Stamp(now), "before": before}).Execute()
		if err != nil {
			t.Fatal(err)
		}
		runAt(t, c, "deliver", now.Add(time.Second))
	}
	runAt(t, c, "deliver", runs[len(runs)-1].AddDate(0, 0, 1).Truncate(24*time.Hour).Add(4*time.Hour)) // noon
	written, digests := map[string][]string{}, map[string][]calendarDigest{}
	var rows []struct{ Key, State, SentAt, Created, Text string }
	if err := c.DB().Select("[[key]]", "state", "sent_at", "created", "text").From("outbox").Where(dbx.HashExp{"kind": "digest"}).OrderBy("created", "rowid").All(&rows); err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		member, period, _ := strings.Cut(strings.TrimPrefix(r.Key, "digest:"), ":")
		written[member] = append(written[member], period)
		at, _ := time.Parse("2006-01-02 15:04:05.000Z", r.Created)
		digests[member] = append(digests[member], calendarDigest{at, r.Text})
		if sent, err := time.Parse("2006-01-02 15:04:05.000Z", r.SentAt); err != nil || r.State != "sent" || digest.Quiet(sent.In(zone), "22:00", "08:00") {
			t.Errorf("%s is %s, sent at %s", r.Key, r.State, r.SentAt)
		}
	}
	for _, r := range readers {
		want := r.wanted(runs, days)
		if r.silent {
			want = nil
		}
		if got := written[r.id]; !r.silent && !slices.Equal(got, want) {
			t.Errorf("%+v: digests of %v, want %v", r, got, want)
		}
		if n, months := len(written[r.id]), days/31; r.silent && (n < months || n > days/28+1) {
			t.Errorf("%+v: told %d times in %d days that nothing is new", r, n, days)
		}
	}
	for id, n := range arrivals(t, c.smtpd) {
		if n != 1 {
			t.Errorf("mail %s came %d times", id, n)
		}
	}
	if n := len(c.smtpd.arrived()); n != len(rows) {
		t.Errorf("%d of %d mails arrived", n, len(rows))
	}
	matches, told := 0, 0
	for _, o := range orgs {
		matches, told = matches+len(o.found), told+o.expect(t, digests)
	}
	t.Logf("%d members, %d days, %d runs: %d digests written and arrived; %d matches of %d orgs told %d times, each once to each",
		len(readers), days, len(runs), len(rows), matches, len(orgs), told)
}

func runAt(t *testing.T, app core.App, job string, now time.Time) {
	t.Helper()
	if _, err := runJob(context.Background(), app, job, now); err != nil {
		t.Fatal(err)
	}
}

// TestFrequencyChanged: whoever wishes for another frequency waits for its next
// time, and is not written to at once.
func TestFrequencyChanged(t *testing.T) {
	w := newWorld(t)
	for _, frequency := range []string{"daily", "monthly", "off", "weekly"} {
		w.call(w.anna, "PATCH", "/api/collections/members/records/"+w.anna.Id, map[string]any{"digest": frequency}).want(t, 200)
		m, err := store.DigestMemberOf(w.app, w.anna.Id)
		if err != nil {
			t.Fatal(err)
		}
		if _, due := dueFor(m, time.Now()); due || m.Digest != frequency {
			t.Errorf("%s: a digest is due at once (last %q)", m.Digest, m.Period)
		}
	}
}
