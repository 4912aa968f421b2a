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
//	common        = (Σ rarity(g), g in both titles / Σ rarity(g), g in either)²
//
// cosines of titles and of whole texts, of characters and of pairs; coverage by
// the offer's whole text in pairs, damped because a long list covers everything;
// what the titles have in common in characters, squared: two titles that share
// little are told apart better by the cosines, two that share most of what they
// have mean the same. A text that repeats itself unnaturally loses in proportion
// (row.natural).
//
// Of a need that is nothing but a title (lone) every character of it counts, also
// those of the words that all titles have, since 装置 and 方法 do tell a device from
// a method:
//
//	common        = Σ √rarity(g), g in both titles / Σ √rarity(g), g in either
//
// That runs higher, so the blend of such a need is bent back to what other
// blends mean (bent). The blend is then laid over Weights.Curve. Sums are of
// whole numbers, so that their order does not matter; the few divisions and
// roots are those of IEEE 754.

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
	roots        float32    // Σ √rarity over the title, characters and words
}

// measure computes the lengths of a row.
func (l *lexis) measure(r cursor) stats {
	var s stats
	for kind := range 2 {
		var t2, a2, c, length, roots int64
		for r.next(kind) {
			w := l.weight(r.term, kind == pairs)
			t, a := w*tfWeight[r.tf>>4]>>4, w*tfWeight[r.tf&15]>>4
			t2 += int64(t) * int64(t)
			a2 += int64(a) * int64(a)
			c += int64(coverWeight(w, r.tf>>4))
			if kind == chars && r.tf>>4 > synonymTF {
				roots += int64(rootOf(w))
			}
			length++
		}
		s.title[kind], s.whole[kind] = float32(math.Sqrt(float64(t2))), float32(math.Sqrt(float64(a2)))
		s.cover[kind] = float32(c)
		if kind == chars {
			s.roots = float32(roots)
		} else {
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

// rootOf is the root of a rarity, in 256ths.
func rootOf(w int32) int32 { return rootTable[min(int(w), len(rootTable)-1)] }

// rootTable has the roots of all rarities there are: 64 · ln of a billion.
var rootTable = func() (t [1400]int32) {
	for w := range t {
		t[w] = int32(math.Round(math.Sqrt(float64(w)) * 256))
	}
	return t
}()

// lone tells how far a need is nothing but its title: 1 if it has no other word,
// 0 if the title is less than nine tenths of the length of the need's vector.
func (s *stats) lone() float64 {
	if s.whole[chars] == 0 {
		return 0
	}
	return max(0, 10*(float64(s.title[chars])/float64(s.whole[chars]))-9)
}

// bent brings the blend of a need that is lone to some degree to the scale of
// the others. The bend was fitted on pairs of which both blends are known.
func bent(x, lone float64) float64 {
	if lone == 0 {
		return x
	}
	return x + float64(lone*(.92*x*math.Sqrt(math.Sqrt(x))-x))
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
		if i < q.row.chars && tf>>4 > synonymTF {
			x.root = rootOf(w)
		}
		x.plain = int64(x.whole) * int64(w*tfWeight[plainTF]>>4)
		q.slots.add(x)
	}
}

// sums are the products of a query and one row, by kind.
type sums struct{ title, whole, coverTitle, coverWhole, roots int64 }

// add takes one term of a row into the sums.
func (q *query) add(e *slot, c uint8, s *sums) {
	w := e.rarity
	s.whole += int64(e.whole) * int64(w*tfWeight[c&15]>>4)
	if c>>4 > 0 {
		s.title += int64(e.title) * int64(w*tfWeight[c>>4]>>4)
		if c>>4 > synonymTF {
			s.roots += int64(e.root)
		}
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
// its packed row, its stats and how natural both are.
func (q *query) blend(row []byte, rs *stats, natural float64, b *Blend) float64 {
	x, lone := q.features(row, rs)
	return bent(min(1, x.dot(b.vector())), lone) * natural
}

// features are what the blend mixes, for the query and one posting, and how far
// the need is nothing but a title.
func (q *query) features(row []byte, rs *stats) (x vector, lone float64) {
	s := q.compare(row)
	need, offer := rs, q.stats
	if q.need {
		need, offer = q.stats, rs
	}
	x[0] = ratio(s[chars].title, q.stats.title[chars], rs.title[chars])
	x[1] = ratio(s[chars].whole, q.stats.whole[chars], rs.whole[chars])
	x[2] = ratio(s[pairs].title, q.stats.title[pairs], rs.title[pairs])
	x[3] = ratio(s[pairs].whole, q.stats.whole[pairs], rs.whole[pairs])
	common := inCommon(s[chars].coverTitle, need.cover[chars], offer.cover[chars])
	x[4] = common * common
	if lone = need.lone(); lone > 0 {
		x[4] += float64(lone * (inCommon(s[chars].roots, need.roots, offer.roots) - x[4]))
	}
	x[5] = float64(offer.damp) * ratio(s[pairs].coverWhole, need.cover[pairs], 1)
	return x, lone
}

// inCommon is what two have in common of all they have: sum is in both, a and b are
// the sums of what each has.
func inCommon(sum int64, a, b float32) float64 {
	if either := float64(a) + float64(b) - float64(sum); either > 0 {
		return min(1, float64(sum)/either)
	}
	return 0
}

// ratio is sum / (a·b), 0 if that is nothing.
func ratio(sum int64, a, b float32) float64 {
	if by := float64(a) * float64(b); by > 0 {
		return float64(sum) / by
	}
	return 0
}
