package match

// taxonomy knows how near two fields are.
type taxonomy struct {
	fields   map[string]Field
	children map[string][]string
}

func newTaxonomy(fields []Field) *taxonomy {
	t := &taxonomy{fields: make(map[string]Field, len(fields)), children: map[string][]string{}}
	for _, f := range fields {
		t.fields[f.ID] = f
		if f.Parent != "" {
			t.children[f.Parent] = append(t.children[f.Parent], f.ID)
		}
	}
	return t
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

// around returns the fields that are not apart from a list, with the closest
// relation each has to it.
func (t *taxonomy) around(ids []string) map[string]int {
	m := map[string]int{}
	note := func(id string, relation int) { m[id] = max(m[id], relation) }
	for _, id := range ids {
		note(id, same)
		for _, c := range t.children[id] {
			note(c, lineage)
		}
		if p := t.fields[id].Parent; p != "" {
			note(p, lineage)
			for _, c := range t.children[p] {
				note(c, siblings)
			}
		}
	}
	return m
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
