package match

import (
	"slices"

	"kejiyun/internal/text"
)

// masks are the elements that the names of fields and their other words have, by
// number.
func (t *taxonomy) masks(w *words) map[uint16]uint32 {
	out := map[uint16]uint32{}
	for i, e := range w.elements {
		for _, f := range t.words[e.gram] {
			out[f] |= 1 << i
		}
	}
	return out
}

// wordsOf are the grams of the names of fields: the numbers of the fields that
// have each.
func wordsOf(t *taxonomy) map[text.Gram][]uint16 {
	out := map[text.Gram][]uint16{}
	for id, n := range t.numbers {
		f := t.fields[id]
		for _, s := range append([]string{f.Name}, f.Synonyms...) {
			text.Emit(s, func(g text.Gram, _, _ int) {
				if !slices.Contains(out[g], n) {
					out[g] = append(out[g], n)
				}
			})
		}
	}
	return out
}
