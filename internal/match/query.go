package match

import (
	"cmp"
	"slices"
	"time"
)

// candidates is how many postings the first stage hands to the second.
const candidates = 500

// hit is one posting of the other side with its score.
type hit struct {
	doc   *doc
	parts [partCount]int32 // steps
	score int32            // their sum
	blend float64          // the unrounded text blend, to part equal scores
}

// scratch is the working memory of one search. Slots are all zero between
// searches.
type scratch struct {
	slots []slot
	in    []uint64
	acc   []uint32
	near  []uint32
	heap  candidateHeap
}

// ask is one search.
type ask struct {
	e     *Engine
	v     *view
	d     *doc
	s     int // the side of d
	now   time.Time
	micro int64 // now in Unix microseconds
	free  bool  // no filters and no floor: for files
	depth int   // how many candidates are scored exactly
	q     query
	sc    *scratch
}

// begin lays a posting out as a query; the caller must call end.
func (e *Engine) begin(v *view, d *doc, s int, now time.Time) *ask {
	sc, _ := e.scratch.Get().(*scratch)
	if sc == nil {
		sc = &scratch{}
	}
	if len(sc.slots) < v.terms {
		sc.slots = make([]slot, v.terms+v.terms/8)
		sc.in = make([]uint64, len(sc.slots)/64+1)
	}
	a := &ask{e: e, v: v, d: d, s: s, now: now, micro: now.UnixMicro(), depth: candidates, sc: sc}
	a.q = query{row: &d.row, stats: v.frozen.measure(&d.row), need: s == needSide, slots: sc.slots, in: sc.in}
	a.q.impacts = impacts(v.frozen, &d.row, &a.q.stats, &e.weights.Blend, queryScale)
	a.q.lay(v.frozen)
	return a
}

func (a *ask) end() {
	a.q.clear()
	a.e.scratch.Put(a.sc)
}

// best returns the at most k best postings of the other side, best first.
func (a *ask) best(k int) []hit {
	other := &a.v.sides[1-a.s]
	a.depth = max(a.depth, 4*k)
	var hits []hit
	keep := func(d *doc) {
		if h := a.score(d); a.free || h.score >= a.e.floor {
			hits = append(hits, h)
		}
	}
	if other.live <= max(small, a.depth) {
		for _, d := range other.all(a.v.seq) {
			if a.free || !a.blocked(d) {
				keep(d)
			}
		}
	} else {
		for _, c := range a.propose(other) {
			keep(c.doc)
		}
	}
	slices.SortFunc(hits, compareHits)
	return oncePerPerson(hits, k, a.free)
}

// compareHits orders hits best first: by score, then by the unrounded text
// blend, then by id.
func compareHits(x, y hit) int {
	return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(y.blend, x.blend), cmp.Compare(x.doc.id, y.doc.id))
}

// oncePerPerson returns the first k hits, leaving out those whose person had a
// better one.
func oncePerPerson(hits []hit, k int, all bool) []hit {
	seen := map[string]bool{}
	out := hits[:0]
	for _, h := range hits {
		if len(out) >= k {
			break
		}
		if p := h.doc.person(); p != "" && !all {
			if seen[p] {
				continue
			}
			seen[p] = true
		}
		out = append(out, h)
	}
	return out
}

// score compares the query with one posting exactly.
func (a *ask) score(d *doc) hit {
	h := hit{doc: d, blend: a.q.blend(a.v.frozen, &d.row, &d.stats, &a.e.weights.Blend)}
	n, o := a.pair(d)
	h.parts, h.score = a.e.combine(a.e.fits(h.blend, n, o, a.now))
	return h
}

// accumulators returns n zeros.
func (a *ask) accumulators(n int) []uint32 {
	if cap(a.sc.acc) < n {
		a.sc.acc = make([]uint32, n)
	}
	acc := a.sc.acc[:n]
	clear(acc)
	return acc
}
