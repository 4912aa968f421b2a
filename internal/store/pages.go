package store

import "github.com/pocketbase/pocketbase/core"

// Page is one page of a list.
type Page[T any] struct {
	Page    int    `json:"page"`
	PerPage int    `json:"per_page"`
	Total   int    `json:"total"`
	Items   []T    `json:"items"`
	Counts  Counts `json:"counts,omitempty"` // nil when nobody asked, or there are too many to count
}

// teamListed is domain's Listed for a visitor, in SQL: t is a team. Its
// parameters are those of newQuery.
const teamListed = `t.verify != 'refused' AND (t.verify IN ('unit', 'association') OR EXISTS (
	SELECT 1 FROM offers o WHERE o.team = t.id AND o.status IN ({:status0}, {:status1}, {:status2})))`

// orgListed is the same of an org o, by its offers and its named needs.
const orgListed = `o.verify != 'refused' AND (o.verify IN ('unit', 'association')
	OR EXISTS (SELECT 1 FROM offers f WHERE f.org = o.id AND f.status IN ({:status0}, {:status1}, {:status2}))
	OR EXISTS (SELECT 1 FROM needs n WHERE n.org = o.id AND n.anonymity != 'masked' AND n.status IN ({:status0}, {:status1}, {:status2})))`

func offersQuery() *query {
	return newQuery("offers", "offers o", "o.id", "o.published_at", "o.rowid", shownArms("o.status"))
}

func needsQuery() *query {
	return newQuery("needs", "needs n", "n.id", "n.published_at", "n.rowid", shownArms("n.status"))
}

// workersQuery lists the workers whose profile is shown.
func workersQuery() *query {
	q := newQuery("workers", "offers o JOIN workers w ON w.id = o.worker", "w.id", "o.published_at", "o.rowid", shownArms("o.status"))
	q.where = append(q.where, "o.profile = TRUE")
	return q
}

func orgsQuery() *query {
	q := newQuery("orgs", "orgs o", "o.id", "o.created", "o.rowid", []string{orgListed})
	q.most = "(SELECT count(*) FROM needs WHERE org = o.id AND " + shownAnd(namedNeed) + ")" +
		" + (SELECT count(*) FROM offers WHERE org = o.id AND " + shownAnd(ownOffer) + ")"
	return q
}

func teamsQuery() *query {
	return newQuery("teams", "teams t", "t.id", "t.created", "t.rowid", []string{teamListed})
}

// Offers lists the offers that stand in public.
func (l *Lens) Offers(f Filter) (Page[OfferCard], error) {
	q := offersQuery()
	q.equal("o.kind", "kind", f.Kind)
	if f.Owner != "" {
		q.and("{:owner} IN (o.worker, o.team, o.org)", "owner", f.Owner)
	}
	if found, ok := l.find("offers", f); ok {
		return foundPage(l, "offers", f, found, l.OfferCards)
	}
	q.narrow(l.Names, f, "o")
	q.found = l.findAll("offers", f)
	p, err := page(l, q, "offers", f, l.OfferCards)
	if err == nil && f.Counts && f.Owner == "" {
		p.Counts, err = l.counts(offersQuery(), f, tallied{alias: "o", kind: "o.kind"})
	}
	return p, err
}

// Needs lists the needs that stand in public. There is no way to ask for the
// needs of an org: anonymous ones would be found by it.
func (l *Lens) Needs(f Filter) (Page[NeedCard], error) {
	q := needsQuery()
	q.equal("n.kind", "kind", f.Kind)
	q.equal("n.budget", "budget", f.Budget)
	p, err := Page[NeedCard]{}, error(nil)
	if found, ok := l.find("needs", f); ok {
		p, err = foundPage(l, "needs", f, found, l.NeedCards)
	} else {
		q.narrow(l.Names, f, "n")
		q.found = l.findAll("needs", f)
		p, err = page(l, q, "needs", f, l.NeedCards)
	}
	if err == nil && f.Counts { // the Finder knows no budgets
		p.Counts, err = l.counts(needsQuery(), f, tallied{alias: "n", kind: "n.kind", other: "n.budget", otherName: "budget", chosen: f.Budget})
	}
	return p, err
}

// Workers lists the workers who stand in public.
func (l *Lens) Workers(f Filter) (Page[WorkerCard], error) {
	q := workersQuery()
	q.equal("w.title_level", "level", f.TitleLevel)
	q.narrow(l.Names, f, "w")
	q.found = l.findAll("workers", f)
	p, err := page(l, q, "workers", f, l.workerCards)
	if err == nil && f.Counts {
		p.Counts, err = l.counts(workersQuery(), f, tallied{alias: "w", other: "w.title_level", otherName: "title_level", chosen: f.TitleLevel})
	}
	return p, err
}

// Teams lists the teams that stand in public.
func (l *Lens) Teams(f Filter) (Page[TeamCard], error) {
	q := teamsQuery()
	q.equal("t.kind", "kind", f.Kind)
	q.narrow(l.Names, f, "t")
	p, err := page(l, q, "teams", f, l.teamCards)
	if err == nil && f.Counts {
		p.Counts, err = l.counts(teamsQuery(), f, tallied{alias: "t", kind: "t.kind"})
	}
	return p, err
}

// page runs a list and makes the cards of its records.
func page[T any](l *Lens, q *query, collection string, f Filter, cards func([]*core.Record) ([]T, error)) (Page[T], error) {
	p := Page[T]{Page: f.Page, PerPage: f.PerPage}
	ids, total, err := q.run(l.App, f)
	if err != nil {
		return p, err
	}
	records, err := l.inOrder(collection, ids)
	if err != nil {
		return p, err
	}
	p.Total, l.sought = total, f.Q
	p.Items, err = cards(records)
	return p, err
}

func (l *Lens) workerCards(records []*core.Record) ([]WorkerCard, error) {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.Id
	}
	teams, err := l.teamsOf(ids)
	if err != nil {
		return nil, err
	}
	cards := make([]WorkerCard, len(records))
	for i, r := range records {
		cards[i] = l.workerCard(r, some(teams[r.Id]))
	}
	return cards, nil
}

func (l *Lens) teamCards(records []*core.Record) ([]TeamCard, error) {
	k, err := l.kinOf(records)
	if err != nil {
		return nil, err
	}
	cards := make([]TeamCard, len(records))
	for i, r := range records {
		cards[i] = l.teamCard(k, r)
	}
	return cards, nil
}

// Figures count what stands in public, and the matches that hold.
type Figures struct {
	Workers int `json:"workers"`
	Teams   int `json:"teams"`
	Orgs    int `json:"orgs"`
	Offers  int `json:"offers"`
	Needs   int `json:"needs"`
	Matches int `json:"matches"`
}

// Figures counts the two clouds.
func (l *Lens) Figures() (Figures, error) {
	var f Figures
	matches := newQuery("matches", "matches m", "m.id", "m.created", "m.rowid", []string{"m.active = TRUE"})
	for q, to := range map[*query]*int{workersQuery(): &f.Workers, teamsQuery(): &f.Teams, orgsQuery(): &f.Orgs,
		offersQuery(): &f.Offers, needsQuery(): &f.Needs, matches: &f.Matches} {
		n, err := q.count(l.App)
		if err != nil {
			return f, err
		}
		*to = n
	}
	return f, nil
}
