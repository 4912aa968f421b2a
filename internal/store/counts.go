package store

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// Counts says, for each filter of a list (kind, field, region, budget, …) and
// each of its values, how many records would be listed if that value were chosen
// and all other filters stayed as they are. Values that would leave nothing are
// not in it.
type Counts map[string]map[string]int

// countRows bounds how many records are looked at to count: beyond it a list has
// no counts rather than slow ones.
const countRows = 20000

// countsAge bounds how old remembered rows may get, in case a change went
// around the hooks.
const countsAge = time.Minute

// tallied says from which columns of a list its filters are counted; "" where a
// list has no such filter. chosen is the value asked for of the other filter.
type tallied struct {
	alias, kind, other string
	otherName, chosen  string
	fields             string // column of the fields, a JSON list; "" is alias.fields
}

// tally is what the filters look at of one listed record; fields with the ones
// above them.
type tally struct {
	kind, other, region string
	fields              []string
}

// talliesCell remembers the tallies of one list until one of its records is
// changed. Whoever still fills a forgotten cell fills it for nobody.
type talliesCell struct {
	mu   sync.Mutex
	rows []tally
	at   time.Time
}

func talliesKey(collection string) string { return "kejiyun.tallies." + collection }

// ForgetCounts makes the next list count anew: to be called after every change
// of an offer, need, worker, team or org.
func ForgetCounts(app core.App) {
	for _, collection := range []string{"offers", "needs", "workers", "teams", "orgs"} {
		app.Store().Remove(talliesKey(collection))
	}
}

// counts counts for a list; base is its query before any filter.
func (l *Lens) counts(base *query, f Filter, from tallied) (Counts, error) {
	rows, err := l.tallies(base, f, from)
	if err != nil || len(rows) > countRows {
		return nil, err
	}
	c := Counts{"field": {}, "region": {}}
	if from.kind != "" {
		c["kind"] = map[string]int{}
	}
	if from.other != "" {
		c[from.otherName] = map[string]int{}
	}
	for _, r := range rows {
		kind := f.Kind == "" || f.Kind == r.kind
		other := from.chosen == "" || from.chosen == r.other
		field := f.Field == "" || slices.Contains(r.fields, f.Field) // rows carry the fields above theirs
		region := f.Region == "" || r.region >= f.Region && r.region <= domain.RegionLast(f.Region)
		if from.kind != "" && other && field && region {
			c["kind"][r.kind]++
		}
		if from.other != "" && kind && field && region {
			c[from.otherName][r.other]++
		}
		if kind && other && region {
			for _, id := range r.fields {
				c["field"][id]++
			}
		}
		if kind && other && field {
			for _, code := range l.Names.above(r.region) {
				c["region"][code]++
			}
		}
	}
	for id := range c["field"] {
		if row, ok := l.Names.Field(id); (!ok || row.Parent != "") && id != f.Field {
			delete(c["field"], id) // filters offer the upper level
		}
	}
	for _, values := range c {
		delete(values, "")
	}
	return c, nil
}

// tallies reads the rows of a list, at most one more than are counted. Those of
// the whole list are remembered; those of a search are read each time.
func (l *Lens) tallies(base *query, f Filter, from tallied) ([]tally, error) {
	if f.Q != "" {
		base.search(f.Q, from.alias)
		base.found = l.findAll(base.table, Filter{Q: f.Q})
		return l.readTallies(base, from)
	}
	cell := l.App.Store().GetOrSet(talliesKey(base.table), func() any { return &talliesCell{} }).(*talliesCell)
	cell.mu.Lock()
	defer cell.mu.Unlock()
	if cell.rows != nil && f.Now.Sub(cell.at) < countsAge {
		return cell.rows, nil
	}
	rows, err := l.readTallies(base, from)
	if err == nil {
		cell.rows, cell.at = rows, f.Now
	}
	return rows, err
}

func (l *Lens) readTallies(q *query, from tallied) ([]tally, error) {
	column := func(name string) string {
		if name == "" {
			return "''"
		}
		return name
	}
	fields := from.fields
	if fields == "" {
		fields = from.alias + ".fields"
	}
	with, tables := q.source(false)
	arms := q.conditions(join(q.arms))
	var read []struct {
		Kind   string `db:"kind"`
		Other  string `db:"other"`
		Region string `db:"region"`
		Fields string `db:"fields"`
	}
	err := l.App.DB().NewQuery(fmt.Sprintf("%sSELECT %s AS kind, %s AS other, %s.region AS region, %s AS fields FROM %s WHERE %s LIMIT %d",
		with, column(from.kind), column(from.other), from.alias, fields, tables, arms, countRows+1)).Bind(q.params).All(&read)
	if err != nil {
		return nil, fmt.Errorf("count %s by filter: %w", q.table, err)
	}
	rows := make([]tally, len(read))
	for i, r := range read {
		rows[i] = tally{kind: r.Kind, other: r.Other, region: r.Region, fields: l.Names.upwards(idsIn(r.Fields))}
	}
	return rows, nil
}
