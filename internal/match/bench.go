package match

import (
	"runtime"
	"slices"
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
	Offers        int     `json:"offers"`
	Needs         int     `json:"needs"`
	Seed          int64   `json:"seed"`
	Characters    int     `json:"characters_per_offer"`
	BuildCPU      float64 `json:"build_s_cpu"`
	Build         float64 `json:"build_s_wall"`
	BytesPerOffer int     `json:"bytes_per_offer"`
	OffersForNeed Times   `json:"offers_for_need"` // top 20, both stages
	NeedsForOffer Times   `json:"needs_for_offer"`
	Told          Times   `json:"offers_for_need_told"` // with every explanation
	UpdateP50     float64 `json:"update_us_p50_wall"`
	UpdateP99     float64 `json:"update_us_p99_wall"`
	Batch         float64 `json:"batch_needs_per_s"` // on two goroutines
	Recall        float64 `json:"recall_at_20"`      // of the first stage
}

const benchTop = 20

// Run builds a synthetic province and measures an engine with it.
func (b Bench) Run() BenchResult {
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	p := NewProvince(b.Seed, now)
	out := BenchResult{Offers: b.Offers, Needs: b.Needs, Seed: b.Seed}
	e := New(p.Config())
	before := heap()
	out.Build, out.BuildCPU = b.build(e, p)
	out.BytesPerOffer = int(heap()-before) / max(1, b.Offers)
	needs, offers := e.now.Load().sides[needSide].all(1), e.now.Load().sides[offerSide].all(1)
	out.Characters = meanCharacters(offers)
	offers = offers[:min(len(offers), len(needs), 2000)]
	sample := needs[:min(len(needs), 2000)]
	out.OffersForNeed = b.times(sample, func(d *doc) { e.ranked(d, needSide, now, benchTop) })
	out.NeedsForOffer = b.times(offers, func(d *doc) { e.ranked(d, offerSide, now, benchTop) })
	out.Told = b.times(sample[:min(len(sample), 300)], func(d *doc) { e.OffersFor(d.id, now, benchTop) })
	out.Batch = batch(e, sample, now)
	out.Recall = recall(e, sample[:min(len(sample), 60)], now)
	updates := make([]float64, 2000)
	for i := range updates {
		o := p.Offer(b.Offers/2 + i)
		at := time.Now()
		e.PutOffer(o)
		updates[i] = float64(time.Since(at).Nanoseconds()) / 1e3
	}
	out.UpdateP50, out.UpdateP99 = quantiles(updates)
	return out
}

// build loads the province and returns the seconds it took: by the clock and of
// the processor, without the writing of the texts.
func (b Bench) build(e *Engine, p *Province) (wall, cpu float64) {
	offers, needs := make([]domain.Offer, b.Offers), make([]domain.Need, b.Needs)
	for i := range offers {
		offers[i] = p.Offer(i)
	}
	for i := range needs {
		needs[i] = p.Need(i)
	}
	runtime.GC()
	at, used := time.Now(), b.CPU()
	e.Load(offers, needs)
	return time.Since(at).Seconds(), (b.CPU() - used).Seconds()
}

// heap is how many bytes live on the heap.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
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

// batch returns how many needs a second two goroutines rank.
func batch(e *Engine, needs []*doc, now time.Time) float64 {
	var next atomic.Int64
	var wg sync.WaitGroup
	at := time.Now()
	for range 2 {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(needs)); i = next.Add(1) - 1 {
				e.ranked(needs[i], needSide, now, benchTop)
			}
		})
	}
	wg.Wait()
	return float64(len(needs)) / time.Since(at).Seconds()
}

// recall is the share of the truly best that searches find.
func recall(e *Engine, needs []*doc, now time.Time) float64 {
	found, all := 0, 0
	for _, d := range needs {
		exact := map[string]bool{}
		for _, h := range e.exhaustive(d, needSide, now, benchTop) {
			exact[h.doc.id] = true
		}
		for _, h := range e.ranked(d, needSide, now, benchTop) {
			if exact[h.doc.id] {
				found++
			}
		}
		all += len(exact)
	}
	if all == 0 {
		return 1
	}
	return float64(found) / float64(all)
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

func meanCharacters(offers []*doc) int {
	sum := 0
	for _, d := range offers[:min(len(offers), 1000)] {
		m := offerText(d.offer())
		for _, s := range append(m.rest, m.title) {
			sum += len([]rune(s))
		}
	}
	return sum / max(1, min(len(offers), 1000))
}
