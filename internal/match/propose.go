package match

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"unsafe"
)

// strongest is in how many lists the first stage searches for a posting of a side,
// at most: those that count most. The rest of a long text hardly ever changes who
// is among the candidates. Needs are read with a focus, so fewer of their terms
// say what they are about. Terms that stood in one posting alone, likely the query
// itself, come last.
var strongest = [2]int{needSide: 60, offerSide: 96}

// fullScore is the first-stage score of two equal texts. With rounding it stays
// below 1<<15.
const fullScore = 28000

// index is what a list is about, in the order in which lists are added up.
type index int

const (
	wholePairs index = iota
	titlePairs
	titleChars
)

// titleIndex is that of titles by kind of gram.
var titleIndex = [2]index{chars: titleChars, pairs: titlePairs}

// strong is a list in which the first stage searches. Its rate is what one step of
// impact counts, in 65536ths of a point; its weight is by how much it makes a posting
// stand out, somewhat less where there is much to read, and more than that of any other
// unless its term was seen in one posting when rarity was frozen.
type strong struct {
	term, rate uint32
	weight     uint64
	in         index
}

func (b *strong) times(impact uint8) uint16 { return uint16((b.rate*uint32(impact) + 1<<15) >> 16) }

// choose returns the lists in which the first stage searches, those that count
// most, in the order of their index. The choice and their rates do not depend on how
// terms are numbered.
func (a *ask) choose() []strong {
	out, q, l, b, most := a.sc.strong[:0], &a.q, a.v.lexis, &a.e.weights.Blend, strongest[a.s]
	percent := float64(a.v.sides[1-a.s].live) / 100
	titles := [2]float64{b.TitleChars + a.seen*b.CoverChars, b.TitlePairs}
	for i, term := range q.row.terms {
		if term == none {
			continue
		}
		kind, tf := boolInt(i >= q.row.chars), q.row.tf[i]
		w := l.weight(term, kind == pairs)
		many := l.count(term)
		add := func(x float64, unit int, in index) {
			if rate := math.Round(x * fullScore / float64(unit) * 65536); rate > 0 {
				toRead := math.Pow(1+many/percent, readCosts)
				out = append(out, strong{term, uint32(rate), uint64(rate*float64(unit)/toRead) + uint64(boolInt(many >= 2))<<63, in})
			}
		}
		if tf>>4 > 0 {
			add(titles[kind]*q.stats.titled(kind, w, tf>>4), titleUnit, titleIndex[kind])
		}
		if kind == pairs {
			add(pairsSeen*(b.WholePairs+b.CoverPairs)*impact(w, tf&15, q.stats.whole[kind]), wholeUnit, wholePairs)
		}
	}
	a.sc.strong = out
	if len(out) > most {
		a.sc.weights = a.sc.weights[:0]
		for _, s := range out {
			a.sc.weights = append(a.sc.weights, s.weight)
		}
		least := largest(a.sc.weights, most)
		out = slices.DeleteFunc(out, func(s strong) bool { return s.weight < least })
	}
	if len(out) > most { // some weigh the same
		slices.SortFunc(out, func(x, y strong) int {
			return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(y.in, x.in), cmp.Compare(l.gram(x.term), l.gram(y.term)))
		})
		out = out[:most]
	}
	slices.SortStableFunc(out, func(x, y strong) int { return cmp.Compare(x.in, y.in) })
	return out
}

// seenOf is how much of the weight of CoverChars the first stage gives to the
// characters of titles, among so many postings: coverSeen among seenAmong. Among more
// the best, whom it is to find, are nearer, and there the square in CoverChars is
// steeper.
func seenOf(postings int) float64 {
	return coverSeen * math.Pow(float64(postings)/seenAmong, seenRises)
}

const (
	coverSeen = .05
	seenAmong = 50000
	seenRises = .4
)

// pairsSeen is how much of the weight of the pairs of whole texts the first stage
// gives to these.
const pairsSeen = .9

// readCosts is the power to which the length of a list, in hundredths of all postings
// and one more, counts against it.
const readCosts = .05

// fieldStart is the first-stage score that a posting starts with if it has a field
// of the query: about what sharing it adds to the score, in points of text.
const fieldStart = 400

// countyStart is what it starts with, besides, if it lies in the county of the
// query: what being near adds to the score, and somewhat more, since a county has
// few postings.
const countyStart = 300

// candidate is a posting with its first-stage score; rest is what of it does not come
// from the characters and words of titles.
type candidate struct {
	seg             *segment
	at, score, rest uint32
}

// titled is what of the first-stage score of a candidate comes from the characters
// and words of titles.
func (c *candidate) titled() float64 { return float64(c.score-c.rest) / fullScore }

// paired is what of the first-stage score of a candidate comes from pairs.
func (a *ask) paired(c *candidate) float64 {
	score, theirs := c.rest, c.seg.fields(int(c.at))
	if a.county != 0 && c.seg.facts[c.at].place.county() == a.county {
		score -= countyStart
	}
	for _, f := range a.d.fields {
		if slices.Contains(theirs, f) {
			score -= fieldStart
			break
		}
	}
	return float64(score) / fullScore
}

// plan is how one piece is to be searched.
type plan struct {
	piece piece
	heads []*listHead // by strong list
	bound uint32      // no posting of the piece scores more
}

// propose returns the candidates of the first stage: those of greatest
// first-stage score that are not blocked, and all that equal the last of them.
func (a *ask) propose(other *side) []candidate {
	best := a.choose()
	plans := a.plan(other, best)
	p := &a.sc.pool
	p.reset(a.depth)
	a.sift(plans, best, true)
	for p.cut(); len(p.list) < a.depth/2 && p.least > 1; p.cut() { // filters left far fewer than guessed
		least := p.least / 2
		p.reset(a.depth)
		p.least = max(1, least)
		a.sift(plans, best, false)
	}
	return p.list
}

// plan looks the lists up in all sealed pieces; those where most can be found
// come first.
func (a *ask) plan(other *side, best []strong) []plan {
	a.sc.heads = slices.Grow(a.sc.heads[:0], len(best)*len(other.sealed))
	plans := a.sc.plans[:0]
	for _, p := range other.sealed {
		from := len(a.sc.heads)
		bound := uint32(fieldStart + countyStart)
		for i := range best {
			h := p.lists(best[i].in == wholePairs).head(best[i].term)
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

// sumsOf reads words, four scores each, as first-stage scores.
func sumsOf(words []uint64) *sums16 { return (*sums16)(unsafe.Pointer(unsafe.SliceData(words))) }

// sift fills the pool from the sealed pieces. With guess set it begins with a
// bar that the scores of the first piece let expect; if filters leave fewer than
// are wanted, it must be called again without.
func (a *ask) sift(plans []plan, best []strong, guess bool) {
	p := &a.sc.pool
	if a.sc.acc == nil {
		a.sc.acc, a.sc.rest = make([]uint64, 1<<14), make([]uint64, 1<<14)
	}
	acc := sumsOf(a.sc.acc)
	from, to, narrow := a.gate.within()
	for _, pl := range plans {
		if pl.bound < p.least {
			return // and so are all that follow
		}
		n := pl.piece.size()
		words := a.sc.acc[:(n+31)/32*8] // whole lots: what lies behind the last posting stays 0
		clear(words)
		a.accumulate(pl, best, words, acc)
		switch {
		case narrow:
			a.visit(pl.piece, from, to, acc)
			continue
		case guess:
			p.guess(acc[:n])
			guess = false
		}
		a.sweep(pl.piece, words, acc)
	}
}

// accumulate lays the starts in acc and adds what the lists say; what is there before
// those of the characters of titles is kept in rest.
func (a *ask) accumulate(pl plan, best []strong, words []uint64, acc *sums16) {
	for _, f := range a.d.fields {
		pl.piece.eachIn(fieldKey|uint32(f), func(i int) { acc[i] = fieldStart })
	}
	if a.county != 0 {
		pl.piece.eachIn(countyKey|a.county, func(i int) { acc[i] += countyStart })
	}
	first, _ := slices.BinarySearchFunc(best, titleChars, func(b strong, in index) int { return cmp.Compare(b.in, in) })
	a.add(pl.piece, pl.heads[:first], best[:first], acc)
	copy(a.sc.rest, words)
	a.add(pl.piece, pl.heads[first:], best[first:], acc)
}

// add adds the products of the query's impacts and those of some lists of a piece.
func (a *ask) add(p piece, heads []*listHead, best []strong, acc *sums16) {
	for i, h := range heads { // so that they arrive from memory together
		if h != nil {
			a.sc.touched += uint32(p.lists(best[i].in == wholePairs).lists[h.from])
		}
	}
	for i, h := range heads {
		if h == nil {
			continue
		}
		b := &best[i]
		impacts, at, _ := p.lists(b.in == wholePairs).list(h)
		if h.runs == 0 {
			impact := bytesOf(impacts)[:len(at)]
			for j, n := range at {
				acc[n] += b.times(impact[j])
			}
			continue
		}
		for ; len(impacts) > 1; impacts = impacts[2:] {
			points, run := b.times(uint8(impacts[0])), at[:impacts[1]]
			for _, n := range run {
				acc[n] += points
			}
			at = at[len(run):]
		}
	}
}

// visit asks only the postings of a range of places, and those whose place is
// too coarse to tell, among the candidates.
func (a *ask) visit(p piece, from, to place, acc *sums16) {
	passed := a.sc.passed[:0]
	ask := func(numbers []uint16) {
		for _, i := range numbers {
			if acc[i] == 0 {
				continue
			}
			if passed = append(passed, i); len(passed) == cap(passed) {
				a.admit(p, passed, acc)
				passed = passed[:0]
			}
		}
	}
	ask(p.placed(from, to))
	for n := range from.digits() { // what lies above
		if n == 0 || n == 2 || n == 4 || n == 6 {
			coarse := from&highest(n) | place(n)
			ask(p.placed(coarse, coarse))
		}
	}
	a.admit(p, passed, acc)
}

// placed returns the postings of a range of places.
func (s *segment) placed(from, to place) []uint16 {
	at := func(p place) func(uint16, place) int {
		return func(i uint16, _ place) int { return cmp.Compare(s.facts[i].place, p) }
	}
	first, _ := slices.BinarySearchFunc(s.byPlace, from, at(from))
	last, _ := slices.BinarySearchFunc(s.byPlace, to+1, at(to+1))
	return s.byPlace[first:last]
}

// sweep puts the postings of a piece whose score is enough among the
// candidates. It passes over lots of 32 low scores at once: the union of their
// bits is no less than the greatest of them. And it asks the filters of many
// postings together, so that their facts arrive from memory together.
func (a *ask) sweep(p piece, words []uint64, acc *sums16) {
	const lot, high, each = 8, 0x8000800080008000, 0x0001000100010001
	least := a.sc.pool.least
	bar := uint64(least) * each
	passed := a.sc.passed[:0]
	for w := 0; w+lot <= len(words); w += lot {
		f := (*[lot]uint64)(words[w:])
		if ((f[0]|f[1]|f[2]|f[3]|f[4]|f[5]|f[6]|f[7]|high)-bar)&high == 0 {
			continue
		}
		for j, four := range f {
			for m := ((four | high) - bar) & high; m != 0; m &= m - 1 {
				passed = append(passed, uint16(4*(w+j)+bits.TrailingZeros64(m)>>4))
			}
		}
		if len(passed) > cap(passed)-4*lot {
			if a.admit(p, passed, acc) {
				least = a.sc.pool.least
				bar = uint64(least) * each
			}
			passed = passed[:0]
		}
	}
	a.admit(p, passed, acc)
}

// admit puts those of some postings that no filter holds back among the
// candidates; it tells whether the bar has risen.
func (a *ask) admit(p piece, passed []uint16, acc *sums16) (risen bool) {
	pool, rest := &a.sc.pool, sumsOf(a.sc.rest)
	for _, i := range passed {
		a.sc.touched += p.facts[i].flags
	}
	for _, i := range passed {
		score := uint32(acc[i])
		if score < pool.least || p.gone(int(i)) || a.blocked(p.segment, int(i)) {
			continue
		}
		risen = pool.add(candidate{p.segment, uint32(i), score, uint32(rest[i])}) || risen
	}
	return risen
}
