package match

import (
	"cmp"
	"math"
	"slices"
	"unsafe"
)

// strongest is by how many terms of a query the first stage searches, at most:
// those of greatest impact, which are nearly always pairs. The rest of a long
// text hardly ever changes who is among the candidates. Terms that stood in one
// posting alone, likely the query itself, come last.
const strongest = 80

// fullScore is the first-stage score of two equal texts. The greatest score
// there can be, twice that and some rounding, stays below 1<<15.
const fullScore = 14000

// strong is a term of a query by which the first stage searches. Its rate is
// what one step of impact counts, in 65536ths of a point.
type strong struct {
	term, rate uint32
	single     bool // seen in one posting when rarity was frozen
}

func (b *strong) times(impact uint8) uint16 { return uint16((b.rate*uint32(impact) + 1<<15) >> 16) }

// choose returns the terms by which the first stage searches, those that count
// most first. The choice and their rates do not depend on how terms are numbered.
func (a *ask) choose(most int) []strong {
	out, q, l := a.sc.strong[:0], &a.q, a.v.lexis
	scale := float64(fullScore*2/q.roots.bound()) / impactUnit * 65536
	for i, term := range q.row.terms {
		if term == none {
			continue
		}
		kind := boolInt(i >= q.row.chars)
		x := q.roots.impact(l.weight(term, kind == pairs), q.row.tf[i], kind, q.stats)
		if rate := math.Round(x * scale); rate > 0 {
			out = append(out, strong{term, uint32(rate), l.count(term) < 2})
		}
	}
	slices.SortFunc(out, func(x, y strong) int {
		if c := cmp.Or(boolInt(x.single)-boolInt(y.single), cmp.Compare(y.rate, x.rate)); c != 0 {
			return c
		}
		return cmp.Compare(l.gram(x.term), l.gram(y.term))
	})
	a.sc.strong = out[:min(most, len(out))]
	return a.sc.strong
}

// candidate is a posting with its first-stage score.
type candidate struct {
	seg   *segment
	at    uint32
	score uint32
}

// plan is how one piece is to be searched.
type plan struct {
	piece piece
	heads []*listHead // by strong term
	bound uint32      // no posting of the piece scores more
}

// propose returns the candidates of the first stage: those of greatest
// first-stage score that are not blocked, and all that equal the last of them.
func (a *ask) propose(other *side) []candidate {
	most := strongest
	if a.free {
		most = math.MaxInt
	}
	best := a.choose(most)
	for _, b := range best {
		a.q.slots.get(b.term).rate = b.rate
	}
	plans := a.plan(other, best)
	p := &a.sc.pool
	p.reset(a.depth)
	a.sift(plans, best, true)
	a.scan(other.fresh)
	if p.cut(); len(p.list) < a.depth && p.least > 1 { // filters left fewer than guessed
		p.reset(a.depth)
		a.sift(plans, best, false)
		a.scan(other.fresh)
		p.cut()
	}
	return p.list
}

// plan looks the terms up in all sealed pieces; those where most can be found
// come first.
func (a *ask) plan(other *side, best []strong) []plan {
	a.sc.heads = slices.Grow(a.sc.heads[:0], len(best)*len(other.sealed))
	plans := a.sc.plans[:0]
	for _, p := range other.sealed {
		from := len(a.sc.heads)
		bound := uint32(0)
		for i := range best {
			h := p.head(best[i].term)
			a.sc.heads = append(a.sc.heads, h)
			if h != nil {
				bound += uint32(best[i].times(h.most))
			}
		}
		plans = append(plans, plan{p, a.sc.heads[from:], bound})
	}
	slices.SortStableFunc(plans, func(x, y plan) int { return cmp.Compare(y.bound, x.bound) })
	a.sc.plans = plans
	return plans
}

// sums16 are the first-stage scores of a segment's postings.
type sums16 = [1 << 16]uint16

// sift fills the pool from the sealed pieces. With guess set it begins with a
// bar that the scores of the first piece let expect; if filters leave fewer than
// are wanted, it must be called again without.
func (a *ask) sift(plans []plan, best []strong, guess bool) {
	p := &a.sc.pool
	if a.sc.acc == nil {
		a.sc.acc = make([]uint64, 1<<14)
	}
	acc := (*sums16)(unsafe.Pointer(unsafe.SliceData(a.sc.acc)))
	for _, pl := range plans {
		if pl.bound < p.least {
			return // and so are all that follow
		}
		n := pl.piece.size()
		words := a.sc.acc[:(n+3)/4]
		clear(words)
		a.accumulate(pl, best, acc)
		if guess {
			p.guess(acc[:n])
			guess = false
		}
		a.sweep(pl.piece, words, acc)
	}
}

// accumulate adds the products of the query's impacts and the postings' to acc.
func (a *ask) accumulate(pl plan, best []strong, acc *sums16) {
	for _, h := range pl.heads { // so that they arrive from memory together
		if h != nil {
			a.sc.touched += uint32(pl.piece.lists[h.from])
		}
	}
	for i, h := range pl.heads {
		if h == nil {
			continue
		}
		at, impact := pl.piece.list(h)
		impact = impact[:len(at)]
		rate := best[i].rate
		for j, n := range at {
			acc[n] += uint16((rate*uint32(impact[j]) + 1<<15) >> 16)
		}
	}
}

// sweep puts the postings of a piece whose score is enough among the
// candidates. It passes over four low scores at once.
func (a *ask) sweep(p piece, words []uint64, acc *sums16) {
	const high, each = 0x8000800080008000, 0x0001000100010001
	pool, n := &a.sc.pool, p.size()
	bar := uint64(pool.least) * each
	for w, four := range words {
		if ((four|high)-bar)&high == 0 {
			continue
		}
		for i := 4 * w; i < min(4*w+4, n); i++ {
			score := uint32(acc[i])
			if score < pool.least || p.gone(i) || !a.free && a.blocked(p.segment, i) {
				continue
			}
			if pool.add(candidate{p.segment, uint32(i), score}) {
				bar = uint64(pool.least) * each
			}
		}
	}
}

// scan puts the fresh postings whose score is enough among the candidates.
func (a *ask) scan(p piece) {
	for i := range p.size() {
		if p.gone(i) {
			continue
		}
		score := a.q.scan(p.rows.at(i), &p.stats[i])
		if score > 0 && score >= a.sc.pool.least && (a.free || !a.blocked(p.segment, i)) {
			a.sc.pool.add(candidate{p.segment, uint32(i), score})
		}
	}
}

// scan is what accumulate adds up for one posting, from its row.
func (q *query) scan(row []byte, st *stats) uint32 {
	sum := uint32(0)
	c := walk(row)
	for kind := range 2 {
		for c.next(kind) {
			if !q.slots.maybe(c.term) || !indexed(kind, c.tf) {
				continue
			}
			if e := q.slots.get(c.term); e.rate > 0 {
				b := strong{rate: e.rate}
				sum += uint32(b.times(steps(q.roots.impact(e.rarity, c.tf, kind, st))))
			}
		}
	}
	return sum
}
