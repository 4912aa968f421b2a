package match

import "kejiyun/internal/text"

// taxonomy knows how near two fields are. Fields go by a number: those it knows
// by their place in the configuration, all others by their hash.
type taxonomy struct {
	fields  map[string]Field
	numbers map[string]uint16
	entries []entry                // by number; the first is of no field
	words   map[text.Gram][]uint16 // of the names of fields: which have them
}

// entry is what is known of a field: the number of the one above (0 for none)
// and of its scheme.
type entry struct{ parent, scheme uint16 }

// strange is the bit in the numbers of fields that the taxonomy does not know.
const strange = 1 << 15

func newTaxonomy(fields []Field) *taxonomy {
	t := &taxonomy{fields: make(map[string]Field, len(fields)), numbers: make(map[string]uint16, len(fields)), entries: make([]entry, 1, len(fields)+1)}
	for _, f := range fields {
		if _, twice := t.fields[f.ID]; !twice && len(t.entries) < strange {
			t.numbers[f.ID] = uint16(len(t.entries))
			t.entries = append(t.entries, entry{})
		}
		t.fields[f.ID] = f
	}
	schemes := map[string]uint16{"": 0}
	for id, n := range t.numbers {
		f := t.fields[id]
		if _, ok := schemes[f.Scheme]; !ok {
			schemes[f.Scheme] = uint16(len(schemes))
		}
		t.entries[n] = entry{t.numbers[f.Parent], schemes[f.Scheme]}
	}
	t.words = wordsOf(t)
	return t
}

// number returns the number of a field; it is never 0.
func (t *taxonomy) number(id string) uint16 {
	if n, ok := t.numbers[id]; ok {
		return n
	}
	return strange | uint16(hashOf(id))
}

func (t *taxonomy) numbersOf(ids []string) []uint16 {
	if len(ids) == 0 {
		return nil
	}
	out := make([]uint16, len(ids))
	for i, id := range ids {
		out[i] = t.number(id)
	}
	return out
}

// entry is what is known of a field by number; nothing of a strange one.
func (t *taxonomy) entry(n uint16) entry {
	if int(n) < len(t.entries) {
		return t.entries[n]
	}
	return entry{}
}

// relate is relation for numbers.
func (t *taxonomy) relate(a, b uint16) int {
	if a == b {
		return same
	}
	if (a|b)&strange != 0 {
		return apart
	}
	pa, pb := t.entry(a).parent, t.entry(b).parent
	switch {
	case pa == b || pb == a:
		return lineage
	case pa > 0 && pa == pb:
		return siblings
	}
	return apart
}

// How two fields of the taxonomy stand to each other, from far to near.
const (
	apart    = iota // another branch
	siblings        // under the same parent
	lineage         // one above the other
	same
)

// nearness is what a relation counts, 0–1.
var nearness = [...]float64{apart: 0, siblings: .5, lineage: .8, same: 1}

// relation tells how two fields stand to each other. Fields the taxonomy does
// not know are only ever the same or apart.
func (t *taxonomy) relation(a, b string) int {
	if a == b {
		return same
	}
	fa, ka := t.fields[a]
	fb, kb := t.fields[b]
	switch {
	case !ka || !kb:
		return apart
	case fa.Parent == b || fb.Parent == a:
		return lineage
	case fa.Parent != "" && fa.Parent == fb.Parent:
		return siblings
	}
	return apart
}

// nearest returns the closest relation between two lists and its two fields.
func (t *taxonomy) nearest(as, bs []string) (relation int, a, b string) {
	for _, x := range as {
		for _, y := range bs {
			if r := t.relation(x, y); r > relation || a == "" {
				relation, a, b = r, x, y
			}
		}
	}
	return relation, a, b
}

// name is what people call a field; its id when the taxonomy does not know it.
func (t *taxonomy) name(id string) string {
	if f, ok := t.fields[id]; ok && f.Name != "" {
		return f.Name
	}
	return id
}
