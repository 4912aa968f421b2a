package match

import (
	"cmp"
	"errors"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"kejiyun/internal/domain"
)

// Source streams all postings there are. Of two with one id the later counts.
type Source struct {
	Offers iter.Seq2[domain.Offer, error]
	Needs  iter.Seq2[domain.Need, error]
	// Position is that up to which the stream holds every change; Open hands it
	// on.
	Position Position
}

// Load replaces everything by these postings and takes the rarity of grams from
// them. Dismissals stay. For an engine without Snapshot.
func (e *Engine) Load(offers []domain.Offer, needs []domain.Need) {
	if err := e.LoadFrom(Source{Offers: each(offers), Needs: each(needs)}); err != nil {
		panic(err) // neither the lists nor memory fail
	}
}

func each[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, x := range list {
			if !yield(x, nil) {
				return
			}
		}
	}
}

// LoadFrom replaces everything by the postings of a stream and, if there is to
// be a snapshot, writes it. On an error everything is as before.
func (e *Engine) LoadFrom(s Source) (err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.kept != nil {
		e.kept.forget()
	}
	g := &gathering{e: e, lexis: newLexis(nil, nil, 0)}
	if e.file != "" {
		if g.spill, err = newSpill(filepath.Dir(e.file)); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, g.spill.close()) }()
	}
	if e.kept != nil {
		s.Offers, s.Needs = noting(s.Offers, e.kept.putOffer), noting(s.Needs, e.kept.putNeed)
	}
	if err := gather(g, offerSide, s.Offers, e.numberedOffer); err != nil {
		return err
	}
	if err := gather(g, needSide, s.Needs, e.numberedNeed); err != nil {
		return err
	}
	return e.rebuild(g.lexis, [2][]ref{latest(g.refs[0]), latest(g.refs[1])}, s.Position)
}

// noting passes a stream on and tells each posting.
func noting[T any](in iter.Seq2[T, error], tell func(T)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for x, err := range in {
			if err == nil {
				tell(x)
			}
			if !yield(x, err) {
				return
			}
		}
	}
}

// ref is a posting of some columns.
type ref struct {
	of *columns
	at uint32
	// seq is when it came in the stream.
	seq uint32
}

// gathering collects the postings of a stream in columns.
type gathering struct {
	e     *Engine
	lexis *lexis
	spill *spill // nil keeps everything in memory
	mu    sync.Mutex
	refs  [2][]ref
}

// portion is a piece of a stream.
type portion[T any] struct {
	seq  int
	list []T
}

// gathered is how many postings columns hold while a stream is read.
const gathered = 1 << 11

// piles is by how many piles postings are gathered, those of one field in one, so
// that what will stand in one segment is near each other.
const piles = 32

// gather analyses the postings of a stream on as many goroutines as there are
// processors.
func gather[T any](g *gathering, side int, in iter.Seq2[T, error], read func(*numbering, T) *doc) error {
	work := make(chan portion[T], 4)
	workers := make(chan error, runtime.GOMAXPROCS(0))
	for range cap(workers) {
		go func() {
			var pile [piles]*columns
			var refs []ref
			var err error
			n := &numbering{lexis: g.lexis, adding: true, memory: &memoryOf{}}
			for b := range work {
				for i, x := range b.list {
					d := read(n, x)
					c := &pile[d.facts.fields[0]%piles]
					if err == nil {
						*c, err = g.room(*c)
					}
					if err == nil {
						refs = append(refs, ref{*c, uint32((*c).size()), uint32(b.seq + i)})
						(*c).add(d)
					}
				}
			}
			g.mu.Lock()
			defer g.mu.Unlock()
			g.refs[side] = append(g.refs[side], refs...)
			workers <- err
		}()
	}
	err := deal(in, work)
	close(work)
	for range cap(workers) {
		err = errors.Join(err, <-workers)
	}
	return err
}

// room returns columns with room for one more: these, or empty ones when they are
// full, whose rows then go to the spill.
func (g *gathering) room(c *columns) (*columns, error) {
	switch {
	case c == nil:
		return &columns{}, nil
	case c.size() < gathered:
		return c, nil
	}
	next := c.alike()
	if g.spill == nil {
		return next, nil
	}
	var rows, shown error
	c.rows.bytes, rows = g.spill.take(c.rows.bytes)
	c.shown.bytes, shown = g.spill.take(c.shown.bytes)
	return next, errors.Join(rows, shown)
}

// deal hands a stream on in portions.
func deal[T any](in iter.Seq2[T, error], work chan<- portion[T]) error {
	const size = 128
	b := portion[T]{}
	if in == nil {
		return nil
	}
	for x, err := range in {
		if err != nil {
			return err
		}
		if b.list = append(b.list, x); len(b.list) == size {
			work <- b
			b = portion[T]{seq: b.seq + size}
		}
	}
	work <- b
	return nil
}

// latest leaves out the postings whose id comes again later.
func latest(refs []ref) []ref {
	slices.SortFunc(refs, func(a, b ref) int {
		return cmp.Or(cmp.Compare(a.of.facts[a.at].id, b.of.facts[b.at].id), -cmp.Compare(a.seq, b.seq))
	})
	kept := refs[:0]
	for _, r := range refs {
		again := false
		for i := len(kept) - 1; i >= 0 && kept[i].of.facts[kept[i].at].id == r.of.facts[r.at].id; i-- {
			again = again || kept[i].of.id(int(kept[i].at)) == r.of.id(int(r.at))
		}
		if !again {
			kept = append(kept, r)
		}
	}
	return kept
}

// shared calls f for 0 to n-1, on as many goroutines as there are processors.
// Worker numbers the goroutines.
func shared(n, chunk int, f func(worker, i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for worker := range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for from := int(next.Add(int64(chunk))) - chunk; from < n; from = int(next.Add(int64(chunk))) - chunk {
				for i := from; i < min(from+chunk, n); i++ {
					f(worker, i)
				}
			}
		})
	}
	wg.Wait()
}
