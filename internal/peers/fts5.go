package main

import (
	"database/sql"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver of the product's own database
)

// fts5 is a full-text table of SQLite that keeps no texts. It does not wait for
// the disk, and its whole index fits in its cache. It must keep the places of
// the terms: with detail=column, which takes half the room, bm25() of a table
// without texts is 0 for every row, so nothing would be ranked.
type fts5 struct {
	db   *sql.DB
	file string
}

func openFTS5(folder string) (peer, error) {
	file := filepath.Join(folder, "fts5.db")
	db, err := sql.Open("sqlite", file)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	p := &fts5{db, file}
	for _, s := range []string{
		"PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -524288", "PRAGMA temp_store = MEMORY",
		// The tokenizer parts at spaces alone: what is not ASCII it keeps.
		"CREATE VIRTUAL TABLE offers USING fts5(title, body, content = '', contentless_delete = 1, detail = full, tokenize = 'ascii')",
		"INSERT INTO offers(offers, rank) VALUES ('rank', 'bm25(3.0, 1.0)')",
	} {
		if _, err := db.Exec(s); err != nil {
			db.Close()
			return nil, err
		}
	}
	return p, nil
}

const putFTS5 = "INSERT OR REPLACE INTO offers(rowid, title, body) VALUES (?, ?, ?)"

func (p *fts5) build(docs []document) error {
	tx, err := p.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	put, err := tx.Prepare(putFTS5)
	if err != nil {
		return err
	}
	for i, d := range docs {
		if _, err := put.Exec(i, segmented(d.title), segmented(d.body)); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("INSERT INTO offers(offers) VALUES ('optimize')"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = p.db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

func (p *fts5) query(terms []string) any { return `"` + strings.Join(terms, `" OR "`) + `"` }

func (p *fts5) search(query any, k int) ([]int, error) {
	rows, err := p.db.Query("SELECT rowid FROM offers WHERE offers MATCH ? ORDER BY rank LIMIT ?", query, k)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

func (p *fts5) update(n int, d document) error {
	_, err := p.db.Exec(putFTS5, n, segmented(d.title), segmented(d.body))
	return err
}

func (p *fts5) close() error { return p.db.Close() }
