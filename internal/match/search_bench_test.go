package match

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"kejiyun/internal/domain"
)

// searchesOf are words of two to six characters as people type them, common and
// rare.
func searchesOf(p *Province) []string {
	var out []string
	for i := range 200 {
		r := []rune(p.Offer(i * 37).Title)
		from := i % max(1, len(r)-6)
		out = append(out, string(r[from:min(len(r), from+2+i%5)]))
	}
	return out
}

// BenchmarkSearch searches a province; SEARCH_OFFERS says how many offers it
// has. It also says how long the median and the slowest of 200 searches take.
func BenchmarkSearch(b *testing.B) {
	n, _ := strconv.Atoi(os.Getenv("SEARCH_OFFERS"))
	n = max(n, 50000)
	p := NewProvince(1, now)
	e := New(p.Config())
	offers := func(yield func(domain.Offer, error) bool) {
		for i := range n {
			if !yield(p.Offer(i), nil) {
				return
			}
		}
	}
	e.texts, e.kept = nothing{}, nil
	if err := e.LoadFrom(Source{Offers: offers}); err != nil {
		b.Fatal(err)
	}
	searches := searchesOf(p)
	for _, counts := range []bool{false, true} {
		b.Run(fmt.Sprintf("offers=%d/counts=%v", n, counts), func(b *testing.B) {
			var took []time.Duration
			found := 0
			for i := range b.N {
				begun := time.Now()
				found += e.Search(SearchQuery{Offers: true, Text: searches[i%len(searches)], K: 20, Counts: counts}).Total
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(found)/float64(b.N), "found")
		})
	}
	size := 0
	for _, s := range e.now.Load().sides[offerSide].sealed {
		size += len(s.shown.bytes) + 4*len(s.shown.ends) + 4*len(s.seek.keys) + 4*len(s.seek.ends) + 2*len(s.seek.data)
		for _, h := range slices.Concat(s.titles.heads, s.wholes.heads) {
			size += (int(h.n) + 15) / 16 * 2
		}
	}
	b.Logf("%.1f bytes an offer for searching", float64(size)/float64(n))
}

// nothing are the Texts of an engine that is only searched.
type nothing struct{}

func (nothing) Offer(string) (domain.Offer, bool) { return domain.Offer{}, false }
func (nothing) Need(string) (domain.Need, bool)   { return domain.Need{}, false }
