package match

import (
	"slices"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// A search finds a posting only by what everybody may read of it, while rows
// know all of its texts. So columns hold beside each row what is shown of it:
// how many initials there are in a byte, the initials of its title (see
// initials.go), then a bit for each term of the row, in the order in which a
// cursor comes to them, that says whether it stands in a shown text.

// offerShown and needShown are the texts that everybody may read, the title
// first.
func offerShown(o *domain.Offer) []string { return postingShown(&o.Posting) }
func needShown(n *domain.Need) []string   { return postingShown(&n.Posting) }

func postingShown(p *domain.Posting) []string {
	return append([]string{p.Title, p.Summary}, p.Keywords...)
}

// show says what is shown of a packed row that was numbered alike.
func (n *numbering) show(row []byte, texts []string) []byte {
	var terms []uint32
	for _, s := range texts {
		text.EmitTelling(s, func(g text.Gram, _ bool) {
			if t := n.number(g); t != none {
				terms = append(terms, t)
			}
		})
	}
	slices.Sort(terms)
	return showTerms(row, initials(texts[0]), terms)
}

// reshow is what is shown of a row after its terms were renumbered.
func reshow(shown, before []byte, renumber []uint32, after []byte) []byte {
	var terms []uint32
	eachShown(before, shown, func(_ int, term uint32, _ uint8) { terms = append(terms, renumber[term]) })
	slices.Sort(terms)
	return showTerms(after, titleInitials(shown), terms)
}

func showTerms(row, initials []byte, terms []uint32) []byte {
	c := walk(row)
	n := c.left[0] + c.left[1] + c.left[2] + c.left[3]
	out := make([]byte, 1+len(initials)+(n+7)/8)
	out[0] = byte(len(initials))
	copy(out[1:], initials)
	bits, i := out[1+len(initials):], 0
	for kind := range 2 {
		for c.next(kind) {
			if _, in := slices.BinarySearch(terms, c.term); in && c.tf&15 > synonymTF {
				bits[i>>3] |= 1 << (i & 7)
			}
			i++
		}
	}
	return out
}

// titleInitials are the initials of a posting's title.
func titleInitials(shown []byte) []byte { return shown[1 : 1+int(shown[0])] }

// eachShown calls f for each term of a row that stands in a shown text.
func eachShown(row, shown []byte, f func(kind int, term uint32, tf uint8)) {
	bits, i := shown[1+int(shown[0]):], 0
	c := walk(row)
	for kind := range 2 {
		for c.next(kind) {
			if bits[i>>3]>>(i&7)&1 != 0 {
				f(kind, c.term, c.tf)
			}
			i++
		}
	}
}
