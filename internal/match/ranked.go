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
	d := e.ids[s].get(id)
	if d == nil || d.facts.has(shut) || k <= 0 || barred(d, now) {
		return nil
	}
	hits := e.ranked(d, s, now, k)
	out := make([]Ranked, len(hits))
	for i, h := range hits {
		out[i] = Ranked{h.doc.id, max(h.doc.person, d.person), h.score}
	}
	return out
}

// Describe returns the matches of a need with some offers, in their order,
// leaving out those that may not be suggested.
func (e *Engine) Describe(needID string, offerIDs []string, now time.Time) []domain.Match {
	nd := e.ids[needSide].get(needID)
	if nd == nil || len(offerIDs) == 0 {
		return nil
	}
	v := e.now.Load()
	a := e.begin(v, nd, needSide, now)
	defer a.end()
	var out []domain.Match
	for _, id := range offerIDs {
		od := e.ids[offerSide].get(id)
		if od == nil {
			continue
		}
		od = od.again(v.frozen)
		n, o := a.pair(od)
		if h := a.score(od); h.score >= e.floor && len(e.reasons(n, o, now)) == 0 {
			out = append(out, e.describe(v, n, o, h, now))
		}
	}
	return out
}
