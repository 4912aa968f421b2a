package text

import "strings"

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

// Lexicon is what a collection of texts knows about grams.
type Lexicon interface {
	// Weight says how much a pair or a word tells.
	Weight(g Gram) int
	// Bond says how firmly two neighbouring units belong together, from 0 to 1:
	// high inside a word, low across the border of two words.
	Bond(a, b Gram) float64
}

// Common returns the longest runs of text that also stand in the indexed text,
// both compared in folded form, in the order of text. A run has two units or
// is a word. Its ends are brought to the borders of words: function characters
// and boilerplate are cut off, and so is a character that belongs more to its
// neighbour outside the run. Runs of boilerplate alone are left out. Without a
// lexicon every gram weighs 1 and nothing is known of bonds.
func (x *Index) Common(text string, lex Lexicon) []Phrase {
	units := collect(text)
	empty := hollow(units)
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
		from, to := trim(units, i, i+n, lex)
		if p, ok := phrase(text, units[from:to], lex); ok {
			p.Weight *= 2 + border(units, empty, from, from-1) + border(units, empty, to, to)
			out = append(out, p)
		}
		i += n
	}
	return out
}

// border is 1 when a word surely begins at unit i, which is where a text, a run
// of neighbours, or a word that says nothing ends or begins; beside is the unit
// outside. Such phrases read better than those cut out of a longer word.
func border(units []Unit, empty []bool, i, beside int) int {
	if i == 0 || i == len(units) || !units[i].Joined || empty[beside] {
		return 1
	}
	return 0
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
