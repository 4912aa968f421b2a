package match

import (
	"math"
	"math/bits"
	"sync/atomic"
)

// segment is an immutable inverted index over some postings of one side. It
// only proposes candidates: for each pair of the texts, and for each character
// and word of the titles, it knows which postings contain it and how much that
// counts there (impact), so that the sum over a query's terms comes near the
// blended text score. Candidates are then scored exactly from their rows.
//
// Beside the lists stand tags, by posting.
type segment struct {
	docs    []*doc
	has     []uint64 // a bit per term
	rank    []uint32 // by word of has: how many terms come before it
	offsets []uint32 // into at and impact, by rank; one more than terms
	at      []uint16 // numbers of postings
	impact  []uint8

	tags []tag
	dead []atomic.Uint64 // a bit per posting
}

// tag is what a search must know of every posting that may be among the best.
// It fills half a cache line.
type tag struct {
	place  place
	until  int64
	owners uint64
	flags  uint32
	reach  uint8
}

func tagOf(d *doc) tag {
	f := &d.facts
	return tag{f.place, f.until, f.owners, f.flags, f.reach}
}

// maxSegment is how many postings a segment may have.
const maxSegment = 1 << 16

// impactUnit is the number of steps of impacts in 1. Impacts are cut at 255:
// only very short texts come so high, and there the exact score decides.
const impactUnit = 510

// roots are the square roots of the weights of a blend, by kind, for titles and
// for whole texts.
type roots struct{ title, whole [2]float64 }

// coverSeen is how much of the weight of CoverChars the first stage gives to the
// characters of titles: a square counts little unless nearly all is common.
const coverSeen = .1

func rootsOf(b *Blend) *roots {
	return &roots{title: [2]float64{math.Sqrt(b.TitleChars + coverSeen*b.CoverChars), math.Sqrt(b.TitlePairs)},
		whole: [2]float64{math.Sqrt(b.WholeChars), math.Sqrt(b.WholePairs + b.CoverPairs)}}
}

// bound is the most that a sum of products of impacts can come to, which by
// Cauchy and Schwarz is the square of the greatest length of a vector of them.
func (r *roots) bound() float64 {
	sum := 0.0
	for k := range 2 {
		sum += (r.title[k] + r.whole[k]) * (r.title[k] + r.whole[k])
	}
	return max(sum, 1)
}

// impact is what a term of rarity w contributes on its side of the products of
// the blend: the sum over common terms of impact·impact approximates it.
func (r *roots) impact(w int32, tf uint8, kind int, s *stats) float64 {
	x := float64(r.title[kind] * part(float64(w*tfWeight[tf>>4])/16, s.title[kind]))
	return x + float64(r.whole[kind]*part(float64(w*tfWeight[tf&15])/16, s.whole[kind]))
}

func part(x, of float64) float64 {
	if of == 0 {
		return 0
	}
	return x / of
}

// steps is an impact as a segment holds it.
func steps(impact float64) uint8 { return uint8(min(255, math.Round(impact*impactUnit))) }

// indexed tells whether a term of a row stands in the inverted index.
func indexed(kind int, tf uint8) bool { return kind == pairs || tf>>4 > 0 }

// sealer builds segments of terms below a number, under a frozen rarity.
type sealer struct {
	terms  int
	frozen *frozen
	roots  *roots
}

// seal builds the index of some postings.
func (b sealer) seal(docs []*doc) *segment {
	s := &segment{docs: append([]*doc(nil), docs...), tags: make([]tag, len(docs)), dead: make([]atomic.Uint64, len(docs)/64+1)}
	next := make([]uint32, b.terms) // by term: how many entries, then where the next one goes
	for i, d := range docs {
		d.home, d.at = s, uint32(i)
		c := d.row.walk()
		for kind := range 2 {
			for c.next(kind) {
				if indexed(kind, c.tf) {
					next[c.term]++
				}
			}
		}
		s.tags[i] = tagOf(d)
	}
	s.lay(next)
	for i, d := range docs {
		c := d.row.walk()
		for kind := range 2 {
			for c.next(kind) {
				if indexed(kind, c.tf) {
					n := next[c.term]
					next[c.term]++
					s.at[n] = uint16(i)
					s.impact[n] = steps(b.roots.impact(b.frozen.weight(c.term, kind == pairs), c.tf, kind, &d.stats))
				}
			}
		}
	}
	return s
}

// lay makes room for the lists, given the length of each by term, and turns
// the lengths into their beginnings.
func (s *segment) lay(next []uint32) {
	s.has, s.rank = make([]uint64, len(next)/64+1), make([]uint32, len(next)/64+1)
	total, terms := uint32(0), 0
	for _, n := range next {
		terms += boolInt(n > 0)
	}
	s.offsets = make([]uint32, 1, terms+1)
	for t, n := range next {
		if t&63 == 0 {
			s.rank[t>>6] = uint32(len(s.offsets) - 1)
		}
		if n > 0 {
			s.has[t>>6] |= 1 << (t & 63)
			next[t] = total
			total += n
			s.offsets = append(s.offsets, total)
		}
	}
	s.at, s.impact = make([]uint16, total), make([]uint8, total)
}

// list returns where the list of a term begins and ends.
func (s *segment) list(term uint32) (from, to uint32) {
	word := term >> 6
	if word >= uint32(len(s.has)) || s.has[word]>>(term&63)&1 == 0 {
		return 0, 0
	}
	i := s.rank[word] + uint32(bits.OnesCount64(s.has[word]&(1<<(term&63)-1)))
	return s.offsets[i], s.offsets[i+1]
}

// sums16 are the first-stage scores of a segment's postings.
type sums16 = [maxSegment]uint16

// accumulate adds the products of the query's impacts and the postings' to acc.
func (s *segment) accumulate(best []strong, acc *sums16) {
	for _, b := range best {
		from, to := s.list(b.term)
		at, impact := s.at[from:to], s.impact[from:to]
		impact = impact[:len(at)]
		for i, n := range at {
			acc[n] += b.times(impact[i])
		}
	}
}

// strong is a term of a query by which the first stage searches. Its rate is
// what one step of impact counts, in 65536ths of a point.
type strong struct {
	term, rate uint32
	single     bool // seen in one posting when rarity was frozen
}

func (b *strong) times(impact uint8) uint16 { return uint16((b.rate*uint32(impact) + 1<<15) >> 16) }
