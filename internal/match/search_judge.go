package match

import (
	"slices"

	"kejiyun/internal/text"
)

// The key of a posting found, from the highest bit on: whether it has all, the
// shareOf of the elements that stand in its title, the share of those that stand
// anywhere, how much of its title they are (255ths, by rarity), and when it was
// confirmed.
const (
	wholeShift = 56
	titleShift = 48
	shareShift = 40
	closeShift = 32
)

func scoreOf(key uint64) float64 {
	part := func(shift int) float64 { return float64(key>>shift&255) / 255 }
	return float64(key>>wholeShift&1)*.5 + .5*(.6*part(titleShift)+.3*part(shareShift)+.1*part(closeShift))
}

// verdict is what follows from a mask alone.
type verdict struct {
	mask   uint64
	whole  bool // has every unit
	lone   bool // or would have, but for single characters that only rows tell of
	near   bool // may have all but one
	key    uint64
	titled int64 // weight of the elements in the title
	pairs  bool  // some of these are pairs
}

func (s *searching) verdict(mask uint64) *verdict {
	kept := &s.verdicts[mask*0x9e3779b97f4a7c15>>56]
	if kept.mask == mask && mask != 0 {
		return kept
	}
	v := verdict{mask: mask, whole: true, lone: true}
	any := uint32(mask) | uint32(mask>>inTitles)
	for _, u := range s.words.units {
		if any&u.of == 0 {
			v.whole = false
			v.lone = v.lone && u.alone
		}
	}
	var shown int64
	for i, e := range s.words.elements {
		if any>>i&1 != 0 {
			shown += e.weight
		}
		if mask>>inTitles>>i&1 != 0 {
			v.titled += e.weight
			v.pairs = v.pairs || e.kind == pairs && e.stop < 0
		}
	}
	for j := range s.words.units {
		v.near = v.near || s.words.units[j].run >= minNearly && s.words.without(j)&^any == 0
	}
	v.key = shareOf(v.titled, s.words.weight)<<titleShift | shareOf(shown, s.words.weight)<<shareShift
	if v.whole {
		v.key |= 1 << wholeShift
	}
	*kept = v
	return kept
}

// shareOf is a part of a whole in 255ths.
func shareOf(part, of int64) uint64 { return uint64(255 * min(part, of) / max(of, 1)) }

// of is the key of a posting, but for when it was confirmed.
func (v *verdict) of(g *segment, i int) uint64 {
	if v.titled == 0 {
		return v.key
	}
	kind := chars
	if v.pairs {
		kind = pairs
	}
	return v.key | shareOf(v.titled, int64(g.stats[i].cover[kind]))<<closeShift
}

// judgeWhole takes postings that have all units.
func (s *searching) judgeWhole(g *segment, i int, mask uint64) {
	v := s.verdict(mask)
	if !v.whole && v.lone && len(s.words.units) > 1 {
		v = s.verdict(s.read(g, i, mask))
	}
	if v.whole {
		if len(s.taken) < fewWhole {
			s.taken = append(s.taken, taken{g, i})
		}
		s.take(g, i, v.of(g, i))
	}
}

// minNearly is of how many neighbouring units one may be missing or another.
const minNearly = 3

// judgeNearly takes postings in which one unit is missing or another.
func (s *searching) judgeNearly(g *segment, i int, mask uint64) {
	v := s.verdict(mask)
	if !v.near || slices.Contains(s.taken, taken{g, i}) {
		return
	}
	if any := uint32(mask) | uint32(mask>>inTitles); s.nearly(g, i, any) {
		s.take(g, i, v.of(g, i)&^(1<<wholeShift))
	}
}

// nearly tells whether a posting has all of a search but one unit: every element
// that the unit is no part of, and the units that are left alone without it as
// single characters.
func (s *searching) nearly(g *segment, i int, any uint32) bool {
	units := s.words.units
	for j, wrong := range units {
		if wrong.run < minNearly {
			continue
		}
		rest, lonely := s.words.without(j), false
		for k, u := range units {
			lonely = lonely || k != j && u.of&any == 0
		}
		switch {
		case rest == 0:
			if s.words.gap != 0 && any&s.words.gap == s.words.gap && s.spans(g, i, units[0].gram, units[2].gram) {
				return true
			}
		case rest&any == rest && (!lonely || s.hasAll(g, i, j, any)):
			return true
		}
	}
	return false
}

// without are the elements of all units that the j-th is no part of.
func (w *words) without(j int) uint32 {
	rest := uint32(0)
	for k, u := range w.units {
		if k != j {
			rest |= u.of
		}
	}
	return rest &^ w.units[j].of
}

// hasAll tells whether a posting shows the units that none of its elements has,
// but for the j-th, as single characters or words.
func (s *searching) hasAll(g *segment, i, j int, any uint32) bool {
	if s.deep == 0 {
		return false
	}
	s.deep--
	missing := map[text.Gram]bool{}
	for k, u := range s.words.units {
		if k != j && u.of&any == 0 {
			missing[u.gram] = true
		}
	}
	eachShown(g.rows.at(i), g.shown.at(i), func(kind int, term uint32, _ uint8) {
		if kind == chars {
			delete(missing, s.v.lexis.gram(term))
		}
	})
	return len(missing) == 0
}

// spans tells whether two characters stand in a title with one between them.
func (s *searching) spans(g *segment, i int, a, b text.Gram) bool {
	if s.deep == 0 {
		return false
	}
	s.deep--
	after, before := map[rune]bool{}, map[rune]bool{}
	eachShown(g.rows.at(i), g.shown.at(i), func(kind int, term uint32, tf uint8) {
		if kind != pairs || tf>>4 <= synonymTF {
			return
		}
		first, second := s.v.lexis.gram(term).Chars()
		if text.Gram(first) == a {
			after[second] = true
		}
		if text.Gram(second) == b {
			before[first] = true
		}
	})
	for r := range after {
		if r != 0 && before[r] {
			return true
		}
	}
	return false
}
