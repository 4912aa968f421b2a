package match

import "math"

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

// stats are the lengths of a posting's vectors under one frozen rarity.
type stats struct {
	title, whole [2]float64 // |w| by kind
	cover        [2]float64 // Σ rarity over the title by kind
	damp         float64    // of the coverage by this posting, in pairs
	roots        float64    // Σ √rarity over the title, characters and words
}

// measure computes the lengths of a row.
func (f *frozen) measure(r cursor) stats {
	var s stats
	for kind := range 2 {
		var t2, a2, c, length, roots int64
		for r.next(kind) {
			w := f.weight(r.term, kind == pairs)
			t, a := w*tfWeight[r.tf>>4]>>4, w*tfWeight[r.tf&15]>>4
			t2 += int64(t) * int64(t)
			a2 += int64(a) * int64(a)
			c += int64(coverWeight(w, r.tf>>4))
			if kind == chars && r.tf>>4 > synonymTF {
				roots += int64(rootOf(w))
			}
			length++
		}
		s.title[kind], s.whole[kind] = math.Sqrt(float64(t2)), math.Sqrt(float64(a2))
		s.cover[kind] = float64(c)
		if kind == chars {
			s.roots = float64(roots)
		} else {
			s.damp = min(1, 2/(1+float64(length)/ordinary))
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
func rootOf(w int32) int32 { return int32(math.Round(math.Sqrt(float64(w)) * 256)) }

// lone tells how far a need is nothing but its title: 1 if it has no other word,
// 0 if the title is less than nine tenths of the length of the need's vector.
func (s *stats) lone() float64 {
	if s.whole[chars] == 0 {
		return 0
	}
	return max(0, 10*(s.title[chars]/s.whole[chars])-9)
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
	roots *roots
	best  []strong // the terms of the first stage; their rate stands in slots too
}

// lay sets the slots of the query's terms.
func (q *query) lay(f *frozen) {
	q.slots.prepare(len(q.row.terms))
	for i, term := range q.row.terms {
		if term == none {
			continue
		}
		w := f.weight(term, i >= q.row.chars)
		tf := q.row.tf[i]
		e := slot{rarity: w, title: w * tfWeight[tf>>4] >> 4, whole: w * tfWeight[tf&15] >> 4, cover: coverWeight(w, tf>>4)}
		if i < q.row.chars && tf>>4 > synonymTF {
			e.root = rootOf(w)
		}
		e.plain = int64(e.whole) * int64(w*tfWeight[plainTF]>>4)
		q.slots.add(term, e)
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

// plain takes n terms that stand once in a text into the sums, as add would,
// and returns the row behind them.
func (q *query) plain(p packed, n int, s *sums) packed {
	term := uint32(0)
	slots := q.slots
	for ; n > 0 && len(p) >= 2; n-- {
		d := uint32(p[0]) | uint32(p[1])<<8
		p = p[2:]
		if d == far && len(p) >= 4 {
			d = uint32(p[0]) | uint32(p[1])<<8 | uint32(p[2])<<16 | uint32(p[3])<<24
			p = p[4:]
		}
		term += d
		if slots.filter[term&filterMask>>6]>>(term&63)&1 != 0 {
			e := slots.get(term)
			s.whole += e.plain
			s.coverWhole += int64(e.cover)
		}
	}
	return p
}

// counted takes n terms with their packed counts into the sums.
func (q *query) counted(p packed, n int, s *sums) packed {
	c := cursor{p: p, left: [4]int{1: n}, group: 1}
	for c.next(chars) {
		if q.slots.maybe(c.term) {
			q.add(q.slots.get(c.term), c.tf, s)
		}
	}
	return c.p
}

// blend returns the blended features of the query and a posting, 0–1.
func (q *query) blend(d *doc, b *Blend) float64 {
	x, lone := q.features(d)
	return bent(min(1, x.dot(b.vector())), lone) * (q.row.natural * d.natural)
}

// features are what the blend mixes, for the query and one posting, and how far
// the need is nothing but a title.
func (q *query) features(d *doc) (x vector, lone float64) {
	var s [2]sums
	c := d.row.walk()
	p := c.p
	for kind := range 2 {
		p = q.plain(p, c.left[2*kind], &s[kind])
		if !q.need {
			s[kind].coverWhole = 0 // a need's cover counts what stands in its title
		}
		p = q.counted(p, c.left[2*kind+1], &s[kind])
	}
	rs := &d.stats
	need, offer := rs, q.stats
	if q.need {
		need, offer = q.stats, rs
	}
	x[0] = ratio(s[chars].title, q.stats.title[chars]*rs.title[chars])
	x[1] = ratio(s[chars].whole, q.stats.whole[chars]*rs.whole[chars])
	x[2] = ratio(s[pairs].title, q.stats.title[pairs]*rs.title[pairs])
	x[3] = ratio(s[pairs].whole, q.stats.whole[pairs]*rs.whole[pairs])
	common := share(s[chars].coverTitle, need.cover[chars]+offer.cover[chars])
	x[4] = common * common
	if lone = need.lone(); lone > 0 {
		x[4] += float64(lone * (share(s[chars].roots, need.roots+offer.roots) - x[4]))
	}
	x[5] = offer.damp * ratio(s[pairs].coverWhole, need.cover[pairs])
	return x, lone
}

// share is what two have in common of all they have: sum is in both, both is
// the sum of what each has.
func share(sum int64, both float64) float64 { return min(1, ratio(sum, both-float64(sum))) }

func ratio(sum int64, by float64) float64 {
	if by == 0 {
		return 0
	}
	return float64(sum) / by
}
