package match

import (
	"time"

	"kejiyun/internal/domain"
)

// OffersFor returns the at most k best offers for a need that the engine
// holds, best first, at most one per worker. There are none for an unknown id
// and for a need that is not open.
func (e *Engine) OffersFor(needID string, now time.Time, k int) []domain.Match {
	if d := e.ids[needSide].get(needID); d != nil && !d.facts.has(shut) {
		return e.matches(d, needSide, now, k)
	}
	return nil
}

// OffersForNeed is OffersFor for a need that the engine need not hold. The
// state of the need does not count, so that a draft can be tried.
func (e *Engine) OffersForNeed(n domain.Need, now time.Time, k int) []domain.Match {
	return e.matches(e.needDoc(n, false), needSide, now, k)
}

// NeedsFor returns the at most k best needs for an offer that the engine
// holds, best first. There are none for an unknown id and for an offer that is
// not open or whose person takes on no more.
func (e *Engine) NeedsFor(offerID string, now time.Time, k int) []domain.Match {
	if d := e.ids[offerSide].get(offerID); d != nil && !d.facts.has(shut) {
		return e.matches(d, offerSide, now, k)
	}
	return nil
}

// NeedsForOffer is NeedsFor for an offer that the engine need not hold. The
// state of the offer does not count.
func (e *Engine) NeedsForOffer(o domain.Offer, now time.Time, k int) []domain.Match {
	return e.matches(e.offerDoc(o, false), offerSide, now, k)
}

func (e *Engine) matches(d *doc, side int, now time.Time, k int) []domain.Match {
	if k <= 0 || barred(d, now) {
		return nil
	}
	v := e.now.Load()
	a := e.begin(v, d, side, now)
	defer a.end()
	var out []domain.Match
	for _, h := range a.best(k) {
		n, o := a.pair(h.doc)
		out = append(out, e.describe(v, n, o, h, now))
	}
	return out
}

// Explanation is a match and what else there is to say about the pair.
type Explanation struct {
	domain.Match
	// Blocked are the codes of all that keeps the pair from being suggested.
	Blocked []string
	// Needs and Offers are where the phrases in common stand in the texts of
	// the two sides, in the order of column and place.
	Needs, Offers []Highlight
}

// Highlight marks a run of one text of a posting.
type Highlight struct {
	Column     string // title, summary, …: as in the collections
	Start, End int    // bytes, End exclusive
}

// Explain scores one pair that the engine holds, suggested or not; false when
// either is unknown.
func (e *Engine) Explain(needID, offerID string, now time.Time) (Explanation, bool) {
	nd, od := e.ids[needSide].get(needID), e.ids[offerSide].get(offerID)
	if nd == nil || od == nil {
		return Explanation{}, false
	}
	v := e.now.Load()
	a := e.begin(v, nd, needSide, now)
	defer a.end()
	od = od.again(v.frozen)
	h := a.score(od)
	a.meanOne(&h)
	n, o := a.pair(od)
	blocked := e.reasons(n, o, now)
	if h.score < e.floor {
		blocked = append(blocked, TooWeak)
	}
	needs, offers := needColumns(n), offerColumns(o)
	needTwins, offerTwins := e.synonyms.told.places(needs, offers, lexicon{e.vocab, v.frozen})
	return Explanation{
		Match:   e.describe(v, n, o, h, now),
		Blocked: blocked,
		Needs:   highlights(needs, offers, needTwins),
		Offers:  highlights(offers, needs, offerTwins),
	}, true
}
