package match

import (
	"cmp"
	"slices"
	"strings"

	"kejiyun/internal/text"
)

// What an explanation tells of synonyms: that the need says 土豆 where the offer
// says 马铃薯. Only the groups of the admin's table are told, whose words mean
// the same; the words of a field lead to it, but 番茄 and 黄瓜 are not the same.

// groupWord is a word of one of the groups.
type groupWord struct {
	group int
	key   string      // folded
	units []text.Gram // two characters at least, or one word of letters
}

// thesaurus finds the words of the groups in texts, by their first units, the
// longest first.
type thesaurus map[text.Gram][]groupWord

// newThesaurus leaves out single characters, which are mostly part of something
// else (猪 in 猪笼草).
func newThesaurus(groups [][]string) thesaurus {
	t := thesaurus{}
	for g, words := range groups {
		for _, w := range words {
			var units []text.Gram
			for sc := text.Scan(w); sc.Next(); {
				units = append(units, sc.Unit().Gram)
			}
			if len(units) > 1 || len(units) == 1 && units[0].IsWord() {
				t[units[0]] = append(t[units[0]], groupWord{g, text.Normalise(w), units})
			}
		}
	}
	for _, words := range t {
		slices.SortStableFunc(words, func(a, b groupWord) int { return cmp.Compare(len(b.units), len(a.units)) })
	}
	return t
}

// find is a place where a text has a word of a group; start and end are bytes.
type find struct {
	word       groupWord
	start, end int
}

// finds returns the words of the groups in a text, in order, none inside a longer
// one, and none that is cut out of other words (土豆 in 本土豆瓣), as far as the
// lexicon knows; nil knows nothing.
func (t thesaurus) finds(s string, lex text.Lexicon) []find {
	if len(t) == 0 {
		return nil
	}
	var units []text.Unit
	for sc := text.Scan(s); sc.Next(); {
		units = append(units, sc.Unit())
	}
	var out []find
	for i := 0; i < len(units); {
		n := 1
		for _, w := range t[units[i].Gram] {
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

// twin is a word of a need and another word for the same thing that the offer
// uses, both as they are written there.
type twin struct {
	need, offer         string
	needWord, offerWord string // folded
}

// String writes the pair as the list of terms in common has it.
func (w twin) String() string { return w.need + "→" + w.offer }

// twins returns the pairs of synonyms by which an offer says what a need says
// in other words, in the order of the need's columns, each thing once. What both
// say in the same word is no pair, nor is a word within the other (豆瓣, 豆瓣酱).
func (t thesaurus) twins(need, offer []column, lex text.Lexicon) []twin {
	if len(t) == 0 {
		return nil
	}
	whole := joined(offer)
	there := map[int][]find{} // by group
	said := map[string]bool{}
	for _, f := range t.finds(whole, lex) {
		there[f.word.group] = append(there[f.word.group], f)
		said[f.word.key] = true
	}
	if len(there) == 0 {
		return nil
	}
	done := map[int]bool{} // groups told, or of which both texts have the same word
	for _, c := range need {
		for _, f := range t.finds(c.text, lex) {
			done[f.word.group] = done[f.word.group] || said[f.word.key]
		}
	}
	var out []twin
	for _, c := range need {
		for _, f := range t.finds(c.text, lex) {
			if done[f.word.group] {
				continue
			}
			for _, o := range there[f.word.group] {
				if !strings.Contains(o.word.key, f.word.key) && !strings.Contains(f.word.key, o.word.key) {
					out = append(out, twin{c.text[f.start:f.end], whole[o.start:o.end], f.word.key, o.word.key})
					done[f.word.group] = true
					break
				}
			}
		}
	}
	return out
}

// places returns where the two sides have the words of their twins.
func (t thesaurus) places(need, offer []column, lex text.Lexicon) (needs, offers []Highlight) {
	words := map[string]bool{}
	for _, w := range t.twins(need, offer, lex) {
		words[w.needWord], words[w.offerWord] = true, true
	}
	mark := func(cols []column) (out []Highlight) {
		for _, c := range cols {
			for _, f := range t.finds(c.text, lex) {
				if words[f.word.key] {
					out = append(out, Highlight{c.name, f.start, f.end})
				}
			}
		}
		return out
	}
	if len(words) == 0 {
		return nil, nil
	}
	return mark(need), mark(offer)
}

// maxTwins is how many pairs of synonyms are told.
const maxTwins = 2

// twinNote says which words mean the same, "" if there are none.
func twinNote(twins []twin) string {
	var said []string
	for _, w := range twins[:min(maxTwins, len(twins))] {
		said = append(said, "“"+w.need+"”与“"+w.offer+"”是一回事")
	}
	return strings.Join(said, "，")
}

// inOtherWords tells whether the offer contains a keyword of the need once its
// word is replaced by the offer's.
func inOtherWords(keyword string, twins []twin, offer *text.Index) bool {
	k := text.Normalise(keyword)
	for _, w := range twins {
		if strings.Contains(k, w.needWord) && offer.Contains(strings.ReplaceAll(k, w.needWord, w.offerWord)) {
			return true
		}
	}
	return false
}
