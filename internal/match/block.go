package match

import (
	"slices"
	"time"

	"kejiyun/internal/domain"
)

// Codes of why a pair is never suggested, in the order in which they are told.
const (
	NeedClosed   = "need_closed"   // the need is neither published nor engaged
	OfferClosed  = "offer_closed"  // the offer is neither published nor engaged
	NeedExpired  = "need_expired"  // past its ValidUntil
	OfferExpired = "offer_expired" // past its ValidUntil
	OfferPaused  = "offer_paused"  // the person takes a break
	OfferFull    = "offer_full"    // the person has no dockings left
	OwnPosting   = "own_posting"   // both have an owner in common
	NeedLocal    = "need_local"    // the need is shared in its county only
	OfferLocal   = "offer_local"   // the offer is shared in its county only
	OutOfReach   = "out_of_reach"  // outside the radius, and no way from afar
	Dismissed    = "dismissed"     // somebody dismissed the pair
	TooWeak      = "too_weak"      // the score is below Weights.Floor
)

// gate is what keeps postings out of one search.
type gate struct {
	mine   *facts
	offers bool // whether the postings searched are offers
	now    uint32
}

// shuts tells whether a posting is out, like reasons. What depends on owners
// and dismissals is asked by barredPair.
func (g *gate) shuts(f *facts) bool {
	if f.flags&(shut|busy) != 0 || f.until <= g.now {
		return true
	}
	if (f.flags|g.mine.flags)&local != 0 && f.place.apartFrom(g.mine.place, levelDigits[sameCounty]) {
		return true
	}
	flags, reach := f.flags, f.reach
	if !g.offers {
		flags, reach = g.mine.flags, g.mine.reach
	}
	return flags&fixed != 0 && reach > 0 && f.place.apartFrom(g.mine.place, int(reach))
}

// within returns the range of places outside which nothing passes the gate, if
// it is a narrow one: a county or less. Places too coarse to tell pass too.
func (g *gate) within() (from, to place, narrow bool) {
	digits := 0
	if g.mine.has(local) {
		digits = levelDigits[sameCounty]
	}
	if !g.offers && g.mine.has(fixed) {
		digits = max(digits, int(g.mine.reach))
	}
	digits = min(digits, g.mine.place.digits())
	if digits < levelDigits[sameCounty] {
		return 0, 0, false
	}
	from = g.mine.place & highest(digits)
	return from | place(digits), from | ^highest(digits), true
}

// blocked tells whether a posting is out for this search, like reasons.
func (a *ask) blocked(s *segment, i int) bool {
	f := &s.facts[i]
	return a.gate.shuts(f) || a.dismissals && a.dismissed(s.id(i)) || a.own(s, i)
}

func (a *ask) dismissed(id string) bool {
	if a.s == needSide {
		return a.e.dismissed.has(a.d.id, id)
	}
	return a.e.dismissed.has(id, a.d.id)
}

// own tells whether a posting has an owner in common with mine.
func (a *ask) own(s *segment, i int) bool {
	f := &s.facts[i]
	for _, h := range a.d.owners {
		switch {
		case !f.has(several):
			if f.owner == h {
				return true
			}
		case f.owner&ownerKey(h) == ownerKey(h) && slices.Contains(s.owners(i), h):
			return true
		}
	}
	return false
}

// barred tells whether nothing is suggested for a posting, whatever its state:
// it has expired, or its person takes on no more.
func barred(d *doc, now time.Time) bool { return d.facts.until <= seconds(now) || d.facts.has(busy) }

// reasons returns the codes of all that keeps a pair from being suggested.
func (e *Engine) reasons(n *domain.Need, o *domain.Offer, now time.Time) []string {
	var out []string
	for _, r := range []struct {
		holds bool
		code  string
	}{
		{closed(n.Status), NeedClosed},
		{closed(o.Status), OfferClosed},
		{expired(&n.Posting, now), NeedExpired},
		{expired(&o.Posting, now), OfferExpired},
		{o.Availability == "paused", OfferPaused},
		{o.Availability == "full" || o.MaxOpen > 0 && o.Open >= o.MaxOpen, OfferFull},
		{overlap(n.Owners, o.Owners), OwnPosting},
		{foreign(&n.Posting, o.Region), NeedLocal},
		{foreign(&o.Posting, n.Region), OfferLocal},
		{outOfReach(n, o), OutOfReach},
		{e.dismissed.has(n.ID, o.ID), Dismissed},
	} {
		if r.holds {
			out = append(out, r.code)
		}
	}
	return out
}

// open are the states in which a posting is suggested. An unknown state is one.
var open = []string{"", "published", "engaged"}

func closed(status string) bool { return !slices.Contains(open, status) }

// expired tells whether a posting is over, to the second.
func expired(p *domain.Posting, now time.Time) bool {
	return !p.ValidUntil.IsZero() && seconds(p.ValidUntil) <= seconds(now)
}

// free tells whether the person behind an offer takes on more.
func free(o *domain.Offer) bool {
	return o.Availability != "paused" && o.Availability != "full" && (o.MaxOpen <= 0 || o.Open < o.MaxOpen)
}
