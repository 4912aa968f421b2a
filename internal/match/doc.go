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

// doc is one posting as the engine holds it. For readers nothing in it changes
// but died.
type doc struct {
	id      string
	cold    string // the posting itself, see freezeDry
	row     packed
	natural float64 // of the row
	facts   facts
	fields  []int32
	person  uint64 // the worker behind an offer, hashed; 0 for none
	stats   stats  // under the frozen rarity of the view that holds the posting
	// died is the sequence number of the first view that no longer holds the
	// posting; 0 while it lives. Readers of older views still see it.
	died atomic.Uint64
	// home is the segment that holds the posting, and at its number there; of
	// interest to the writer alone.
	home *segment
	at   uint32
}

func (d *doc) alive(seq uint64) bool {
	died := d.died.Load()
	return died == 0 || died > seq
}

// die marks a posting as gone from view seq on.
func (d *doc) die(seq uint64) {
	d.died.Store(seq)
	if d.home != nil {
		d.home.dead[d.at>>6].Or(1 << (d.at & 63))
	}
}

// offer returns the posting of an offer.
func (d *doc) offer() *domain.Offer {
	o := &domain.Offer{}
	thaw(d.cold, o)
	return o
}

// need returns the posting of a need.
func (d *doc) need() *domain.Need {
	n := &domain.Need{}
	thaw(d.cold, n)
	return n
}

// again returns a copy that lives, for another frozen rarity.
func (d *doc) again(f *frozen) *doc {
	c := &doc{id: d.id, cold: d.cold, row: d.row, natural: d.natural, facts: d.facts, fields: d.fields, person: d.person}
	c.weigh(f)
	return c
}

// weigh computes what depends on the rarity of grams.
func (d *doc) weigh(f *frozen) { d.stats = f.measure(d.row.walk()) }

func (e *Engine) offerDoc(o domain.Offer, add bool) *doc {
	d := &doc{id: o.ID, cold: freezeDry(&o), facts: offerFacts(&o)}
	if o.Worker != "" {
		d.person = hash(o.Worker) | 1
	}
	e.read(d, analyse(offerText(&o), nil), o.Fields, add)
	return d
}

// needDoc analyses a need. Synonyms are added on this side alone, so that a
// pair of synonyms counts once.
func (e *Engine) needDoc(n domain.Need, add bool) *doc {
	d := &doc{id: n.ID, cold: freezeDry(&n), facts: needFacts(&n)}
	e.read(d, analyse(needText(&n), e.synonyms), n.Fields, add)
	return d
}

// read gives a posting its grams and fields.
func (e *Engine) read(d *doc, a analysis, fields []string, add bool) {
	r := e.vocab.row(a, add)
	d.row, d.natural = r.pack(), r.natural
	d.fields = e.taxonomy.numbers(fields, add)
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
