package match

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// segment holds postings of one side for good: their columns, a table to find
// them by id, and an inverted index. The index only proposes candidates: for
// each pair of the texts, and for each character and word of the titles, it
// knows in which postings that counts most (impact), so that the sum over a
// query's terms comes near the blended text score. Candidates are then scored
// exactly from their rows.
type segment struct {
	columns
	find  []uint16   // open addressing by id: number + 1, 0 where empty
	words []termWord // of 64 terms each
	heads []listHead // of the lists there are, by term
	lists []uint16   // for each list the numbers, then the impacts, two in a word
	held  *mapping   // the file the above lies in, nil for memory
}

// termWord says of 64 terms which have a list, and how many lists come before.
type termWord struct {
	has    uint64
	before uint32
	_      uint32
}

// listHead is one list: where it begins, how long it is, and its greatest impact.
type listHead struct {
	from uint32
	n    uint16
	most uint8
	_    uint8
}

const (
	// maxSegment is how many postings a segment may have.
	maxSegment = 1<<16 - 64
	// maxList is how many postings of a segment a term proposes: those in which
	// it counts most. A term of more is common, so that others decide.
	maxList = 2048
)

// impactUnit is the number of steps of impacts in 1. Impacts are cut at 255:
// only very short texts come so high, and there the exact score decides.
const impactUnit = 510

// roots are the square roots of the weights of a blend, by kind, for titles and
// for whole texts.
type roots struct{ title, whole [2]float64 }

func rootsOf(b *Blend) *roots {
	return &roots{title: [2]float64{math.Sqrt(b.TitleChars + b.CoverChars), math.Sqrt(b.TitlePairs)},
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

func part(x float64, of float32) float64 {
	if of == 0 {
		return 0
	}
	return x / float64(of)
}

// steps is an impact as a segment holds it, at least one step.
func steps(impact float64) uint8 { return uint8(min(255, max(1, math.Round(impact*impactUnit)))) }

// indexed tells whether a term of a row stands in the inverted index.
func indexed(kind int, tf uint8) bool { return kind == pairs || tf>>4 > 0 }

// sealer builds segments under a lexis.
type sealer struct {
	lexis *lexis
	roots *roots
}

// seal makes a segment of some postings.
func (b sealer) seal(c columns) *segment {
	s := &segment{columns: c}
	s.index()
	b.invert(s)
	return s
}

// index builds the table of ids.
func (s *segment) index() {
	size := 4
	for size < 2*s.size() {
		size *= 2
	}
	s.find = make([]uint16, size)
	for i := range s.facts {
		at := int(s.facts[i].id) & (size - 1)
		for s.find[at] != 0 {
			at = (at + 1) & (size - 1)
		}
		s.find[at] = uint16(i) + 1
	}
}

// lookup returns the number of the posting of an id.
func (s *segment) lookup(hash uint64, id string) (int, bool) {
	if s.find == nil { // not sealed: the newest counts
		for i := s.size() - 1; i >= 0; i-- {
			if s.facts[i].id == hash && string(s.ids.at(i)) == id {
				return i, true
			}
		}
		return 0, false
	}
	mask := len(s.find) - 1
	for at := int(hash) & mask; s.find[at] != 0; at = (at + 1) & mask {
		if i := int(s.find[at]) - 1; s.facts[i].id == hash && string(s.ids.at(i)) == id {
			return i, true
		}
	}
	return 0, false
}

// listed is one posting of a list while it is built.
type listed struct {
	at     uint16
	impact uint8
}

// invert builds the lists.
func (b sealer) invert(s *segment) {
	next := make([]uint32, b.lexis.size()+1) // by term: how many entries, then where the next one goes
	b.each(s, func(_ int, term uint32, _ int32, _ uint8, _ int) { next[term]++ })
	total, lists := uint32(0), 0
	for t, n := range next {
		lists += boolInt(n > 0)
		next[t], total = total, total+n
	}
	all := make([]listed, total)
	b.each(s, func(i int, term uint32, w int32, tf uint8, kind int) {
		all[next[term]] = listed{uint16(i), steps(b.roots.impact(w, tf, kind, &s.stats[i]))}
		next[term]++
	})
	s.words = make([]termWord, len(next)/64+1)
	s.heads = make([]listHead, 0, lists)
	from := uint32(0)
	for t, to := range next {
		if t&63 == 0 {
			s.words[t>>6].before = uint32(len(s.heads))
		}
		if to > from {
			s.words[t>>6].has |= 1 << (t & 63)
			s.append(all[from:to])
		}
		from = to
	}
	s.lists = slices.Clip(s.lists)
}

// each calls f for every term of every posting that is to be listed, the
// postings in their order.
func (b sealer) each(s *segment, f func(i int, term uint32, w int32, tf uint8, kind int)) {
	for i := range s.facts {
		c := walk(s.rows.at(i))
		for kind := range 2 {
			for c.next(kind) {
				if w := b.lexis.weight(c.term, kind == pairs); w > 0 && indexed(kind, c.tf) {
					f(i, c.term, w, c.tf, kind)
				}
			}
		}
	}
}

// append adds a list; of a long one only the postings of greatest impact.
func (s *segment) append(list []listed) {
	if len(list) > maxList {
		slices.SortFunc(list, func(a, b listed) int {
			return cmp.Or(cmp.Compare(b.impact, a.impact), cmp.Compare(a.at, b.at))
		})
		list = list[:maxList]
		slices.SortFunc(list, func(a, b listed) int { return cmp.Compare(a.at, b.at) })
	}
	h := listHead{from: uint32(len(s.lists)), n: uint16(len(list))}
	for _, e := range list {
		s.lists = append(s.lists, e.at)
	}
	for i, e := range list {
		if i&1 == 0 {
			s.lists = append(s.lists, uint16(e.impact))
		} else {
			s.lists[len(s.lists)-1] |= uint16(e.impact) << 8
		}
		h.most = max(h.most, e.impact)
	}
	s.heads = append(s.heads, h)
}

// head returns the list of a term, nil if there is none.
func (s *segment) head(term uint32) *listHead {
	w := term >> 6
	if w >= uint32(len(s.words)) || s.words[w].has>>(term&63)&1 == 0 {
		return nil
	}
	return &s.heads[s.words[w].before+uint32(bits.OnesCount64(s.words[w].has&(1<<(term&63)-1)))]
}

// list returns the numbers and impacts of a list.
func (s *segment) list(h *listHead) (at []uint16, impact []byte) {
	n := uint32(h.n)
	return s.lists[h.from : h.from+n], bytesOf(s.lists[h.from+n : h.from+n+(n+1)/2])[:n]
}
