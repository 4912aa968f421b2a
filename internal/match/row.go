package match

import (
	"encoding/binary"
	"math"
	"slices"
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

// rowKey is one term of a row: its kind, its number, whether it is shown, its
// packed count. In their order rows are packed.
type rowKey uint64

func keyOf(kind int, term uint32, shown bool, tf uint8) rowKey {
	return rowKey(kind)<<48 | rowKey(term)<<16 | rowKey(boolInt(shown))<<8 | rowKey(tf)
}

func (k rowKey) term() uint32 { return uint32(k >> 16) }
func (k rowKey) shown() bool  { return k>>8&1 != 0 }
func (k rowKey) tf() uint8    { return uint8(k) }

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

// sortKeys sorts keys of different terms, byte by byte from the last one that
// counts: twice as fast as comparing at the length of a row.
func sortKeys(keys []rowKey) {
	var room [1 << 9]rowKey
	if len(keys) < 48 || len(keys) > len(room) {
		slices.Sort(keys)
		return
	}
	from, to := keys, room[:len(keys)]
	for shift := 16; shift <= 48; shift += 8 {
		var next [256]uint16
		for _, k := range from {
			next[k>>shift&255]++
		}
		if int(next[from[0]>>shift&255]) == len(from) {
			continue // all alike
		}
		sum := uint16(0)
		for b, n := range next {
			next[b], sum = sum, sum+n
		}
		for _, k := range from {
			at := &next[k>>shift&255]
			to[*at] = k
			*at++
		}
		from, to = to, from
	}
	if &from[0] != &keys[0] {
		copy(keys, from)
	}
}

// pack appends the packed row of some terms to row, and to shown a bit for each of
// them in the order in which a cursor comes to it. It sorts the keys.
func pack(keys []rowKey, row, shown []byte) ([]byte, []byte) {
	sortKeys(keys)
	first, _ := slices.BinarySearch(keys, keyOf(pairs, 0, false, 0))
	head, bits, many := len(row), len(shown), 0
	row = append(row, make([]byte, rowHeader)...)
	shown = append(shown, make([]byte, (len(keys)+7)/8)...)
	for g := range 4 {
		part := keys[:first]
		if g >= 2 {
			part = keys[first:]
		}
		n, before := 0, uint32(0)
		for _, k := range part {
			if (k.tf() == plainTF) != (g&1 == 0) {
				continue
			}
			row = appendDistance(row, k.term()-before, g >= 2)
			before = k.term()
			if g&1 != 0 {
				row = append(row, k.tf())
			}
			if k.shown() {
				shown[bits+many>>3] |= 1 << (many & 7)
			}
			n, many = n+1, many+1
		}
		binary.LittleEndian.PutUint16(row[head+2*g:], uint16(n))
	}
	return row, shown
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
