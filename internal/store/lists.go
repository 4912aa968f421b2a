package store

import (
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/tools/dbutils"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// Filter is what a portal list may be asked for; empty means all. Its values
// are the caller's to check; none of them becomes SQL.
type Filter struct {
	Q          string // what was typed into the search box
	Kind       string // of a posting or a team; of an org its type
	Field      string // a field with all below it
	Region     string // a region with all inside it
	Owner      string // worker, team or org of an offer
	Budget     string
	TitleLevel string
	Sort       string // newest, deadline, postings or relevance
	Page       int    // from 1
	PerPage    int
	Counts     bool      // also say how many each value of each filter would leave
	Now        time.Time // sort deadline: deadlines before it come last
}

// query is one list in the making: the rows of a table and who among them.
type query struct {
	from   string // tables, the one listed first
	id     string // column of the id that is listed
	newest string // column the list is ordered by; with the row id it is an index in its own order
	row    string // row id that parts equal times
	most   string // how many postings are shown of a row: what sort postings goes by
	arms   []string
	where  []string
	params dbx.Params
	words  bool     // something is searched for
	found  []string // the postings that the Finder found, best first; nil for none
	table  string   // collection in search_index
}

// shownArms lets each shown status be one arm of a UNION ALL: each is read in
// the order of its index and the arms are merged, so that no list is sorted.
func shownArms(column string) []string {
	arms := make([]string, len(domain.ShownStatuses))
	for i := range arms {
		arms[i] = fmt.Sprintf("%s = {:status%d}", column, i)
	}
	return arms
}

func newQuery(table, from, id, newest, row string, arms []string) *query {
	q := &query{table: table, from: from, id: id, newest: newest, row: row, arms: arms, params: dbx.Params{}}
	for i, s := range domain.ShownStatuses {
		q.params[fmt.Sprintf("status%d", i)] = s
	}
	return q
}

// and adds a condition; name and value are its one parameter.
func (q *query) and(cond, name string, value any) {
	q.where = append(q.where, cond)
	q.params[name] = value
}

// equal adds a condition unless the value is empty.
func (q *query) equal(column, name, value string) {
	if value != "" {
		q.and(column+" = {:"+name+"}", name, value)
	}
}

// narrow adds the conditions that all lists have: field, region and words.
func (q *query) narrow(n *Names, f Filter, alias string) {
	if f.Field != "" {
		q.where = append(q.where, anyOf(alias+".fields", "IN "+inList(q.params, "field", n.FieldAndBelow(f.Field))))
	}
	if f.Region != "" {
		q.and(alias+".region >= {:first}", "first", f.Region)
		q.and(alias+".region <= {:last}", "last", domain.RegionLast(f.Region))
	}
	if strings.TrimSpace(f.Q) == "" {
		return
	}
	q.words = true
	q.params["words"] = text.SearchQuery(f.Q)
	if q.params["words"] == "" { // nothing in it that could be found: find nothing
		q.params["words"] = `""`
	}
	q.params["firstrow"], q.params["lastrow"] = indexRows(q.table)
}

// conditions joins an arm and everything else.
func (q *query) conditions(arm string) string {
	return "(" + strings.Join(append([]string{arm}, q.where...), ") AND (") + ")"
}

// inList writes values as parameters name0, name1, … and returns "({:name0}, …)".
func inList(params dbx.Params, name string, values []string) string {
	names := make([]string, len(values))
	for i, v := range values {
		key := fmt.Sprintf("%s%d", name, i)
		params[key], names[i] = v, "{:"+key+"}"
	}
	if len(names) == 0 {
		return "(NULL)"
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// anyOf says that one value of a JSON list column fits the condition.
func anyOf(column, cond string) string {
	return "EXISTS (SELECT 1 FROM " + dbutils.JSONEach(column) + " AS je WHERE je.value " + cond + ")"
}
