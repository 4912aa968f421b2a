package match

import (
	"slices"
	"strconv"
)

// sieve are the filters of a search.
type sieve struct {
	e      *Engine
	kind   int // number in kindNumbers, -1 for any
	field  uint16
	place  place
	narrow bool // to the place
	now    uint32
}

// What a posting misses of the filters.
const (
	missKind = 1 << iota
	missField
	missPlace
	missOpen
)

func (e *Engine) sieve(q *SearchQuery) sieve {
	f := sieve{e: e, kind: -1, place: placeOf(q.Region), narrow: q.Region != ""}
	if q.Kind != "" {
		f.kind = int(number(kindNumbers, q.Kind))
	}
	if q.Field != "" {
		f.field = e.taxonomy.number(q.Field)
	}
	if !q.Open.IsZero() {
		f.now = seconds(q.Open)
	}
	return f
}

// missed tells which filters a posting does not pass.
func (f *sieve) missed(g *segment, i int) (missed uint8) {
	x := &g.facts[i]
	if f.kind >= 0 && int(x.kind) != f.kind {
		missed |= missKind
	}
	if f.field != 0 && !slices.ContainsFunc(g.fields(i), f.within) {
		missed |= missField
	}
	if f.narrow && (f.place.digits() == 0 || x.place.digits() < f.place.digits() || (x.place^f.place)&highest(f.place.digits()) != 0) {
		missed |= missPlace
	}
	if f.now > 0 && (x.has(shut) || x.until <= f.now) {
		missed |= missOpen
	}
	return missed
}

// within tells whether a field is the one asked for or lies below it.
func (f *sieve) within(n uint16) bool {
	return n == f.field || f.e.taxonomy.entry(n).parent == f.field
}

// tally counts what a search found by the values of the filters.
type tally struct {
	on     bool
	kinds  [16]int
	fields []int // by number; of the upper level
	places map[place]int
	// near remembers the places last counted, so that few of them need the map.
	near [512]struct {
		of place
		n  int
	}
}

func (t *tally) init(on bool) {
	if t.on = on; on {
		t.places = map[place]int{}
	}
}

// add counts a posting that misses some of the filters.
func (t *tally) add(e *Engine, g *segment, i int, missed uint8) {
	if !t.on {
		return
	}
	x := &g.facts[i]
	if missed&^missKind == 0 {
		t.kinds[x.kind&15]++
	}
	if missed&^missField == 0 {
		t.field(e, g.fields(i))
	}
	if missed&^missPlace == 0 && x.place.digits() >= 6 {
		p := x.place & (highest(9) | 15)
		if p.digits() > 9 {
			p = p&highest(9) | 9
		}
		at := &t.near[uint64(p)*0x9e3779b97f4a7c15>>55]
		if at.of != p {
			if at.n > 0 {
				t.places[at.of] += at.n
			}
			at.of, at.n = p, 0
		}
		at.n++
	}
}

// field counts the upper fields of a posting, each once.
func (t *tally) field(e *Engine, fields []uint16) {
	if t.fields == nil {
		t.fields = make([]int, len(e.taxonomy.entries))
	}
	for k, n := range fields {
		top := e.taxonomy.top(n)
		twice := slices.ContainsFunc(fields[:k], func(m uint16) bool { return e.taxonomy.top(m) == top })
		if !twice && int(top) < len(t.fields) {
			t.fields[top]++
		}
	}
}

// top is the upper level of a field.
func (t *taxonomy) top(n uint16) uint16 {
	if p := t.entry(n).parent; p != 0 {
		return p
	}
	return n
}

// counts names what was counted.
func (t *tally) counts(e *Engine) map[string]map[string]int {
	out := map[string]map[string]int{"kind": {}, "field": {}, "region": {}}
	for n, many := range t.kinds {
		if many > 0 && n > 0 && n < len(kindNumbers) {
			out["kind"][kindNumbers[n]] = many
		}
	}
	for id, n := range e.taxonomy.numbers {
		if int(n) < len(t.fields) && t.fields[n] > 0 {
			out["field"][id] = t.fields[n]
		}
	}
	for _, at := range t.near {
		if at.n > 0 {
			t.places[at.of] += at.n
		}
	}
	for p, n := range t.places {
		out["region"][p.code(6)] += n
		if p.digits() == 9 {
			out["region"][p.code(9)] += n
		}
	}
	return out
}

// code is the 12-digit region code of the first digits of a place.
func (p place) code(digits int) string {
	return strconv.FormatUint(uint64(p&highest(digits))>>16, 16)
}
