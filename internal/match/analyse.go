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
// all the rest. The rest of a need is read with a focus (see focus.go). What
// everybody may read is the title, the keywords but the post, and the first of
// the rest.
type material struct {
	title    string
	keywords []string
	rest     []string
	need     bool
	post     string // what a need for people is called, another keyword
}

func offerText(o *domain.Offer) material {
	return material{title: o.Title, keywords: o.Keywords, rest: []string{o.Summary, o.Description, o.Advantages}}
}

func needText(n *domain.Need) material {
	rest := []string{n.Summary, n.Detail, n.Metrics, n.Tried}
	if n.Call != nil {
		rest = append(rest, n.Call.Goal, n.Call.Metrics, n.Call.Bidders)
	}
	m := material{title: n.Title, keywords: n.Keywords, rest: rest, need: true}
	if n.Talent != nil {
		m.post = n.Talent.Post
	}
	return m
}

// count is one gram of a posting with its packed counts, and whether it stands in
// a text that everybody may read.
type count struct {
	gram  text.Gram
	tf    uint8
	shown bool
}

// analysis is what is read from a posting: its grams with their counts, those of
// a need in rising order.
type analysis struct {
	counts  []count
	natural float64
}

// analyse reads a posting. syn adds synonyms to what it finds; nil adds none. The
// analysis holds until the bag is used again.
func (b *bag) analyse(m material, syn *synonyms) analysis {
	b.clear()
	r := reader{bag: b, left: maxUnits, keeping: m.need}
	b.shown = true
	r.read(m.title, true)
	title := len(r.grams)
	for _, s := range m.keywords {
		r.read(s, false)
	}
	b.shown = false
	r.read(m.post, false)
	if !m.need {
		for i, s := range m.rest {
			b.shown = i == 0
			r.read(s, false)
		}
		return analysis{b.counts(), b.natural()}
	}
	passages := r.passages(m.rest, title)
	out := sorted(b.counts())
	focused(out, r.grams, passages)
	if syn != nil {
		out = append(out, syn.expand(out)...)
	}
	return analysis{out, b.natural()}
}

// reader reads one posting.
type reader struct {
	bag     *bag
	left    int         // units that may still be read
	keeping bool        // grams are kept as they come
	grams   []text.Gram // marked where hollow
}

func (r *reader) read(s string, title bool) {
	take := func(g text.Gram, hollow bool) {
		r.bag.add(g, hollow, title)
		if r.keeping {
			r.grams = append(r.grams, mark(g, hollow))
		}
	}
	text.EmitTelling(s, func(g text.Gram, hollow bool) {
		if !g.IsPair() {
			r.left--
		}
		if r.left > 0 {
			take(g, hollow)
		}
	})
	shown := r.bag.shown
	r.bag.shown = false // a quantity is found by its words
	text.Quantities(s, func(g text.Gram, _, _ int) {
		if r.left > 0 {
			take(g, false)
		}
	})
	r.bag.shown = shown
}

// passages reads the rest of a need sentence by sentence and returns what each
// counts; title is how many grams the title has.
func (r *reader) passages(rest []string, title int) []passage {
	about := slices.Clone(r.grams[:title])
	slices.Sort(about)
	out := []passage{{len(r.grams), 1}}
	for i, s := range rest {
		r.bag.shown = i == 0
		for _, sentence := range text.Sentences(s) {
			from := len(r.grams)
			r.read(sentence, false)
			out = append(out, passage{len(r.grams), weigh(about, r.grams[from:])})
		}
	}
	return out
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

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
