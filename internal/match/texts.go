package match

import (
	"sync"
	"time"

	"kejiyun/internal/domain"
)

// Texts gives back the postings that an engine was told of. An engine keeps
// none itself: it asks when it has to tell why two of them match. The answers
// are those of now; false when a posting is gone.
type Texts interface {
	Offer(id string) (domain.Offer, bool)
	Need(id string) (domain.Need, bool)
}

// kept are the Texts of an engine that was not given any: it keeps what it is
// told, for files and tests.
type kept struct {
	mu     sync.RWMutex
	offers map[string]domain.Offer
	needs  map[string]domain.Need
}

func newKept() *kept {
	return &kept{offers: map[string]domain.Offer{}, needs: map[string]domain.Need{}}
}

func (k *kept) Offer(id string) (domain.Offer, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	o, ok := k.offers[id]
	return o, ok
}

func (k *kept) Need(id string) (domain.Need, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	n, ok := k.needs[id]
	return n, ok
}

func (k *kept) putOffer(o domain.Offer) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.offers[o.ID] = o
}

func (k *kept) putNeed(n domain.Need) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.needs[n.ID] = n
}

func (k *kept) remove(side int, id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if side == offerSide {
		delete(k.offers, id)
	} else {
		delete(k.needs, id)
	}
}

// confirmed is when a posting was last known to hold; the zero time if unknown.
func confirmed(p *domain.Posting) time.Time {
	for _, t := range []time.Time{p.Confirmed, p.Updated, p.Published} {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// forget empties the texts, before all are put anew.
func (k *kept) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.offers)
	clear(k.needs)
}
