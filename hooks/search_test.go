package hooks

import (
	"errors"
	"net/url"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// found counts what a list finds for words.
func (s *scene) found(path, q string) float64 {
	s.t.Helper()
	return s.call(nil, "GET", "/api/portal"+path+"?q="+url.QueryEscape(q), nil).want(s.t, 200).data["total"].(float64)
}

// TestSearchFollowsRecords: the index has each change as soon as it is made, and
// none that was taken back.
func TestSearchFollowsRecords(t *testing.T) {
	s := newScene(t)
	check := func(why, path, q string, want float64) {
		t.Helper()
		if got := s.found(path, q); got != want {
			t.Errorf("%s: %s finds %v of %q, want %v", why, path, got, q, want)
		}
	}
	check("before", "/offers", "蜂箱", 0)
	s.put("蜂", "offers", "published", map[string]any{"worker": s.annaWorker.Id, "keywords": []string{"蜂箱"}})
	check("created", "/offers", "蜂箱", 1)
	r, err := s.app.FindRecordById("offers", s.ids["蜂"])
	if err != nil {
		t.Fatal(err)
	}
	s.change(r, map[string]any{"keywords": []string{"蚕房"}})
	check("changed", "/offers", "蜂箱", 0)
	check("changed", "/offers", "蚕房", 1)

	stop := errors.New("stop")
	err = s.app.RunInTransaction(func(tx core.App) error {
		again, err := tx.FindRecordById("offers", s.ids["蜂"])
		if err != nil {
			return err
		}
		again.Set("keywords", []string{"鱼塘"})
		if err := tx.Save(again); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	check("rolled back", "/offers", "鱼塘", 0)
	check("rolled back", "/offers", "蚕房", 1)

	check("unit not public", "/workers", "密单位甲", 0)
	s.change(s.annaWorker, map[string]any{"unit_public": true})
	check("unit made public", "/workers", "密单位甲", 1)
	s.change(s.annaWorker, map[string]any{"unit_public": false})
	check("unit taken back", "/workers", "密单位甲", 0)

	field, err := s.app.FindRecordById("fields", "s0601")
	if err != nil {
		t.Fatal(err)
	}
	before := s.found("/needs", "绿椒树苗")
	s.change(field, map[string]any{"synonyms": []string{"绿椒树苗"}})
	check("a synonym was added", "/needs", "绿椒树苗", before+4)

	s.settle(r, "paused")
	check("paused", "/offers", "蚕房", 0)
	r, err = s.app.FindRecordById("offers", s.ids["蜂"])
	if err != nil {
		t.Fatal(err)
	}
	if err := s.app.Delete(r); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := s.app.DB().NewQuery("SELECT count(*) FROM search_index WHERE record = {:r}").Bind(dbx.Params{"r": r.Id}).Row(&left); err != nil || left != 0 {
		t.Errorf("deleted, and %d rows left: %v", left, err)
	}
}

// TestReindex: what went around the hooks is found after a rebuild, and every
// record has one row.
func TestReindex(t *testing.T) {
	s := newScene(t)
	if _, err := s.app.DB().Update("offers", dbx.Params{"summary": "孔雀养殖"}, dbx.HashExp{"id": s.ids["所能一"]}).Execute(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.app.DB().NewQuery("INSERT INTO search_index (collection, record, terms) VALUES ('offers', 'gone', '孔雀')").Execute(); err != nil {
		t.Fatal(err)
	}
	if s.found("/offers", "孔雀") != 0 {
		t.Fatal("found before it was indexed")
	}
	if err := s.app.RunInTransaction(func(tx core.App) error { return store.Reindex(tx) }); err != nil {
		t.Fatal(err)
	}
	if s.found("/offers", "孔雀") != 1 {
		t.Error("not found after a rebuild")
	}
	for _, collection := range store.Searchable {
		var rows, records int
		if err := s.app.DB().NewQuery("SELECT count(*), (SELECT count(*) FROM "+collection+") FROM search_index WHERE collection = {:c}").
			Bind(dbx.Params{"c": collection}).Row(&rows, &records); err != nil || rows != records || rows == 0 {
			t.Errorf("%s: %d rows for %d records: %v", collection, rows, records, err)
		}
	}
}
