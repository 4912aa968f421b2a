package main

import (
	"math"
	"os"
	"runtime"
	"slices"
	"time"

	"kejiyun/internal/domain"
	"kejiyun/internal/match"
)

// peer is a search library under test. Documents go by their number.
type peer interface {
	// build indexes all documents, the first as number 0, and leaves the index
	// as good for searching as the library can make it.
	build(docs []document) error
	// query makes ready what search takes: any of these terms.
	query(terms []string) any
	// search returns the numbers of the k best documents, best first.
	search(query any, k int) ([]int, error)
	// update replaces a document; the next search sees it.
	update(n int, d document) error
	close() error
}

const (
	mostNeeds = 100 // searched for: the slowest peer takes seconds for each
	top       = 20
	fewTerms  = 32
	updates   = 500
)

// bench is one run: what to measure and what it is measured with.
type bench struct {
	offers, needs int
	seed          int64

	province *match.Province
	docs     []document
	whole    [][]string // by need: all its terms
	few      [][]string // by need: its rarest terms
	ours     [][]int    // by need: what our engine finds
}

// prepare writes the texts and asks our engine.
func (b *bench) prepare() {
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC) // as in `kejiyun bench match`
	b.needs = min(b.needs, mostNeeds)
	b.province = match.NewProvince(b.seed, now)
	offers, needs := make([]domain.Offer, b.offers), make([]domain.Need, b.needs)
	b.docs = make([]document, b.offers)
	for i := range offers {
		offers[i] = b.province.Offer(i)
		b.docs[i] = offerDocument(offers[i])
	}
	df := frequencies(b.docs)
	for i := range needs {
		needs[i] = b.province.Need(i)
		all := terms(needText(needs[i]))
		b.whole, b.few = append(b.whole, all), append(b.few, rarest(all, df, fewTerms))
	}
	b.ours = ours(offers, needs, top, now)
}

// measure builds one peer in a folder of its own and asks it everything.
func (b *bench) measure(open func(folder string) (peer, error)) (out line, err error) {
	folder, err := os.MkdirTemp("", "kejiyun-peers-")
	if err != nil {
		return out, err
	}
	defer os.RemoveAll(folder)
	out.Offers, out.Needs, out.Seed = b.offers, b.needs, b.seed
	before := resident()
	p, err := open(folder)
	if err != nil {
		return out, err
	}
	defer p.close()
	at, used := time.Now(), processorTime()
	if err := p.build(b.docs); err != nil {
		return out, err
	}
	out.Build, out.BuildCPU = time.Since(at).Seconds(), (processorTime() - used).Seconds()
	if out.Whole, err = b.times(p, b.whole); err != nil {
		return out, err
	}
	if out.Few, err = b.times(p, b.few); err != nil {
		return out, err
	}
	disk, err := onDisk(folder)
	if err != nil {
		return out, err
	}
	out.Disk, out.Memory = int(disk)/b.offers, int(max(0, resident()-before))/b.offers
	out.UpdateP50, out.UpdateP99, err = b.updates(p)
	return out, err
}

// times asks for the best offers of every need.
func (b *bench) times(p peer, asked [][]string) (times, error) {
	var t times
	queries, lengths := make([]any, len(asked)), make([]int, len(asked))
	for i, terms := range asked {
		queries[i], lengths[i] = p.query(terms), len(terms)
	}
	runtime.GC()
	for _, q := range queries[:min(len(queries), 5)] {
		if _, err := p.search(q, top); err != nil {
			return t, err
		}
	}
	cpu, wall := make([]float64, len(asked)), make([]float64, len(asked))
	for i, q := range queries {
		at, used := time.Now(), processorTime()
		found, err := p.search(q, top)
		if err != nil {
			return t, err
		}
		cpu[i], wall[i] = float64((processorTime()-used).Nanoseconds())/1e6, float64(time.Since(at).Nanoseconds())/1e6
		t.Overlap += overlap(found, b.ours[i])
	}
	t.P50, t.P99 = quantiles(cpu)
	t.WallP50, t.WallP99 = quantiles(wall)
	t.Overlap = math.Round(1000*t.Overlap/float64(len(asked))) / 1000
	slices.Sort(lengths)
	t.Terms = lengths[len(lengths)/2]
	return t, nil
}

// updates replaces offers in the middle by others and returns the microseconds
// that one takes.
func (b *bench) updates(p peer) (p50, p99 float64, err error) {
	took := make([]float64, updates)
	for i := range took {
		d := offerDocument(b.province.Offer(b.offers + i))
		at := time.Now()
		if err := p.update((b.offers/2+i)%b.offers, d); err != nil {
			return 0, 0, err
		}
		took[i] = float64(time.Since(at).Nanoseconds()) / 1e3
	}
	p50, p99 = quantiles(took)
	return p50, p99, nil
}

func quantiles(x []float64) (p50, p99 float64) {
	slices.Sort(x)
	return x[len(x)/2], x[len(x)*99/100]
}
