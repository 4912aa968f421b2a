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
			c += int64(w * coverTF[r.tf>>4] >> 4)
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

// coverTF is what covering a title's term counts by its packed count, in 16ths of
// its rarity: synonyms need not be covered, and of hollow characters a part.
var coverTF = func() (t [16]int32) {
	for tf := hollowTF; tf < len(t); tf++ {
		t[tf] = 16
	}
	t[hollowTF] = tfWeight[hollowTF]
	return t
}()

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
		x := slot{term: term, rarity: w, title: w * tfWeight[tf>>4] >> 4, whole: w * tfWeight[tf&15] >> 4, cover: w * coverTF[tf>>4] >> 4}
		if i < q.row.chars && tf>>4 > synonymTF {
			x.root = rootOf(w)
		}
		if x.title > 0 {
			x.titled = -1
		}
		x.plain = int64(x.whole) * int64(w*tfWeight[plainTF]>>4)
		q.slots.add(x)
	}
}

// sums are the products of a query and one row, by kind.
type sums struct{ title, whole, coverTitle, coverWhole, roots int64 }

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

// plain takes n terms that stand once in a text, and not in its title, into the
// sums, as counted would, and returns what follows them. Neither has a branch for
// whether the query has a term, since that cannot be foretold.
func (q *query) plain(p []byte, n int, pair bool, s *sums) []byte {
	term, d, slots := uint32(0), uint32(0), q.slots
	whole, cover := s.whole, s.coverWhole
	for ; n > 0; n-- {
		d, p = distance(p, pair)
		term += d
		x := slots.find(term)
		hit := same64(x.term, term)
		whole += x.plain & hit
		cover += int64(x.cover) & hit
	}
	s.whole, s.coverWhole = whole, cover
	return p
}

// same64 is all ones if two terms are the same and 0 if not.
func same64(a, b uint32) int64 { return (int64(a^b) - 1) >> 63 }

// counted takes n terms of an offer with their packed counts into the sums.
func (q *query) counted(p []byte, n int, pair bool, to *sums) []byte {
	term, d, slots := uint32(0), uint32(0), q.slots
	s := *to
	for ; n > 0; n-- {
		d, p = distance(p, pair)
		term += d
		whole, title := p[0]&15, p[0]>>4
		p = p[1:]
		x := slots.find(term)
		hit := same64(x.term, term)
		s.whole += int64(x.whole) * int64(x.rarity*tfWeight[whole]>>4) & hit
		s.title += int64(x.title) * int64(x.rarity*tfWeight[title]>>4) & hit
		s.roots += int64(x.root) & hit & itself[title]
		s.coverWhole += int64(x.cover) & hit
		s.coverTitle += int64(x.cover) & hit & anyhow[title]
	}
	*to = s
	return p
}

// focused is counted for a need. The focus has counted nearly all of its terms in
// parts, few stand in its title, and few of the pairs are in the query.
func (q *query) focused(p []byte, n int, pair bool, to *sums) []byte {
	term, d, slots := uint32(0), uint32(0), q.slots
	s := *to
	for ; n > 0; n-- {
		d, p = distance(p, pair)
		term += d
		whole, title := p[0]&15, p[0]>>4
		p = p[1:]
		if pair && slots.places[term&placeMask] == 0 {
			continue
		}
		x := slots.find(term)
		hit := same64(x.term, term)
		s.whole += int64(x.whole) * int64(x.rarity*tfWeight[whole]>>4) & hit
		if title > 0 {
			cover := int64(x.rarity*coverTF[title]>>4) & hit
			s.title += int64(x.title) * int64(x.rarity*tfWeight[title]>>4) & hit
			s.roots += int64(x.root) & hit & itself[title]
			s.coverWhole += cover
			s.coverTitle += cover & x.titled
		}
	}
	*to = s
	return p
}

// What packed counts of a title say, as masks: that a term stands there, and that
// it stands there itself and not as a synonym.
var anyhow, itself = func() (any, self [16]int64) {
	for tf := 1; tf < 16; tf++ {
		any[tf] = -1
		if tf > synonymTF {
			self[tf] = -1
		}
	}
	return any, self
}()

// kind takes the terms of a kind into the sums; characters come first.
func (q *query) kind(c *cursor, kind int, s *sums) {
	c.p = q.plain(c.p, c.left[2*kind], kind == pairs, s)
	if q.need {
		c.p = q.counted(c.p, c.left[2*kind+1], kind == pairs, s)
	} else {
		s.coverWhole = 0 // a need's cover counts what stands in its title
		c.p = q.focused(c.p, c.left[2*kind+1], kind == pairs, s)
	}
}

// look is a comparison of the query and one posting: the features that the blend
// mixes, how far the need is nothing but a title, and how many bytes of the row were
// read when pairs were still to come.
type look struct {
	x    vector
	lone float64
	read int
}

// features compares all.
func (q *query) features(row []byte, rs *stats) look {
	l := q.look(row, rs)
	q.pairs(&l, row, rs)
	return l
}

// look compares characters and words; the features of pairs are 0.
func (q *query) look(row []byte, rs *stats) (l look) {
	var s sums
	c := walk(row)
	q.kind(&c, chars, &s)
	l.lone, l.read = q.ofChars(&l.x, &s, rs), len(row)-len(c.p)
	return l
}

// pairs sets the features of pairs.
func (q *query) pairs(l *look, row []byte, rs *stats) {
	var s sums
	c := walk(row)
	c.p = row[l.read:]
	q.kind(&c, pairs, &s)
	need, offer := q.sides(rs)
	l.x[2] = ratio(s.title, q.stats.title[pairs], rs.title[pairs])
	l.x[3] = ratio(s.whole, q.stats.whole[pairs], rs.whole[pairs])
	l.x[5] = float64(offer.damp) * ratio(s.coverWhole, need.cover[pairs], 1)
}

// ofChars sets the features of characters and words.
func (q *query) ofChars(x *vector, s *sums, rs *stats) (lone float64) {
	need, offer := q.sides(rs)
	x[0] = ratio(s.title, q.stats.title[chars], rs.title[chars])
	x[1] = ratio(s.whole, q.stats.whole[chars], rs.whole[chars])
	common := inCommon(s.coverTitle, need.cover[chars], offer.cover[chars])
	x[4] = common * common
	if lone = need.lone(); lone > 0 {
		x[4] += float64(lone * (inCommon(s.roots, need.roots, offer.roots) - x[4]))
	}
	return lone
}

// sides tells the need's stats from the offer's.
func (q *query) sides(rs *stats) (need, offer *stats) {
	if q.need {
		return q.stats, rs
	}
	return rs, q.stats
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
