package match

import (
	"math/bits"
	"slices"

	"kejiyun/internal/text"
)

// maxWords bounds the units and the elements of a search.
const maxWords = 32

// words are what a search looks for: the units of the text that was typed, and
// the elements by which postings are known to have them.
type words struct {
	units    []word
	elements []element
	weight   int64 // of all elements
	uses     map[uint32][]use
	gap      uint32 // the outer two of three characters, as elements of their own
}

// word is one unit of the text: the elements that it is part of, a bit each.
type word struct {
	gram text.Gram
	of   uint32
	// alone is set for a Han character without neighbours.
	alone bool
	run   int // how many units its run has
}

// element is what is looked up: a pair, a word, a single character, or a pair of
// boilerplate.
type element struct {
	gram   text.Gram
	term   uint32
	stop   int // place in stops, -1 for none
	weight int64
	kind   int
}

// use says what a term of a row means to a search: which element it is, or
// which half of a pair of boilerplate.
type use struct {
	element uint8
	half    uint8 // 0 the whole element, 1 or 2 a half
}

// readWords reads the text of a search.
func (l *lexis) readWords(s string) words {
	w := words{uses: map[uint32][]use{}}
	telling := map[text.Gram]bool{}
	text.EmitTelling(s, func(g text.Gram, _ bool) { telling[g] = true })
	var row []text.Unit
	for sc := text.Scan(s); sc.Next(); {
		u := sc.Unit()
		if !u.Joined || len(row) == maxWords {
			w.run(row, telling)
			row = row[:0]
		}
		row = append(row, u)
	}
	w.run(row, telling)
	for i := range w.elements {
		w.lookUp(l, i)
	}
	return w
}

// run takes a run of neighbours in. Units that nothing can be looked up by, such
// as 的 between two words, are passed over unless there is nothing else.
func (w *words) run(row []text.Unit, telling map[text.Gram]bool) {
	for len(row) > 0 && len(w.elements)+len(row)+wordsIn(row) > maxWords {
		row = row[:len(row)-1]
	}
	all, of := uint32(0), make([]uint32, len(row))
	for i, u := range row {
		if u.Gram.IsWord() {
			of[i] |= w.element(element{gram: u.Gram, stop: -1, kind: chars})
			all |= of[i]
		}
		if i == 0 {
			continue
		}
		p := text.Pair(row[i-1].Gram, u.Gram)
		stop, isStop := slices.BinarySearch(stops, p)
		bit := uint32(0)
		switch {
		case isStop:
			bit = w.element(element{gram: p, stop: stop, kind: pairs})
		case telling[p]:
			bit = w.element(element{gram: p, stop: -1, kind: pairs})
		}
		of[i-1], of[i] = of[i-1]|bit, of[i]|bit
		all |= of[i]
	}
	if all == 0 { // one character, or such as 他们 and 与运, of which 运 is looked for
		hollow := func(u text.Unit) bool { return text.Boilerplate(u.Gram) }
		only := slices.ContainsFunc(row, func(u text.Unit) bool { return !hollow(u) })
		for i, u := range row {
			if !only || !hollow(u) {
				of[i] = w.element(element{gram: u.Gram, stop: -1, kind: chars})
			}
		}
	}
	for i, u := range row {
		if of[i] != 0 {
			w.units = append(w.units, word{u.Gram, of[i], u.Gram.IsChar() && w.elements[bits.TrailingZeros32(of[i])].kind == chars, len(row)})
		}
	}
}

// wordsIn is how many words there are in a run.
func wordsIn(row []text.Unit) (n int) {
	for _, u := range row {
		n += boolInt(u.Gram.IsWord())
	}
	return n
}

// element adds an element, unless it is there already, and returns its bit.
func (w *words) element(e element) uint32 {
	for i, known := range w.elements {
		if known.gram == e.gram {
			return 1 << i
		}
	}
	w.elements = append(w.elements, e)
	return 1 << (len(w.elements) - 1)
}

// lookUp gives an element its term and weight.
func (w *words) lookUp(l *lexis, i int) {
	e := &w.elements[i]
	e.term = none
	if e.stop >= 0 {
		a, b := e.gram.Chars()
		for half, r := range []rune{a, b} {
			if t := l.term(text.Gram(r)); t != none {
				w.uses[t] = append(w.uses[t], use{uint8(i), uint8(half + 1)})
			}
		}
		e.weight = stopWeight
	} else {
		if e.term = l.term(e.gram); e.term != none {
			w.uses[e.term] = append(w.uses[e.term], use{uint8(i), 0})
		}
		e.weight = int64(max(1, l.weight(e.term, e.kind == pairs)))
	}
	w.weight += e.weight
}

// addGap adds the outer two of three neighbouring characters as elements that no
// unit has: when the middle one is mistyped no pair is left.
func (w *words) addGap(l *lexis) {
	if len(w.units) != minNearly || len(w.elements) != 2 || w.elements[0].kind != pairs || w.elements[1].kind != pairs {
		return
	}
	for _, u := range []word{w.units[0], w.units[2]} {
		n := len(w.elements)
		if w.gap |= w.element(element{gram: u.gram, stop: -1, kind: chars}); len(w.elements) > n {
			w.lookUp(l, n)
			w.weight -= w.elements[n].weight
			w.elements[n].weight = 0
		}
	}
}

// stopWeight is what a pair of boilerplate weighs, in steps of rarity.
const stopWeight = 32

// inTitles is where the bits for titles stand in a mask; those below are for all
// shown texts.
const inTitles = 32

// in tells which elements a posting has by the terms its row shows.
func (w *words) in(c *columns, i int) (mask uint64) {
	var first, second uint64
	eachShown(c.rows.at(i), c.shown.at(i), func(_ int, term uint32, tf uint8) {
		for _, u := range w.uses[term] {
			bit := uint64(1) << u.element
			if tf>>4 > synonymTF {
				bit |= bit << inTitles
			}
			switch u.half {
			case 0:
				mask |= bit
			case 1:
				first |= bit
			default:
				second |= bit
			}
		}
	})
	return mask | first&second
}
