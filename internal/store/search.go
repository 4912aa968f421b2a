package store

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/text"
)

// Searchable are the collections whose records stand in search_index. Their
// order is part of the index: after a change of it everything is indexed anew.
var Searchable = []string{"offers", "needs", "workers", "teams"}

// reindexPage bounds how many records one page of Reindex holds in memory.
const reindexPage = 200

// Index writes a record's public words to the full-text table. It must run in
// the transaction of the change. Records of every status stand in the index;
// whoever asks it joins with the status.
func Index(app core.App, r *core.Record) error {
	names, err := NamesOf(app)
	if err != nil {
		return err
	}
	return index(app, names, r)
}

func index(app core.App, names *Names, r *core.Record) error {
	_, err := app.DB().NewQuery(
		"INSERT OR REPLACE INTO search_index (rowid, collection, record, terms) VALUES ({:n}, {:c}, {:r}, {:t})",
	).Bind(dbx.Params{
		"n": indexRow(r.Collection().Name, r.Id), "c": r.Collection().Name, "r": r.Id,
		"t": text.SearchTokens(strings.Join(publicWords(names, r), "\n")),
	}).Execute()
	if err != nil {
		return fmt.Errorf("index %s %s for search: %w", r.Collection().Name, r.Id, err)
	}
	return nil
}

// Unindex forgets a record that was deleted.
func Unindex(app core.App, r *core.Record) error {
	_, err := app.DB().NewQuery("DELETE FROM search_index WHERE rowid = {:n}").
		Bind(dbx.Params{"n": indexRow(r.Collection().Name, r.Id)}).Execute()
	if err != nil {
		return fmt.Errorf("forget %s %s in search: %w", r.Collection().Name, r.Id, err)
	}
	return nil
}

// Reindex makes the full-text table anew from the records: after a bulk load
// that went around the hooks, or a repair. In a transaction it is all or
// nothing; outside, searches meanwhile find less.
func Reindex(app core.App) error {
	names, err := loadNames(app)
	if err != nil {
		return err
	}
	if _, err := app.DB().NewQuery("DELETE FROM search_index").Execute(); err != nil {
		return fmt.Errorf("empty the search index: %w", err)
	}
	for _, collection := range Searchable {
		err := eachRecord(app, collection, func(r *core.Record) error { return index(app, names, r) })
		if err != nil {
			return err
		}
	}
	_, err = app.DB().NewQuery("INSERT INTO search_index (search_index) VALUES ('optimize')").Execute()
	if err != nil {
		return fmt.Errorf("optimize the search index: %w", err)
	}
	return nil
}

// ReindexField indexes the records of one field again, after its name or its
// synonyms were changed. It reads the names anew: the change is not committed yet.
func ReindexField(app core.App, field string) error {
	names, err := loadNames(app)
	if err != nil {
		return err
	}
	for _, collection := range Searchable {
		var ids []string
		err := app.DB().NewQuery("SELECT id FROM " + collection + " AS t WHERE " + anyOf("t.fields", "= {:f}")).
			Bind(dbx.Params{"f": field}).Column(&ids)
		if err != nil {
			return fmt.Errorf("find %s of field %s: %w", collection, field, err)
		}
		for ; len(ids) > 0; ids = ids[min(len(ids), reindexPage):] {
			records, err := app.FindRecordsByIds(collection, ids[:min(len(ids), reindexPage)])
			if err != nil {
				return fmt.Errorf("read %s of field %s: %w", collection, field, err)
			}
			for _, r := range records {
				if err := index(app, names, r); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// publicWords are the texts of a record that a guest may search: only what
// every guest may also read. No name of an org is among them, so that an
// anonymous need is not found by whose it is.
func publicWords(names *Names, r *core.Record) []string {
	var texts []string
	add := func(columns ...string) {
		for _, c := range columns {
			texts = append(texts, r.GetString(c))
		}
	}
	switch r.Collection().Name {
	case "offers", "needs":
		add("title", "summary")
	case "workers":
		add("display_name", "title_name", "intro")
		if r.GetBool("unit_public") {
			add("unit")
		}
	case "teams":
		add("name", "unit", "intro")
	}
	texts = append(texts, words(r, "keywords")...)
	return append(texts, names.FieldWords(r.GetStringSlice("fields"))...)
}

// rowBits are the bits of a row id in the full-text table that come from the
// record's id; the bits above them are the collection, so that one collection is
// one range of rows.
const rowBits = 50

// indexRow derives the row of a record in the full-text table from its id, so
// that the row is found without a scan (PocketBase's own row ids may move with a
// VACUUM). Among ten thousand records two ids meet once in twenty million tables.
func indexRow(collection, id string) int64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	first, _ := indexRows(collection)
	return first + int64(h.Sum64()>>(64-rowBits))
}

// indexRows returns the first and the last row of a collection.
func indexRows(collection string) (first, last int64) {
	first = int64(slices.Index(Searchable, collection)+1) << rowBits
	return first, first + 1<<rowBits - 1
}

// eachRecord calls f with every record of a collection, a page at a time.
func eachRecord(app core.App, collection string, f func(*core.Record) error) error {
	last := ""
	for {
		page := []*core.Record{}
		err := app.RecordQuery(collection).AndWhere(dbx.NewExp("id > {:last}", dbx.Params{"last": last})).
			OrderBy("id").Limit(reindexPage).All(&page)
		if err != nil {
			return fmt.Errorf("read %s: %w", collection, err)
		}
		for _, r := range page {
			if err := f(r); err != nil {
				return err
			}
			last = r.Id
		}
		if len(page) < reindexPage {
			return nil
		}
	}
}
