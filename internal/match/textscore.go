package match

import (
	"encoding/binary"
	"math"
)

// The text score of a need and an offer is a blend of six features, each 0–1.
// With w(g) = rarity(g) · √count(g) for every gram g of a text,
//
//	cosine(a, b)  = Σ w_a(g)·w_b(g) / (|w_a|·|w_b|)        over the grams of both
//	coverage      = Σ rarity(g), g in the need's title and in the offer
//	                / Σ rarity(g), g in the need's title
//	                · min(1, 2 / (1 + length/ordinary)),   length of what covers
//	common        = Σ rarity(g), g in both titles / Σ rarity(g), g in either
//
// cosines of titles and of whole texts, of characters and of pairs; coverage by
// the offer's whole text in pairs, damped because a long list covers everything;
// what the titles have in common in characters. A text that repeats itself
// unnaturally loses in proportion (row.natural). The blend is then laid over
// Weights.Curve. Sums are of whole numbers, so that their order does not matter;
// the few divisions and roots are those of IEEE 754.

// The two kinds of grams in a row.
const (
	chars = iota
	pairs
)

// ordinary is the number of different pairs in a whole text from which coverage
// by it is damped.
const ordinary = 250.

// stats are the lengths of a posting's vectors under one lexis. They have no
// pointers and go into snapshots as they are.
type stats struct {
	title, whole [2]float32 // |w| by kind
	cover        [2]float32 // Σ rarity over the title by kind
	damp         float32    // of the coverage by this posting, in pairs
}

// measure computes the lengths of a row.
func (l *lexis) measure(r cursor) stats {
	var s stats
	for kind := range 2 {
		var t2, a2, c, length int64
		for r.next(kind) {
			w := l.weight(r.term, kind == pairs)
			t, a := w*tfWeight[r.tf>>4]>>4, w*tfWeight[r.tf&15]>>4
			t2 += int64(t) * int64(t)
			a2 += int64(a) * int64(a)
			c += int64(coverWeight(w, r.tf>>4))
			length++
		}
		s.title[kind], s.whole[kind] = float32(math.Sqrt(float64(t2))), float32(math.Sqrt(float64(a2)))
		s.cover[kind] = float32(c)
		if kind == pairs {
			s.damp = float32(min(1, 2/(1+float64(length)/ordinary)))
		}
	}
	return s
}

// coverWeight is what covering a title's term of rarity w and packed count tf
// counts: synonyms need not be covered, and of hollow characters a part.
func coverWeight(w int32, tf uint8) int32 {
	switch {
	case tf <= synonymTF:
		return 0
	case tf == hollowTF:
		return w * tfWeight[hollowTF] >> 4
	}
	return w
}

// query is a posting laid out by term, to be compared with many rows.
type query struct {
	row   row
	stats *stats
	need  bool // the query is the need, the rows are offers
	slots *slots
}

// lay sets the slots of the query's terms.
func (q *query) lay(l *lexis) {
	q.slots.prepare()
	for i, term := range q.row.terms {
		if term == none {
			continue
		}
		w := l.weight(term, i >= q.row.chars)
		tf := q.row.tf[i]
		x := slot{term: term, rarity: w, title: w * tfWeight[tf>>4] >> 4, whole: w * tfWeight[tf&15] >> 4, cover: coverWeight(w, tf>>4)}
		x.plain = int64(x.whole) * int64(w*tfWeight[plainTF]>>4)
		q.slots.add(x)
	}
}

// sums are the products of a query and one row, by kind.
type sums struct{ title, whole, coverTitle, coverWhole int64 }

// add takes one term of a row into the sums.
func (q *query) add(e *slot, c uint8, s *sums) {
	w := e.rarity
	s.whole += int64(e.whole) * int64(w*tfWeight[c&15]>>4)
	if c>>4 > 0 {
		s.title += int64(e.title) * int64(w*tfWeight[c>>4]>>4)
	}
	switch {
	case q.need:
		s.coverWhole += int64(e.cover)
		if c>>4 > 0 {
			s.coverTitle += int64(e.cover)
		}
	case c>>4 > synonymTF:
		s.coverWhole += int64(coverWeight(w, c>>4))
		if e.title > 0 {
			s.coverTitle += int64(coverWeight(w, c>>4))
		}
	}
}

// distance reads the distance of a term from the one before.
func distance(p []byte, pair bool) (uint32, []byte) {
	if pair {
		d := uint32(p[0]) | uint32(p[1])<<8
		if p = p[2:]; d != farPair {
			return d, p
		}
	} else {
		d := uint32(p[0])
		if p = p[1:]; d != farChar {
			return d, p
		}
	}
	return binary.LittleEndian.Uint32(p), p[4:]
}

// plain takes n terms that stand once in a text into the sums, as add would, and
// returns what follows them.
func (q *query) plain(p []byte, n int, pair bool, s *sums) []byte {
	term, d := uint32(0), uint32(0)
	slots := q.slots
	for ; n > 0; n-- {
		d, p = distance(p, pair)
		term += d
		x := &slots.list[slots.places[term&placeMask]]
		if x.next != 0 { // seldom: terms share the place
			x = slots.of(slots.places[term&placeMask], term)
		}
		hit := same64(x.term, term) // no branch, for whether it is one cannot be foretold
		s.whole += x.plain & hit
		s.coverWhole += int64(x.cover) & hit
	}
	return p
}

// same64 is all ones if two terms are the same and 0 if not.
func same64(a, b uint32) int64 { return (int64(a^b) - 1) >> 63 }

// counted takes n terms with their packed counts into the sums.
func (q *query) counted(p []byte, n int, pair bool, s *sums) []byte {
	term, d := uint32(0), uint32(0)
	slots := q.slots
	for ; n > 0; n-- {
		d, p = distance(p, pair)
		term += d
		tf := p[0]
		p = p[1:]
		if i := slots.places[term&placeMask]; i != 0 {
			if x := slots.of(i, term); x.term == term {
				q.add(x, tf, s)
			}
		}
	}
	return p
}

// compare returns the sums of the query and a packed row.
func (q *query) compare(row []byte) (s [2]sums) {
	c := walk(row)
	p := c.p
	for kind := range 2 {
		p = q.plain(p, c.left[2*kind], kind == pairs, &s[kind])
		if !q.need {
			s[kind].coverWhole = 0 // a need's cover counts what stands in its title
		}
		p = q.counted(p, c.left[2*kind+1], kind == pairs, &s[kind])
	}
	return s
}

// blend returns the blended features of the query and a posting, 0–1, given by
// its packed row, its stats and how natural it is.
func (q *query) blend(row []byte, rs *stats, natural float64, b *Blend) float64 {
	s := q.compare(row)
	need, offer := rs, q.stats
	if q.need {
		need, offer = q.stats, rs
	}
	x := float64(b.TitleChars * ratio(s[chars].title, q.stats.title[chars], rs.title[chars]))
	x += float64(b.WholeChars * ratio(s[chars].whole, q.stats.whole[chars], rs.whole[chars]))
	x += float64(b.TitlePairs * ratio(s[pairs].title, q.stats.title[pairs], rs.title[pairs]))
	x += float64(b.WholePairs * ratio(s[pairs].whole, q.stats.whole[pairs], rs.whole[pairs]))
	either := float64(need.cover[chars]) + float64(offer.cover[chars]) - float64(s[chars].coverTitle)
	if either > 0 {
		x += float64(b.CoverChars * min(1, float64(s[chars].coverTitle)/either))
	}
	x += float64(b.CoverPairs * float64(offer.damp) * ratio(s[pairs].coverWhole, need.cover[pairs], 1))
	return min(x, 1) * natural
}

// ratio is sum / (a·b), 0 if that is nothing.
func ratio(sum int64, a, b float32) float64 {
	if by := float64(a) * float64(b); by > 0 {
		return float64(sum) / by
	}
	return 0
}
