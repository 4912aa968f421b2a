package store

import (
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/dbx"

	"kejiyun/internal/domain"
)

// CaseFilter is what the desk may ask the list of cases for; empty means all.
// Its values are the caller's to check.
type CaseFilter struct {
	Q       string // words of a title or of the name of a party
	State   string // one state, or open
	Broker  string // account of the desk, or none
	Due     string // overdue: the answer was due; today, week: it is due later today, within seven days
	Kind    string // of the need
	Region  string // of either side, with all inside it
	Sort    string // updated, oldest, due
	Page    int    // from 1
	PerPage int
	Now     time.Time // in the zone in which days begin
}

// OpenStates are the states of a docking from which something still follows.
var OpenStates = []string{"expressed", "clarifying", "accepted", "negotiating", "agreed", "underway", "disputed"}

// caseOrder are the orders of the list; each but due is that of an index.
var caseOrder = map[string]string{
	"":        "d.updated DESC, d.rowid DESC",
	"updated": "d.updated DESC, d.rowid DESC",
	"oldest":  "d.updated, d.rowid",
	"due":     "CASE WHEN d.state = 'expressed' AND d.stopped_at = '' AND d.due_at != '' THEN 0 ELSE 1 END, d.due_at, d.rowid",
}

// CaseList lists the dockings of the viewer's region.
func (l *Lens) CaseList(f CaseFilter) (Page[CaseCard], error) {
	page, params := Page[CaseCard]{Page: f.Page, PerPage: f.PerPage}, dbx.Params{"limit": f.PerPage, "offset": (f.Page - 1) * f.PerPage}
	from, where := l.casesWhere(f, params)
	if err := l.App.DB().NewQuery("SELECT count(*) FROM " + from + where).Bind(params).Row(&page.Total); err != nil {
		return page, fmt.Errorf("count cases: %w", err)
	}
	var ids []string
	err := l.App.DB().NewQuery("SELECT d.id FROM " + from + where + " ORDER BY " + caseOrder[f.Sort] + " LIMIT {:limit} OFFSET {:offset}").
		Bind(params).Column(&ids)
	if err != nil {
		return page, fmt.Errorf("list cases: %w", err)
	}
	page.Items, err = l.Cases(ids)
	return page, err
}

// casesWhere is the condition of a list and the tables it speaks of: other ones
// than that of the dockings are read only for what asks for them.
func (l *Lens) casesWhere(f CaseFilter, params dbx.Params) (from, where string) {
	tables, conds := []string{"dockings d"}, []string{l.ofDesk("d", params)}
	and := func(cond, name string, value any) {
		conds = append(conds, cond)
		params[name] = value
	}
	switch {
	case f.State == "open":
		conds = append(conds, "d.state IN "+inList(params, "open", OpenStates))
	case f.State != "":
		and("d.state = {:state}", "state", f.State)
	}
	switch {
	case f.Broker == "none":
		conds = append(conds, "d.broker = ''")
	case f.Broker != "":
		and("d.broker = {:broker}", "broker", f.Broker)
	}
	if f.Due != "" {
		conds = append(conds, "d.state = 'expressed' AND d.stopped_at = '' AND d.due_at != ''", dueWhen(f, params))
	}
	if f.Region != "" {
		and("(d.region BETWEEN {:region} AND {:regionlast} OR d.supply_region BETWEEN {:region} AND {:regionlast})", "region", f.Region)
		params["regionlast"] = domain.RegionLast(f.Region)
	}
	words := strings.Fields(f.Q)
	if f.Kind != "" || len(words) > 0 {
		tables = append(tables, "needs n ON n.id = d.need")
	}
	if f.Kind != "" {
		and("n.kind = {:kind}", "kind", f.Kind)
	}
	if len(words) > 0 {
		tables = append(tables, "offers o ON o.id = d.offer", "orgs g ON g.id = d.org", "workers w ON w.id = d.worker", "teams t ON t.id = d.team", "orgs s ON s.id = d.supplier")
		for i, word := range words {
			name := fmt.Sprintf("word%d", i)
			and("instr(lower("+l.caseWords(params)+"), {:"+name+"}) > 0", name, strings.ToLower(word))
		}
	}
	return strings.Join(tables, " LEFT JOIN "), " WHERE (" + strings.Join(conds, ") AND (") + ")"
}

// caseWords are the texts of a docking that are searched: never the name of an
// org that stays anonymous to this viewer.
func (l *Lens) caseWords(params dbx.Params) string {
	name := "COALESCE(g.name, '')"
	if l.Viewer.Role != domain.Superuser {
		name = "CASE WHEN n.anonymity = 'masked' AND (d.need_accepted_at = '' OR d.supply_accepted_at = '') AND d.region NOT BETWEEN {:within} AND {:withinlast} THEN '' ELSE " + name + " END"
	}
	return "COALESCE(n.title, '') || ' ' || COALESCE(o.title, '') || ' ' || " + name +
		" || ' ' || COALESCE(w.display_name, '') || ' ' || COALESCE(t.name, '') || ' ' || COALESCE(s.name, '')"
}

// dueWhen says when the answer is due; days are those of Now's zone.
func dueWhen(f CaseFilter, params dbx.Params) string {
	day := time.Date(f.Now.Year(), f.Now.Month(), f.Now.Day(), 0, 0, 0, 0, f.Now.Location())
	params["now"] = dbTime(f.Now)
	switch f.Due {
	case "today":
		params["to"] = dbTime(day.AddDate(0, 0, 1))
		return "d.due_at >= {:now} AND d.due_at < {:to}"
	case "week":
		params["to"] = dbTime(day.AddDate(0, 0, 7))
		return "d.due_at >= {:now} AND d.due_at < {:to}"
	}
	return "d.due_at < {:now}"
}

// dbTime writes a moment as the database holds it, so that texts compare like times.
func dbTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.000Z") }
