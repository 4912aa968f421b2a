package match

import "math"

// The text score of a need and an offer is a blend of six features, each 0–1.
// With w(g) = rarity(g) · √count(g) for every gram g of a text,
//
//	cosine(a, b)  = Σ w_a(g)·w_b(g) / (|w_a|·|w_b|)        over the grams of both
//	coverage      = Σ rarity(g), g in the need's title and in the offer
//	                / Σ rarity(g), g in the need's title
//	                · min(1, 2 / (1 + length/ordinary)),   length of what covers
//
// cosines of titles and of whole texts, of characters and of pairs; coverage by
// the offer's title in characters, by its whole text in pairs, damped because a
// long list covers everything. A text that repeats itself unnaturally loses in
// proportion (row.natural). The blend is then laid over Weights.Curve. Sums are
// of whole numbers, so that their order does not matter; the few divisions and
// roots are those of IEEE 754.

// The two kinds of grams in a row.
const (
	chars = iota
	pairs
)

// ordinary is the number of different characters in a title and of different
// pairs in a whole text from which coverage is damped.
var ordinary = [2]float64{chars: 24, pairs: 250}

// stats are the lengths of a posting's vectors under one frozen rarity.
type stats struct {
	title, whole [2]float64 // |w| by kind
	cover        [2]float64 // Σ rarity over the title by kind
	damp         [2]float64 // of the coverage by this posting
}

// measure computes the lengths of a row.
func (f *frozen) measure(r cursor) stats {
	var s stats
	for kind := range 2 {
		var t2, a2, c, length int64
		for r.next(kind) {
			w := f.weight(r.term, kind == pairs)
			t, a := w*tfWeight[r.tf>>4]>>4, w*tfWeight[r.tf&15]>>4
			t2 += int64(t) * int64(t)
			a2 += int64(a) * int64(a)
			c += int64(coverWeight(w, r.tf>>4))
			if kind == pairs || r.tf>>4 > 0 {
				length++
			}
		}
		s.title[kind], s.whole[kind] = math.Sqrt(float64(t2)), math.Sqrt(float64(a2))
		s.cover[kind] = float64(c)
		s.damp[kind] = min(1, 2/(1+float64(length)/ordinary[kind]))
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

// slot is what a query says about one term.
type slot struct {
	rarity       int32
	title, whole int32 // w of the term in the query's title and whole text
	cover        int32 // rarity when the term stands in the query's title
	rate         uint32
}

// query is a posting laid out by term, to be compared with many rows.
type query struct {
	row   row
	stats *stats
	need  bool     // the query is the need, the rows are offers
	slots []slot   // by term; only those of row are set
	in    []uint64 // a bit per slot: whether it is set; small enough to stay in the cache
	roots *roots
	best  []strong // the terms of the first stage; their rate stands in slots too
}

// lay sets the slots of the query's terms; clear takes them back.
func (q *query) lay(f *frozen) {
	for i, term := range q.row.terms {
		if term >= uint32(len(q.slots)) {
			continue
		}
		w := f.weight(term, i >= q.row.chars)
		tf := q.row.tf[i]
		q.slots[term] = slot{rarity: w, title: w * tfWeight[tf>>4] >> 4, whole: w * tfWeight[tf&15] >> 4, cover: coverWeight(w, tf>>4)}
		q.in[term>>6] |= 1 << (term & 63)
	}
	for _, b := range q.best {
		q.slots[b.term].rate = b.rate
	}
}

func (q *query) clear() {
	for _, term := range q.row.terms {
		if term < uint32(len(q.slots)) {
			q.slots[term] = slot{}
			q.in[term>>6] = 0
		}
	}
}

// has tells whether a term stands in the query.
func (q *query) has(term uint32) bool {
	i := term >> 6
	return i < uint32(len(q.in)) && q.in[i]>>(term&63)&1 != 0
}

// sums are the products of a query and one row, by kind.
type sums struct{ title, whole, coverTitle, coverWhole int64 }

// add takes one term of a row into the sums.
func (q *query) add(term uint32, c uint8, s *sums) {
	e := &q.slots[term]
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

// blend returns the blended features of the query and a posting, 0–1.
func (q *query) blend(d *doc, b *Blend) float64 {
	var s [2]sums
	row := d.row.walk()
	for kind := range 2 {
		for row.next(kind) {
			if q.has(row.term) {
				q.add(row.term, row.tf, &s[kind])
			}
		}
	}
	rs := &d.stats
	need, offer := rs, q.stats
	if q.need {
		need, offer = q.stats, rs
	}
	x := float64(b.TitleChars * ratio(s[chars].title, q.stats.title[chars]*rs.title[chars]))
	x += float64(b.WholeChars * ratio(s[chars].whole, q.stats.whole[chars]*rs.whole[chars]))
	x += float64(b.TitlePairs * ratio(s[pairs].title, q.stats.title[pairs]*rs.title[pairs]))
	x += float64(b.WholePairs * ratio(s[pairs].whole, q.stats.whole[pairs]*rs.whole[pairs]))
	x += float64(b.CoverChars * offer.damp[chars] * ratio(s[chars].coverTitle, need.cover[chars]))
	x += float64(b.CoverPairs * offer.damp[pairs] * ratio(s[pairs].coverWhole, need.cover[pairs]))
	return min(x, 1) * (q.row.natural * d.natural)
}

func ratio(sum int64, by float64) float64 {
	if by == 0 {
		return 0
	}
	return float64(sum) / by
}
