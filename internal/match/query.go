package match

import (
	"cmp"
	"runtime"
	"slices"
	"time"
)

// candidates is how many postings the first stage hands on, and one more for
// every perCandidate postings of the side: among more postings more are alike
// in text.
const (
	candidates   = 350
	perCandidate = 2000
)

// Of the candidates those that are likely to score best are looked at more
// closely, at most closely or one in closelyOf, and of these at most exactly are scored
// exactly, or more if more are wanted.
const (
	closely   = 280
	closelyOf = 3
	exactly   = 100
)

// hit is one posting of the other side with its score.
type hit struct {
	seg   *segment
	at    uint32
	score int32            // the sum of the parts
	parts [partCount]int32 // steps
	blend float64          // the unrounded text blend, to part equal scores
}

func (h *hit) id() string { return h.seg.id(int(h.at)) }

// scratch is the working memory of one search.
type scratch struct {
	slots   slots
	acc     []uint64 // four first-stage scores each
	rest    []uint64 // what of them does not come from the characters of titles
	pool    pool
	strong  []strong
	weights []uint64
	plans   []plan
	heads   []*listHead
	likely  []contender
	looks   []look
	hits    []hit
	scores  []int32
	passed  [64]uint16
	// touched keeps the compiler from leaving out reads ahead.
	touched uint32
}

// ask is one search.
type ask struct {
	e     *Engine
	v     *view
	d     *doc
	s     int // the side of d
	now   time.Time
	free  bool // no filters and no floor: for files, which score everything
	depth int  // how many candidates the first stage hands on
	q     query
	gate  gate
	fresh fit // of d
	// county is that of d, 0 where it is not known or nothing else is asked.
	county uint32
	// seen is what the first stage gives to the characters of titles, see seenOf.
	seen float64
	// dismissals tells whether d is in any dismissed pair.
	dismissals bool
	sc         *scratch
}

// begin lays a posting out as a query; the caller must call end.
func (e *Engine) begin(v *view, d *doc, s int, now time.Time) *ask {
	sc, _ := e.scratch.Get().(*scratch)
	if sc == nil {
		sc = &scratch{}
	}
	a := &ask{e: e, v: v, d: d, s: s, now: now, depth: candidates, sc: sc}
	a.gate = gate{mine: &d.facts, offers: s == needSide, now: seconds(now)}
	if _, _, narrow := a.gate.within(); !narrow {
		a.county = d.facts.place.county()
	}
	a.dismissals = e.dismissed.some(d.id)
	a.seen = seenOf(v.sides[1-s].live)
	a.fresh = e.freshness(&d.facts, a.gate.now)
	st := v.lexis.measure(walk(d.row))
	a.q = query{row: unpack(d.row, natural01(&d.facts)), stats: &st, need: s == needSide, slots: &sc.slots}
	a.q.lay(v.lexis)
	return a
}

func natural01(f *facts) float64 { return float64(f.natural) / 255 }

func (a *ask) end() {
	a.e.scratch.Put(a.sc)
	runtime.KeepAlive(a.v) // and with it the file that its columns lie in
}

// best returns the at most k best postings of the other side, best first.
func (a *ask) best(k int) []hit {
	other := &a.v.sides[1-a.s]
	a.depth = max(a.depth, 4*k)
	a.depth += other.live / perCandidate
	a.sc.hits = a.sc.hits[:0]
	if a.free || other.live <= max(small, a.depth) {
		for _, p := range other.pieces() {
			p.each(func(i int) {
				if a.free || !a.blocked(p.segment, i) {
					a.keep(a.score(p.segment, uint32(i)))
				}
			})
		}
	} else {
		a.consider(a.likely(a.propose(other), k), k)
		other.fresh.each(func(i int) {
			if !a.blocked(other.fresh.segment, i) {
				a.keep(a.score(other.fresh.segment, uint32(i)))
			}
		})
	}
	return a.first(k)
}

// keep takes a posting among the hits unless it is too weak.
func (a *ask) keep(h hit) {
	if a.free || h.score >= a.e.floor || a.e.Means() {
		a.sc.hits = append(a.sc.hits, h)
	}
}

// contender is a candidate, what of its first-stage score comes from pairs, how it
// scores apart from its text, and how it is likely to score as far as its text has
// been looked at. look is the number of its look.
type contender struct {
	candidate
	paired float64
	outline
	likely, look int32
}

// likely returns the candidates whose scores, as far as they can be told from
// the first stage and from all that is not text, are the best; of equals all.
func (a *ask) likely(found []candidate, k int) []contender {
	for _, c := range found {
		a.sc.touched += c.seg.facts[c.at].flags
	}
	least, out := a.bar(k)-guessOff[a.s], a.sc.likely[:0]
	for _, f := range found {
		c := contender{candidate: f, paired: a.paired(&f)}
		fits := a.fits(0, c.seg, c.at)
		c.outline = a.e.weights.outline(&fits)
		if c.likely = c.with(&a.e.weights, a.guess(&c)); c.likely >= least {
			out = append(out, c)
		}
	}
	a.sc.likely = out
	return out[:a.foremost(out, max(closely, a.depth/closelyOf, 8*k))]
}

// guessOff is how far, by the side of the query, a likely score that is guessed is
// hardly ever below the true one, in steps; a look at a need costs twice one at an
// offer. closerOff is the same once characters are compared.
var guessOff = [2]int32{needSide: 25 << 16 / 100, offerSide: 20 << 16 / 100}

const closerOff = 7 << 16 / 100

// consider scores those contenders exactly that may be among the k best. The
// likeliest say first what it takes.
func (a *ask) consider(found []contender, k int) {
	a.sc.looks = a.sc.looks[:0]
	first := a.foremost(found, 2*k)
	a.closer(found[:first])
	done := a.foremost(found[:first], k)
	a.each(found[:done])
	bar := a.bar(k)
	more := first + above(found[first:], bar-guessOff[a.s])
	a.closer(found[first:more])
	rest := found[done:more]
	rest = rest[:above(rest, bar-closerOff)]
	a.each(rest[:a.foremost(rest, max(exactly, 4*k)-done)])
}

// bar is the score that a posting must reach to be among the k best, as far as is
// known. Where the meaning may still raise a score there is none.
func (a *ask) bar(k int) int32 {
	switch {
	case a.e.Means():
		return 0
	case len(a.sc.hits) < k:
		return a.e.floor
	}
	scores := a.sc.scores[:0]
	for i := range a.sc.hits {
		scores = append(scores, a.sc.hits[i].score)
	}
	a.sc.scores = scores
	return largest(scores, k)
}

// foremost brings the wanted number of contenders that are likely to score best
// to the front, of equals all, and returns how many they are.
func (a *ask) foremost(found []contender, want int) int {
	if len(found) <= want {
		return len(found)
	}
	scores := a.sc.scores[:0]
	for i := range found {
		scores = append(scores, found[i].likely)
	}
	a.sc.scores = scores
	return above(found, largest(scores, want))
}

// above brings the contenders that are likely to score so much to the front and
// returns how many they are.
func above(found []contender, least int32) int {
	n := 0
	for i := range found {
		if found[i].likely >= least {
			found[n], found[i] = found[i], found[n]
			n++
		}
	}
	return n
}

// The first stage does not see everything of two texts: the blend of a candidate
// is about unseen, titledShare of the square of what the titles seem to have in common
// of all that they have, and pairedShare of what pairs add to its first-stage score. Once
// characters are compared, pairs add about lookedUnseen and lookedShare of that.
const (
	unseen       = .035
	titledShare  = .72
	pairedShare  = 2
	lookedUnseen = .001
	lookedShare  = 1.2
)

// guess is the likely blend of a candidate.
func (a *ask) guess(c *contender) float64 {
	b, common := &a.e.weights.Blend, 0.0
	if most := b.TitleChars + a.seen*b.CoverChars; most > 0 {
		covered := min(1, c.titled()/most) // see covering
		common = covered / (2 - covered)
	}
	return min(1, unseen+titledShare*common*common+pairedShare*c.paired) * a.q.row.natural * natural01(&c.seg.facts[c.at])
}

// closer compares the characters of contenders, which says better how they are
// likely to score.
func (a *ask) closer(found []contender) {
	for _, c := range found {
		row := c.seg.rows.at(int(c.at))
		a.sc.touched += uint32(row[0]) + uint32(row[min(64, len(row)-1)]) + uint32(c.seg.stats[c.at].damp)
	}
	for i := range found {
		c := &found[i]
		l := a.q.look(c.seg.rows.at(int(c.at)), &c.seg.stats[c.at])
		c.likely = c.with(&a.e.weights, a.blend(&l, lookedUnseen+lookedShare*c.paired, c.seg, c.at))
		c.look = int32(len(a.sc.looks))
		a.sc.looks = append(a.sc.looks, l)
	}
}

// each compares the pairs of contenders, too, and scores them. It touches the rows of
// some at once before it comes to them, so that they arrive from memory together.
func (a *ask) each(found []contender) {
	for part := range slices.Chunk(found, 8) {
		for _, c := range part {
			row := c.seg.rows.at(int(c.at))
			a.sc.touched += uint32(row[len(row)/2]) + uint32(row[3*len(row)/4])
		}
		for _, c := range part {
			l := &a.sc.looks[c.look]
			a.q.pairs(l, c.seg.rows.at(int(c.at)), &c.seg.stats[c.at])
			a.keep(a.scored(c.seg, c.at, a.blend(l, 0, c.seg, c.at)))
		}
	}
}

// compareHits orders hits best first: by score, then by the unrounded text
// blend, then by id.
func compareHits(x, y hit) int {
	if c := cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(y.blend, x.blend)); c != 0 {
		return c
	}
	return slices.Compare(x.seg.ids.at(int(x.at)), y.seg.ids.at(int(y.at)))
}

// first returns the k best hits, leaving out those whose person had a better
// one. It first sorts no more than may be needed.
func (a *ask) first(k int) []hit {
	hits := a.sc.hits
	if many := 4*k + 32; len(hits) > many && !a.e.Means() {
		scores := a.sc.scores[:0]
		for i := range hits {
			scores = append(scores, hits[i].score)
		}
		a.sc.scores = scores
		least := largest(scores, many)
		better := make([]hit, 0, many)
		for _, h := range hits {
			if h.score >= least {
				better = append(better, h)
			}
		}
		slices.SortFunc(better, compareHits)
		if out := oncePerPerson(better, k, a.free); len(out) == k {
			return out
		}
	}
	slices.SortFunc(hits, compareHits)
	return oncePerPerson(a.mean(hits, k), k, a.free)
}

// oncePerPerson returns the first k hits, leaving out those whose person had a
// better one.
func oncePerPerson(hits []hit, k int, all bool) []hit {
	seen := map[uint64]bool{}
	out := hits[:0]
	for _, h := range hits {
		if len(out) >= k {
			break
		}
		if p := h.seg.facts[h.at].person; p != 0 && !all {
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
func (a *ask) score(s *segment, i uint32) hit {
	l := a.q.features(s.rows.at(int(i)), &s.stats[i])
	return a.scored(s, i, a.blend(&l, 0, s, i))
}

// blend is the text blend of a posting as far as the look goes; more is added to it.
func (a *ask) blend(l *look, more float64, s *segment, i uint32) float64 {
	sum := l.x.dot(a.e.weights.Blend.vector()) + more
	return bent(min(1, sum), l.lone) * (a.q.row.natural * natural01(&s.facts[i]))
}

// scored is a posting of which the text blend is known.
func (a *ask) scored(s *segment, i uint32, blend float64) hit {
	h := hit{seg: s, at: i, blend: blend}
	fits := a.fits(h.blend, s, i)
	h.parts, h.score = a.e.weights.combine(&fits)
	return h
}

// fits says how well the query and a posting fit. blend is the text blend.
func (a *ask) fits(blend float64, s *segment, i uint32) fits {
	theirs := &s.facts[i]
	n, o := theirs, &a.d.facts
	if a.s == needSide {
		n, o = o, n
	}
	return fits{
		partText:      known(a.e.weights.text01(blend)),
		partField:     a.e.taxonomy.fieldFit(a.d.fields, s.fields(int(i))),
		partPlace:     placeFit(n, o),
		partKind:      kindFit(n, o),
		partFreshness: freshFit(a.fresh, a.e.freshness(theirs, a.gate.now)),
		partLoad:      loadFit(o),
	}
}
