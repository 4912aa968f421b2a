package match

import (
	"cmp"
	"encoding/binary"
	"runtime"
	"slices"

	"kejiyun/internal/text"
)

// Refreeze takes the rarity of grams anew from all postings held, and lays all
// of them anew. Until then rarity is that of the last load or Refreeze, and a
// gram that came later counts as seen once. After it the engine is, to the byte,
// what one freshly loaded with the same postings would be.
func (e *Engine) Refreeze() {
	e.mu.Lock()
	defer e.mu.Unlock()
	v := e.now.Load()
	lexis, refs := v.lexis, [2][]ref{v.sides[0].refs(), v.sides[1].refs()}
	_ = e.rebuildInto(&memory{}, lexis, refs) // memory never fails
}

// refs are all living postings of a side.
func (s *side) refs() []ref {
	out := make([]ref, 0, s.live)
	for _, p := range s.pieces() {
		p.each(func(i int) { out = append(out, ref{of: &p.columns, at: uint32(i)}) })
	}
	return out
}

// sink takes what a rebuild makes, in this order: a lexis, then segments.
type sink interface {
	lexis(l *lexis) error
	segment(side int, s *segment) error
	// view returns what it took as a view.
	view() (*view, error)
}

// memory is the sink that keeps everything where it is.
type memory struct{ v view }

func (m *memory) lexis(l *lexis) error {
	m.v = *emptyView()
	m.v.lexis = l
	return nil
}

func (m *memory) segment(side int, s *segment) error {
	m.v.sides[side].sealed = append(m.v.sides[side].sealed, piece{segment: s})
	m.v.sides[side].live += s.size()
	return nil
}

func (m *memory) view() (*view, error) { return &m.v, nil }

// rebuild lays postings, whose rows are numbered by a lexis, anew: in memory, or
// in the snapshot if there is to be one.
func (e *Engine) rebuild(l *lexis, refs [2][]ref, at Position) error {
	if e.file == "" {
		return e.rebuildInto(&memory{}, l, refs)
	}
	w, err := createSnapshot(e.file, e.hash, at)
	if err != nil {
		return err
	}
	if err := e.rebuildInto(w, l, refs); err != nil {
		w.discard()
		return err
	}
	return nil
}

func (e *Engine) rebuildInto(to sink, old *lexis, refs [2][]ref) error {
	for s := range refs {
		order(refs[s])
	}
	l, renumber := old.anew(refs)
	if err := to.lexis(l); err != nil {
		return err
	}
	for s := range refs {
		if err := e.lay(to, s, l, renumber, refs[s]); err != nil {
			return err
		}
	}
	v, err := to.view()
	if err != nil {
		return err
	}
	e.now.Store(v)
	return nil
}

// anew counts in how many postings each gram stands and returns the lexis that
// follows, with the new number of each term of the old one.
func (l *lexis) anew(refs [2][]ref) (*lexis, []uint32) {
	size := l.size()
	seen := make([][]uint32, runtime.GOMAXPROCS(0)) // by worker and term: one more than the postings that have it
	for s := range refs {
		shared(len(refs[s]), 256, func(worker, i int) {
			if seen[worker] == nil {
				seen[worker] = make([]uint32, size)
			}
			r := refs[s][i]
			c := walk(r.of.rows.at(int(r.at)))
			for kind := range 2 {
				for c.next(kind) {
					n := &seen[worker][c.term]
					*n = max(*n, 1) + uint32(boolInt(c.tf&15 > synonymTF))
				}
			}
		})
	}
	type term struct {
		gram   text.Gram
		df, is uint32
	}
	var terms []term
	for t := range size {
		df, used := uint32(0), false
		for _, counts := range seen {
			if counts != nil && counts[t] > 0 {
				df, used = df+counts[t]-1, true
			}
		}
		if used {
			terms = append(terms, term{l.gram(uint32(t)), df, uint32(t)})
		}
	}
	slices.SortFunc(terms, func(a, b term) int {
		return cmp.Or(boolInt(a.gram.IsPair())-boolInt(b.gram.IsPair()), cmp.Compare(b.df, a.df), cmp.Compare(a.gram, b.gram))
	})
	renumber := make([]uint32, size)
	grams, df := make([]text.Gram, len(terms)), make([]uint32, len(terms))
	for i, t := range terms {
		grams[i], df[i], renumber[t.is] = t.gram, t.df, uint32(i)
	}
	return newLexis(grams, df, len(refs[0])+len(refs[1])), renumber
}

// order sorts postings by their first field and their id, so that postings of
// one matter stand together.
func order(refs []ref) {
	type keyed struct {
		ref
		field uint16
		start uint64 // of the id
	}
	keys := make([]keyed, len(refs))
	for i, r := range refs {
		var start [8]byte
		copy(start[:], r.of.ids.at(int(r.at)))
		keys[i] = keyed{r, r.of.facts[r.at].fields[0], binary.BigEndian.Uint64(start[:])}
	}
	slices.SortFunc(keys, func(a, b keyed) int {
		if c := cmp.Or(cmp.Compare(a.field, b.field), cmp.Compare(a.start, b.start)); c != 0 {
			return c
		}
		return slices.Compare(a.of.ids.at(int(a.at)), b.of.ids.at(int(b.at)))
	})
	for i, k := range keys {
		refs[i] = k.ref
	}
}

// lay builds the segments of a side, several at once, and hands them on in their
// order.
func (e *Engine) lay(to sink, side int, l *lexis, renumber []uint32, refs []ref) error {
	parts := slices.Collect(slices.Chunk(refs, maxSegment))
	ready := make([]chan *segment, len(parts))
	for i := range ready {
		ready[i] = make(chan *segment, 1)
	}
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for i, part := range parts {
			select {
			case slots <- struct{}{}:
				go func() { ready[i] <- l.seal(relaid(l, renumber, part)) }()
			case <-stop:
				return
			}
		}
	}()
	for i := range parts {
		s := <-ready[i]
		if err := to.segment(side, s); err != nil {
			return err
		}
		<-slots
	}
	return nil
}

// relaid copies postings to columns whose rows are numbered by a new lexis.
func relaid(l *lexis, renumber []uint32, refs []ref) columns {
	var c columns
	bytes := 0
	for _, r := range refs {
		bytes += len(r.of.rows.at(int(r.at)))
	}
	c.facts, c.stats = make([]facts, 0, len(refs)), make([]stats, 0, len(refs))
	c.rows = blob{make([]uint32, 0, len(refs)), make([]byte, 0, bytes)}
	var keys []rowKey
	var row, shown []byte
	for _, r := range refs {
		d := r.of.doc(int(r.at))
		keys = keys[:0]
		eachTerm(d.row, d.shown, func(kind int, term uint32, shown bool, tf uint8) {
			keys = append(keys, keyOf(kind, renumber[term], shown, tf))
		})
		row, shown = pack(keys, row[:0], append(shown[:0], d.shown[:1+int(d.shown[0])]...))
		d.row, d.shown = row, shown
		d.stats = l.measure(walk(d.row))
		c.add(d)
	}
	return c
}
