package store

import (
	"fmt"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// DeskFilter is what a list of the desk may be asked for; empty means all.
type DeskFilter struct {
	Filter
	Status string // of a posting, or of the offer that mirrors a worker's profile
	Verify string // of a worker, an org, or of whoever owns a posting
	Within string // the region the desk answers for; empty for everywhere
}

// RecordRow is one record in a list of the desk. What a column means depends on
// the collection: Kind is the kind of a posting, the title level of a worker,
// the type of an org; Owner whose posting it is, where a worker works, the code
// of an org.
type RecordRow struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Title     string `json:"title"`
	Owner     string `json:"owner"`
	Place     Place  `json:"place"`
	Status    string `json:"status"`
	Verify    string `json:"verify"`
	Clarity   int    `json:"clarity"` // of postings and profiles, 0 of orgs
	Created   string `json:"created"`
	Updated   string `json:"updated"`
	Confirmed string `json:"last_confirmed"`
}

// deskTables tell for each collection its tables, the record listed being r, and
// the columns a list is narrowed by and searched in.
var deskTables = map[string]struct{ from, kind, status, verify, name, words string }{
	"needs": {"needs r LEFT JOIN orgs g ON g.id = r.org", "r.kind", "r.status", "g.verify", "r.title",
		"r.title || ' ' || r.summary || ' ' || COALESCE(g.name, '')"},
	"offers": {"offers r LEFT JOIN workers w ON w.id = r.worker LEFT JOIN teams t ON t.id = r.team LEFT JOIN orgs g ON g.id = r.org", "r.kind", "r.status",
		"COALESCE(w.verify, t.verify, g.verify)", "r.title",
		"r.title || ' ' || r.summary || ' ' || COALESCE(w.display_name, '') || ' ' || COALESCE(t.name, '') || ' ' || COALESCE(g.name, '')"},
	"workers": {"workers r LEFT JOIN offers p ON p.worker = r.id AND p.profile = TRUE", "r.title_level", "p.status", "r.verify", "r.display_name",
		"r.display_name || ' ' || r.real_name || ' ' || r.unit || ' ' || r.title_name || ' ' || r.keywords"},
	"orgs": {"orgs r", "r.type", "''", "r.verify", "r.name", "r.name || ' ' || r.uscc"},
}

// Records lists the records of needs, offers, workers or orgs as the desk works
// with them, whatever their state. Who may ask is the caller's to check.
func (l *Lens) Records(collection string, f DeskFilter) (Page[RecordRow], error) {
	page, t := Page[RecordRow]{Page: f.Page, PerPage: f.PerPage, Items: []RecordRow{}}, deskTables[collection]
	params := dbx.Params{"limit": f.PerPage, "offset": (f.Page - 1) * f.PerPage}
	where := l.deskWhere(collection, f, params)
	order := map[string]string{"oldest": "r.updated, r.rowid", "name": t.name + ", r.rowid"}[f.Sort]
	if order == "" {
		order = "r.updated DESC, r.rowid DESC"
	}
	if err := l.App.DB().NewQuery("SELECT count(*) FROM " + t.from + where).Bind(params).Row(&page.Total); err != nil {
		return page, fmt.Errorf("count %s of the desk: %w", collection, err)
	}
	var ids []string
	err := l.App.DB().NewQuery("SELECT r.id FROM " + t.from + where + " ORDER BY " + order + " LIMIT {:limit} OFFSET {:offset}").Bind(params).Column(&ids)
	if err != nil {
		return page, fmt.Errorf("list %s of the desk: %w", collection, err)
	}
	records, err := l.inOrder(collection, ids)
	if err != nil {
		return page, err
	}
	k, err := l.kinOf(records)
	if err != nil {
		return page, err
	}
	for _, r := range records {
		page.Items = append(page.Items, l.recordRow(k, r))
	}
	return page, nil
}

// deskWhere is the condition of a list; its values become parameters.
func (l *Lens) deskWhere(collection string, f DeskFilter, params dbx.Params) string {
	t, where := deskTables[collection], []string{"1 = 1"}
	equal := func(column, name, value string) {
		if value != "" {
			where, params[name] = append(where, column+" = {:"+name+"}"), value
		}
	}
	equal(t.kind, "kind", f.Kind)
	equal(t.status, "status", f.Status)
	equal(t.verify, "verify", f.Verify)
	for name, region := range map[string]string{"within": f.Within, "region": f.Region} {
		if region != "" {
			where = append(where, "r.region BETWEEN {:"+name+"} AND {:"+name+"last}")
			params[name], params[name+"last"] = region, domain.RegionLast(region)
		}
	}
	if f.Field != "" && collection != "orgs" {
		where = append(where, anyOf("r.fields", "IN "+inList(params, "field", l.Names.FieldAndBelow(f.Field))))
	} else if f.Field != "" {
		where = append(where, "r.industry IN "+inList(params, "field", l.Names.FieldAndBelow(f.Field)))
	}
	for i, word := range strings.Fields(f.Q) {
		name := fmt.Sprintf("word%d", i)
		where, params[name] = append(where, "instr(lower("+t.words+"), {:"+name+"}) > 0"), strings.ToLower(word)
	}
	return " WHERE (" + strings.Join(where, ") AND (") + ")"
}

func (l *Lens) recordRow(k *kin, r *core.Record) RecordRow {
	row := RecordRow{ID: r.Id, Place: l.Names.Place(r.GetString("region")), Created: stamp(r, "created"), Updated: stamp(r, "updated"),
		Verify: r.GetString("verify"), Confirmed: stamp(r, "last_confirmed")}
	switch r.Collection().Name {
	case "workers":
		row.Kind, row.Title, row.Owner = r.GetString("title_level"), r.GetString("display_name"), r.GetString("unit")
		if p := k.profiles[r.Id]; p != nil {
			row.Status, row.Clarity = p.GetString("status"), p.GetInt("clarity")
		}
	case "orgs":
		row.Kind, row.Title, row.Owner = r.GetString("type"), r.GetString("name"), r.GetString("uscc")
	default:
		row.Kind, row.Title = r.GetString("kind"), r.GetString("title")
		row.Status, row.Clarity = r.GetString("status"), r.GetInt("clarity")
		for _, owner := range []*core.Record{k.workers[r.GetString("worker")], k.teams[r.GetString("team")], k.orgs[r.GetString("org")]} {
			if owner != nil {
				row.Owner, row.Verify = owner.GetString("display_name")+owner.GetString("name"), owner.GetString("verify")
			}
		}
	}
	return row
}
