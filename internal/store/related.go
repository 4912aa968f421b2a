package store

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// relatedItems bounds each list of what is related to a record.
const relatedItems = 3

// Related is what else somebody who reads a page may want to read: of the same
// fields, the county's own before the rest, the newest first.
type Related struct {
	Needs   []NeedCard   `json:"needs"`
	Offers  []OfferCard  `json:"offers"`
	Workers []WorkerCard `json:"workers"`
	Teams   []TeamCard   `json:"teams"`
}

// Related finds what is related to a record: to a need other needs and offers
// that may help, to an offer other offers and needs, to a worker or a team their
// like and needs. It is nil when the record is not there for the viewer.
func (l *Lens) Related(collection, id string) (*Related, error) {
	fields, region, err := l.placed(collection, id)
	if err != nil || region == "" {
		return nil, err
	}
	r := &Related{Needs: []NeedCard{}, Offers: []OfferCard{}, Workers: []WorkerCard{}, Teams: []TeamCard{}}
	if len(fields) == 0 {
		return r, nil
	}
	near := func(q func() *query, alias string) ([]string, error) { return l.near(q, alias, fields, region, id) }
	if collection == "needs" || collection == "offers" {
		if r.Offers, err = few(l, near, offersQuery, "o", "offers", l.OfferCards); err != nil {
			return nil, err
		}
	}
	if collection == "workers" {
		if r.Workers, err = few(l, near, workersQuery, "w", "workers", l.workerCards); err != nil {
			return nil, err
		}
	}
	if collection == "teams" {
		if r.Teams, err = few(l, near, teamsQuery, "t", "teams", l.teamCards); err != nil {
			return nil, err
		}
	}
	r.Needs, err = few(l, near, needsQuery, "n", "needs", l.NeedCards)
	return r, err
}

// placed returns the fields and the region of a record that the viewer may see;
// no region when there is none.
func (l *Lens) placed(collection, id string) (fields []string, region string, err error) {
	refs := func(all []Ref) []string {
		ids := make([]string, len(all))
		for i, f := range all {
			ids[i] = f.ID
		}
		return ids
	}
	switch collection {
	case "needs":
		if v, err := l.NeedPage(id); v != nil {
			return refs(v.Fields), v.Place.Code, err
		} else if err != nil {
			return nil, "", err
		}
	case "offers":
		if v, err := l.OfferPage(id); v != nil {
			return refs(v.Fields), v.Place.Code, err
		} else if err != nil {
			return nil, "", err
		}
	case "workers":
		if v, err := l.WorkerPage(id); v != nil {
			return refs(v.Fields), v.Place.Code, err
		} else if err != nil {
			return nil, "", err
		}
	case "teams":
		if v, err := l.TeamPage(id); v != nil {
			return refs(v.Fields), v.Place.Code, err
		} else if err != nil {
			return nil, "", err
		}
	}
	return nil, "", nil
}

// near returns the ids of the newest records of some fields: first of the
// county, then of everywhere. Both stop as soon as there are enough.
func (l *Lens) near(fresh func() *query, alias string, fields []string, region, not string) ([]string, error) {
	var ids []string
	for _, county := range []bool{true, false} {
		q := fresh()
		q.where = append(q.where, anyOf(alias+".fields", "IN "+inList(q.params, "field", fields)))
		q.where = append(q.where, q.id+" NOT IN "+inList(q.params, "not", append([]string{not}, ids...)))
		if county {
			at := domain.RegionAt(region, "county")
			q.and(alias+".region >= {:first}", "first", at)
			q.and(alias+".region <= {:last}", "last", domain.RegionLast(at))
		}
		sql, _ := q.sql(Filter{Page: 1, PerPage: relatedItems - len(ids)})
		var rows []struct {
			ID string `db:"id"`
		}
		if err := l.App.DB().NewQuery(sql).Bind(q.params).All(&rows); err != nil {
			return nil, fmt.Errorf("related %s: %w", q.table, err)
		}
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		if len(ids) >= relatedItems {
			break
		}
	}
	return ids, nil
}

// few makes the cards of the records that near finds.
func few[T any](l *Lens, near func(func() *query, string) ([]string, error), fresh func() *query, alias, collection string, cards func([]*core.Record) ([]T, error)) ([]T, error) {
	ids, err := near(fresh, alias)
	if err != nil {
		return nil, err
	}
	records, err := l.inOrder(collection, ids)
	if err != nil {
		return nil, err
	}
	return cards(records)
}
