package match

import (
	"cmp"
	"slices"

	"kejiyun/internal/text"
)

// groupWord is a word of one of the groups.
type groupWord struct {
	group int
	key   string      // folded
	units []text.Gram // two characters at least, or one word of letters
}

// thesaurus finds the words of the groups in texts.
type thesaurus struct {
	by    map[text.Gram][]groupWord // by the first unit, the longest first
	first [1 << 10]uint64           // a bit for each character of the basic plane that begins a word
}

// newThesaurus leaves out single characters, which are mostly part of something
// else (猪 in 猪笼草).
func newThesaurus(groups [][]string) *thesaurus {
	t := &thesaurus{by: map[text.Gram][]groupWord{}}
	for g, words := range groups {
		for _, w := range words {
			var units []text.Gram
			for sc := text.Scan(w); sc.Next(); {
				units = append(units, sc.Unit().Gram)
			}
			if len(units) > 1 || len(units) == 1 && units[0].IsWord() {
				t.by[units[0]] = append(t.by[units[0]], groupWord{g, text.Normalise(w), units})
			}
		}
	}
	for first, words := range t.by {
		if first < 1<<16 {
			t.first[first>>6] |= 1 << (first & 63)
		}
		slices.SortStableFunc(words, func(a, b groupWord) int { return cmp.Compare(len(b.units), len(a.units)) })
	}
	return t
}

// begins tells whether a word may begin with a unit; it is asked of every
// character of two texts for every match that is told.
func (t *thesaurus) begins(g text.Gram) bool {
	if g < 1<<16 {
		return t.first[g>>6]&(1<<(g&63)) != 0
	}
	_, in := t.by[g]
	return in
}

// find is a place where a text has a word of a group; start and end are bytes.
type find struct {
	word       groupWord
	start, end int
}

// finds returns the words of the groups in a text, in order, none inside a longer
// one, and none that is cut out of other words (土豆 in 本土豆瓣), as far as the
// lexicon knows; nil knows nothing.
func (t *thesaurus) finds(s string, lex text.Lexicon) []find {
	if !t.mayFind(s) {
		return nil
	}
	units := make([]text.Unit, 0, len(s)/3+1)
	for sc := text.Scan(s); sc.Next(); {
		units = append(units, sc.Unit())
	}
	var out []find
	for i := 0; i < len(units); {
		if !t.begins(units[i].Gram) {
			i++
			continue
		}
		n := 1
		for _, w := range t.by[units[i].Gram] {
			if n > 1 && len(w.units) < n { // a longer one stands here
				break
			}
			if standsAt(units[i:], w.units) && !cutOut(units, i, i+len(w.units), lex) {
				n = len(w.units)
				out = append(out, find{w, units[i].Start, units[i+n-1].End})
			}
		}
		i += n
	}
	return out
}

// mayFind tells whether a text has the first unit of any word.
func (t *thesaurus) mayFind(s string) bool {
	if len(t.by) == 0 {
		return false
	}
	for sc := text.Scan(s); sc.Next(); {
		if t.begins(sc.Unit().Gram) {
			return true
		}
	}
	return false
}

// standsAt tells whether a text begins with the units of a word.
func standsAt(units []text.Unit, word []text.Gram) bool {
	if len(units) < len(word) {
		return false
	}
	for i, g := range word {
		if units[i].Gram != g || i > 0 && !units[i].Joined {
			return false
		}
	}
	return true
}

// cutOut tells whether the first or last unit of units[from:to] belongs more
// firmly to its neighbour outside than to the one inside.
func cutOut(units []text.Unit, from, to int, lex text.Lexicon) bool {
	if lex == nil || to-from < 2 {
		return false
	}
	bond := func(i int) float64 { return lex.Bond(units[i-1].Gram, units[i].Gram) }
	outside := func(i int) bool {
		return i > 0 && i < len(units) && units[i].Joined && units[i].Gram.IsChar() && units[i-1].Gram.IsChar()
	}
	return outside(from) && bond(from) > bond(from+1) || outside(to) && bond(to) > bond(to-1)
}
