package match

// slot is what a query says about one term.
type slot struct {
	plain        int64 // what a posting adds to the whole cosine by having it once
	rarity       int32
	title, whole int32 // w of the term in the query's title and whole text
	cover        int32 // rarity when the term stands in the query's title
	root         int32 // the root of it, see rootOf
	rate         uint32
}

// slots find the slot of a term. A filter of a bit per hash, small enough to
// stay in the nearest cache, turns away nearly all terms that are not in the
// query.
type slots struct {
	filter [1 << 10]uint64
	keys   []uint32 // open hashing; none where empty
	at     []uint16 // by place in keys: which slot
	list   []slot   // the first one is of no term and all zero
	terms  []uint32
}

const filterMask = 1<<16 - 1

// prepare empties the slots and makes room for n terms.
func (s *slots) prepare(n int) {
	for _, t := range s.terms {
		s.filter[t&filterMask>>6] = 0
	}
	size := 64
	for size < 4*n {
		size *= 2
	}
	if len(s.keys) != size {
		s.keys, s.at = make([]uint32, size), make([]uint16, size)
	}
	for i := range s.keys {
		s.keys[i] = none
	}
	s.terms = s.terms[:0]
	s.list = append(s.list[:0], slot{})
}

func (s *slots) place(term uint32) uint32 {
	mask := uint32(len(s.keys) - 1)
	i := term * 0x9e3779b1 >> 7 & mask
	for s.keys[i] != term && s.keys[i] != none {
		i = (i + 1) & mask
	}
	return i
}

// add gives a term its slot.
func (s *slots) add(term uint32, x slot) {
	i := s.place(term)
	s.keys[i], s.at[i] = term, uint16(len(s.list))
	s.list, s.terms = append(s.list, x), append(s.terms, term)
	s.filter[term&filterMask>>6] |= 1 << (term & 63)
}

// maybe tells whether a term may be in the query.
func (s *slots) maybe(term uint32) bool {
	return s.filter[term&filterMask>>6]>>(term&63)&1 != 0
}

// get returns the slot of a term, the zero slot for one that is not there.
func (s *slots) get(term uint32) *slot {
	i := s.place(term)
	if s.keys[i] == none {
		return &s.list[0]
	}
	return &s.list[s.at[i]]
}
