package store

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// Sought is what a Finder is asked for.
type Sought struct {
	Collection          string // offers or needs
	Q                   string
	Kind, Field, Region string // as in Filter
	Limit, Offset       int
	Counts              bool
}

// Findings are the ids of one page of what was found, best first, and how many
// there are in all. Whole of the ids are of postings that lack nothing.
type Findings struct {
	IDs    []string
	Total  int
	Whole  int
	Counts Counts
}

// Finder finds postings that stand in lists, by nothing but what everybody may
// read of them; false when it cannot answer now.
type Finder func(Sought) (Findings, bool)

// maxFound is how many of what a Finder finds, the best, are put in another
// order or filtered by what it does not know.
const maxFound = 5000

// find asks the Finder for one page by relevance; false when it cannot answer,
// does not know a filter, or finds nothing where the full-text table may: the
// beginnings of words.
func (l *Lens) find(collection string, f Filter) (Findings, bool) {
	if l.Find == nil || f.Sort != "relevance" || f.Owner != "" || f.Budget != "" || strings.TrimSpace(f.Q) == "" {
		return Findings{}, false
	}
	found, ok := l.Find(Sought{Collection: collection, Q: f.Q, Kind: f.Kind, Field: f.Field, Region: f.Region,
		Limit: f.PerPage, Offset: (f.Page - 1) * f.PerPage, Counts: f.Counts})
	return found, ok && found.Total > 0
}

// foundPage makes the cards of a page of findings. What has left the lists since
// the Finder heard of it is left out.
func foundPage[T any](l *Lens, collection string, f Filter, found Findings, cards func([]*core.Record) ([]T, error)) (Page[T], error) {
	p := Page[T]{Page: f.Page, PerPage: f.PerPage, Total: found.Total, Counts: l.countsOf(found.Counts)}
	records, err := l.inOrder(collection, found.IDs)
	if err != nil {
		return p, err
	}
	shown := records[:0]
	for _, r := range records {
		if domain.ToVisitor.Shown(r.GetString("status")) {
			shown = append(shown, r)
		}
	}
	l.sought = f.Q
	p.Items, err = cards(shown)
	return p, err
}

// countsOf leaves out the townships that no filter offers: those outside the
// site's own county.
func (l *Lens) countsOf(c Counts) Counts {
	home := domain.RegionAt(l.Names.Site, "county")
	for code := range c["region"] {
		if domain.RegionLevel(code) == "township" && !(domain.RegionLevel(home) == "county" && domain.RegionWithin(code, home)) {
			delete(c["region"], code)
		}
	}
	return c
}

// findAll returns the best of all that the Finder finds, for lists in another
// order or with other filters; nil when it cannot answer or finds nothing. What
// lacks something would then stand between what does not: it is left out unless
// there is nothing else. Of workers it finds the offers that may mirror their profiles.
func (l *Lens) findAll(list string, f Filter) []string {
	if l.Find == nil || strings.TrimSpace(f.Q) == "" || !slices.Contains([]string{"offers", "needs", "workers"}, list) {
		return nil
	}
	ask := Sought{Collection: list, Q: f.Q, Kind: f.Kind, Field: f.Field, Region: f.Region, Limit: maxFound}
	if list == "workers" {
		ask.Collection, ask.Kind = "offers", "skill"
	}
	found, ok := l.Find(ask)
	if !ok || found.Total == 0 {
		return nil
	}
	if found.Whole > 0 && f.Sort != "relevance" {
		return found.IDs[:found.Whole]
	}
	return found.IDs
}

// foundSource is source for what the Finder found. Workers are also looked for
// in the full-text table, which alone knows their names; those found by it alone
// come first.
func (q *query) foundSource() (with, from string) {
	ids, _ := json.Marshal(q.found) // strings always can be written
	q.params["found"] = string(ids)
	from = q.from + " JOIN hits ON hits.record = " + q.id
	if q.table != "workers" {
		return "WITH hits AS MATERIALIZED (SELECT value AS record, key AS rank FROM json_each({:found})) ", from
	}
	return `WITH profiles AS MATERIALIZED (SELECT p.worker AS record, min(f.key) AS rank FROM json_each({:found}) AS f
			JOIN offers p ON p.id = f.value WHERE p.profile = TRUE GROUP BY p.worker),
		named AS MATERIALIZED (SELECT record, bm25(search_index) AS rank FROM search_index WHERE search_index MATCH {:words} AND rowid BETWEEN {:firstrow} AND {:lastrow}),
		hits AS MATERIALIZED (SELECT * FROM profiles UNION ALL SELECT * FROM named WHERE record NOT IN (SELECT record FROM profiles)) `, from
}

// Marks say where the words that were looked for stand in the texts of a card,
// by column: from and to of each run, in UTF-16 code units as browsers count.
type Marks map[string][][2]int

// marks marks columns of a record with what was sought; nil when nothing was.
func (l *Lens) marks(r *core.Record, columns ...string) Marks {
	if l.sought == "" {
		return nil
	}
	m := Marks{}
	for _, c := range columns {
		for _, s := range text.Marks(r.GetString(c), l.sought) {
			m[c] = append(m[c], [2]int{s.Start, s.End})
		}
	}
	return m
}
