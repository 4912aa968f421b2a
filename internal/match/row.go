package match

import (
	"encoding/binary"
	"math"
	"slices"

	"kejiyun/internal/text"
)

// row is what the text score knows of a posting: its grams and how often each
// occurs. Characters and words come first, pairs follow, each part in rising
// order of term. A row never changes.
type row struct {
	terms []uint32
	tf    []uint8 // title count in the high, whole count in the low half: see tfWeight
	chars int     // terms[:chars] are characters and words
	// natural is 1 for a text as people write it and less for one that repeats
	// the same words over and over; the text score is multiplied by it.
	natural float64
}

// Of the pairs of a text at least naturalShare are different ones: in a
// posting of ordinary length three of four, in the longest half. Texts of fewer
// than naturalFrom pairs are not judged.
const (
	naturalShare = .3
	naturalFrom  = 24
)

// natural judges a text by the sorted list of its grams.
func natural(whole []text.Gram) float64 {
	total, different := 0, 0
	for i, g := range whole {
		if g.IsPair() {
			total++
			if i == 0 || whole[i-1] != g {
				different++
			}
		}
	}
	if total < naturalFrom {
		return 1
	}
	return min(1, float64(different)/float64(total)/naturalShare)
}

// A packed count is 0 for none, synonymTF for a term that stands there only as
// a synonym of another, hollowTF for a character that only stands in words that
// say nothing, and onceTF + n - 1 for n occurrences. More than six count as six,
// so that repeating a word soon stops helping. From partTF on stand the counts
// between, which only the whole texts of needs have (see focus.go).
const (
	synonymTF = 1
	hollowTF  = 2
	onceTF    = 3
	manyTF    = 6
	partTF    = onceTF + manyTF
)

func packTF(n int) uint8 {
	if n == 0 {
		return 0
	}
	return uint8(onceTF + min(n, manyTF) - 1)
}

// tfWeight are the weights of packed counts, in 16ths: √n for n occurrences.
var tfWeight = [16]int32{synonymTF: 8, hollowTF: 8, onceTF: 16, 23, 28, 32, 36, 39, partTF: 6, 8, 10, 12, 14, 20, 25}

// sort brings both parts of a row into rising order of term.
func (r *row) sort() {
	packed := make([]uint64, 0, len(r.terms))
	for _, part := range [][2]int{{0, r.chars}, {r.chars, len(r.terms)}} {
		packed = packed[:0]
		for i := part[0]; i < part[1]; i++ {
			packed = append(packed, uint64(r.terms[i])<<8|uint64(r.tf[i]))
		}
		slices.Sort(packed)
		for i, p := range packed {
			r.terms[part[0]+i], r.tf[part[0]+i] = uint32(p>>8), uint8(p)
		}
	}
}

// A packed row is a row in few bytes: how many terms four groups have, in 16
// bits each, then the groups. The first two are of characters and words, the
// others of pairs; of each kind first the terms that stand once in the text and
// not in the title, as most do, then the others. A term is its distance from
// the one before in its group, in 8 bits for characters and 16 for pairs; a
// distance too far for that is all ones and then 32 bits. In the second and
// fourth group the packed count follows.
const (
	rowHeader = 8
	farChar   = math.MaxUint8
	farPair   = math.MaxUint16
	plainTF   = onceTF // the packed count of the terms of the first and third group
)

// pack appends the packed row to b.
func (r *row) pack(b []byte) []byte {
	head := len(b)
	b = append(b, make([]byte, rowHeader)...)
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
			b = appendDistance(b, r.terms[i]-before, g >= 2)
			before = r.terms[i]
			if g&1 != 0 {
				b = append(b, r.tf[i])
			}
		}
		binary.LittleEndian.PutUint16(b[head+2*g:], uint16(n))
	}
	return b
}

func appendDistance(b []byte, d uint32, pair bool) []byte {
	switch {
	case pair && d < farPair:
		return binary.LittleEndian.AppendUint16(b, uint16(d))
	case pair:
		b = append(b, 0xff, 0xff)
	case d < farChar:
		return append(b, uint8(d))
	default:
		b = append(b, farChar)
	}
	return binary.LittleEndian.AppendUint32(b, d)
}

// cursor walks over a packed row.
type cursor struct {
	p     []byte // what is still to come
	left  [4]int // of each group
	group int
	term  uint32
	tf    uint8
}

func walk(p []byte) cursor {
	c := cursor{p: p[rowHeader:], tf: plainTF}
	for g := range c.left {
		c.left[g] = int(binary.LittleEndian.Uint16(p[2*g:]))
	}
	return c
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
	c.step(kind)
	if c.group&1 != 0 {
		c.tf = c.p[0]
		c.p = c.p[1:]
	}
	return true
}

// step reads one distance.
func (c *cursor) step(kind int) {
	if kind == chars {
		d := c.p[0]
		if c.p = c.p[1:]; d != farChar {
			c.term += uint32(d)
			return
		}
	} else {
		d := binary.LittleEndian.Uint16(c.p)
		if c.p = c.p[2:]; d != farPair {
			c.term += uint32(d)
			return
		}
	}
	c.term += binary.LittleEndian.Uint32(c.p)
	c.p = c.p[4:]
}

// unpack returns the row; the terms of each kind are in no order.
func unpack(p []byte, natural float64) row {
	c := walk(p)
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
