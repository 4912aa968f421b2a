package match

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// segment holds postings of one side for good: their columns, a table to find
// them by id, their order by place, and two inverted indexes. An index only
// proposes candidates: for each term it knows in which postings that counts
// most (impact), in the titles and, for pairs, in the whole texts, so that the
// sum over a query's terms comes near the blended text score. Candidates are
// then scored exactly from their rows.
type segment struct {
	columns
	find    []uint16 // open addressing by id: number + 1, 0 where empty
	byPlace []uint16 // the numbers in the order of place.key
	titles  inverted
	wholes  inverted
	seek    seek
	held    *mapping // the file the above lies in, nil for memory
}

// inverted is an index of a segment.
type inverted struct {
	words []termWord // of 64 terms each
	heads []listHead // of the lists there are, by term
	lists []uint16   // see list
}

// termWord says of 64 terms which have a list, and how many lists come before.
type termWord struct {
	has    uint64
	before uint32
	_      uint32
}

// listHead is one list: where it begins, how long it is, its greatest impact, and, if
// it is in runs, how many.
type listHead struct {
	from uint32
	n    uint16
	most uint8
	runs uint8
}

const (
	// maxSegment is how many postings a segment may have.
	maxSegment = 1<<16 - 64
	// maxList is how many postings of a segment a list of whole texts holds: those
	// in which its term counts most. A term of more is common, so that others decide.
	maxList = 8192
)

// The number of steps of impacts in 1. Impacts are cut at 255: only very short
// texts come so high, and there the exact score decides.
const (
	titleUnit = 255
	wholeUnit = 1020
)

// A term of rarity w that stands in two texts adds to the cosine of their titles
// (or wholes) the product of what it is of the length of each. impact is that
// share of one text.
func impact(w int32, tf uint8, length float32) float64 {
	if length == 0 {
		return 0
	}
	return float64(w*tfWeight[tf]>>4) / float64(length)
}

// covering is the impact of a character or word in a title: the root of what it is
// of all the rarity of the title. The products of two titles sum up to the rarity
// of what they have in common, divided by the geometric mean of what each has:
// nearer to CoverChars than their cosine is.
func covering(w int32, tf uint8, cover float32) float64 {
	if cover == 0 {
		return 0
	}
	return math.Sqrt(float64(w*coverTF[tf]>>4) / float64(cover))
}

// titled is the impact of a term of a kind in a title of which s are the lengths.
func (s *stats) titled(kind int, w int32, tf uint8) float64 {
	if kind == chars {
		return covering(w, tf, s.cover[chars])
	}
	return impact(w, tf, s.title[pairs])
}

// steps is an impact as a segment holds it, at least one step.
func steps(impact, unit float64) uint8 { return levels[int(min(255, max(1, math.Round(impact*unit))))] }

// levels has for each number of steps the nearest that segments hold: eight from one
// to twice as much. So the postings of a long list have few impacts.
var levels = func() (t [256]uint8) {
	for n := 1; n < len(t); n++ {
		level := math.Round(8*math.Log2(float64(n))) / 8
		t[n] = uint8(min(255, math.Round(math.Exp2(level))))
	}
	return t
}()

// seal makes a segment of some postings.
func (l *lexis) seal(c columns) *segment {
	s := &segment{columns: c}
	s.index()
	s.order()
	l.invert(s)
	return s
}

// order sorts the postings by place.
func (s *segment) order() {
	s.byPlace = make([]uint16, s.size())
	for i := range s.byPlace {
		s.byPlace[i] = uint16(i)
	}
	slices.SortFunc(s.byPlace, func(a, b uint16) int {
		return cmp.Or(cmp.Compare(s.facts[a].place, s.facts[b].place), cmp.Compare(a, b))
	})
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

// lists returns the lists of whole texts or of titles.
func (s *segment) lists(whole bool) *inverted {
	if whole {
		return &s.wholes
	}
	return &s.titles
}

// head returns the list of a term, nil if there is none.
func (x *inverted) head(term uint32) *listHead {
	w := term >> 6
	if w >= uint32(len(x.words)) || x.words[w].has>>(term&63)&1 == 0 {
		return nil
	}
	return &x.heads[x.words[w].before+uint32(bits.OnesCount64(x.words[w].has&(1<<(term&63)-1)))]
}

// inRuns is the length from which a list is laid out in runs of equal impact, greatest
// first: the lists that take most of the time of a search.
const inRuns = 64

// list returns of a list the impacts, the numbers of the postings, and a bit for each
// that tells whether the term is shown there. Impacts stand two in a word and numbers
// rise; or there is for each run its impact and how many numbers it has, which rise in
// each.
func (x *inverted) list(h *listHead) (impacts, at, shown []uint16) {
	n := uint32(h.n)
	first := (n + 1) / 2
	if h.runs > 0 {
		first = 2 * uint32(h.runs)
	}
	l := x.lists[h.from:]
	return l[:first], l[first : first+n], l[first+n : first+n+(n+15)/16]
}
