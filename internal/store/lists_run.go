package store

import (
	"fmt"
	"strings"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// source returns the tables that are listed from and what must stand before
// SELECT: the records in which the words were found, with their rank when it is
// asked for. They are looked for once, however the list goes on.
func (q *query) source(ranked bool) (with, from string) {
	if !q.words {
		return "", q.from
	}
	if q.found != nil {
		return q.foundSource()
	}
	rank := "0"
	if ranked {
		rank = "bm25(search_index)"
	}
	return "WITH hits AS MATERIALIZED (SELECT record, " + rank + " AS rank FROM search_index" +
		" WHERE search_index MATCH {:words} AND rowid BETWEEN {:firstrow} AND {:lastrow}) ", q.from + " JOIN hits ON hits.record = " + q.id
}

// sql returns the statement of one page of ids, or with total also of how many
// there are in all.
func (q *query) sql(f Filter) (sql string, total bool) {
	page := " LIMIT {:limit} OFFSET {:offset}"
	q.params["limit"], q.params["offset"] = f.PerPage, (f.Page-1)*f.PerPage
	ranked, order := f.Sort == "relevance" && q.words, ""
	switch {
	case ranked:
		order = "hits.rank, "
	case f.Sort == "deadline":
		now, _ := types.ParseDateTime(f.Now)
		q.params["now"] = now.String()
		order = "CASE WHEN deadline >= {:now} THEN 0 WHEN deadline = '' THEN 1 ELSE 2 END, deadline, "
	case f.Sort == "postings":
		order = q.most + " DESC, "
	case !q.words:
		arms := make([]string, len(q.arms))
		for i, arm := range q.arms {
			arms[i] = "SELECT " + q.id + " AS id, " + q.newest + " AS newest, " + q.row + " AS line FROM " + q.from + " WHERE " + q.conditions(arm)
		}
		return strings.Join(arms, " UNION ALL ") + " ORDER BY newest DESC, line DESC" + page, false
	}
	with, from := q.source(ranked)
	return with + "SELECT " + q.id + " AS id, count(*) OVER () AS total FROM " + from + " WHERE " + q.conditions(strings.Join(q.arms, " OR ")) +
		" ORDER BY " + order + q.newest + " DESC, " + q.row + " DESC" + page, true
}

// run returns the ids of one page and how many there are in all.
func (q *query) run(app core.App, f Filter) (ids []string, total int, err error) {
	var rows []struct {
		ID    string `db:"id"`
		Total int    `db:"total"`
	}
	sql, counted := q.sql(f)
	if err := app.DB().NewQuery(sql).Bind(q.params).All(&rows); err != nil {
		return nil, 0, fmt.Errorf("list %s: %w", q.table, err)
	}
	for _, r := range rows {
		ids, total = append(ids, r.ID), r.Total
	}
	if !counted || len(rows) == 0 && f.Page > 1 {
		total, err = q.count(app)
	}
	return ids, total, err
}

func (q *query) count(app core.App) (int, error) {
	with, from := q.source(false)
	var total int
	err := app.DB().NewQuery(with + "SELECT count(*) FROM " + from + " WHERE " + q.conditions(strings.Join(q.arms, " OR "))).
		Bind(q.params).Row(&total)
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", q.table, err)
	}
	return total, nil
}
