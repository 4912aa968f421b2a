package match

import (
	"cmp"
	"math"
	"slices"
	"unsafe"

	"kejiyun/internal/text"
)

// strongest is by how many terms of a query the first stage searches, at most:
// those of greatest impact, which are nearly always pairs. The rest of a long
// text hardly ever changes who is among the candidates. Terms that stood in one
// posting alone, likely the query itself, come last.
const strongest = 80

// fullScore is the first-stage score of two equal texts. The greatest score
// there can be, twice that and some rounding, stays below 1<<15.
const fullScore = 14000

// choose returns the terms by which the first stage searches. The choice and
// their rates do not depend on how terms are numbered.
func (e *Engine) choose(f *frozen, q *query, most int, out []strong) []strong {
	out = out[:0]
	r := rootsOf(&e.weights.Blend)
	scale := float64(fullScore*2/r.bound()) / impactUnit * 65536
	for i, term := range q.row.terms {
		if term == none {
			continue
		}
		kind := boolInt(i >= q.row.chars)
		x := r.impact(f.weight(term, kind == pairs), q.row.tf[i], kind, q.stats)
		if rate := math.Round(x * scale); rate > 0 {
			out = append(out, strong{term, uint32(rate), f.count(term) < 2})
		}
	}
	if len(out) > most {
		var grams []text.Gram
		slices.SortFunc(out, func(a, b strong) int {
			if c := cmp.Or(boolInt(a.single)-boolInt(b.single), cmp.Compare(b.rate, a.rate)); c != 0 {
				return c
			}
			if grams == nil {
				grams = e.vocab.names()
			}
			return cmp.Compare(grams[a.term], grams[b.term])
		})
		out = out[:most]
	}
	return out
}

// candidate is a posting of a segment, or of the fresh ones if that is nil,
// with its first-stage score.
type candidate struct {
	seg   *segment
	at    uint32
	score uint32
}

func (c candidate) doc(fresh []*doc) *doc {
	if c.seg == nil {
		return fresh[c.at]
	}
	return c.seg.docs[c.at]
}

// propose returns the candidates of the first stage: those of greatest
// first-stage score that are not blocked. Which they are does not depend on how
// the postings are spread over segments.
func (a *ask) propose(other *side) []candidate {
	most := strongest
	if a.free {
		most = math.MaxInt
	}
	a.sc.strong = a.e.choose(a.v.frozen, &a.q, most, a.sc.strong)
	a.q.best = a.sc.strong
	for _, b := range a.q.best {
		a.q.slots.get(b.term).rate = b.rate
	}
	if a.sift(other, true); a.sc.pool.guessed && len(a.sc.pool.list) < a.depth {
		a.sift(other, false)
	}
	return a.sc.pool.best()
}

// sift fills the pool. With guess set it begins with a bar that about three
// times as many postings should pass as are wanted; if filters leave fewer than
// are wanted, it must be called again without.
func (a *ask) sift(other *side, guess bool) {
	p := &a.sc.pool
	p.reset(a.depth, other.fresh)
	if a.sc.acc == nil {
		a.sc.acc = make([]uint64, maxSegment/4)
	}
	acc := (*sums16)(unsafe.Pointer(unsafe.SliceData(a.sc.acc)))
	for _, seg := range other.sealed {
		words := a.sc.acc[:(len(seg.docs)+3)/4]
		clear(words)
		seg.accumulate(a.q.best, acc)
		if guess && len(seg.docs) > maxSegment/4 {
			p.guess(acc[:len(seg.docs)], other.live)
			guess = false
		}
		a.sweep(seg, words, acc)
	}
	for i, d := range other.fresh {
		score := a.q.scan(d)
		if score == 0 {
			continue
		}
		if score >= p.least && (a.free || !a.blocked(d)) && d.alive(a.v.seq) {
			p.add(candidate{nil, uint32(i), score})
		}
	}
}

// sweep puts the postings of a segment whose score is enough among the
// candidates. It passes over four low scores at once.
func (a *ask) sweep(seg *segment, words []uint64, acc *sums16) {
	const high, each = 0x8000800080008000, 0x0001000100010001
	p := &a.sc.pool
	bar := uint64(p.least) * each
	for w, four := range words {
		if ((four|high)-bar)&high == 0 {
			continue
		}
		for i := 4 * w; i < min(4*w+4, len(seg.docs)); i++ {
			score := uint32(acc[i])
			if score < p.least || a.stays(seg, i) {
				continue
			}
			if p.add(candidate{seg, uint32(i), score}) {
				bar = uint64(p.least) * each
			}
		}
	}
}

// stays tells whether a posting of a segment stays out.
func (a *ask) stays(seg *segment, i int) bool {
	if seg.dead[i>>6].Load()>>(i&63)&1 != 0 && !seg.docs[i].alive(a.v.seq) {
		return true
	}
	if a.free {
		return false
	}
	t := &seg.tags[i]
	return a.gate.shuts(t.place, t.until, t.flags, t.reach) ||
		(a.dismissals || a.gate.own(t.owners)) && a.barredPair(seg.docs[i])
}

// scan is what accumulate adds up for one posting, from its row.
func (q *query) scan(d *doc) uint32 {
	sum := uint32(0)
	c := d.row.walk()
	for kind := range 2 {
		for c.next(kind) {
			if !q.slots.maybe(c.term) || !indexed(kind, c.tf) {
				continue
			}
			if e := q.slots.get(c.term); e.rate > 0 {
				b := strong{rate: e.rate}
				sum += uint32(b.times(steps(q.roots.impact(e.rarity, c.tf, kind, &d.stats))))
			}
		}
	}
	return sum
}
