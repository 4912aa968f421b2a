package hooks

import (
	"fmt"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// manyCases is how many cases a county may come to in years.
const manyCases = 10_000

// many fills the desk with cases in all states, one row after the other in time.
func (w *workbench) many() {
	w.t.Helper()
	err := w.app.RunInTransaction(func(tx core.App) error {
		start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
		for i := range manyCases {
			at := stampOf(start.Add(time.Duration(i) * time.Hour))
			_, err := tx.DB().Insert("dockings", map[string]any{"id": fmt.Sprintf("m%014d", i), "need": w.need.Id, "offer": w.offer.Id, "side": "need",
				"org": w.annaOrg.Id, "worker": w.bertWorker.Id, "region": township, "supply_region": township, "state": domain.DockingStates[i%len(domain.DockingStates)],
				"broker": []string{"", w.broker.Id}[i%2], "due_at": at, "created": at, "updated": at}).Execute()
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// TestManyCases: with 10,000 cases every page is whole, in order, and no case is
// on two pages or on none.
func TestManyCases(t *testing.T) {
	w := newWorkbench(t)
	w.many()
	seen, last := map[string]bool{}, "~"
	for page := 1; page <= 14; page++ {
		r := w.call(w.broker, "GET", fmt.Sprintf("/api/portal/desk/cases?state=expressed&per_page=50&page=%d", page), nil).want(t, 200)
		if r.data["total"] != 667.0 {
			t.Fatalf("page %d of %v", page, r.data["total"])
		}
		for _, id := range ids(r.data["items"]) {
			if seen[id] || id >= last {
				t.Fatalf("page %d: %s after %s", page, id, last)
			}
			seen[id], last = true, id
		}
	}
	if len(seen) != 667 {
		t.Errorf("%d cases on 14 pages", len(seen))
	}
	if r := w.call(w.broker, "GET", "/api/portal/desk/cases?page=100&per_page=50", nil).want(t, 200); r.data["total"] != 10000.0 || len(ids(r.data["items"])) != 50 {
		t.Errorf("the hundredth page: %v", r.data["total"])
	}
}

// BenchmarkCases asks for pages of the list as the page does, with 10,000 cases.
func BenchmarkCases(b *testing.B) {
	w := newWorkbench(b)
	w.many()
	lens, err := store.Look(w.app, domain.Actor{ID: w.broker.Id, Role: domain.Broker, Region: here})
	if err != nil {
		b.Fatal(err)
	}
	now := time.Now().In(zone)
	for name, f := range map[string]store.CaseFilter{
		"first": {}, "last": {Page: 200}, "open": {State: "open"}, "mine": {Broker: w.broker.Id}, "overdue": {Due: "overdue"}, "by clock": {Sort: "due"}, "words": {Q: "花椒 bert"},
	} {
		f.PerPage, f.Now = 50, now
		if f.Page == 0 {
			f.Page = 1
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := lens.CaseList(f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("today", func(b *testing.B) {
		for b.Loop() {
			if _, err := lens.TodayOf(now, 70); err != nil {
				b.Fatal(err)
			}
		}
	})
}
