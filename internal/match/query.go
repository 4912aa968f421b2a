package match

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// candidates is how many postings the first stage hands on.
const candidates = 640

// perCandidate is how many postings of a side make it hand on one more: among
// more postings more are alike in text.
const perCandidate = 500

// exactly is how many of them, at least, are scored exactly: those that score
// best when the first stage's score stands for the text.
const exactly = 640

// hit is one posting of the other side with its score.
type hit struct {
	doc   *doc
	parts [partCount]int32 // steps
	score int32            // their sum
	blend float64          // the unrounded text blend, to part equal scores
}

// scratch is the working memory of one search.
type scratch struct {
	slots   slots
	acc     []uint64 // four first-stage scores each
	pool    pool
	strong  []strong
	guesses []guess
	// touched keeps the compiler from leaving out reads ahead.
	touched byte
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
	gate  gate
	fresh fit // of d
	table []entry
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
	a := &ask{e: e, v: v, d: d, s: s, now: now, depth: candidates, sc: sc, table: e.taxonomy.table()}
	a.gate = gate{mine: &d.facts, offers: s == needSide, now: now.UnixMicro(), owners: a.owners()}
	a.dismissals = e.dismissed.some(d.id)
	a.fresh.value, a.fresh.known = e.freshness(&d.facts, now)
	st := v.frozen.measure(d.row.walk())
	a.q = query{row: d.row.unpack(d.natural), stats: &st, need: s == needSide, slots: &sc.slots, roots: rootsOf(&e.weights.Blend)}
	a.q.lay(v.frozen)
	return a
}

// owners returns the keys of the owners of the posting asked about.
func (a *ask) owners() []uint64 {
	if a.d.facts.owners == 0 {
		return nil
	}
	var names []string
	if a.s == needSide {
		names = a.d.need().Owners
	} else {
		names = a.d.offer().Owners
	}
	keys := make([]uint64, len(names))
	for i, o := range names {
		keys[i] = ownerKey(o)
	}
	return keys
}

func (a *ask) end() {
	a.sc.pool.fresh = nil
	a.e.scratch.Put(a.sc)
}

// best returns the at most k best postings of the other side, best first.
func (a *ask) best(k int) []hit {
	other := &a.v.sides[1-a.s]
	a.depth = max(a.depth, 4*k)
	if !a.free {
		a.depth += other.live / perCandidate
	}
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
		a.each(a.likely(a.propose(other), other.fresh, k), other.fresh, keep)
	}
	slices.SortFunc(hits, compareHits)
	return oncePerPerson(hits, k, a.free)
}

// likely returns the candidates whose scores, as far as they can be told from
// the first stage and from all that is not text, are the best.
func (a *ask) likely(found []candidate, fresh []*doc, k int) []candidate {
	want := max(exactly, 4*k)
	if a.free || len(found) <= want {
		return found
	}
	unit := a.q.roots.bound() / (2 * fullScore) * a.q.row.natural
	guesses := a.sc.guesses[:0]
	for i, c := range found {
		d := c.doc(fresh)
		_, score := a.e.combine(a.fits(min(1, textSeen*float64(c.score)*unit)*d.natural, d))
		guesses = append(guesses, guess{score, int32(i)})
	}
	a.sc.guesses = guesses
	slices.SortFunc(guesses, func(x, y guess) int {
		if x.score != y.score {
			return cmp.Compare(y.score, x.score)
		}
		return cmp.Compare(found[x.of].doc(fresh).id, found[y.of].doc(fresh).id)
	})
	guesses = guesses[:want]
	slices.SortFunc(guesses, func(x, y guess) int { return cmp.Compare(x.of, y.of) })
	for i, g := range guesses {
		found[i] = found[g.of]
	}
	return found[:want]
}

// guess is the likely score of a candidate.
type guess struct{ score, of int32 }

// textSeen makes up for what the first stage does not see of two texts.
const textSeen = .8

// each calls f for the candidates. It touches the rows of some at once before it
// comes to them, so that they arrive from memory together.
func (a *ask) each(found []candidate, fresh []*doc, f func(*doc)) {
	var docs [8]*doc
	for part := range slices.Chunk(found, len(docs)) {
		for i, c := range part {
			docs[i] = c.doc(fresh)
		}
		for _, d := range docs[:len(part)] {
			a.sc.touched += d.row[0] + d.row[min(len(d.row)-1, 128)] + d.row[min(len(d.row)-1, 256)] + d.row[len(d.row)-1]
		}
		for _, d := range docs[:len(part)] {
			f(d)
		}
	}
}

// compareHits orders hits best first: by score, then by the unrounded text
// blend, then by id.
func compareHits(x, y hit) int {
	return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(y.blend, x.blend), cmp.Compare(x.doc.id, y.doc.id))
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
		if p := h.doc.person; p != 0 && !all {
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
	h := hit{doc: d, blend: a.q.blend(d, &a.e.weights.Blend)}
	h.parts, h.score = a.e.combine(a.fits(h.blend, d))
	return h
}

// fits is Engine.fits for the query and a posting.
func (a *ask) fits(blend float64, d *doc) [partCount]fit {
	n, o := &d.facts, &a.d.facts
	if a.s == needSide {
		n, o = o, n
	}
	return [partCount]fit{
		partText:      known(a.e.weights.text01(blend)),
		partField:     a.fieldFact(d.fields),
		partPlace:     placeFact(n, o),
		partKind:      kindFact(n, o),
		partFreshness: a.freshFact(&d.facts),
		partLoad:      loadFact(o),
	}
}

// fieldFact is fieldFit.
func (a *ask) fieldFact(fields []int32) fit {
	relation, comparable := apart, false
	for _, x := range a.d.fields {
		for _, y := range fields {
			relation = max(relation, relate(a.table, x, y))
			comparable = comparable || schemeOf(a.table, x) == schemeOf(a.table, y)
		}
	}
	if !comparable {
		return fit{}
	}
	many := max(len(a.d.fields), len(fields))
	return known(nearness[relation] * math.Sqrt(min(1, 5/float64(many))))
}

// freshFact is freshFit.
func (a *ask) freshFact(f *facts) fit {
	value, known := a.e.freshness(f, a.now)
	switch {
	case known && a.fresh.known:
		return fit{true, (value + a.fresh.value) / 2}
	case known:
		return fit{true, value}
	}
	return a.fresh
}
