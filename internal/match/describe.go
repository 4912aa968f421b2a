package match

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// maxTerms is how many phrases in common are told.
const maxTerms = 5

// column is one text of a posting under the name of its collection column.
type column struct{ name, text string }

func offerColumns(o *domain.Offer) []column {
	return []column{{"title", o.Title}, {"summary", o.Summary}, {"keywords", strings.Join(o.Keywords, "、")},
		{"description", o.Description}, {"advantages", o.Advantages}}
}

// needColumns are the texts of a need from which phrases may be told. What the
// owner shows only after acceptance counts in the score but is never quoted.
func needColumns(n *domain.Need) []column {
	public := []column{{"title", n.Title}, {"summary", n.Summary}, {"keywords", strings.Join(n.Keywords, "、")}}
	if n.DetailTo == "accepted" {
		return public
	}
	return append(public, column{"detail", n.Detail}, column{"metrics", n.Metrics}, column{"tried", n.Tried})
}

// joined puts columns into one text whose parts make no pairs.
func joined(cols []column) string {
	var b strings.Builder
	for _, c := range cols {
		b.WriteString(c.text)
		b.WriteString("。")
	}
	return b.String()
}

// describe says why: it turns a hit into a match with its phrases in common,
// notes, what is missing and the sentence.
func (a *ask) describe(n *domain.Need, o *domain.Offer, h hit) domain.Match {
	m := domain.Match{Need: n.ID, Offer: o.ID, Score: float64(h.score) * step}
	s := story{e: a.e, n: n, o: o, offer: text.NewIndex(joined(offerColumns(o))), now: a.now}
	var found []text.Phrase
	for _, c := range needColumns(n) {
		phrases := s.offer.Common(c.text, a.v.lexis)
		if c.name == "title" || c.name == "keywords" {
			for i := range phrases {
				phrases[i].Weight *= 2
			}
		}
		found = append(found, phrases...)
	}
	for _, p := range text.Strongest(found, maxTerms) {
		s.terms = append(s.terms, p.Text)
	}
	s.twins = a.e.synonyms.told.twins(needColumns(n), offerColumns(o), a.v.lexis)
	m.Terms = slices.Clone(s.terms)
	for _, w := range s.twins[:min(maxTwins, len(s.twins))] {
		m.Terms = append(m.Terms, w.String())
	}
	m.Parts = s.parts(h, a.fits(h.blend, h.seg, h.at))
	m.Missing = s.missing()
	m.Why = s.why(h)
	return m
}

// highlights returns where the columns have phrases of another text, or the
// words that mean the same as words of it.
func highlights(cols, other []column, same []Highlight) []Highlight {
	in := text.NewIndex(joined(other))
	var out []Highlight
	for _, c := range cols {
		from := len(out)
		for _, p := range in.Common(c.text, nil) {
			out = append(out, Highlight{c.name, p.Start, p.End})
		}
		for _, h := range same {
			if h.Column == c.name {
				out = append(out, h)
			}
		}
		slices.SortStableFunc(out[from:], func(a, b Highlight) int { return cmp.Compare(a.Start, b.Start) })
	}
	return out
}

// story tells a pair in words.
type story struct {
	e     *Engine
	n     *domain.Need
	o     *domain.Offer
	offer *text.Index // of all texts of the offer
	terms []string
	twins []twin // words of the need for which the offer has others
	now   time.Time
}

// parts returns all six parts with their notes; one that is not known scores 0.
func (s *story) parts(h hit, fits fits) []domain.Part {
	out := make([]domain.Part, partCount)
	for i := range out {
		out[i] = domain.Part{Name: partNames[i], Score: float64(h.parts[i]) * step}
		if !fits[i].known {
			out[i].Note = unknownNotes[i]
			continue
		}
		out[i].Note = s.note(i, fits[i].value)
	}
	return out
}

var unknownNotes = [partCount]string{partField: "一方未填领域，不计", partPlace: "一方未填地区，不计",
	partKind: "类型未填，不计", partFreshness: "更新时间未知，不计", partLoad: "忙闲未知，不计"}

func (s *story) note(part int, value float64) string {
	switch part {
	case partText:
		return s.textNote()
	case partField:
		return s.fieldNote()
	case partPlace:
		return s.placeNote()
	case partKind:
		return kindNote(value)
	case partFreshness:
		return freshNote(s.n, s.o, s.now)
	}
	return loadNote(s.o)
}

func (s *story) textNote() string {
	note := strings.Join(s.common(), "，")
	if note == "" {
		note = "没有共同的词语"
	}
	if s.e.Means() {
		if meant := s.e.weights.meaningNote(s.e.meaning(s.n.ID, s.o.ID)); meant != "" {
			note += "；" + meant
		}
	}
	return note
}

// common says what the texts have in common: phrases, and things that each says
// in its own word.
func (s *story) common() []string {
	var said []string
	if len(s.terms) > 0 {
		said = append(said, "都涉及"+quoted(s.terms, 3))
	}
	if len(s.twins) > 0 {
		said = append(said, twinNote(s.twins))
	}
	return said
}

// quoted writes at most k phrases in quotation marks.
func quoted(words []string, k int) string {
	var b strings.Builder
	for _, w := range words[:min(k, len(words))] {
		b.WriteString("“" + w + "”")
	}
	return b.String()
}
