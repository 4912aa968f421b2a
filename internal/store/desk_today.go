package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// Today is what waits for somebody at the desk today.
type Today struct {
	Overdue    Some[CaseCard]       `json:"overdue"`    // the answer was due, and the broker was not told yet
	Unanswered Some[CaseCard]       `json:"unanswered"` // more than half of the time to answer is gone
	Escalated  Some[CaseCard]       `json:"escalated"`  // handed to the broker by the clock, or in dispute
	Confirm    Some[CaseCard]       `json:"confirm"`    // an outcome waits for its confirmation
	Vague      Some[WaitingPosting] `json:"vague"`
	Expiring   Some[WaitingPosting] `json:"expiring"`
	ToPhone    Some[*Person]        `json:"to_phone"` // people without email for whom something waits
	NextSteps  Some[VisitView]      `json:"next_steps"`
}

// Some is the beginning of a list, and how long it is.
type Some[T any] struct {
	Total int `json:"total"`
	Items []T `json:"items"`
}

// WaitingPosting is a posting that wants somebody to look after it.
type WaitingPosting struct {
	Collection string `json:"collection"`
	RecordRow
	ValidUntil string `json:"valid_until"`
}

// todayItems is how many items of each list are shown.
const todayItems = 6

// expiringDays before its end a posting is worth a call.
const expiringDays = 30

// caseLists are the conditions of the lists of dockings, and their orders: what
// is the viewer's own comes first.
var caseLists = map[string][2]string{
	"overdue":    {"d.state = 'expressed' AND d.stopped_at = '' AND d.escalated_at = '' AND d.due_at != '' AND d.due_at < {:now}", "d.due_at"},
	"unanswered": {"d.state = 'expressed' AND d.stopped_at = '' AND d.escalated_at = '' AND d.due_at >= {:now} AND julianday({:now}) - julianday(d.created) > (julianday(d.due_at) - julianday(d.created)) / 2", "d.due_at"},
	"escalated":  {"d.state IN ('expressed', 'clarifying') AND d.escalated_at != '' OR d.state = 'disputed'", "d.escalated_at"},
	"confirm":    {"d.state = 'negotiating' AND d.outcome_at != ''", "d.outcome_at"},
}

// TodayOf gathers what waits; below clarity points a posting is vague.
func (l *Lens) TodayOf(now time.Time, clarity int) (Today, error) {
	var out Today
	for name, to := range map[string]*Some[CaseCard]{"overdue": &out.Overdue, "unanswered": &out.Unanswered, "escalated": &out.Escalated, "confirm": &out.Confirm} {
		if err := l.todayCases(name, now, to); err != nil {
			return out, err
		}
	}
	var err error
	if out.Vague, err = l.todayPostings("r.status IN ('pending', 'returned', 'published', 'unconfirmed') AND r.clarity < {:clarity}", "r.clarity", dbx.Params{"clarity": clarity}); err != nil {
		return out, err
	}
	if out.Expiring, err = l.todayPostings(runsOut, "r.valid_until", expiryParams(now)); err != nil {
		return out, err
	}
	calls, err := l.Calls(now)
	if err != nil {
		return out, err
	}
	out.ToPhone.Items = []*Person{}
	for _, p := range calls {
		if p.WithoutEmail() {
			if out.ToPhone.Total++; len(out.ToPhone.Items) < todayItems {
				out.ToPhone.Items = append(out.ToPhone.Items, p)
			}
		}
	}
	steps, err := l.dueVisits(now, maxCalls)
	if err != nil {
		return out, err
	}
	out.NextSteps.Total = len(steps)
	out.NextSteps.Items, err = l.Visits(steps[:min(len(steps), todayItems)])
	return out, err
}

func (l *Lens) todayCases(name string, now time.Time, to *Some[CaseCard]) error {
	params := dbx.Params{"now": dbTime(now), "self": l.Viewer.ID, "limit": todayItems}
	where := " FROM dockings d WHERE (" + caseLists[name][0] + ") AND " + l.ofDesk("d", params)
	if err := l.App.DB().NewQuery("SELECT count(*)" + where).Bind(params).Row(&to.Total); err != nil {
		return fmt.Errorf("count cases %s: %w", name, err)
	}
	var ids []string
	err := l.App.DB().NewQuery("SELECT d.id" + where + " ORDER BY d.broker = {:self} DESC, " + caseLists[name][1] + ", d.rowid LIMIT {:limit}").Bind(params).Column(&ids)
	if err != nil {
		return fmt.Errorf("list cases %s: %w", name, err)
	}
	to.Items, err = l.Cases(ids)
	return err
}

// runsOut says that a posting r was not confirmed, or that its time is nearly up.
const runsOut = "r.status = 'unconfirmed' OR r.status = 'published' AND r.valid_until != '' AND r.valid_until < {:soon}"

func expiryParams(now time.Time) dbx.Params {
	return dbx.Params{"soon": dbTime(now.AddDate(0, 0, expiringDays))}
}

// expiring reads the postings of the viewer's region that run out, the first first.
func (l *Lens) expiring(collection string, now time.Time, limit int) ([]*core.Record, error) {
	params := expiryParams(now)
	params["limit"] = limit
	var ids []string
	err := l.App.DB().NewQuery("SELECT r.id FROM " + collection + " r WHERE (" + runsOut + ") AND " + l.inDesk("r.region", params) +
		" ORDER BY r.valid_until, r.rowid LIMIT {:limit}").Bind(params).Column(&ids)
	if err != nil {
		return nil, fmt.Errorf("list expiring %s: %w", collection, err)
	}
	return l.inOrder(collection, ids)
}

// inDesk says that a column lies in the region the viewer answers for.
func (l *Lens) inDesk(column string, params dbx.Params) string {
	if l.Viewer.Role == domain.Superuser {
		return "1 = 1"
	}
	params["within"], params["withinlast"] = l.Viewer.Region, domain.RegionLast(l.Viewer.Region)
	return column + " BETWEEN {:within} AND {:withinlast}"
}

// todayPostings lists needs, then offers, that a condition holds for.
func (l *Lens) todayPostings(cond, order string, params dbx.Params) (Some[WaitingPosting], error) {
	out := Some[WaitingPosting]{Items: []WaitingPosting{}}
	for _, collection := range []string{"needs", "offers"} {
		params["limit"] = todayItems - len(out.Items)
		where, total := " FROM "+collection+" r WHERE ("+cond+") AND "+l.inDesk("r.region", params), 0
		if err := l.App.DB().NewQuery("SELECT count(*)" + where).Bind(params).Row(&total); err != nil {
			return out, fmt.Errorf("count %s of today: %w", collection, err)
		}
		out.Total += total
		var ids []string
		if err := l.App.DB().NewQuery("SELECT r.id" + where + " ORDER BY " + order + ", r.rowid LIMIT {:limit}").Bind(params).Column(&ids); err != nil {
			return out, fmt.Errorf("list %s of today: %w", collection, err)
		}
		rows, err := l.inOrder(collection, ids)
		if err != nil {
			return out, err
		}
		k, err := l.kinOf(rows)
		if err != nil {
			return out, err
		}
		for _, r := range rows {
			out.Items = append(out.Items, WaitingPosting{collection, l.recordRow(k, r), stamp(r, "valid_until")})
		}
	}
	return out, nil
}
