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

// trim brings the ends of the run units[from:to] to the borders of words.
func trim(units []Unit, from, to int, lex Lexicon) (int, int) {
	if lex != nil && to-from > 1 {
		inner := lex.Bond(units[from].Gram, units[from+1].Gram)
		if from > 0 && neighbours(units, from) && lex.Bond(units[from-1].Gram, units[from].Gram) > inner {
			from++
		}
		if to < len(units) && neighbours(units, to) && to-from > 1 &&
			lex.Bond(units[to-1].Gram, units[to].Gram) > lex.Bond(units[to-2].Gram, units[to-1].Gram) {
			to--
		}
	}
	for changed := true; changed; {
		changed = true
		switch {
		case to > from && units[from].Gram.is(leading):
			from++
		case to > from && units[to-1].Gram.is(trailing):
			to--
		case to-from > 3 && stopPair(units[from].Gram, units[from+1].Gram):
			from += 2
		case to-from > 3 && stopPair(units[to-2].Gram, units[to-1].Gram):
			to -= 2
		default:
			changed = false
		}
	}
	return from, to
}

// neighbours tells whether unit i and the one before it are Han characters side
// by side.
func neighbours(units []Unit, i int) bool {
	return units[i].Joined && units[i].Gram.IsChar() && units[i-1].Gram.IsChar()
}

// phrase weighs a trimmed run; false when nothing telling is in it.
func phrase(text string, units []Unit, lex Lexicon) (Phrase, bool) {
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
			p.Weight += weigh(lex, u.Gram)
		}
		if i > 0 && !(empty[i-1] && empty[i]) {
			p.Weight += weigh(lex, Pair(units[i-1].Gram, u.Gram))
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

func weigh(lex Lexicon, g Gram) int {
	if lex == nil {
		return 1
	}
	return lex.Weight(g)
}
