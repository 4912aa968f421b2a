package posting

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kejiyun/internal/domain"
)

// CleanText strips what cannot be seen (control and direction characters, bad
// UTF-8) from a text of several lines, and trims it. Markup stays: to us it is
// plain text, never rendered as HTML.
func CleanText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(strings.ToValidUTF8(s, ""))
	s = strings.Map(func(r rune) rune {
		if r != '\n' && unseen(r) {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// CleanLine is CleanText for a single line: line breaks and rows of spaces
// become one space.
func CleanLine(s string) string {
	return strings.Join(strings.Fields(CleanText(s)), " ")
}

// unseen characters have no place in what people read. The joiners within emoji
// and their variation selectors are let be.
func unseen(r rune) bool {
	return unicode.IsControl(r) || r == 0x200B || r == 0x200E || r == 0x200F || r == 0x2028 || r == 0x2029 ||
		r == 0x00AD || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || r == 0xFEFF || r == utf8.RuneError
}

// cleanList tidies each value and drops empty ones and repeats; order stays.
func cleanList(in []string) []string {
	var out []string
	for _, s := range in {
		if s = CleanLine(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func cleanPosting(p domain.Posting) domain.Posting {
	p.Title, p.Summary = CleanLine(p.Title), CleanText(p.Summary)
	p.Fields, p.Keywords, p.Cooperation = cleanList(p.Fields), cleanList(p.Keywords), cleanList(p.Cooperation)
	return p
}

// CleanOffer returns the offer with its texts tidied (see CleanText, CleanLine)
// and its lists without empty values and repeats. Do this before validating.
func CleanOffer(o domain.Offer) domain.Offer {
	o.Posting = cleanPosting(o.Posting)
	o.Description, o.Advantages = CleanText(o.Description), CleanText(o.Advantages)
	o.Price = CleanLine(o.Price)
	o.Modes = cleanList(o.Modes)
	return o
}

// CleanNeed is CleanOffer for needs. The blocks are copied, not changed in place.
func CleanNeed(n domain.Need) domain.Need {
	n.Posting = cleanPosting(n.Posting)
	n.Detail, n.Metrics, n.Tried = CleanText(n.Detail), CleanText(n.Metrics), CleanText(n.Tried)
	if n.Call != nil {
		c := *n.Call
		for _, s := range []*string{&c.Goal, &c.Metrics, &c.IPOwnership, &c.Funding, &c.Bidders} {
			*s = CleanText(*s)
		}
		n.Call = &c
	}
	if n.Talent != nil {
		t := *n.Talent
		for _, s := range []*string{&t.Post, &t.Term, &t.Pay} {
			*s = CleanLine(*s)
		}
		n.Talent = &t
	}
	return n
}
