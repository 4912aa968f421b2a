package match

import (
	"strings"

	"kejiyun/internal/text"
)

// What an explanation tells of synonyms: that the need says 土豆 where the offer
// says 马铃薯. Only the groups of the admin's table are told, whose words mean
// the same; the words of a field lead to it, but 番茄 and 黄瓜 are not the same.

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
func (t *thesaurus) twins(need, offer []column, lex text.Lexicon) []twin {
	asked, some := make([][]find, len(need)), false
	for i, c := range need {
		asked[i] = t.finds(c.text, lex)
		some = some || len(asked[i]) > 0
	}
	if !some {
		return nil
	}
	whole := joined(offer)
	there := map[int][]find{} // by group
	said := map[string]bool{}
	for _, f := range t.finds(whole, lex) {
		there[f.word.group] = append(there[f.word.group], f)
		said[f.word.key] = true
	}
	done := map[int]bool{} // groups told, or of which both texts have the same word
	for _, finds := range asked {
		for _, f := range finds {
			done[f.word.group] = done[f.word.group] || said[f.word.key]
		}
	}
	var out []twin
	for i, finds := range asked {
		for _, f := range finds {
			if done[f.word.group] {
				continue
			}
			if o, ok := otherWord(f, there[f.word.group]); ok {
				done[f.word.group] = true
				out = append(out, twin{need[i].text[f.start:f.end], whole[o.start:o.end], f.word.key, o.word.key})
			}
		}
	}
	return out
}

// otherWord returns the first of some words that neither contains a word nor is
// contained in it.
func otherWord(f find, words []find) (find, bool) {
	for _, o := range words {
		if !strings.Contains(o.word.key, f.word.key) && !strings.Contains(f.word.key, o.word.key) {
			return o, true
		}
	}
	return find{}, false
}

// places returns where the two sides have the words of their twins.
func (t *thesaurus) places(need, offer []column, lex text.Lexicon) (needs, offers []Highlight) {
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
