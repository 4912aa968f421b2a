package text

import (
	"sort"
	"strings"
)

// Phrase is a run of a text that stands in another text too.
type Phrase struct {
	Text       string // as written in the text it was found in
	Start, End int    // bytes of that text, End exclusive
	Weight     int    // sum of the weights of the pairs and words in it
}

// Index is a text made ready to be compared with others.
type Index struct {
	grams  map[Gram]struct{} // its pairs and words
	folded string
}

// NewIndex makes a text ready to be compared.
func NewIndex(s string) *Index {
	x := &Index{grams: make(map[Gram]struct{}, len(s)/3), folded: Normalise(s)}
	Emit(s, func(g Gram, _, _ int) {
		if !g.IsChar() {
			x.grams[g] = struct{}{}
		}
	})
	return x
}

// Contains tells whether the indexed text contains s in folded form.
func (x *Index) Contains(s string) bool { return strings.Contains(x.folded, Normalise(s)) }

func (x *Index) has(g Gram) bool {
	_, ok := x.grams[g]
	return ok
}

// Common returns the longest runs of text that also stand in the indexed text,
// both compared in folded form, in the order of text. A run has two units or
// is a word; function characters at its ends are cut off, and runs of
// boilerplate alone are left out. weight says how much a pair or word tells; it
// is not called for single Han characters. nil weights every gram 1.
func (x *Index) Common(text string, weight func(Gram) int) []Phrase {
	units := collect(text)
	var out []Phrase
	for i := 0; i < len(units); {
		n := x.run(units[i:])
		for n > 1 && !x.Contains(text[units[i].Start:units[i+n-1].End]) {
			n--
		}
		if n == 0 || n == 1 && !units[i].Gram.IsWord() {
			i++
			continue
		}
		if p, ok := phrase(text, units[i:i+n], weight); ok {
			out = append(out, p)
		}
		i += n
	}
	return out
}

// Strongest returns the at most k phrases of greatest weight, strongest first,
// none of them part of another one's text; ties keep the order of the text.
func Strongest(phrases []Phrase, k int) []Phrase {
	sorted := append([]Phrase(nil), phrases...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Weight > sorted[j].Weight })
	var out []Phrase
	seen := make([]string, 0, k)
	for _, p := range sorted {
		if len(out) == k {
			break
		}
		n := Normalise(p.Text)
		if !coveredBy(seen, n) {
			out, seen = append(out, p), append(seen, n)
		}
	}
	return out
}

func coveredBy(seen []string, text string) bool {
	for _, s := range seen {
		if strings.Contains(s, text) || strings.Contains(text, s) {
			return true
		}
	}
	return false
}

func collect(s string) []Unit {
	units := make([]Unit, 0, len(s)/3+1)
	for sc := Scan(s); sc.Next(); {
		units = append(units, sc.unit)
	}
	return units
}

// run returns how many units from the first on are joined by pairs of the
// index: 0 when even the first, being a word, is not in it.
func (x *Index) run(units []Unit) int {
	if units[0].Gram.IsWord() && !x.has(units[0].Gram) {
		return 0
	}
	n := 1
	for n < len(units) && units[n].Joined && x.has(Pair(units[n-1].Gram, units[n].Gram)) {
		n++
	}
	return n
}

// phrase trims a run and weighs it; false when nothing telling is left.
func phrase(text string, units []Unit, weight func(Gram) int) (Phrase, bool) {
	for len(units) > 0 && leadChars[units[0].Gram] {
		units = units[1:]
	}
	for len(units) > 0 && tailChars[units[len(units)-1].Gram] {
		units = units[:len(units)-1]
	}
	if len(units) == 0 || len(units) == 1 && !telling(text, units[0]) {
		return Phrase{}, false
	}
	p := Phrase{Start: units[0].Start, End: units[len(units)-1].End}
	p.Text = text[p.Start:p.End]
	empty := hollow(units)
	useful := false
	for i, u := range units {
		useful = useful || !empty[i] && (u.Gram.IsChar() || telling(text, u))
		if u.Gram.IsWord() {
			p.Weight += weigh(weight, u.Gram)
		}
		if i > 0 && !(empty[i-1] && empty[i]) {
			p.Weight += weigh(weight, Pair(units[i-1].Gram, u.Gram))
		}
	}
	return p, useful
}

// telling tells whether a word says something by itself: letters do, a bare
// number of one or two digits does not.
func telling(text string, u Unit) bool {
	w := text[u.Start:u.End]
	return u.Gram.IsWord() && (len(w) > 2 || strings.Trim(w, "0123456789") != "" && len(w) > 1)
}

func weigh(weight func(Gram) int, g Gram) int {
	if weight == nil {
		return 1
	}
	return weight(g)
}
