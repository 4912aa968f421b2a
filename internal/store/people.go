package store

import (
	"fmt"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// KnownPerson is an org or a worker that the desk looks up by name.
type KnownPerson struct {
	Type    string        `json:"type"` // org, worker
	ID      string        `json:"id"`
	Name    string        `json:"name"`
	About   string        `json:"about"` // the code of an org, where a worker works
	Place   Place         `json:"place"`
	Verify  string        `json:"verify"`
	Account bool          `json:"account"` // somebody with an account stands behind it
	Consent *ProxyConsent `json:"consent"` // to being written for; null when there is none that holds
}

// ProxyConsent is an agreement to be written for.
type ProxyConsent struct {
	How     string `json:"how"`
	GivenAt string `json:"given_at"`
}

// foundPeople is how many of each kind a search shows.
const foundPeople = 10

// FindPeople finds orgs and workers of the viewer's region by parts of their
// names; kind org or worker narrows it.
func (l *Lens) FindPeople(q, kind string) ([]KnownPerson, error) {
	out := []KnownPerson{}
	for _, t := range []struct{ kind, collection, words string }{
		{"org", "orgs", "r.name || ' ' || r.uscc"}, {"worker", "workers", "r.display_name || ' ' || r.real_name || ' ' || r.unit"},
	} {
		if kind != "" && kind != t.kind {
			continue
		}
		params := dbx.Params{"limit": foundPeople}
		where := []string{l.inDesk("r.region", params)}
		for i, word := range strings.Fields(strings.ToLower(q)) {
			name := fmt.Sprintf("word%d", i)
			where, params[name] = append(where, "instr(lower("+t.words+"), {:"+name+"}) > 0"), word
		}
		var ids []string
		err := l.App.DB().NewQuery("SELECT r.id FROM " + t.collection + " r WHERE " + strings.Join(where, " AND ") + " ORDER BY r.updated DESC, r.rowid DESC LIMIT {:limit}").
			Bind(params).Column(&ids)
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", t.collection, err)
		}
		rows, err := l.inOrder(t.collection, ids)
		if err != nil {
			return nil, err
		}
		consents, err := l.proxyConsents(t.kind, ids)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			p := KnownPerson{Type: t.kind, ID: r.Id, Name: r.GetString("name"), About: r.GetString("uscc"), Place: l.Names.Place(r.GetString("region")),
				Verify: r.GetString("verify"), Account: len(r.GetStringSlice("members")) > 0, Consent: consents[r.Id]}
			if t.kind == "worker" {
				p.Name, p.About, p.Account = r.GetString("display_name"), r.GetString("unit"), r.GetString("member") != ""
			}
			out = append(out, p)
		}
	}
	return out, nil
}

// proxyConsents reads the latest consent of each that still holds.
func (l *Lens) proxyConsents(column string, ids []string) (map[string]*ProxyConsent, error) {
	found := map[string]*ProxyConsent{}
	if len(ids) == 0 {
		return found, nil
	}
	var rows []*core.Record
	err := l.App.RecordQuery("consents").AndWhere(dbx.In(column, anys(ids)...)).
		AndWhere(dbx.HashExp{"purpose": "proxy", "withdrawn_at": ""}).OrderBy("given_at", "rowid").All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read proxy consents: %w", err)
	}
	for _, c := range rows {
		found[c.GetString(column)] = &ProxyConsent{c.GetString("how"), stamp(c, "given_at")}
	}
	return found, nil
}

// Colleague is somebody at the desk to whom a case can be handed.
type Colleague struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Place Place  `json:"place"`
}

// Colleagues lists the brokers whose region holds the viewer's or lies
// in it, the viewer left out.
func (l *Lens) Colleagues() ([]Colleague, error) {
	var rows []*core.Record
	err := l.App.RecordQuery("staff").AndWhere(dbx.HashExp{"active": true, "role": "broker"}).OrderBy("name").All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read colleagues: %w", err)
	}
	out := []Colleague{}
	for _, r := range rows {
		region := r.GetString("region")
		near := domain.RegionWithin(region, l.Viewer.Region) || domain.RegionWithin(l.Viewer.Region, region) || l.Viewer.Role == domain.Superuser
		if near && r.Id != l.Viewer.ID {
			out = append(out, Colleague{r.Id, r.GetString("name"), l.Names.Place(region)})
		}
	}
	return out, nil
}
