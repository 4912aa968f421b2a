package match

import (
	"sync/atomic"
	"time"

	"kejiyun/internal/domain"
)

// The two sides of the market.
const (
	needSide = iota
	offerSide
)

// doc is one posting as the engine holds it. Nothing in it changes but died.
type doc struct {
	id     string
	offer  *domain.Offer // set on the offer side
	need   *domain.Need  // set on the need side
	row    row
	gate   gate
	fields []int32
	// stats and impacts are those under the frozen rarity of the view that
	// holds the posting.
	stats   stats
	impacts []uint16
	// died is the sequence number of the first view that no longer holds the
	// posting; 0 while it lives. Readers of older views still see it.
	died atomic.Uint64
}

func (d *doc) alive(seq uint64) bool {
	died := d.died.Load()
	return died == 0 || died > seq
}

func (d *doc) posting() *domain.Posting {
	if d.offer != nil {
		return &d.offer.Posting
	}
	return &d.need.Posting
}

// person is whom a list shows only once: the worker behind an offer.
func (d *doc) person() string {
	if d.offer != nil {
		return d.offer.Worker
	}
	return ""
}

// again returns a copy that lives, for another frozen rarity.
func (d *doc) again(f *frozen, b *Blend) *doc {
	c := &doc{id: d.id, offer: d.offer, need: d.need, row: d.row, gate: d.gate, fields: d.fields}
	c.weigh(f, b)
	return c
}

// weigh computes what depends on the rarity of grams.
func (d *doc) weigh(f *frozen, b *Blend) {
	d.stats = f.measure(&d.row)
	d.impacts = impacts(f, &d.row, &d.stats, b, impactScale)
}

func (e *Engine) offerDoc(o domain.Offer, add bool) *doc {
	d := &doc{id: o.ID, offer: &o}
	d.row = e.vocab.row(analyse(offerText(&o), nil), add)
	d.fields = e.vocab.fieldNumbers(o.Fields, add)
	d.gate = gateOf(&o.Posting, o)
	return d
}

// needDoc analyses a need. Synonyms are added on this side alone, so that a
// pair of synonyms counts once.
func (e *Engine) needDoc(n domain.Need, add bool) *doc {
	d := &doc{id: n.ID, need: &n}
	d.row = e.vocab.row(analyse(needText(&n), e.synonyms), add)
	d.fields = e.vocab.fieldNumbers(n.Fields, add)
	d.gate = gateOf(&n.Posting, domain.Offer{})
	return d
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
