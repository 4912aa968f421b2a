package match

import "slices"

// Means tells whether the meaning of texts takes part in the ranking.
func (e *Engine) Means() bool { return e.meaning != nil && e.weights.Meaning > 0 }

// mean lets the meaning speak on the best of sorted hits, at least meantBest and
// twice as many as are wanted, and returns all that reach the floor, best first.
func (a *ask) mean(hits []hit, k int) []hit {
	if !a.e.Means() {
		return hits
	}
	for i := range hits[:min(len(hits), max(meantBest, 2*k))] {
		a.meanOne(&hits[i])
	}
	if !a.free {
		hits = slices.DeleteFunc(hits, func(h hit) bool { return h.score < a.e.floor })
	}
	slices.SortFunc(hits, compareHits)
	return hits
}

// meanOne is mean for one hit, without the floor.
func (a *ask) meanOne(h *hit) {
	if !a.e.Means() {
		return
	}
	need, offer := a.d.id, h.id()
	if a.s == offerSide {
		need, offer = offer, need
	}
	cosine, known := a.e.meaning(need, offer)
	if !known {
		return
	}
	h.blend = a.e.weights.meant(h.blend, a.q.row.natural*natural01(&h.seg.facts[h.at]), cosine, known)
	fits := a.fits(h.blend, h.seg, h.at)
	h.parts, h.score = a.e.weights.combine(&fits)
}
