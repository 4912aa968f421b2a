package match

// slot is what a query says about one term.
type slot struct {
	plain        int64 // what a posting adds to the whole cosine by having it once
	rarity       int32
	title, whole int32 // w of the term in the query's title and whole text
	cover        int32 // rarity when the term stands in the query's title
	root         int32 // the root of it, see rootOf
	titled       int64 // all ones if title is not 0
	term         uint32
	next         uint16 // the slot of another term that stands in the same place
}

// slots find the slot of a term. The places are few enough to stay in the
// nearest cache; nearly all terms that are not in the query meet an empty one.
type slots struct {
	places [1 << 13]uint16 // slot by the low bits of a term; 0 for none
	list   []slot          // the first one is of no term and all zero
}

const placeMask = 1<<13 - 1

// prepare empties the slots.
func (s *slots) prepare() {
	for i := range s.list {
		s.places[s.list[i].term&placeMask] = 0
	}
	s.list = append(s.list[:0], slot{term: none})
}

// add gives a term its slot.
func (s *slots) add(x slot) {
	place := &s.places[x.term&placeMask]
	x.next = *place
	*place = uint16(len(s.list))
	s.list = append(s.list, x)
}

// find returns the slot of a term, or what stands in its place: that of another
// term or the empty one.
func (s *slots) find(term uint32) *slot {
	x := &s.list[s.places[term&placeMask]]
	if x.next != 0 { // seldom: terms share the place
		x = s.of(s.places[term&placeMask], term)
	}
	return x
}

// of looks for the slot of a term among those of one place; the first one if it
// has none.
func (s *slots) of(i uint16, term uint32) *slot {
	for ; i != 0; i = s.list[i].next {
		if x := &s.list[i]; x.term == term {
			return x
		}
	}
	return &s.list[0]
}
