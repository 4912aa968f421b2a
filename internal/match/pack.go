package match

import "encoding/binary"

// packed is a row as the engine keeps it: the number of characters and words
// and the number of pairs, then each term as the distance from the one before,
// with its lowest bit set when a packed count follows; else the count is
// plainTF. Numbers are varints.
type packed string

// plainTF is the packed count of a term that stands once in the text and not in
// the title, as most do.
const plainTF = onceTF

func (r *row) pack() packed {
	b := make([]byte, 0, 4+5*len(r.terms)/2)
	b = binary.AppendUvarint(b, uint64(r.chars))
	b = binary.AppendUvarint(b, uint64(len(r.terms)-r.chars))
	before := uint32(0)
	for i, t := range r.terms {
		if i == r.chars {
			before = 0
		}
		v := uint64(t-before) << 1
		before = t
		if r.tf[i] == plainTF {
			b = binary.AppendUvarint(b, v)
			continue
		}
		b = append(binary.AppendUvarint(b, v|1), r.tf[i])
	}
	return packed(b)
}

// cursor walks over a packed row.
type cursor struct {
	p    packed
	at   int
	left [2]int // how many terms of each kind are still to come
	term uint32
	tf   uint8
}

func (p packed) walk() cursor {
	c := cursor{p: p}
	c.left[chars] = int(c.number())
	c.left[pairs] = int(c.number())
	return c
}

func (c *cursor) number() uint64 {
	v := uint64(c.p[c.at])
	c.at++
	if v < 0x80 {
		return v
	}
	v &= 0x7f
	for shift := 7; ; shift += 7 {
		b := c.p[c.at]
		c.at++
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
}

// next moves to the next term of a kind; characters and words come first.
func (c *cursor) next(kind int) bool {
	if c.left[kind] == 0 {
		c.term = 0
		return false
	}
	c.left[kind]--
	v := c.number()
	c.term += uint32(v >> 1)
	c.tf = plainTF
	if v&1 != 0 {
		c.tf = c.p[c.at]
		c.at++
	}
	return true
}

// unpack returns the row.
func (p packed) unpack(natural float64) row {
	c := p.walk()
	r := row{chars: c.left[chars], natural: natural}
	n := c.left[chars] + c.left[pairs]
	r.terms, r.tf = make([]uint32, 0, n), make([]uint8, 0, n)
	for kind := range 2 {
		for c.next(kind) {
			r.terms, r.tf = append(r.terms, c.term), append(r.tf, c.tf)
		}
	}
	return r
}
