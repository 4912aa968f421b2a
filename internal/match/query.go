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
	free  bool // no filters and no floor: for files
	depth int  // how many candidates are scored exactly
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
	}
	a := &ask{e: e, v: v, d: d, s: s, now: now, depth: candidates, sc: sc}
	a.q = query{row: &d.row, stats: v.frozen.measure(&d.row), need: s == needSide, slots: sc.slots}
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

// candidate is a posting with its first-stage score.
type candidate struct {
	doc   *doc
	score uint32
}

// propose returns the candidates of the first stage: those of greatest
// first-stage score that are not blocked. Which they are does not depend on how
// the postings are spread over segments.
func (a *ask) propose(other *side) []candidate {
	a.sc.heap = a.sc.heap[:0]
	near := a.nearness()
	for _, seg := range other.sealed {
		acc := a.accumulators(len(seg.docs))
		seg.accumulate(&a.q, acc)
		for i, score := range acc {
			score += nearest(near, seg.fields[seg.fieldsFrom[i]:seg.fieldsFrom[i+1]])
			a.offer(seg.docs[i], score)
		}
	}
	for _, d := range other.fresh {
		a.offer(d, a.q.scan(d)+nearest(near, d.fields))
	}
	return a.sc.heap
}

// scan is what accumulate adds up for one posting, from its row.
func (q *query) scan(d *doc) uint32 {
	var sum uint32
	for i, t := range d.row.terms {
		if t < uint32(len(q.slots)) && d.row.indexed(i) {
			sum += q.slots[t].impact * uint32(d.impacts[i])
		}
	}
	return sum
}

// offer puts a posting among the candidates if it is one of the best so far.
func (a *ask) offer(d *doc, score uint32) {
	h := &a.sc.heap
	full := len(*h) >= a.depth
	if score == 0 || full && score < (*h)[0].score {
		return
	}
	c := candidate{d, score}
	if full && !(*h)[0].below(c) || !d.alive(a.v.seq) || !a.free && a.blocked(d) {
		return
	}
	if full {
		(*h)[0] = c
		h.down()
	} else {
		h.push(c)
	}
}

// fieldBonus is the first-stage score of a common field, as a share of that of
// two equal texts.
const fieldBonus = .06

// nearness returns the first-stage bonus of every field number for the query.
func (a *ask) nearness() []uint32 {
	if cap(a.sc.near) < a.v.fields {
		a.sc.near = make([]uint32, a.v.fields)
	}
	near := a.sc.near[:a.v.fields]
	clear(near)
	for id, relation := range a.e.taxonomy.around(a.d.posting().Fields) {
		if n, ok := a.e.vocab.field(id); ok && int(n) < len(near) {
			near[n] = uint32(nearness[relation] * fieldBonus * impactScale * queryScale)
		}
	}
	return near
}

func nearest(near []uint32, fields []int32) uint32 {
	var best uint32
	for _, f := range fields {
		if int(f) < len(near) {
			best = max(best, near[f])
		}
	}
	return best
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

// candidateHeap has the weakest candidate first.
type candidateHeap []candidate

// below tells whether c is a weaker candidate than other.
func (c candidate) below(other candidate) bool {
	if c.score != other.score {
		return c.score < other.score
	}
	return c.doc.id > other.doc.id
}

func (h *candidateHeap) push(c candidate) {
	*h = append(*h, c)
	for i := len(*h) - 1; i > 0; {
		parent := (i - 1) / 2
		if !(*h)[i].below((*h)[parent]) {
			return
		}
		(*h)[i], (*h)[parent] = (*h)[parent], (*h)[i]
		i = parent
	}
}

// down brings the first candidate to its place.
func (h candidateHeap) down() {
	for i := 0; ; {
		least := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < len(h) && h[child].below(h[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}
