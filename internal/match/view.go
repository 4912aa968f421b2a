package match

import "slices"

// view is the state of an engine at one moment. Readers take the newest and
// keep it as long as they need; nothing in it ever changes.
type view struct {
	seq    uint64
	frozen *frozen
	terms  int // how many grams were numbered
	sides  [2]side
}

// side holds the postings of one side: sealed segments, oldest first, and the
// newest postings, which are scanned.
type side struct {
	sealed []*segment
	fresh  []*doc
	live   int // how many are alive
}

// maxFresh is how many postings are scanned before they are sealed.
const maxFresh = 256

// small is the size up to which a side is not worth an index at all.
const small = 1024

// with returns the side with one posting more.
func (s side) with(d *doc) side {
	s.fresh = append(s.fresh, d) // readers of older views do not look behind their length
	s.live++
	return s
}

// seal turns the fresh postings into segments. Segments of like size are
// joined, so that there are few of them and a posting is seldom sealed anew.
func (s side) seal(seq uint64, by sealer) side {
	docs := alive(s.fresh, seq)
	keep := s.sealed
	for len(keep) > 0 && len(keep[len(keep)-1].docs) <= min(2*len(docs), maxSegment-len(docs)) {
		docs = append(alive(keep[len(keep)-1].docs, seq), docs...)
		keep = keep[:len(keep)-1]
	}
	s.fresh = nil
	s.sealed = keep[:len(keep):len(keep)]
	for part := range slices.Chunk(docs, maxSegment) {
		s.sealed = append(s.sealed, by.seal(part))
	}
	return s
}

// all returns every living posting.
func (s side) all(seq uint64) []*doc {
	var docs []*doc
	for _, seg := range s.sealed {
		docs = append(docs, alive(seg.docs, seq)...)
	}
	return append(docs, alive(s.fresh, seq)...)
}

// alive returns those of the postings that live, as a new list.
func alive(docs []*doc, seq uint64) []*doc {
	out := make([]*doc, 0, len(docs))
	for _, d := range docs {
		if d.alive(seq) {
			out = append(out, d)
		}
	}
	return out
}

// sideOf returns a side of these postings, sealed if they are many.
func sideOf(docs []*doc, seq uint64, by sealer) side {
	s := side{fresh: docs, live: len(docs)}
	if len(docs) > small {
		s = s.seal(seq, by)
	}
	return s
}
