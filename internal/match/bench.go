package match

import (
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kejiyun/internal/domain"
)

// Bench says what to measure.
type Bench struct {
	Offers, Needs int
	Seed          int64
	// CPU is the processor time that the process has used so far.
	CPU func() time.Duration
	// Dir is where the snapshot is written; empty keeps everything in memory.
	Dir string
}

// Times are those of single searches, in milliseconds.
type Times struct {
	P50     float64 `json:"p50_ms_cpu"`
	P99     float64 `json:"p99_ms_cpu"`
	WallP50 float64 `json:"p50_ms_wall"`
	WallP99 float64 `json:"p99_ms_wall"`
}

// BenchResult is what Bench.Run has measured.
type BenchResult struct {
	Offers     int     `json:"offers"`
	Needs      int     `json:"needs"`
	Seed       int64   `json:"seed"`
	Characters int     `json:"characters_per_offer"`
	BuildCPU   float64 `json:"build_s_cpu"` // with the writing of the texts and of the snapshot
	Build      float64 `json:"build_s_wall"`
	Start      float64 `json:"start_s_wall"` // from the snapshot until the first search is answered
	// BytesPerOffer is what the engine holds, in the heap and of the snapshot,
	// divided by the offers; of it HeapPerOffer is in the heap.
	BytesPerOffer int     `json:"bytes_per_offer"`
	HeapPerOffer  int     `json:"heap_bytes_per_offer"`
	ResidentMB    int     `json:"resident_mb"`     // of the whole process, after the searches
	OffersForNeed Times   `json:"offers_for_need"` // top 20, both stages
	NeedsForOffer Times   `json:"needs_for_offer"`
	Told          Times   `json:"offers_for_need_told"` // with every explanation
	UpdateP50     float64 `json:"update_us_p50_wall"`   // until readers see it
	UpdateP99     float64 `json:"update_us_p99_wall"`
	Batch         float64 `json:"batch_needs_per_s"` // on two goroutines
	BatchReverse  float64 `json:"batch_offers_per_s"`
	// Recall is the share of the truly best 20 that searches find.
	Recall        float64 `json:"recall_at_20"`
	RecallReverse float64 `json:"recall_at_20_of_needs"`
	// Exposure of the first ten places of the needs' lists, by score alone and
	// spread.
	ByScore Exposure `json:"exposure_by_score"`
	Spread  Exposure `json:"exposure_spread"`
}

const benchTop = 20

// benchTexts serve the postings of a province without keeping them.
type benchTexts struct{ p *Province }

func (t benchTexts) Offer(id string) (domain.Offer, bool) {
	i, err := strconv.Atoi(strings.TrimPrefix(id, "offer"))
	return t.p.Offer(i), err == nil
}

func (t benchTexts) Need(id string) (domain.Need, bool) {
	i, err := strconv.Atoi(strings.TrimPrefix(id, "need"))
	return t.p.Need(i), err == nil
}

// counted streams f(0) to f(n-1).
func counted[T any](n int, f func(int) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for i := range n {
			if !yield(f(i), nil) {
				return
			}
		}
	}
}

// Run builds a synthetic province and measures an engine with it.
func (b Bench) Run() (BenchResult, error) {
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	p := NewProvince(b.Seed, now)
	out := BenchResult{Offers: b.Offers, Needs: b.Needs, Seed: b.Seed}
	c := p.Config()
	c.Texts = benchTexts{p}
	if b.Dir != "" {
		c.Snapshot = filepath.Join(b.Dir, "match.snapshot")
	}
	before := heap()
	at, used := time.Now(), b.CPU()
	e := New(c)
	if err := e.LoadFrom(Source{Offers: counted(b.Offers, p.Offer), Needs: counted(b.Needs, p.Need)}); err != nil {
		return out, err
	}
	out.Build, out.BuildCPU = time.Since(at).Seconds(), (b.CPU() - used).Seconds()
	if b.Dir != "" {
		at = time.Now()
		e = New(c)
		if _, err := e.Open(); err != nil {
			return out, err
		}
		e.OffersFor(p.Need(0).ID, now, benchTop)
		out.Start = time.Since(at).Seconds()
		info, err := os.Stat(c.Snapshot)
		if err != nil {
			return out, err
		}
		out.BytesPerOffer = int(info.Size()) / max(1, b.Offers)
		if err := e.Warm(); err != nil {
			return out, err
		}
	}
	out.HeapPerOffer = int(heap()-before) / max(1, b.Offers)
	out.BytesPerOffer += out.HeapPerOffer
	b.search(e, p, now, &out)
	out.ByScore, out.Spread = b.exposure(e, p, now)
	b.update(e, p, &out)
	out.ResidentMB = resident()
	return out, nil
}

// search measures searches in both directions.
func (b Bench) search(e *Engine, p *Province, now time.Time, out *BenchResult) {
	v := e.now.Load()
	sample := func(side, n int) []*doc { // evenly, for the postings of one field stand together
		all := v.sides[side].refs()
		docs := make([]*doc, 0, n)
		for i := range min(n, len(all)) {
			r := all[i*len(all)/min(n, len(all))]
			docs = append(docs, r.of.doc(int(r.at)))
		}
		return docs
	}
	needs, offers := sample(needSide, 2000), sample(offerSide, 2000)
	out.Characters = meanCharacters(p)
	out.OffersForNeed = b.times(needs, func(d *doc) { e.ranked(d, needSide, now, benchTop) })
	out.NeedsForOffer = b.times(offers, func(d *doc) { e.ranked(d, offerSide, now, benchTop) })
	out.Told = b.times(needs[:min(len(needs), 300)], func(d *doc) { e.OffersFor(d.id, now, benchTop) })
	out.Batch, out.BatchReverse = inBatch(e, needs, needSide, now), inBatch(e, offers, offerSide, now)
	out.Recall, out.RecallReverse = recall(e, sample(needSide, 200), needSide, now), recall(e, sample(offerSide, 200), offerSide, now)
}

// exposure spreads the lists of all needs.
func (b Bench) exposure(e *Engine, p *Province, now time.Time) (byScore, spread Exposure) {
	const candidates = 50
	supply := make([]Supply, b.Offers)
	shared(b.Offers, 1024, func(_, i int) {
		o := p.Offer(i)
		supply[i] = Supply{Person: hashOf(o.Worker), Room: Room(12, o.MaxOpen, o.Open)}
	})
	ranked := make([][]Choice, b.Needs)
	shared(b.Needs, 16, func(_, i int) {
		for _, r := range e.Ranked("needs", p.Need(i).ID, now, candidates) {
			if n, err := strconv.Atoi(strings.TrimPrefix(r.ID, "offer")); err == nil {
				ranked[i] = append(ranked[i], Choice{uint32(n), r.Score})
			}
		}
	})
	lists := &Lists{}
	for _, r := range ranked {
		lists.Add(r)
	}
	_, byScore, spread = DefaultSpread().Lists(lists, supply)
	return byScore, spread
}

// update measures how long a changed offer takes until it is seen.
func (b Bench) update(e *Engine, p *Province, out *BenchResult) {
	updates := make([]float64, 2000)
	for i := range updates {
		o := p.Offer(i * max(1, b.Offers/len(updates)))
		at := time.Now()
		e.PutOffer(o)
		updates[i] = float64(time.Since(at).Nanoseconds()) / 1e3
	}
	out.UpdateP50, out.UpdateP99 = quantiles(updates)
}

// heap is how many bytes live on the heap.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// resident is how many megabytes of the process are in memory, 0 where the
// system does not say.
func resident() int {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(b))
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.Atoi(fields[1])
	if err != nil {
		return 0
	}
	return pages * os.Getpagesize() >> 20
}

func (b Bench) times(docs []*doc, search func(*doc)) Times {
	runtime.GC()
	for _, d := range docs[:min(len(docs), 20)] {
		search(d)
	}
	cpu, wall := make([]float64, len(docs)), make([]float64, len(docs))
	for i, d := range docs {
		at, used := time.Now(), b.CPU()
		search(d)
		cpu[i], wall[i] = float64((b.CPU()-used).Nanoseconds())/1e6, float64(time.Since(at).Nanoseconds())/1e6
	}
	var t Times
	t.P50, t.P99 = quantiles(cpu)
	t.WallP50, t.WallP99 = quantiles(wall)
	return t
}

func quantiles(x []float64) (p50, p99 float64) {
	if len(x) == 0 {
		return 0, 0
	}
	slices.Sort(x)
	return x[len(x)/2], x[len(x)*99/100]
}

// inBatch returns for how many postings of a side two goroutines rank the other
// side in a second.
func inBatch(e *Engine, docs []*doc, side int, now time.Time) float64 {
	var next atomic.Int64
	var wg sync.WaitGroup
	at := time.Now()
	for range 2 {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(docs)); i = next.Add(1) - 1 {
				e.ranked(docs[i], side, now, benchTop)
			}
		})
	}
	wg.Wait()
	return float64(len(docs)) / time.Since(at).Seconds()
}

// recall is the share of the truly best that searches for postings of a side find.
func recall(e *Engine, docs []*doc, side int, now time.Time) float64 {
	var found, all atomic.Int64
	shared(len(docs), 1, func(_, i int) {
		exact := map[string]bool{}
		for _, h := range e.exhaustive(docs[i], side, now, benchTop) {
			exact[h.id()] = true
		}
		for _, h := range e.ranked(docs[i], side, now, benchTop) {
			found.Add(int64(boolInt(exact[h.id()])))
		}
		all.Add(int64(len(exact)))
	})
	if all.Load() == 0 {
		return 1
	}
	return float64(found.Load()) / float64(all.Load())
}

// ranked is a search without explanations.
func (e *Engine) ranked(d *doc, s int, now time.Time, k int) []hit {
	a := e.begin(e.now.Load(), d, s, now)
	defer a.end()
	return slices.Clone(a.best(k))
}

// exhaustive scores every posting of the other side: the oracle.
func (e *Engine) exhaustive(d *doc, s int, now time.Time, k int) []hit {
	v := e.now.Load()
	a := e.begin(v, d, s, now)
	defer a.end()
	a.depth = v.sides[1-s].live
	return slices.Clone(a.best(k))
}

func meanCharacters(p *Province) int {
	const n = 1000
	sum := 0
	for i := range n {
		o := p.Offer(i)
		m := offerText(&o)
		for _, s := range append(m.rest, m.title) {
			sum += len([]rune(s))
		}
	}
	return sum / n
}
