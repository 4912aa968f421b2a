package match

import (
	"math"
	"sort"
)

// segment is an immutable inverted index over some postings of one side. It
// only proposes candidates: for each pair of the texts, and for each character
// and word of the titles, it knows which postings contain it and how much that
// counts there (impact), so that the sum over a query's terms comes near the
// blended text score. Candidates are then scored exactly from their rows.
type segment struct {
	docs       []*doc
	terms      []uint32 // sorted
	offsets    []uint32 // into posts; one more than terms
	posts      []post
	fields     []int32  // of all postings, one after the other
	fieldsFrom []uint32 // into fields, by posting; one more than docs
}

// post is one entry of a term's list.
type post struct {
	doc    uint32 // in docs
	impact uint16
}

// A term that is all there is to a text has about the impact impactScale as
// part of a posting, and queryScale as part of a query.
const (
	impactScale = 4095
	queryScale  = 1023
)

// impacts returns what each term of a row contributes on its side of the
// products of the blend: the sum over common terms of impact·impact
// approximates it. Characters of the text alone have none.
func impacts(f *frozen, r *row, s *stats, b *Blend, scale float64) []uint16 {
	out := make([]uint16, len(r.terms))
	for i, term := range r.terms {
		pair := i >= r.chars
		k, title, whole := chars, b.TitleChars+b.CoverChars, b.WholeChars
		if pair {
			k, title, whole = pairs, b.TitlePairs, b.WholePairs+b.CoverPairs
		}
		w := float64(f.weight(term, pair)) / 16
		x := math.Sqrt(title) * part(w*float64(tfWeight[r.tf[i]>>4]), s.title[k])
		x += float64(math.Sqrt(whole) * part(w*float64(tfWeight[r.tf[i]&15]), s.whole[k]))
		out[i] = uint16(min(math.Round(x*scale), scale))
	}
	return out
}

func part(x, of float64) float64 {
	if of == 0 {
		return 0
	}
	return x / of
}

// indexed tells whether term i of a row stands in the inverted index.
func (r *row) indexed(i int) bool { return i >= r.chars || r.tf[i]>>4 > 0 }

// seal builds the index of some postings whose terms are below n.
func seal(docs []*doc, n int) *segment {
	s := &segment{docs: docs, fieldsFrom: make([]uint32, 1, len(docs)+1)}
	next := make([]uint32, n) // by term: how many entries, then where the next one goes
	for _, d := range docs {
		for i, t := range d.row.terms {
			if d.row.indexed(i) {
				next[t]++
			}
		}
		s.fields = append(s.fields, d.fields...)
		s.fieldsFrom = append(s.fieldsFrom, uint32(len(s.fields)))
	}
	s.invert(next)
	return s
}

// invert lays the postings out by term: a counting sort, which keeps their
// order within a term.
func (s *segment) invert(next []uint32) {
	s.offsets = append(s.offsets, 0)
	total := uint32(0)
	for t, count := range next {
		if count > 0 {
			s.terms = append(s.terms, uint32(t))
			next[t] = total
			total += count
			s.offsets = append(s.offsets, total)
		}
	}
	s.posts = make([]post, total)
	for n, d := range s.docs {
		for i, t := range d.row.terms {
			if d.row.indexed(i) {
				s.posts[next[t]] = post{uint32(n), d.impacts[i]}
				next[t]++
			}
		}
	}
}

// list returns the postings that contain a term.
func (s *segment) list(term uint32) []post {
	i := sort.Search(len(s.terms), func(i int) bool { return s.terms[i] >= term })
	if i == len(s.terms) || s.terms[i] != term {
		return nil
	}
	return s.posts[s.offsets[i]:s.offsets[i+1]]
}

// accumulate adds the products of the query's impacts and the postings' to
// acc, one entry per posting.
func (s *segment) accumulate(q *query, acc []uint32) {
	for i, t := range q.row.terms {
		if by := uint32(q.impacts[i]); by > 0 {
			for _, p := range s.list(t) {
				acc[p.doc] += by * uint32(p.impact)
			}
		}
	}
}
