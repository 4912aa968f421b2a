package store

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// pagePostings bounds the postings on the page of a worker, team or org.
const pagePostings = 50

// OrgView is the page of an org. Its anonymous needs are not on it, whoever looks.
type OrgView struct {
	ID       string      `json:"id"`
	Name     string      `json:"name"`
	Type     string      `json:"type"`
	Industry *Ref        `json:"industry"`
	Scale    string      `json:"scale"`
	Place    Place       `json:"place"`
	Intro    string      `json:"intro"`
	Verify   string      `json:"verify"`
	Needs    []NeedCard  `json:"needs"`
	Offers   []OfferCard `json:"offers"`
	Address  string      `json:"address,omitempty"` // for signed-in people
	Members  []string    `json:"members,omitempty"` // names of who represents it: for themselves and the desk
}

// OrgPage finds an org for the viewer.
func (l *Lens) OrgPage(id string) (*OrgView, error) {
	found, err := l.inOrder("orgs", []string{id})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	if err := l.meet(); err != nil {
		return nil, err
	}
	o := found[0]
	v := &OrgView{ID: o.Id, Name: o.GetString("name"), Type: o.GetString("type"), Scale: o.GetString("scale"),
		Place: l.Names.Place(o.GetString("region")), Intro: o.GetString("intro"), Verify: o.GetString("verify")}
	if f, ok := l.Names.Field(o.GetString("industry")); ok {
		v.Industry = &Ref{f.ID, f.Name}
	}
	needs, err := l.shownOf("needs", "org", id, dbx.NewExp("anonymity != 'masked'"))
	if err != nil {
		return nil, err
	}
	if v.Needs, err = l.NeedCards(needs); err != nil {
		return nil, err
	}
	if v.Offers, err = l.offersOf("org", id); err != nil {
		return nil, err
	}
	relation := l.toOrg(o)
	if !relation.Listed(v.Verify, len(v.Needs)+len(v.Offers) > 0) {
		return nil, nil
	}
	if relation.Sees(domain.SeeInside, domain.Let{Inside: true}) {
		v.Address = o.GetString("address")
	}
	if relation.Sees(domain.SeeDesk, domain.Let{}) {
		v.Members, err = l.memberNames(o.GetStringSlice("members"))
	}
	return v, err
}

// memberNames returns the names of the members with these ids.
func (l *Lens) memberNames(ids []string) ([]string, error) {
	members, err := l.App.FindRecordsByIds("members", ids)
	if err != nil {
		return nil, fmt.Errorf("read members of org: %w", err)
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.GetString("name")
	}
	return names, nil
}

// offersOf returns the shown offers of an owner, newest first, without the one
// that mirrors a profile: it is on the worker's page already.
func (l *Lens) offersOf(column, id string) ([]OfferCard, error) {
	records, err := l.shownOf("offers", column, id, dbx.HashExp{"profile": false})
	if err != nil {
		return nil, err
	}
	return l.OfferCards(records)
}

func (l *Lens) shownOf(collection, column, id string, and ...dbx.Expression) ([]*core.Record, error) {
	records := []*core.Record{}
	q := l.App.RecordQuery(collection).AndWhere(dbx.HashExp{column: id}).AndWhere(dbx.In("status", shown()...))
	for _, cond := range and {
		q.AndWhere(cond)
	}
	if err := q.OrderBy("published_at DESC", "rowid DESC").Limit(pagePostings).All(&records); err != nil {
		return nil, fmt.Errorf("read %s of %s %s: %w", collection, column, id, err)
	}
	return records, nil
}

func shown() []any { return anys(domain.ShownStatuses) }
