package main

import (
	"slices"
	"strconv"
	"strings"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// document is what a peer indexes of an offer.
type document struct{ title, body string }

// offerDocument is the text of an offer that our engine reads too.
func offerDocument(o domain.Offer) document {
	return document{o.Title, lines(append([]string{o.Summary, o.Description, o.Advantages}, o.Keywords...))}
}

// needText is the text of a need that our engine reads too.
func needText(n domain.Need) string {
	return lines(append([]string{n.Title, n.Summary, n.Detail, n.Metrics, n.Tried}, n.Keywords...))
}

// lines joins texts so that no pair reaches from one into the next.
func lines(texts []string) string { return strings.Join(texts, "\n。") }

// emit calls f for the terms of a text, in order: the pairs and words that our
// engine indexes, without pairs of boilerplate and without single characters.
// A pair of Han characters is itself; words, and pairs with a word in them, are
// the number of their gram, so that no peer's tokenizer takes one apart (FTS5
// would make a phrase of pm2.5). The slice is valid until f returns.
func emit(s string, f func(term []byte)) {
	var term []byte
	text.EmitTelling(s, func(g text.Gram, _ bool) {
		if g.IsChar() {
			return
		}
		term = term[:0]
		if a, b := g.Chars(); b != 0 {
			term = append(append(term, string(a)...), string(b)...)
		} else {
			term = strconv.AppendUint(term, uint64(g), 36)
		}
		f(term)
	})
}

// segmented is a text as its terms with spaces between them.
func segmented(s string) string {
	var b strings.Builder
	b.Grow(3 * len(s))
	emit(s, func(term []byte) {
		b.Write(term)
		b.WriteByte(' ')
	})
	return b.String()
}

// terms are the different terms of a text, in the order of their first place.
func terms(s string) []string {
	var out []string
	seen := map[string]bool{}
	emit(s, func(term []byte) {
		if !seen[string(term)] {
			seen[string(term)] = true
			out = append(out, string(term))
		}
	})
	return out
}

// frequencies says in how many documents each term stands.
func frequencies(docs []document) map[string]int {
	type entry struct{ docs, last int }
	seen := map[string]*entry{}
	for i, d := range docs {
		count := func(term []byte) {
			e := seen[string(term)]
			if e == nil {
				e = &entry{last: -1}
				seen[string(term)] = e
			}
			if e.last != i {
				e.docs, e.last = e.docs+1, i
			}
		}
		emit(d.title, count)
		emit(d.body, count)
	}
	out := make(map[string]int, len(seen))
	for term, e := range seen {
		out[term] = e.docs
	}
	return out
}

// rarest are the at most k terms that stand in the fewest documents, but in
// one at least; among equals the earlier goes first.
func rarest(terms []string, df map[string]int, k int) []string {
	known := slices.DeleteFunc(slices.Clone(terms), func(t string) bool { return df[t] == 0 })
	slices.SortStableFunc(known, func(a, b string) int { return df[a] - df[b] })
	return known[:min(k, len(known))]
}
