package match

import "sync"

// taxonomy knows how near two fields are. It numbers the fields that occur, also
// those it does not know otherwise.
type taxonomy struct {
	fields map[string]Field

	mu      sync.RWMutex
	ids     map[string]int32
	entries []entry // by number
	schemes map[string]int32
}

// entry is what is known of a field: the number of the one above (-1 for none)
// and of its scheme, and whether the taxonomy has it.
type entry struct {
	parent, scheme int32
	listed         bool
}

func newTaxonomy(fields []Field) *taxonomy {
	t := &taxonomy{fields: make(map[string]Field, len(fields)), ids: map[string]int32{}, schemes: map[string]int32{"": 0}}
	for _, f := range fields {
		t.fields[f.ID] = f
	}
	for _, f := range fields {
		t.number(f.ID)
	}
	return t
}

// number returns the number of a field and gives it one if it has none.
func (t *taxonomy) number(id string) int32 {
	if n, ok := t.ids[id]; ok {
		return n
	}
	n := int32(len(t.ids))
	t.ids[id] = n
	t.entries = append(t.entries, entry{})
	f, listed := t.fields[id]
	parent := int32(-1)
	if f.Parent != "" {
		parent = t.number(f.Parent)
	}
	if _, ok := t.schemes[f.Scheme]; !ok {
		t.schemes[f.Scheme] = int32(len(t.schemes))
	}
	t.entries[n] = entry{parent, t.schemes[f.Scheme], listed}
	return n
}

// none of the fields has the number strange.
const strange = -1

// numbers returns the numbers of fields. One not seen before gets a number if
// it is to be added, else it is strange.
func (t *taxonomy) numbers(ids []string, add bool) []int32 {
	if len(ids) == 0 {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]int32, len(ids))
	for i, id := range ids {
		n, ok := t.ids[id]
		switch {
		case ok:
			out[i] = n
		case add:
			out[i] = t.number(id)
		default:
			out[i] = strange
		}
	}
	return out
}

// table is what is known of each field, by number.
func (t *taxonomy) table() []entry {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.entries
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

// relate is relation for numbers.
func relate(table []entry, a, b int32) int {
	if a == b && a != strange {
		return same
	}
	if a == strange || b == strange || !table[a].listed || !table[b].listed {
		return apart
	}
	pa, pb := table[a].parent, table[b].parent
	switch {
	case pa == b || pb == a:
		return lineage
	case pa >= 0 && pa == pb:
		return siblings
	}
	return apart
}

// schemeOf is the number of a field's scheme; strange fields are of none, like
// those the taxonomy does not know.
func schemeOf(table []entry, n int32) int32 {
	if n == strange {
		return 0
	}
	return table[n].scheme
}

// comparable tells whether any field of one list is of a scheme of the other.
func (t *taxonomy) comparable(as, bs []string) bool {
	for _, a := range as {
		for _, b := range bs {
			if t.fields[a].Scheme == t.fields[b].Scheme {
				return true
			}
		}
	}
	return false
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
