package match

import (
	"maps"
	"math/bits"
	"slices"

	"kejiyun/internal/text"
)

// seek is what a segment holds so that searches of a few characters find
// postings by what is shown of them. It leans on the inverted indexes, which tell
// of each entry whether the term is shown there. What these cannot tell stands in
// sets of postings under a key: terms whose lists are cut, words of the texts
// beside the titles, pairs of boilerplate, fields, counties.
type seek struct {
	keys []uint32 // of the sets, rising
	ends []uint32 // of each set in data
	data []uint16 // numbers, rising; or a bit per posting where that is shorter
}

// Keys of sets: a term in titles is an even, in whole texts an odd number; pairs
// of boilerplate go by their place in stops, fields by their number, counties by
// their digits.
const (
	stopKey   = 1 << 31
	fieldKey  = 1 << 30
	countyKey = fieldKey | 1<<24
)

func setKey(term uint32, whole bool) uint32 { return term<<1 | uint32(boolInt(whole)) }

// stops are the pairs of boilerplate; a posting has one when it shows both
// characters, since rows leave such pairs out.
var stops = text.BoilerplatePairs()

// stopParts are the characters of the stops, by the lexis: for each character
// its number among those, and for each stop its two.
type stopParts struct {
	number map[uint32]int // by term
	of     [][2]int       // by stop; -1 for a character nobody uses
}

func (l *lexis) stopParts() *stopParts {
	p := &stopParts{number: map[uint32]int{}, of: make([][2]int, len(stops))}
	part := func(r rune) int {
		t := l.term(text.Gram(r))
		if t == none {
			return -1
		}
		if _, known := p.number[t]; !known {
			p.number[t] = len(p.number)
		}
		return p.number[t]
	}
	for i, g := range stops {
		a, b := g.Chars()
		p.of[i] = [2]int{part(a), part(b)}
	}
	return p
}

// What a posting shows of a character.
const (
	inWhole = 1 << iota
	inTitle
)

// setting gathers the sets of a segment.
type setting struct {
	l     *lexis
	s     *segment
	sets  map[uint32][]uint16
	parts *stopParts
	flags []uint8 // of the posting at hand, by number of a part
}

func newSetting(l *lexis, s *segment) *setting {
	b := &setting{l: l, s: s, sets: map[uint32][]uint16{}, parts: l.stopParts()}
	b.flags = make([]uint8, len(b.parts.number))
	return b
}

// seek lays the sets, with those of every posting.
func (b *setting) seek() seek {
	for i := range b.s.facts {
		b.posting(i)
	}
	return b.lay()
}

func (b *setting) add(key uint32, i int) { b.sets[key] = append(b.sets[key], uint16(i)) }

// posting takes in the words, the pairs of boilerplate, the fields and the county of
// a posting.
func (b *setting) posting(i int) {
	clear(b.flags)
	item := b.s.shown.at(i)
	shown, n := item[1+int(item[0]):], 0
	for c := walk(b.s.rows.at(i)); c.next(chars); n++ {
		if shown[n>>3]>>(n&7)&1 != 0 {
			b.term(i, c.term, c.tf>>4 > synonymTF)
		}
	}
	for k, of := range b.parts.of {
		if of[0] < 0 || of[1] < 0 {
			continue
		}
		both := b.flags[of[0]] & b.flags[of[1]]
		if both&inWhole != 0 {
			b.add(stopKey|setKey(uint32(k), true), i)
		}
		if both&inTitle != 0 {
			b.add(stopKey|setKey(uint32(k), false), i)
		}
	}
	for _, f := range b.s.fields(i) {
		b.add(fieldKey|uint32(f), i)
	}
	if county := b.s.facts[i].place.county(); county != 0 {
		b.add(countyKey|county, i)
	}
}

// term takes a character or word in that posting i shows.
func (b *setting) term(i int, term uint32, title bool) {
	if b.l.gram(term).IsWord() {
		b.add(setKey(term, true), i)
	} else if p, is := b.parts.number[term]; is {
		b.flags[p] |= inWhole
		if title {
			b.flags[p] |= inTitle
		}
	}
}

// cut tells whether a list may lack postings: one of whole texts, not of titles.
func (h *listHead) cut(whole bool) bool { return whole && h.n == maxList }

// lay puts the sets one behind the other.
func (b *setting) lay() seek {
	words := b.s.setWords()
	out := seek{keys: slices.Sorted(maps.Keys(b.sets))}
	for _, key := range out.keys {
		list := slices.Compact(b.sets[key])
		if len(list) >= words {
			bits := make([]uint16, words)
			for _, i := range list {
				bits[i>>4] |= 1 << (i & 15)
			}
			list = bits
		}
		out.data = append(out.data, list...)
		out.ends = append(out.ends, uint32(len(out.data)))
	}
	out.data = slices.Clip(out.data)
	return out
}

// setWords is the length of a set with a bit per posting.
func (s *segment) setWords() int { return (s.size() + 15) / 16 }

// eachIn calls f for every posting of a set.
func (s *segment) eachIn(key uint32, f func(i int)) {
	k, there := slices.BinarySearch(s.seek.keys, key)
	if !there {
		return
	}
	from := uint32(0)
	if k > 0 {
		from = s.seek.ends[k-1]
	}
	list := s.seek.data[from:s.seek.ends[k]]
	if len(list) < s.setWords() {
		for _, i := range list {
			f(int(i))
		}
		return
	}
	for w, word := range list {
		for ; word != 0; word &= word - 1 {
			f(w<<4 + bits.TrailingZeros16(word))
		}
	}
}

// eachWith calls f for every posting that shows a term in its title or in all of
// its texts, as far as the indexes know.
func (s *segment) eachWith(term uint32, whole bool, f func(i int)) {
	x := s.lists(whole)
	h := x.head(term)
	if h == nil || h.cut(whole) {
		s.eachIn(setKey(term, whole), f)
		return
	}
	_, at, shown := x.list(h)
	for w, word := range shown {
		for ; word != 0; word &= word - 1 {
			f(int(at[w<<4+bits.TrailingZeros16(word)]))
		}
	}
}
