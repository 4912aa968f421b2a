package match

import (
	"cmp"
	"slices"

	"kejiyun/internal/text"
)

// bag counts the grams of one posting as they are read, each where it was read
// first. It is used again for the next posting.
type bag struct {
	entries []bagged
	table   []uint16 // open addressing by gram: entry + 1, 0 where empty
	shown   bool     // what is read now stands in public
	counted []count  // what counts returned last
}

// bagged is one gram with how often it stands in the title and in all of the text.
// A character that says nothing where it stands, part of a word of boilerplate or
// a function character, is counted as hollow.
type bagged struct {
	gram                                   text.Gram
	title, whole, hollowTitle, hollowWhole uint16
	shown                                  bool
}

// clear makes the bag ready for another posting.
func (b *bag) clear() {
	if len(b.table) == 0 || len(b.table) > 1<<13 { // new, or after a very long one
		b.table = make([]uint16, 1<<11)
	}
	clear(b.table)
	b.entries, b.shown = b.entries[:0], false
}

// add counts a gram in the title or elsewhere.
func (b *bag) add(g text.Gram, hollow, title bool) {
	mask := uint64(len(b.table) - 1)
	at := gramHash(g) & mask
	for b.table[at] != 0 && b.entries[b.table[at]-1].gram != g {
		at = (at + 1) & mask
	}
	if b.table[at] == 0 {
		b.entries = append(b.entries, bagged{gram: g})
		b.table[at] = uint16(len(b.entries))
		if 2*len(b.entries) > len(b.table) {
			b.grow()
			b.add(g, hollow, title)
			return
		}
	}
	e := &b.entries[b.table[at]-1]
	e.shown = e.shown || b.shown
	switch in := uint16(boolInt(title)); {
	case hollow && g.IsChar():
		e.hollowWhole++
		e.hollowTitle += in
	default:
		e.whole++
		e.title += in
	}
}

// grow makes the table larger.
func (b *bag) grow() {
	b.table = make([]uint16, 2*len(b.table))
	mask := uint64(len(b.table) - 1)
	for i := range b.entries {
		at := gramHash(b.entries[i].gram) & mask
		for b.table[at] != 0 {
			at = (at + 1) & mask
		}
		b.table[at] = uint16(i + 1)
	}
}

// counts returns the grams with their packed counts, until the next posting is
// read. A gram that is only ever hollow in a view counts there as such.
func (b *bag) counts() []count {
	out := b.counted[:0]
	for i := range b.entries {
		e := &b.entries[i]
		c := count{gram: e.gram, shown: e.shown, tf: packTF(int(e.title))<<4 | packTF(int(e.whole))}
		if e.title == 0 {
			c.tf |= hollowCount(e.hollowTitle) << 4
		}
		if e.whole == 0 {
			c.tf |= hollowCount(e.hollowWhole)
		}
		out = append(out, c)
	}
	b.counted = out
	return out
}

// hollowCount is the packed count of n hollow occurrences.
func hollowCount(n uint16) uint8 { return uint8(min(n, 1) * hollowTF) }

// natural judges a text by how many of its pairs are different ones.
func (b *bag) natural() float64 {
	total, different := 0, 0
	for i := range b.entries {
		if e := &b.entries[i]; e.gram.IsPair() {
			total += int(e.whole)
			different++
		}
	}
	if total < naturalFrom {
		return 1
	}
	return min(1, float64(different)/float64(total)/naturalShare)
}

// sorted brings counts into rising order of gram.
func sorted(cs []count) []count {
	slices.SortFunc(cs, func(a, b count) int { return cmp.Compare(a.gram, b.gram) })
	return cs
}
