package demo

import (
	"testing"
	"time"
	"unicode/utf8"

	"kejiyun/internal/domain"
)

// TestGrown: a grown county has as many offers as asked for, each with a key of
// its own and a title that fits, and leaves the county it grew from alone.
func TestGrown(t *testing.T) {
	county := County(time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC))
	own := len(county.Offers)
	grown := Grown(county, 5*own)
	if len(grown.Offers) != 5*own || len(county.Offers) != own {
		t.Fatalf("%d offers from %d, which has %d", len(grown.Offers), own, len(county.Offers))
	}
	keys := map[string]bool{}
	for i, o := range grown.Offers {
		if keys[o.ID] || utf8.RuneCountInString(o.Title) > domain.MaxTitle || (i >= own && o.Status != "published") {
			t.Errorf("offer %d: %s %q %s", i, o.ID, o.Title, o.Status)
		}
		keys[o.ID] = true
	}
	if got := Grown(county, 0); len(got.Offers) != own {
		t.Errorf("asked for none more: %d", len(got.Offers))
	}
}
