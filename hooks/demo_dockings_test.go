package hooks

import (
	"io"
	"testing"
	"time"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// TestDemoDockings: the sample county has dockings in every state in which one
// can rest, over eighteen months, with messages, visits and reviews, and its log
// tells the story of each.
func TestDemoDockings(t *testing.T) {
	w := &dockingWorld{world: demoCounty(t, io.Discard)}
	rows, err := w.app.FindAllRecords("dockings")
	if err != nil || len(rows) < 200 {
		t.Fatalf("%d dockings, %v", len(rows), err)
	}
	states, oldest, year := map[string]int{}, time.Now(), 0
	for _, r := range rows {
		states[r.GetString("state")]++
		if created := store.Time(r, "created"); created.Before(oldest) {
			oldest = created
		} else if time.Since(created) < 365*24*time.Hour {
			year++
		}
		w.oneStory(r.Id)
	}
	for _, state := range domain.DockingStates {
		if state != docking.StateAccepted && states[state] < 3 { // accepted is passed through
			t.Errorf("%d dockings are %s", states[state], state)
		}
	}
	if age := time.Since(oldest); age < 500*24*time.Hour || year == 0 {
		t.Errorf("the oldest is %v old", age)
	}
	for collection, least := range map[string]int64{"messages": 60, "visits": 10, "reviews": 40} {
		if n, err := w.app.CountRecords(collection); err != nil || n < least {
			t.Errorf("%d %s, %v", n, collection, err)
		}
	}
	if n, err := w.app.CountRecords("outbox"); err != nil || n > 0 {
		t.Errorf("%d mails about what is long past, %v", n, err)
	}
	t.Logf("states: %v", states)
}
