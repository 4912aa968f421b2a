package match

import (
	"encoding/binary"
	"math"
)

// packed is a row as the engine keeps it, in numbers of 16 bits: the lengths of
// four groups, then the groups: characters and words that stand once in the text
// and not in the title, as most do, and the others; the same of pairs. A term is
// the distance from the one before in its group, or far and then the distance
// in two numbers; in the second and fourth group its packed count follows.
type packed string

// plainTF is the packed count of the terms of the first and third group.
const plainTF = onceTF

// far announces a distance of two numbers.
const far = math.MaxUint16

func (r *row) pack() packed {
	b := make([]byte, 8, 16+5*len(r.terms)/2)
	for g := range 4 {
		from, to := 0, r.chars
		if g >= 2 {
			from, to = r.chars, len(r.terms)
		}
		n, before := 0, uint32(0)
		for i := from; i < to; i++ {
			if (r.tf[i] == plainTF) != (g&1 == 0) {
				continue
			}
			n++
			d := r.terms[i] - before
			before = r.terms[i]
			if d < far {
				b = binary.LittleEndian.AppendUint16(b, uint16(d))
			} else {
				b = binary.LittleEndian.AppendUint16(b, far)
				b = binary.LittleEndian.AppendUint32(b, d)
			}
			if g&1 != 0 {
				b = binary.LittleEndian.AppendUint16(b, uint16(r.tf[i]))
			}
		}
		binary.LittleEndian.PutUint16(b[2*g:], uint16(n))
	}
	return packed(b)
}

// cursor walks over a packed row.
type cursor struct {
	p     packed // what is still to come
	left  [4]int // of each group
	group int
	term  uint32
	tf    uint8
}

func (p packed) walk() cursor {
	c := cursor{p: p[8:], tf: plainTF}
	for g := range c.left {
		c.left[g] = int(p[2*g]) | int(p[2*g+1])<<8
	}
	return c
}

func (c *cursor) number() uint32 {
	v := uint32(c.p[0]) | uint32(c.p[1])<<8
	c.p = c.p[2:]
	return v
}

// next moves to the next term of a kind; characters and words come first.
func (c *cursor) next(kind int) bool {
	for c.left[c.group] == 0 {
		if c.group == 2*kind+1 {
			if kind == chars {
				c.group, c.term, c.tf = 2, 0, plainTF
			}
			return false
		}
		c.group++
		c.term, c.tf = 0, plainTF
	}
	c.left[c.group]--
	d := c.number()
	if d == far {
		d = c.number()
		d |= c.number() << 16
	}
	c.term += d
	if c.group&1 != 0 {
		c.tf = uint8(c.number())
	}
	return true
}

// unpack returns the row; its terms are in no order.
func (p packed) unpack(natural float64) row {
	c := p.walk()
	r := row{chars: c.left[0] + c.left[1], natural: natural}
	n := r.chars + c.left[2] + c.left[3]
	r.terms, r.tf = make([]uint32, 0, n), make([]uint8, 0, n)
	for kind := range 2 {
		for c.next(kind) {
			r.terms, r.tf = append(r.terms, c.term), append(r.tf, c.tf)
		}
	}
	return r
}
