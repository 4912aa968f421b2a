package hooks

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// calendarOrg is an org of the calendar: readers whose digests come at different
// times, the last of whom joins later, and every nine days a match, of its need and
// of its offer by turns.
type calendarOrg struct {
	name             string
	org, need, offer *core.Record
	readers          []string // ids
	joins            time.Time
	joined           bool
	next             time.Time
	found            []calendarMatch
}

type calendarMatch struct {
	title string
	at    time.Time
}

// calendarOrgs are orgs of readers of the calendar, each in one of them.
func calendarOrgs(t *testing.T, c *county, all []calendarReader) (orgs []*calendarOrg) {
	for i, wishes := range [][3]calendarReader{
		{{frequency: "daily", weekday: 1, hour: "00:10"}, {frequency: "weekly", weekday: 3, hour: "08:30"}, {frequency: "weekly", weekday: 4, hour: "08:30"}},
		{{frequency: "weekly", weekday: 1, hour: "08:30"}, {frequency: "weekly", weekday: 5, hour: "22:45"}, {frequency: "monthly", weekday: 3, hour: "08:30"}},
		{{frequency: "weekly", weekday: 2, hour: "08:30"}, {frequency: "monthly", weekday: 2, hour: "08:30"}, {frequency: "weekly", weekday: 6, hour: "22:45"}},
		{{frequency: "daily", weekday: 1, hour: "22:45"}, {frequency: "daily", weekday: 1, hour: "08:30"}, {frequency: "weekly", weekday: 7, hour: "00:10"}},
		{{frequency: "monthly", weekday: 1, hour: "00:10"}, {frequency: "monthly", weekday: 4, hour: "22:45"}, {frequency: "weekly", weekday: 4, hour: "00:10"}},
	} {
		o := &calendarOrg{name: string(rune('甲' + i)), joins: yearsBegin.AddDate(0, 0, 20).Add(12 * time.Hour)}
		for _, w := range wishes {
			n := slices.IndexFunc(all, func(r calendarReader) bool { w.id = r.id; return r == w })
			o.readers = append(o.readers, all[n].id)
		}
		o.org = save(t, c, "orgs", map[string]any{"name": "合作社" + o.name, "uscc": fmt.Sprintf("calendar%d", i), "members": o.readers[:2], "region": "511423100000"})
		o.need = save(t, c, "needs", map[string]any{"org": o.org.Id, "title": "请专家诊断", "status": "published", "region": "511423100000", "anonymity": "named"})
		o.offer = save(t, c, "offers", map[string]any{"org": o.org.Id, "title": "代为烘干", "status": "published", "region": "511423100000"})
		o.next = yearsBegin.AddDate(0, 0, i).Add(time.Duration(5*i) * time.Hour)
		orgs = append(orgs, o)
	}
	return orgs
}

// live lets happen what happens in an org up to a run of the job.
func (o *calendarOrg) live(t *testing.T, c *county, now time.Time) {
	if !o.joined && !now.Before(o.joins) {
		o.joined, o.joins = true, now
		c.change(t, o.org, dbx.Params{"members": `["` + o.readers[0] + `","` + o.readers[1] + `","` + o.readers[2] + `"]`})
	}
	if now.Before(o.next) {
		return
	}
	o.next = now.AddDate(0, 0, 9)
	title, need, offer := fmt.Sprintf("%s社第%03d条", o.name, len(o.found)), o.need, o.offer
	if len(o.found)%2 == 0 {
		offer = save(t, c, "offers", map[string]any{"worker": c.worker.Id, "title": title, "status": "published", "region": "511423100000"})
	} else {
		need = save(t, c, "needs", map[string]any{"org": c.org.Id, "title": title, "status": "published", "region": "511423100000", "anonymity": "named"})
	}
	addMatch(t, c, need, offer, 0.6)
	o.found = append(o.found, calendarMatch{title, now})
}

// calendarDigest is a digest that was written, and when.
type calendarDigest struct {
	at   time.Time
	text string
}

// firstFrom is the number of the first digest from a time on; -1 for none.
func firstFrom(all []calendarDigest, from time.Time) int {
	return slices.IndexFunc(all, func(d calendarDigest) bool { return !d.at.Before(from) })
}

// expect holds the digests that were written against what each member is to hear:
// a match stands in the first digest that comes after it was found, and in no other;
// for who joined later, unless a colleague's had told it before.
func (o *calendarOrg) expect(t *testing.T, written map[string][]calendarDigest) (told int) {
	for _, m := range o.found {
		taken := time.Time{} // when the first of the two who were always there was mailed
		for i, reader := range o.readers {
			all, from := written[reader], m.at
			if i == 2 && o.joins.After(from) {
				from = o.joins
			}
			want := firstFrom(all, from)
			if i < 2 && want >= 0 && (taken.IsZero() || all[want].at.Before(taken)) {
				taken = all[want].at
			}
			if i == 2 && (!o.joined || !taken.IsZero() && taken.Before(o.joins)) {
				want = -1
			}
			for n, d := range all {
				if tells := mailsWith([]string{d.text}, m.title) > 0; tells != (n == want) {
					t.Errorf("%s, found %s: digest of %s at %s tells it: %v", m.title, store.Stamp(m.at), reader, store.Stamp(d.at), tells)
				}
			}
			if want >= 0 {
				told++
			}
		}
	}
	return told
}
