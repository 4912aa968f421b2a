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

// pair returns the need and the offer of a search and one of its postings.
func (a *ask) pair(d *doc) (*domain.Need, *domain.Offer) {
	if a.s == needSide {
		return a.d.need(), d.offer()
	}
	return d.need(), a.d.offer()
}

// gate is what keeps postings out of one search.
type gate struct {
	mine   *facts
	offers bool // whether the postings searched are offers
	now    int64
	owners []uint64 // keys of my owners
}

// shuts tells whether a posting is out, like reasons. What depends on owners
// and dismissals is asked by barredPair.
func (g *gate) shuts(where place, until int64, flags uint32, reach uint8) bool {
	if flags&(shut|busy) != 0 || until <= g.now {
		return true
	}
	if (flags|g.mine.flags)&local != 0 && where.apartFrom(g.mine.place, levelDigits[sameCounty]) {
		return true
	}
	if !g.offers {
		flags, reach = g.mine.flags, g.mine.reach
	}
	return flags&fixed != 0 && reach > 0 && where.apartFrom(g.mine.place, int(reach))
}

// own tells whether an owner of these keys may be one of mine.
func (g *gate) own(keys uint64) bool {
	for _, k := range g.owners {
		if keys&k == k {
			return true
		}
	}
	return false
}

// blocked tells whether a posting is out for this search, like reasons.
func (a *ask) blocked(d *doc) bool {
	f := &d.facts
	return a.gate.shuts(f.place, f.until, f.flags, f.reach) || a.barredPair(d)
}

// barredPair tells whether both have an owner in common or were dismissed.
func (a *ask) barredPair(d *doc) bool {
	if a.dismissals {
		need, offer := a.d.id, d.id
		if a.s == offerSide {
			need, offer = offer, need
		}
		if a.e.dismissed.has(need, offer) {
			return true
		}
	}
	if !a.gate.own(d.facts.owners) {
		return false
	}
	n, o := a.pair(d)
	return overlap(n.Owners, o.Owners)
}

// barred tells whether nothing is suggested for a posting, whatever its state:
// it has expired, or its person takes on no more.
func barred(d *doc, now time.Time) bool {
	return d.facts.until <= now.UnixMicro() || d.facts.has(busy)
}

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

func expired(p *domain.Posting, now time.Time) bool {
	return !p.ValidUntil.IsZero() && !p.ValidUntil.After(now)
}

// free tells whether the person behind an offer takes on more.
func free(o *domain.Offer) bool {
	return o.Availability != "paused" && o.Availability != "full" && (o.MaxOpen <= 0 || o.Open < o.MaxOpen)
}
