package match

import (
	"bytes"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"

	"kejiyun/internal/domain"
)

// truth is a changing set of postings: the truth that engines follow.
type truth struct {
	r      *rand.Rand
	offers map[string]domain.Offer
	needs  map[string]domain.Need
	next   int
}

func newTruth(seed int64) *truth {
	return &truth{r: rand.New(rand.NewSource(seed)), offers: map[string]domain.Offer{}, needs: map[string]domain.Need{}}
}

func (m *truth) Offer(id string) (domain.Offer, bool) { o, ok := m.offers[id]; return o, ok }
func (m *truth) Need(id string) (domain.Need, bool)   { n, ok := m.needs[id]; return n, ok }

func (m *truth) source(at Position) Source {
	return Source{Position: at,
		Offers: func(yield func(domain.Offer, error) bool) {
			for _, o := range m.offers {
				if !yield(o, nil) {
					return
				}
			}
		},
		Needs: func(yield func(domain.Need, error) bool) {
			for _, n := range m.needs {
				if !yield(n, nil) {
					return
				}
			}
		}}
}

// change makes one random change and tells the engines of it.
func (m *truth) change(engines ...*Engine) {
	m.next++
	switch id := m.r.Intn(m.next); {
	case m.r.Intn(4) == 0:
		o := syntheticOffer(m.r, id)
		delete(m.offers, o.ID)
		for _, e := range engines {
			e.RemoveOffer(o.ID)
		}
	case m.r.Intn(5) == 0:
		n := syntheticNeed(m.r, id)
		m.needs[n.ID] = n
		for _, e := range engines {
			e.PutNeed(n)
		}
	default:
		o := syntheticOffer(m.r, id)
		o.Owners, o.Fields = []string{"a", "b"}[:m.r.Intn(3)], []string{"proc", "pig", "batt", "it", "agri", "odd"}[:m.r.Intn(7)]
		m.offers[o.ID] = o
		for _, e := range engines {
			e.PutOffer(o)
		}
	}
}

func (m *truth) engine(path string) *Engine {
	c := config()
	c.Texts, c.Snapshot = m, path
	return New(c)
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestAnyHistoryEqualsARebuild plays random changes, with snapshots, restarts and
// losses of what came after a snapshot in between: what the engine then writes
// is, byte for byte, what one loaded from the truth writes.
func TestAnyHistoryEqualsARebuild(t *testing.T) {
	for seed := range int64(6) {
		dir := t.TempDir()
		m := newTruth(seed)
		e := m.engine(filepath.Join(dir, "a"))
		if err := e.LoadFrom(m.source(Position{})); err != nil {
			t.Fatal(err)
		}
		for step := range 2500 {
			before := m.next
			m.change(e)
			if m.next != before+1 {
				t.Fatal("a change is lost")
			}
			switch m.r.Intn(300) {
			case 0:
				if err := e.Save(Position{Seq: int64(step), Mark: "m"}); err != nil {
					t.Fatal(err)
				}
			case 1: // killed: all that was not saved is told again, some of it twice
				e = m.engine(filepath.Join(dir, "a"))
				if _, err := e.Open(); err != nil {
					t.Fatal(err)
				}
				m.retell(e)
			}
		}
		at := Position{Seq: 7, Mark: "the last"}
		if err := e.Save(at); err != nil {
			t.Fatal(err)
		}
		fresh := m.engine(filepath.Join(dir, "b"))
		if err := fresh.LoadFrom(m.source(at)); err != nil {
			t.Fatal(err)
		}
		if a, b := read(t, filepath.Join(dir, "a")), read(t, filepath.Join(dir, "b")); !bytes.Equal(a, b) {
			t.Fatalf("seed %d: %d and %d bytes differ", seed, len(a), len(b))
		}
		for id := range m.needs {
			if x, y := e.OffersFor(id, now, 5), fresh.OffersFor(id, now, 5); !reflect.DeepEqual(x, y) {
				t.Fatalf("seed %d, %s: %v and %v", seed, id, offerIDs(x), offerIDs(y))
			}
		}
	}
}

// retell tells an engine the truth about every posting there ever was.
func (m *truth) retell(e *Engine) {
	for i := range m.next {
		o, n := syntheticOffer(rand.New(rand.NewSource(1)), i), syntheticNeed(rand.New(rand.NewSource(1)), i)
		if is, ok := m.offers[o.ID]; ok {
			e.PutOffer(is)
		} else {
			e.RemoveOffer(o.ID)
		}
		if is, ok := m.needs[n.ID]; ok {
			e.PutNeed(is)
		}
	}
}

func TestSnapshotsKeepTheirPosition(t *testing.T) {
	m := newTruth(1)
	path := filepath.Join(t.TempDir(), "s")
	e := m.engine(path)
	if _, err := e.Open(); err == nil {
		t.Error("a snapshot that is not there is opened")
	}
	at := Position{Seq: 1 << 40, Mark: "0123456789abcdef"}
	if err := e.LoadFrom(m.source(at)); err != nil {
		t.Fatal(err)
	}
	if got, err := m.engine(path).Open(); err != nil || got != at {
		t.Errorf("position %+v, %v", got, err)
	}
}

// TestBadSnapshotsAreRefused: no byte may be other than it was, and the
// configuration must be the same.
func TestBadSnapshotsAreRefused(t *testing.T) {
	m := newTruth(2)
	for range 400 {
		m.change()
	}
	path := filepath.Join(t.TempDir(), "s")
	e := m.engine(path)
	if err := e.LoadFrom(m.source(Position{Seq: 3})); err != nil {
		t.Fatal(err)
	}
	good := read(t, path)
	try := func(name string, b []byte) {
		t.Helper()
		if err := os.WriteFile(path+".bad", b, 0o600); err != nil {
			t.Fatal(err)
		}
		was := e.now.Load()
		e.file = path + ".bad"
		if _, err := e.Open(); err == nil {
			t.Errorf("%s is opened", name)
		} else if e.now.Load() != was {
			t.Errorf("%s changes the engine", name)
		}
	}
	for _, n := range []int{0, 1, 79, 80, len(good) / 2, len(good) - 1} {
		try("a piece", good[:n])
	}
	try("more than there was", append(bytes.Clone(good), 0))
	checked := map[int]bool{}
	e.file = path
	h := sliceOf[snapshotHeader](good[:len(bytesOf([]snapshotHeader{{}}))])[0]
	for _, s := range sliceOf[sectionEntry](bytes.Clone(good[h.Directory:])) {
		for _, at := range []uint64{s.At, s.At + s.Length/2, s.At + s.Length - 1} {
			if s.Length > 0 {
				checked[int(at)] = true
			}
		}
	}
	for at := range len(bytesOf([]snapshotHeader{h})) {
		checked[at] = true
	}
	for at := range checked {
		bad := bytes.Clone(good)
		bad[at] ^= 0x10
		try("a snapshot with another byte", bad)
	}
	other := config()
	other.Synonyms = nil
	other.Snapshot, other.Texts = path, m
	if _, err := New(other).Open(); err == nil {
		t.Error("a snapshot of another configuration is opened")
	}
	if _, err := m.engine(path).Open(); err != nil {
		t.Errorf("the good one is refused: %v", err)
	}
}

// TestWarm: taken into memory of its own, an engine answers as before, with all
// that has changed before and after.
func TestWarm(t *testing.T) {
	m := newTruth(4)
	for range 3000 {
		m.change()
	}
	path := filepath.Join(t.TempDir(), "s")
	e, cold := m.engine(path), m.engine(path)
	if err := e.warm(0, math.MaxInt64); err != nil {
		t.Errorf("an engine without a snapshot: %v", err)
	}
	if err := e.LoadFrom(m.source(Position{Seq: 3})); err != nil {
		t.Fatal(err)
	}
	if _, err := cold.Open(); err != nil {
		t.Fatal(err)
	}
	for range 400 {
		m.change(e, cold)
	}
	if err := e.warm(0, math.MaxInt64); err != nil {
		t.Fatal(err)
	}
	if e.now.Load().sides[offerSide].sealed[0].held == cold.now.Load().sides[offerSide].sealed[0].held {
		t.Error("nothing is taken")
	}
	for range 100 {
		m.change(e, cold)
	}
	for id := range m.needs {
		if x, y := e.OffersFor(id, now, 5), cold.OffersFor(id, now, 5); !reflect.DeepEqual(x, y) {
			t.Fatalf("%s: %v and %v", id, offerIDs(x), offerIDs(y))
		}
	}
}

// TestPostingsComeBack: what columns hold of a posting is what went in.
func TestPostingsComeBack(t *testing.T) {
	p := NewProvince(2, now)
	e := New(p.Config())
	l := newLexis(nil, nil, 0)
	var c columns
	var in []*doc
	for i := range 300 {
		o := p.Offer(i)
		o.Owners = []string{"a", "b", "c"}[:i%4%3]
		for range i % 7 {
			o.Fields = append(o.Fields, p.Offer(i+1000).Fields...)
		}
		d := e.offerDoc(l, o, true)
		c.add(d)
		in = append(in, d)
	}
	for i, d := range in {
		got := c.doc(i)
		if len(d.owners) == 0 {
			d.owners = nil
		}
		if !reflect.DeepEqual(got, d) {
			t.Fatalf("%d:\n%+v\n%+v", i, got, d)
		}
	}
}

// TestSpilled: rows that leave memory while a stream is read come back as they
// were, and the file they went to leaves nothing behind.
func TestSpilled(t *testing.T) {
	p, dir := NewProvince(3, now), t.TempDir()
	c := p.Config()
	c.Texts = benchTexts{p}
	matter := p.Offer(0).Fields[:1]
	offer := func(i int) domain.Offer {
		o := p.Offer(i)
		o.Fields = matter
		return o
	}
	many := runtime.GOMAXPROCS(0)*gathered + 1 // at least one pile is full
	one, other := c, c
	one.Snapshot, other.Snapshot = filepath.Join(dir, "one"), filepath.Join(dir, "other")
	streamed := New(one)
	if err := streamed.LoadFrom(Source{Offers: counted(many, offer), Needs: counted(10, p.Need), Position: Position{Seq: 5}}); err != nil {
		t.Fatal(err)
	}
	told := New(other)
	for i := range many {
		told.PutOffer(offer(i))
	}
	for i := range 10 {
		told.PutNeed(p.Need(i))
	}
	if err := told.Save(Position{Seq: 5}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(read(t, one.Snapshot), read(t, other.Snapshot)) {
		t.Error("a spilled load is another than what was told one by one")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Errorf("%v beside the snapshots, %v", left, err)
	}
	s, err := newSpill(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, 4096, 5000} {
		b := bytes.Repeat([]byte{byte(n), 7}, n)
		if got, err := s.take(b); err != nil || !bytes.Equal(got, b) {
			t.Errorf("%d bytes: %d come back, %v", len(b), len(got), err)
		}
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}
