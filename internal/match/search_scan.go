package match

// each judges all living postings that have any of the elements.
func (s *searching) each(judge func(g *segment, i int, mask uint64)) {
	s.verdicts = [256]verdict{}
	s.deep = maxDeep
	for _, p := range s.side.sealed {
		s.masked(p, judge)
	}
	p := s.side.fresh
	p.each(func(i int) {
		mask := s.words.in(&p.columns, i)
		for _, f := range p.fields(i) {
			mask |= uint64(s.fields[f])
		}
		if mask != 0 {
			judge(p.segment, i, mask)
		}
	})
}

// masks are the masks of a segment's postings, all zero between searches, and
// which of them are not.
type masks struct {
	of      [maxSegment]uint64
	touched []uint16
}

func (m *masks) add(i int, bits uint64) {
	if m.of[i] == 0 && bits != 0 {
		m.touched = append(m.touched, uint16(i))
	}
	m.of[i] |= bits
}

// masked fills the masks of a segment from its indexes and judges what came of
// it.
func (s *searching) masked(p piece, judge func(g *segment, i int, mask uint64)) {
	m, _ := s.e.masks.Get().(*masks)
	if m == nil {
		m = &masks{}
	}
	s.fill(p.segment, m)
	for _, at := range m.touched {
		i, mask := int(at), m.of[at]
		m.of[at] = 0
		if !p.gone(i) {
			judge(p.segment, i, mask)
		}
	}
	m.touched = m.touched[:0]
	s.e.masks.Put(m)
}

func (s *searching) fill(g *segment, m *masks) {
	for n := range s.words.elements {
		e, bit := &s.words.elements[n], uint64(1)<<n
		whole, title := func(i int) { m.add(i, bit) }, func(i int) { m.add(i, bit|bit<<inTitles) }
		switch {
		case e.stop >= 0:
			g.eachIn(stopKey|setKey(uint32(e.stop), true), whole)
			g.eachIn(stopKey|setKey(uint32(e.stop), false), title)
		case e.term == none:
		case e.gram.IsChar() && s.small():
			// read from the rows below
		default:
			if e.kind == pairs {
				g.eachWith(e.term, true, whole)
			} else if e.gram.IsWord() {
				g.eachIn(setKey(e.term, true), whole)
			}
			g.eachWith(e.term, false, title)
		}
	}
	for f, mask := range s.fields {
		g.eachIn(fieldKey|uint32(f), func(i int) { m.add(i, uint64(mask)) })
	}
	if s.small() && s.words.single() {
		for i := range g.facts {
			m.add(i, s.words.in(&g.columns, i))
		}
	}
}

// smallSearch is the size up to which a side is read through for a single
// character; on a larger one such characters are found in titles, and in the
// texts of postings that have all else.
const smallSearch = 8192

func (s *searching) small() bool { return s.side.live <= smallSearch }

// single tells whether a single character is looked for.
func (w *words) single() bool {
	for _, e := range w.elements {
		if e.kind == chars && e.gram.IsChar() {
			return true
		}
	}
	return false
}

// maxDeep is how many rows one search reads, at most, for what the indexes do
// not know.
const maxDeep = smallSearch

// read returns the mask of a posting from its row, if one more may be read.
func (s *searching) read(g *segment, i int, mask uint64) uint64 {
	if s.deep == 0 {
		return mask
	}
	s.deep--
	return mask | s.words.in(&g.columns, i)
}
