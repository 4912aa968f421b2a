package match

import (
	"math"
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
		return a.d.need, d.offer
	}
	return d.need, a.d.offer
}

// gate is what decides whether a posting is out, made ready when it is put, as
// every search asks it of very many.
type gate struct {
	closed bool  // its state, or the person behind it
	until  int64 // Unix microseconds of ValidUntil; the largest number for none
	region string
	local  bool // shared in its county only
	reach  int  // digits of region that must agree for help on site; 0 for any place
	fixed  bool // helps on site only
}

func gateOf(p *domain.Posting, o domain.Offer) gate {
	g := gate{closed: closed(p.Status) || !free(&o), until: math.MaxInt64, region: domain.RegionPrefix(p.Region),
		local: p.Share == "county", reach: radiusDigits[o.Radius], fixed: len(o.Modes) > 0 && !remote(&o)}
	if !p.ValidUntil.IsZero() {
		g.until = p.ValidUntil.UnixMicro()
	}
	return g
}

// blocked tells whether a posting is out for this search, like reasons.
func (a *ask) blocked(d *doc) bool {
	g, mine := &d.gate, &a.d.gate
	if g.closed || g.until <= a.micro {
		return true
	}
	if (g.local || mine.local) && apartBy(g.region, mine.region, levelDigits[sameCounty]) {
		return true
	}
	offer := g
	if a.s == offerSide {
		offer = mine
	}
	if offer.fixed && offer.reach > 0 && apartBy(g.region, mine.region, offer.reach) {
		return true
	}
	n, o := a.pair(d)
	return overlap(n.Owners, o.Owners) || a.e.dismissed.has(n.ID, o.ID)
}

// barred tells whether nothing is suggested for a posting, whatever its state:
// it has expired, or its person takes on no more.
func barred(d *doc, now time.Time) bool {
	return expired(d.posting(), now) || d.offer != nil && !free(d.offer)
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
