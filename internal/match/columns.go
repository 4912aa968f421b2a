package match

import (
	"encoding/binary"
	"slices"

	"kejiyun/internal/domain"
)

// columns hold postings of one side, field by field and without pointers, so
// that a million of them mean nothing to the garbage collector and go to disk
// as they are. Postings are numbered in the order in which they were added.
type columns struct {
	facts []facts
	stats []stats // under the lexis of the view that holds the columns
	rows  blob    // packed
	shown blob    // what everybody may read of each row: see shown.go
	ids   blob
	// extra is what few postings have: several owners, many fields. It stands
	// under the numbers in extraOf, which rise.
	extraOf []uint16
	extra   blob
}

// blob are byte strings one behind the other.
type blob struct {
	ends  []uint32
	bytes []byte
}

func (b *blob) at(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = b.ends[i-1]
	}
	return b.bytes[from:b.ends[i]]
}

func (b *blob) add(item []byte) {
	if len(b.bytes)+len(item) > cap(b.bytes) { // doubled, for it grows long
		b.bytes = slices.Grow(b.bytes, len(b.bytes)+len(item))
	}
	b.bytes = append(b.bytes, item...)
	b.ends = append(b.ends, uint32(len(b.bytes)))
}

// alike returns empty columns with room for about as much as these hold.
func (c *columns) alike() *columns {
	room := func(b *blob) blob {
		return blob{make([]uint32, 0, len(b.ends)), make([]byte, 0, len(b.bytes)+len(b.bytes)/32)}
	}
	return &columns{facts: make([]facts, 0, len(c.facts)), stats: make([]stats, 0, len(c.stats)),
		rows: room(&c.rows), shown: room(&c.shown), ids: room(&c.ids)}
}

// doc is one posting, as a search is asked for it or to be put into columns.
type doc struct {
	id     string
	facts  facts
	stats  stats
	row    []byte // packed
	shown  []byte // see shown.go
	fields []uint16
	owners []uint64 // hashes
}

func (e *Engine) offerDoc(l *lexis, o domain.Offer, adding bool) *doc {
	return e.numberedOffer(&numbering{lexis: l, adding: adding}, o)
}

func (e *Engine) numberedOffer(n *numbering, o domain.Offer) *doc {
	d := &doc{id: o.ID, owners: hashesOf(o.Owners)}
	d.facts = e.offerFacts(&o, d.owners)
	e.read(d, n, n.bag.analyse(offerText(&o), nil), &o.Posting)
	return d
}

func (e *Engine) needDoc(l *lexis, n domain.Need, adding bool) *doc {
	return e.numberedNeed(&numbering{lexis: l, adding: adding}, n)
}

// numberedNeed analyses a need. Synonyms are added on this side alone, so that a
// pair of synonyms counts once.
func (e *Engine) numberedNeed(by *numbering, n domain.Need) *doc {
	d := &doc{id: n.ID, owners: hashesOf(n.Owners)}
	d.facts = e.needFacts(&n, d.owners)
	e.read(d, by, by.bag.analyse(needText(&n), e.synonyms), &n.Posting)
	return d
}

// read gives a posting its grams and fields.
func (e *Engine) read(d *doc, n *numbering, a analysis, p *domain.Posting) {
	n.packed, n.shown = pack(n.keyed(a), n.packed[:0], showing(p.Title, n.shown[:0]))
	d.row, d.shown = n.packed, n.shown
	d.facts.natural = share255(a.natural)
	d.fields = e.taxonomy.numbersOf(p.Fields)
}

// size is how many postings there are.
func (c *columns) size() int { return len(c.facts) }

func (c *columns) id(i int) string { return string(c.ids.at(i)) }

// add puts a posting behind the others.
func (c *columns) add(d *doc) {
	if d.facts.has(several) || d.facts.has(crowded) {
		c.extraOf = append(c.extraOf, uint16(c.size()))
		c.extra.add(packExtra(d.owners, d.fields))
	}
	c.facts, c.stats = append(c.facts, d.facts), append(c.stats, d.stats)
	c.rows.add(d.row)
	c.shown.add(d.shown)
	c.ids.add([]byte(d.id))
}

// doc returns a posting.
func (c *columns) doc(i int) *doc {
	d := &doc{id: c.id(i), facts: c.facts[i], stats: c.stats[i], row: c.rows.at(i), shown: c.shown.at(i)}
	d.fields, d.owners = c.fields(i), c.owners(i)
	return d
}

// fields returns the numbers of a posting's fields.
func (c *columns) fields(i int) []uint16 {
	f := &c.facts[i]
	if f.has(crowded) {
		_, fields := unpackExtra(c.extraAt(i))
		return fields
	}
	return f.fields[:f.many]
}

// owners returns the hashes of a posting's owners.
func (c *columns) owners(i int) []uint64 {
	switch f := &c.facts[i]; {
	case f.has(several):
		owners, _ := unpackExtra(c.extraAt(i))
		return owners
	case f.owner != 0:
		return []uint64{f.owner}
	}
	return nil
}

func (c *columns) extraAt(i int) []byte {
	at, _ := slices.BinarySearch(c.extraOf, uint16(i))
	return c.extra.at(at)
}

// packExtra writes how many owners there are, their hashes and the fields.
func packExtra(owners []uint64, fields []uint16) []byte {
	b := binary.LittleEndian.AppendUint16(nil, uint16(len(owners)))
	for _, h := range owners {
		b = binary.LittleEndian.AppendUint64(b, h)
	}
	for _, f := range fields {
		b = binary.LittleEndian.AppendUint16(b, f)
	}
	return b
}

func unpackExtra(b []byte) (owners []uint64, fields []uint16) {
	n := int(binary.LittleEndian.Uint16(b))
	for b = b[2:]; n > 0; n-- {
		owners, b = append(owners, binary.LittleEndian.Uint64(b)), b[8:]
	}
	for ; len(b) > 0; b = b[2:] {
		fields = append(fields, binary.LittleEndian.Uint16(b))
	}
	return owners, fields
}
