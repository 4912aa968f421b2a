package match

import (
	"cmp"
	"slices"

	"kejiyun/internal/text"
)

// synonyms finds words in a text and knows the other words for them.
type synonyms struct {
	// by is keyed by the first gram of a word: its first pair, or its only unit.
	by map[text.Gram][]synonym
	// told are the words of the admin's groups, as explanations tell them.
	told *thesaurus
}

type synonym struct {
	grams  []text.Gram // the grams of the word, sorted
	others []text.Gram // grams of the other words of its groups
}

// newSynonyms builds the table from the taxonomy (a field's name and its
// synonyms are one group) and from the groups of the admin's table.
func newSynonyms(fields []Field, groups [][]string) *synonyms {
	s := &synonyms{by: map[text.Gram][]synonym{}, told: newThesaurus(groups)}
	for _, f := range fields {
		if len(f.Synonyms) > 0 {
			s.addGroup(append([]string{f.Name}, f.Synonyms...))
		}
	}
	for _, g := range groups {
		s.addGroup(g)
	}
	return s
}

func (s *synonyms) addGroup(words []string) {
	for i, w := range words {
		grams := gramsOf(w)
		if len(grams) == 0 {
			continue
		}
		var others []text.Gram
		for j, o := range words {
			if j != i {
				others = append(others, gramsOf(o)...)
			}
		}
		key := firstGram(grams)
		s.by[key] = append(s.by[key], synonym{grams, others})
	}
}

// expand returns the grams of synonyms for the words of a text that the text
// does not hold itself. cs are the grams of the text, sorted.
func (s *synonyms) expand(cs []count) []count {
	if len(s.by) == 0 {
		return nil
	}
	found := map[text.Gram]uint8{}
	for _, c := range cs {
		for _, syn := range s.by[c.gram] {
			tf := uint8(0)
			if containsAll(cs, syn.grams, 0x0f) {
				tf |= synonymTF
			}
			if containsAll(cs, syn.grams, 0xf0) {
				tf |= synonymTF << 4
			}
			for _, o := range syn.others {
				if tf > 0 && !containsAll(cs, []text.Gram{o}, 0x0f) {
					found[o] |= tf
				}
			}
		}
	}
	out := make([]count, 0, len(found))
	for g, tf := range found {
		out = append(out, count{gram: g, tf: tf})
	}
	slices.SortFunc(out, func(a, b count) int { return cmp.Compare(a.gram, b.gram) })
	return out
}

// gramsOf returns the sorted grams of a word, without those that say nothing.
func gramsOf(s string) []text.Gram {
	var out []text.Gram
	text.EmitTelling(s, func(g text.Gram, hollow bool) {
		if !hollow {
			out = append(out, g)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// firstGram is the gram by which a word is looked up: the first of its pairs,
// or its only character or word.
func firstGram(grams []text.Gram) text.Gram {
	for _, g := range grams {
		if g.IsPair() {
			return g
		}
	}
	return grams[0]
}

// containsAll tells whether the sorted counts hold all the grams in a view: the
// title (mask 0xf0) or the whole text (0x0f).
func containsAll(cs []count, want []text.Gram, mask uint8) bool {
	for _, g := range want {
		i, in := slices.BinarySearchFunc(cs, g, func(c count, g text.Gram) int { return cmp.Compare(c.gram, g) })
		if !in || cs[i].tf&mask == 0 {
			return false
		}
	}
	return true
}
