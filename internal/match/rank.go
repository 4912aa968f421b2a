package match

import (
	"time"

	"kejiyun/internal/domain"
)

// OffersFor returns the at most k best offers for a need that the engine
// holds, best first, at most one per worker. There are none for an unknown id
// and for a need that is not open.
func (e *Engine) OffersFor(needID string, now time.Time, k int) []domain.Match {
	return e.matchesOf(needSide, needID, now, k)
}

// OffersForNeed is OffersFor for a need that the engine need not hold. The
// state of the need does not count, so that a draft can be tried.
func (e *Engine) OffersForNeed(n domain.Need, now time.Time, k int) []domain.Match {
	v := e.now.Load()
	return e.matches(v, e.needDoc(v.lexis, n, false), subject{need: &n}, now, k)
}

// NeedsFor returns the at most k best needs for an offer that the engine
// holds, best first. There are none for an unknown id and for an offer that is
// not open or whose person takes on no more.
func (e *Engine) NeedsFor(offerID string, now time.Time, k int) []domain.Match {
	return e.matchesOf(offerSide, offerID, now, k)
}

// NeedsForOffer is NeedsFor for an offer that the engine need not hold. The
// state of the offer does not count.
func (e *Engine) NeedsForOffer(o domain.Offer, now time.Time, k int) []domain.Match {
	v := e.now.Load()
	return e.matches(v, e.offerDoc(v.lexis, o, false), subject{offer: &o}, now, k)
}

// matchesOf is OffersFor or NeedsFor by side.
func (e *Engine) matchesOf(side int, id string, now time.Time, k int) []domain.Match {
	v := e.now.Load()
	d := v.sides[side].doc(id)
	if d == nil || d.facts.has(shut) {
		return nil
	}
	about, ok := e.subject(side, id)
	if !ok {
		return nil
	}
	return e.matches(v, d, about, now, k)
}

// subject is the posting that a search is for: a need or an offer.
type subject struct {
	need  *domain.Need
	offer *domain.Offer
}

func (s subject) side() int { return boolInt(s.offer != nil) }

// subject gives back a posting; false when it is gone.
func (e *Engine) subject(side int, id string) (subject, bool) {
	if side == needSide {
		n, ok := e.texts.Need(id)
		return subject{need: &n}, ok
	}
	o, ok := e.texts.Offer(id)
	return subject{offer: &o}, ok
}

func (e *Engine) matches(v *view, d *doc, about subject, now time.Time, k int) []domain.Match {
	if k <= 0 || barred(d, now) {
		return nil
	}
	a := e.begin(v, d, about.side(), now)
	defer a.end()
	var out []domain.Match
	for _, h := range a.best(k) {
		other, ok := e.subject(1-a.s, h.id())
		if !ok {
			continue // gone since; the engine will hear of it
		}
		n, o := pairOf(about, other)
		out = append(out, a.describe(n, o, h))
	}
	return out
}

func pairOf(a, b subject) (*domain.Need, *domain.Offer) {
	if a.need != nil {
		return a.need, b.offer
	}
	return b.need, a.offer
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
	v := e.now.Load()
	d := v.sides[needSide].doc(needID)
	offers := &v.sides[offerSide]
	of, at, held := offers.find(offerID)
	n, here := e.texts.Need(needID)
	o, there := e.texts.Offer(offerID)
	if d == nil || !held || !here || !there {
		return Explanation{}, false
	}
	a := e.begin(v, d, needSide, now)
	defer a.end()
	h := a.score(offers.piece(of).segment, uint32(at))
	a.meanOne(&h)
	blocked := e.reasons(&n, &o, now)
	if h.score < e.floor {
		blocked = append(blocked, TooWeak)
	}
	needTexts, offerTexts := needColumns(&n), offerColumns(&o)
	needTwins, offerTwins := e.synonyms.told.places(needTexts, offerTexts, v.lexis)
	return Explanation{
		Match:   a.describe(&n, &o, h),
		Blocked: blocked,
		Needs:   highlights(needTexts, offerTexts, needTwins),
		Offers:  highlights(offerTexts, needTexts, offerTwins),
	}, true
}
