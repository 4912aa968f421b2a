package text

import (
	"slices"
	"unicode/utf16"
)

// Span is a run of a text that was searched for, in UTF-16 code units as
// browsers count them, End exclusive.
type Span struct{ Start, End int }

// maxMarks bounds how many runs of one text are marked.
const maxMarks = 50

// Marks returns where the words of a query stand in a text, compared in folded
// form, in the order of the text: every pair of neighbouring units that the
// query has too, every word of Latin letters or digits, and single characters
// that the query asks for by themselves. Runs that touch are one.
func Marks(s, query string) []Span {
	wanted := asked(collect(query))
	if len(wanted) == 0 {
		return nil
	}
	units := collect(s)
	marked := make([]bool, len(units))
	for i, u := range units {
		if wanted[u.Gram] {
			marked[i] = true
		}
		if i > 0 && u.Joined && wanted[Pair(units[i-1].Gram, u.Gram)] {
			marked[i-1], marked[i] = true, true
		}
	}
	var out []Span
	at := utf16Counter{s: s}
	for i := 0; i < len(units) && len(out) < maxMarks; i++ {
		if !marked[i] {
			continue
		}
		from := i
		for i+1 < len(units) && marked[i+1] && units[i+1].Start == units[i].End {
			i++
		}
		out = append(out, Span{at.count(units[from].Start), at.count(units[i].End)})
	}
	return slices.Clip(out)
}

// asked are the grams that a query looks for: its pairs, its words, and the
// characters that stand alone.
func asked(units []Unit) map[Gram]bool {
	wanted := make(map[Gram]bool, len(units))
	for i, u := range units {
		alone := !u.Joined && (i+1 == len(units) || !units[i+1].Joined)
		if u.Gram.IsWord() || alone {
			wanted[u.Gram] = true
		}
		if i > 0 && u.Joined {
			wanted[Pair(units[i-1].Gram, u.Gram)] = true
		}
	}
	return wanted
}

// utf16Counter turns rising places in bytes into places in UTF-16 code units.
type utf16Counter struct {
	s        string
	from, at int
}

func (c *utf16Counter) count(to int) int {
	for _, r := range c.s[c.from:to] {
		c.at += max(1, utf16.RuneLen(r))
	}
	c.from = to
	return c.at
}
