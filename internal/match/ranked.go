package match

import (
	"time"

	"kejiyun/internal/domain"
)

// Ranked is one posting of the other side as a search finds it, without a why.
type Ranked struct {
	ID     string
	Person uint64 // the worker behind the offer of the pair, hashed; 0 for none
	Score  int32  // steps of 2^-16
}

// Ranked returns what OffersFor (side "needs") or NeedsFor (side "offers") would,
// with nothing said about why: for batches, which describe only what is new.
func (e *Engine) Ranked(side, id string, now time.Time, k int) []Ranked {
	s := needSide
	if side == "offers" {
		s = offerSide
	}
	v := e.now.Load()
	d := v.sides[s].doc(id)
	if d == nil || d.facts.has(shut) || k <= 0 || barred(d, now) {
		return nil
	}
	a := e.begin(v, d, s, now)
	defer a.end()
	hits := a.best(k)
	out := make([]Ranked, len(hits))
	for i, h := range hits {
		out[i] = Ranked{h.id(), max(h.seg.facts[h.at].person, d.facts.person), h.score}
	}
	return out
}

// Describe returns the matches of a need with some offers, in their order,
// leaving out those that may not be suggested.
func (e *Engine) Describe(needID string, offerIDs []string, now time.Time) []domain.Match {
	v := e.now.Load()
	d := v.sides[needSide].doc(needID)
	n, ok := e.texts.Need(needID)
	if d == nil || !ok || len(offerIDs) == 0 {
		return nil
	}
	a := e.begin(v, d, needSide, now)
	defer a.end()
	offers := &v.sides[offerSide]
	var out []domain.Match
	for _, id := range offerIDs {
		of, at, held := offers.find(id)
		o, ok := e.texts.Offer(id)
		if !held || !ok {
			continue
		}
		h := a.score(offers.piece(of).segment, uint32(at))
		a.meanOne(&h)
		if h.score >= e.floor && len(e.reasons(&n, &o, now)) == 0 {
			out = append(out, a.describe(&n, &o, h))
		}
	}
	return out
}
