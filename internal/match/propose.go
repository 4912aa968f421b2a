package match

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
		if q.has(t) && d.row.indexed(i) {
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
