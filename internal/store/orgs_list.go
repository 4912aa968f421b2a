package store

import (
	"fmt"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// OrgCard is an org in a list: what everybody may see, and how many postings
// under its own name stand in public. Anonymous needs are not counted: the
// number would tell of them.
type OrgCard struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Type     string `json:"type"`
	Industry *Ref   `json:"industry"`
	Scale    string `json:"scale"`
	Place    Place  `json:"place"`
	Intro    string `json:"intro"`
	Verify   string `json:"verify"`
	Needs    int    `json:"need_count"`
	Offers   int    `json:"offer_count"`
}

// What postings count beside an org: needs under its name, and offers that are not a
// worker's skills.
const (
	namedNeed = "anonymity != 'masked'"
	ownOffer  = "profile = FALSE"
)

// Orgs lists the orgs that stand in public. Kind is the type of org, Field its
// industry. There are few enough of them to be searched without an index.
func (l *Lens) Orgs(f Filter) (Page[OrgCard], error) {
	q := orgsQuery()
	q.equal("o.type", "kind", f.Kind)
	if f.Field != "" {
		q.where = append(q.where, "o.industry IN "+inList(q.params, "field", l.Names.FieldAndBelow(f.Field)))
	}
	narrow := f
	narrow.Field, narrow.Q = "", ""
	q.narrow(l.Names, narrow, "o")
	q.search(f.Q, "o")
	p, err := page(l, q, "orgs", f, l.orgCards)
	if err == nil && f.Counts {
		p.Counts, err = l.counts(orgsQuery(), f, tallied{alias: "o", kind: "o.type", fields: "o.industry"})
	}
	return p, err
}

// search adds what was typed into the search box: to orgs and notices as parts of
// their two texts, to the others through the index of words.
func (q *query) search(typed, alias string) {
	columns, ok := map[string][2]string{"orgs": {"name", "intro"}, "notices": {"title", "body"}}[q.table]
	if !ok {
		q.narrow(nil, Filter{Q: typed}, alias)
		return
	}
	escape := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
	for i, word := range strings.Fields(typed) {
		name := fmt.Sprintf("word%d", i)
		q.and(fmt.Sprintf(`(%[1]s.%[3]s LIKE {:%[2]s} ESCAPE '\' OR %[1]s.%[4]s LIKE {:%[2]s} ESCAPE '\')`, alias, name, columns[0], columns[1]), name, "%"+escape.Replace(word)+"%")
	}
}

func (l *Lens) orgCards(records []*core.Record) ([]OrgCard, error) {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.Id
	}
	needs, err := l.shownCounts("needs", ids, namedNeed)
	if err != nil {
		return nil, err
	}
	offers, err := l.shownCounts("offers", ids, ownOffer)
	if err != nil {
		return nil, err
	}
	cards := make([]OrgCard, len(records))
	for i, o := range records {
		cards[i] = OrgCard{ID: o.Id, Name: o.GetString("name"), Type: o.GetString("type"), Scale: o.GetString("scale"),
			Place: l.Names.Place(o.GetString("region")), Intro: o.GetString("intro"), Verify: o.GetString("verify"),
			Needs: needs[o.Id], Offers: offers[o.Id]}
		if f, ok := l.Names.Field(o.GetString("industry")); ok {
			cards[i].Industry = &Ref{f.ID, f.Name}
		}
	}
	return cards, nil
}

// shownAnd is the condition that a posting is shown and fulfils another one.
func shownAnd(and string) string {
	return "status IN ({:status0}, {:status1}, {:status2}) AND " + and
}

// shownCounts counts the shown postings of orgs.
func (l *Lens) shownCounts(collection string, orgs []string, and string) (map[string]int, error) {
	params := dbx.Params{}
	in := inList(params, "org", orgs)
	q := newQuery(collection, collection, "id", "", "", nil)
	for name, value := range q.params {
		params[name] = value
	}
	var rows []struct {
		Org string `db:"org"`
		N   int    `db:"n"`
	}
	err := l.App.DB().NewQuery("SELECT org, count(*) AS n FROM " + collection + " WHERE org IN " + in + " AND " + shownAnd(and) + " GROUP BY org").Bind(params).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("count %s of orgs: %w", collection, err)
	}
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.Org] = r.N
	}
	return counts, nil
}
