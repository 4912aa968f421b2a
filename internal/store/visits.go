package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// VisitView is a call or a visit as the desk reads it.
type VisitView struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"`
	Date     string     `json:"date"`
	Result   string     `json:"result"`
	Note     string     `json:"note"`
	Next     string     `json:"next"`
	NextNote string     `json:"next_note"`
	Broker   *Ref       `json:"broker"`
	About    VisitAbout `json:"about"`
	Created  string     `json:"created"`
}

// VisitAbout is whom or what a visit was about.
type VisitAbout struct {
	Type string `json:"type"` // org, worker, docking
	ID   string `json:"id"`
	Name string `json:"name"`
}

// VisitFilter is what the desk may ask the list of visits for. A docking brings
// those to its two parties along.
type VisitFilter struct {
	Docking, Org, Worker, Broker string
	Page, PerPage                int
}

// VisitList lists the visits of the viewer's region, the latest first.
func (l *Lens) VisitList(f VisitFilter) (Page[VisitView], error) {
	page, params := Page[VisitView]{Page: f.Page, PerPage: f.PerPage}, dbx.Params{"limit": f.PerPage, "offset": (f.Page - 1) * f.PerPage}
	where := " WHERE " + l.ofVisits(params)
	for column, value := range map[string]string{"org": f.Org, "worker": f.Worker, "broker": f.Broker} {
		if value != "" {
			where += " AND v." + column + " = {:" + column + "}"
			params[column] = value
		}
	}
	if f.Docking != "" {
		params["docking"] = f.Docking
		where += " AND (v.docking = {:docking} OR v.docking = '' AND (v.org != '' AND v.org IN (SELECT org FROM dockings WHERE id = {:docking} UNION SELECT supplier FROM dockings WHERE id = {:docking})" +
			" OR v.worker != '' AND v.worker IN (SELECT worker FROM dockings WHERE id = {:docking})))"
	}
	if err := l.App.DB().NewQuery("SELECT count(*) FROM visits v" + where).Bind(params).Row(&page.Total); err != nil {
		return page, fmt.Errorf("count visits: %w", err)
	}
	var ids []string
	err := l.App.DB().NewQuery("SELECT v.id FROM visits v" + where + " ORDER BY v.date DESC, v.rowid DESC LIMIT {:limit} OFFSET {:offset}").Bind(params).Column(&ids)
	if err != nil {
		return page, fmt.Errorf("list visits: %w", err)
	}
	rows, err := l.inOrder("visits", ids)
	if err != nil {
		return page, err
	}
	page.Items, err = l.Visits(rows)
	return page, err
}

// ofVisits: those of the viewer's region, and whatever they did themselves.
func (l *Lens) ofVisits(params dbx.Params) string {
	if l.Viewer.Role == domain.Superuser {
		return "1 = 1"
	}
	params["me"], params["vwithin"], params["vlast"] = l.Viewer.ID, l.Viewer.Region, domain.RegionLast(l.Viewer.Region)
	return "(v.broker = {:me} OR v.region BETWEEN {:vwithin} AND {:vlast})"
}

// stepDue says that a visit's next step is due and nothing followed yet: a later
// visit to the same party, or about the same docking, settles it.
const stepDue = `v.next != '' AND v.next < {:until} AND NOT EXISTS (SELECT 1 FROM visits x WHERE x.created > v.created AND
	(v.docking != '' AND x.docking = v.docking OR v.org != '' AND x.org = v.org OR v.worker != '' AND x.worker = v.worker))`

// dueVisits reads the visits whose next step is due by the end of the day, the
// longest due first.
func (l *Lens) dueVisits(now time.Time, limit int) ([]*core.Record, error) {
	params := dbx.Params{"limit": limit, "until": dbTime(dayAfter(now))}
	var ids []string
	err := l.App.DB().NewQuery("SELECT v.id FROM visits v WHERE " + l.ofVisits(params) + " AND " + stepDue + " ORDER BY v.next, v.rowid LIMIT {:limit}").Bind(params).Column(&ids)
	if err != nil {
		return nil, fmt.Errorf("list next steps: %w", err)
	}
	return l.inOrder("visits", ids)
}

func dayAfter(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, t.Location())
}

// Visits makes the views of visits, in their order.
func (l *Lens) Visits(rows []*core.Record) ([]VisitView, error) {
	ids := map[string]map[string]bool{"orgs": {}, "workers": {}, "staff": {}}
	dockings := []string{}
	for _, v := range rows {
		gather(ids["orgs"], v.GetString("org"))
		gather(ids["workers"], v.GetString("worker"))
		gather(ids["staff"], v.GetString("broker"))
		dockings = append(dockings, nonEmpty(v.GetString("docking"))...)
	}
	with := map[string]map[string]*core.Record{}
	for collection, wanted := range ids {
		var err error
		if with[collection], err = l.byID(collection, wanted); err != nil {
			return nil, err
		}
	}
	cases, err := l.Cases(dockings)
	if err != nil {
		return nil, err
	}
	titles := map[string]string{}
	for _, c := range cases {
		titles[c.ID] = c.Title
	}
	views := make([]VisitView, len(rows))
	for i, v := range rows {
		views[i] = visitView(v, with, titles)
	}
	return views, nil
}

func visitView(v *core.Record, with map[string]map[string]*core.Record, titles map[string]string) VisitView {
	out := VisitView{ID: v.Id, Kind: v.GetString("kind"), Date: stamp(v, "date"), Result: v.GetString("result"), Note: v.GetString("note"),
		Next: stamp(v, "next"), NextNote: v.GetString("next_note"), Created: stamp(v, "created")}
	if b := with["staff"][v.GetString("broker")]; b != nil {
		out.Broker = &Ref{b.Id, b.GetString("name")}
	}
	switch org, worker := with["orgs"][v.GetString("org")], with["workers"][v.GetString("worker")]; {
	case v.GetString("docking") != "":
		out.About = VisitAbout{"docking", v.GetString("docking"), titles[v.GetString("docking")]}
	case org != nil:
		out.About = VisitAbout{"org", org.Id, org.GetString("name")}
	case worker != nil:
		out.About = VisitAbout{"worker", worker.Id, worker.GetString("display_name")}
	}
	return out
}
