package match

import "slices"

// The two sides of the market.
const (
	needSide = iota
	offerSide
)

// view is the state of an engine at one moment. Readers take the newest and
// keep it as long as they need; nothing in it ever changes.
type view struct {
	lexis *lexis
	sides [2]side
}

// side holds the postings of one side: sealed segments, oldest first, and the
// newest postings, which are scanned.
type side struct {
	sealed []piece
	fresh  piece
	live   int // how many are alive
}

// piece is a segment and which of its postings are gone, a bit each; nil for
// none of them.
type piece struct {
	*segment
	dead []uint64
}

func (p piece) gone(i int) bool { return p.dead != nil && p.dead[i>>6]>>(i&63)&1 != 0 }

// without returns the piece with one posting gone.
func (p piece) without(i int) piece {
	words := (p.size() + 63) / 64
	dead := make([]uint64, max(words, len(p.dead)))
	copy(dead, p.dead)
	dead[i>>6] |= 1 << (i & 63)
	p.dead = dead
	return p
}

// maxFresh is how many postings are scanned before they are sealed.
const maxFresh = 256

// small is the size up to which a side is not worth an index at all.
const small = 1024

// pieces are all pieces, the fresh one last.
func (s *side) pieces() []piece {
	return append(slices.Clip(s.sealed), s.fresh)
}

// find returns where the posting of an id stands: the number of its piece, the
// number of the sealed ones for the fresh one, and its number there.
func (s *side) find(id string) (of, at int, ok bool) {
	hash := hashOf(id)
	for of = len(s.sealed); of >= 0; of-- {
		p := s.piece(of)
		if i, in := p.lookup(hash, id); in && !p.gone(i) {
			return of, i, true
		}
	}
	return 0, 0, false
}

func (s *side) piece(of int) piece {
	if of == len(s.sealed) {
		return s.fresh
	}
	return s.sealed[of]
}

// doc returns the posting of an id, nil if there is none.
func (s *side) doc(id string) *doc {
	if of, at, ok := s.find(id); ok {
		return s.piece(of).doc(at)
	}
	return nil
}

// without returns the side with the posting of an id gone.
func (s side) without(id string) side {
	of, at, ok := s.find(id)
	switch {
	case !ok:
		return s
	case of == len(s.sealed):
		s.fresh = s.fresh.without(at)
	default:
		s.sealed = slices.Clone(s.sealed)
		s.sealed[of] = s.sealed[of].without(at)
	}
	s.live--
	return s
}

// with returns the side with one posting more. The fresh columns grow in place:
// readers of older views do not look behind their length.
func (s side) with(d *doc) side {
	grown := *s.fresh.segment
	grown.columns.add(d)
	s.fresh.segment = &grown
	if words := (grown.size() + 63) / 64; s.fresh.dead != nil && len(s.fresh.dead) < words {
		s.fresh.dead = append(slices.Clip(s.fresh.dead), 0)
	}
	s.live++
	return s
}

// seal turns the fresh postings into a segment. Segments of like size are
// joined, so that there are few of them and a posting is seldom sealed anew.
func (s side) seal(l *lexis) side {
	keep, n := len(s.sealed), s.fresh.alive()
	for keep > 0 && s.sealed[keep-1].size() <= min(2*n, maxSegment-n) {
		keep--
		n += s.sealed[keep].alive()
	}
	var c columns
	for _, p := range append(slices.Clip(s.sealed[keep:]), s.fresh) {
		p.each(func(i int) { c.add(p.doc(i)) })
	}
	s.sealed = slices.Clip(s.sealed[:keep])
	if c.size() > 0 {
		s.sealed = append(s.sealed, piece{segment: l.seal(c)})
	}
	s.fresh = piece{segment: &segment{}}
	return s
}

// alive is how many postings of a piece are not gone.
func (p piece) alive() int {
	n := 0
	p.each(func(int) { n++ })
	return n
}

// each calls f for the number of every posting that is not gone.
func (p piece) each(f func(i int)) {
	for i := range p.size() {
		if !p.gone(i) {
			f(i)
		}
	}
}
