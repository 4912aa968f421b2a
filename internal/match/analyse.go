package match

import (
	"slices"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// maxUnits bounds how much of one posting is read, in characters and words.
// The forms allow about 8,000.
const maxUnits = 9000

// material is the text of a posting: its title, its keywords and the like, and
// all the rest. The rest of a need is read with a focus (see focus.go).
type material struct {
	title    string
	keywords []string
	rest     []string
	need     bool
}

func offerText(o *domain.Offer) material {
	return material{o.Title, o.Keywords, []string{o.Summary, o.Description, o.Advantages}, false}
}

func needText(n *domain.Need) material {
	rest := []string{n.Summary, n.Detail, n.Metrics, n.Tried}
	keywords := n.Keywords
	if n.Call != nil {
		rest = append(rest, n.Call.Goal, n.Call.Metrics, n.Call.Bidders)
	}
	if n.Talent != nil {
		keywords = append([]string{n.Talent.Post}, keywords...)
	}
	return material{n.Title, keywords, rest, true}
}

// count is one gram of a posting with its packed counts.
type count struct {
	gram text.Gram
	tf   uint8
}

// analysis is what is read from a posting: its grams with their counts,
// characters and words first, then pairs.
type analysis struct {
	counts  []count
	natural float64
}

// analyse reads a posting. syn adds synonyms to what it finds; nil adds none.
func analyse(m material, syn *synonyms) analysis {
	var title, whole []text.Gram
	left := maxUnits
	read := func(s string, into *[]text.Gram) {
		text.EmitTelling(s, func(g text.Gram, hollow bool) {
			if !g.IsPair() {
				left--
			}
			if left > 0 {
				*into = append(*into, mark(g, hollow))
			}
		})
		text.Quantities(s, func(g text.Gram, _, _ int) {
			if left > 0 {
				*into = append(*into, g)
			}
		})
	}
	read(m.title, &title)
	whole = append(whole, title...)
	for _, s := range m.keywords {
		read(s, &whole)
	}
	slices.Sort(title)
	passages := []passage{{len(whole), 1}}
	for _, s := range m.rest {
		if !m.need {
			read(s, &whole)
			continue
		}
		for _, sentence := range text.Sentences(s) {
			from := len(whole)
			read(sentence, &whole)
			passages = append(passages, passage{len(whole), weigh(title, whole[from:])})
		}
	}
	var asRead []text.Gram
	if m.need {
		asRead = slices.Clone(whole)
	}
	slices.Sort(whole)
	out := merge(title, whole)
	if m.need {
		focused(out, asRead, passages)
	}
	if syn != nil {
		out = append(out, syn.expand(out)...)
	}
	slices.SortStableFunc(out, func(a, b count) int {
		return boolInt(a.gram.IsPair()) - boolInt(b.gram.IsPair())
	})
	return analysis{out, natural(whole)}
}

// hollowBit marks a character that says nothing where it stands: part of a
// word of boilerplate, or a function character. No character has this bit.
const hollowBit text.Gram = 1 << 30

func mark(g text.Gram, hollow bool) text.Gram {
	if hollow && g.IsChar() {
		return g | hollowBit
	}
	return g
}

// merge counts the runs of two sorted lists; title is contained in whole. A
// gram that is only ever hollow in a view counts there as such. The
// result is sorted by gram.
func merge(title, whole []text.Gram) []count {
	var out, hollow []count
	t := 0
	for i := 0; i < len(whole); {
		g, n, nt := whole[i], 0, 0
		for ; i < len(whole) && whole[i] == g; i++ {
			n++
		}
		for ; t < len(title) && title[t] == g; t++ {
			nt++
		}
		if g < text.Gram(1<<31) && g&hollowBit != 0 {
			hollow = append(hollow, count{g &^ hollowBit, hollowCount(nt)<<4 | hollowCount(n)})
		} else {
			out = append(out, count{g, packTF(nt)<<4 | packTF(n)})
		}
	}
	return overlay(out, hollow)
}

// hollowCount is the packed count of n hollow occurrences.
func hollowCount(n int) uint8 {
	return uint8(min(n, 1) * hollowTF)
}

// overlay merges two sorted lists; where both have a gram, a count of the first
// goes before one of the second.
func overlay(plain, hollow []count) []count {
	out := make([]count, 0, len(plain)+len(hollow))
	i := 0
	for _, h := range hollow {
		for ; i < len(plain) && plain[i].gram < h.gram; i++ {
			out = append(out, plain[i])
		}
		if i < len(plain) && plain[i].gram == h.gram {
			if plain[i].tf>>4 == 0 {
				plain[i].tf |= h.tf & 0xf0
			}
			continue
		}
		out = append(out, h)
	}
	return append(out, plain[i:]...)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
