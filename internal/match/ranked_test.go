package match

import (
	"fmt"
	"reflect"
	"testing"

	"kejiyun/internal/domain"
)

// provinceEngine holds a synthetic province; it comes with the ids of its needs
// and what Spread knows of its offers, each worker having as much room as the
// freest of their offers says.
func provinceEngine(offers, needs int) (*Engine, []string, []Supply) {
	p := NewProvince(1, now)
	os, ns := make([]domain.Offer, offers), make([]domain.Need, needs)
	supply, ids := make([]Supply, offers), make([]string, needs)
	for i := range os {
		os[i] = p.Offer(i)
		supply[i] = Supply{Person: uint64(i/3 + 1), Room: Room(12, os[i].MaxOpen, os[i].Open)}
	}
	for i := range ns {
		ns[i] = p.Need(i)
		ids[i] = ns[i].ID
	}
	e := New(p.Config())
	e.Load(os, ns)
	return e, ids, supply
}

// TestRankedIsWhatIsSuggested: the cheap lists are those with a why.
func TestRankedIsWhatIsSuggested(t *testing.T) {
	e, ids, _ := provinceEngine(1500, 40)
	seen := 0
	for _, id := range ids {
		full := e.OffersFor(id, now, 8)
		ranked := e.Ranked("needs", id, now, 8)
		if len(ranked) != len(full) {
			t.Fatalf("%s: %d and %d offers", id, len(ranked), len(full))
		}
		offers, people := []string{}, map[uint64]bool{}
		for i, r := range ranked {
			if r.ID != full[i].Offer || float64(r.Score)*step != full[i].Score || r.Person == 0 || people[r.Person] {
				t.Errorf("%s: place %d is %+v, suggested is %s at %v", id, i, r, full[i].Offer, full[i].Score)
			}
			people[r.Person] = true
			offers = append(offers, r.ID)
		}
		if got := e.Describe(id, append(offers, "nobody"), now); len(full) > 0 && !reflect.DeepEqual(got, full) {
			t.Errorf("%s is described otherwise than suggested", id)
		}
		seen += len(full)
	}
	if seen == 0 {
		t.Error("nothing is suggested at all")
	}
	for i := range 30 {
		id := fmt.Sprintf("offer%010d", i)
		full, ranked := e.NeedsFor(id, now, 5), e.Ranked("offers", id, now, 5)
		if len(full) != len(ranked) {
			t.Fatalf("%s: %d and %d needs", id, len(ranked), len(full))
		}
		for i, r := range ranked {
			if r.ID != full[i].Need || float64(r.Score)*step != full[i].Score {
				t.Errorf("%s: place %d is %+v, suggested is %+v", id, i, r, full[i])
			}
		}
	}
	if e.Ranked("needs", "nobody", now, 5) != nil || e.Ranked("needs", ids[0], now, 0) != nil || e.Describe("nobody", []string{"offer0000000001"}, now) != nil {
		t.Error("something is ranked for nobody")
	}
}

// TestDescribeLeavesOutWhatIsBlocked: a dismissed pair is not described.
func TestDescribeLeavesOutWhatIsBlocked(t *testing.T) {
	e := sampleEngine()
	if got := e.Describe("n-dry", []string{"o-dry"}, now); len(got) != 1 {
		t.Fatalf("described: %+v", got)
	}
	e.Dismiss("n-dry", "o-dry")
	if got := e.Describe("n-dry", []string{"o-dry", "o-web"}, now); len(got) != 0 {
		t.Errorf("a dismissed and an unrelated offer are described: %+v", got)
	}
	e.Restore("n-dry", "o-dry")
	if got := e.Describe("n-dry", []string{"o-dry"}, now); len(got) != 1 {
		t.Errorf("a restored pair is not described: %+v", got)
	}
}
