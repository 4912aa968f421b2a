package match

import (
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"kejiyun/internal/text"
)

// A snapshot is a file with everything an engine derives from postings, laid
// out as in memory, so that it is mapped and used as it is:
//
//	header     see snapshotHeader
//	sections   the columns, each on a multiple of 64 bytes: of the lexis, then of
//	           the segments of the needs, then of the offers
//	directory  24 bytes a section: where it begins, how long it is, its CRC-32C
//
// The same postings give the same bytes, but for the position. A snapshot is
// derived and never the truth: one that does not fit in every respect (format,
// machine, configuration, checksums) is refused, and the engine is loaded anew.

const (
	snapshotMagic   = "KJYMATCH"
	snapshotVersion = 5
	sectionAlign    = 64
	endianMark      = 0x01020304
)

// snapshotHeader is the beginning of a snapshot.
type snapshotHeader struct {
	Magic     [8]byte
	Version   uint32
	Endian    uint32
	Config    uint64   // hash of what the columns depend on besides postings
	Seq       int64    // of the position
	Mark      [16]byte // of the position, zeros behind it
	Directory uint64   // where it begins
	Sections  uint32
	Segments  [2]uint32 // by side
	DirCRC    uint32
	_         uint32
	CRC       uint32 // of the bytes before
}

// sectionEntry is a line of the directory.
type sectionEntry struct {
	At, Length uint64
	CRC        uint32
	_          uint32
}

// Position is a place in the log of changes: the number of the last change that
// is held, and a mark of at most 16 bytes by which that change is known again,
// should the numbers ever be given anew.
type Position struct {
	Seq  int64
	Mark string
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// snapshotWriter is the sink that writes a snapshot and then maps it.
type snapshotWriter struct {
	path   string
	f      *os.File
	w      *bufio.Writer
	at     uint64
	header snapshotHeader
	dir    []sectionEntry
	err    error
}

func createSnapshot(path string, config uint64, at Position) (*snapshotWriter, error) {
	f, err := os.Create(path + ".new")
	if err != nil {
		return nil, fmt.Errorf("create snapshot: %w", err)
	}
	w := &snapshotWriter{path: path, f: f, w: bufio.NewWriterSize(f, 1<<20)}
	w.header = snapshotHeader{Magic: [8]byte([]byte(snapshotMagic)), Version: snapshotVersion, Endian: endianMark, Config: config, Seq: at.Seq}
	copy(w.header.Mark[:], at.Mark)
	w.bytes(bytesOf([]snapshotHeader{{}}))
	return w, nil
}

// discard gives up what was written.
func (w *snapshotWriter) discard() {
	_ = w.f.Close()
	_ = os.Remove(w.f.Name())
}

func (w *snapshotWriter) bytes(b []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(b)
	}
	w.at += uint64(len(b))
}

func (w *snapshotWriter) pad() {
	if rest := w.at % sectionAlign; rest > 0 {
		w.bytes(make([]byte, sectionAlign-rest))
	}
}

func (w *snapshotWriter) section(b []byte) {
	w.pad()
	w.dir = append(w.dir, sectionEntry{At: w.at, Length: uint64(len(b)), CRC: crc32.Checksum(b, castagnoli)})
	w.bytes(b)
}

func (w *snapshotWriter) lexis(l *lexis) error {
	for _, b := range [][]byte{bytesOf(l.grams), bytesOf(l.table), bytesOf(l.df), bytesOf(l.idf), bytesOf([]uint16{l.char, l.pair})} {
		w.section(b)
	}
	return w.err
}

func (w *snapshotWriter) segment(side int, s *segment) error {
	for _, b := range [][]byte{bytesOf(s.facts), bytesOf(s.stats), bytesOf(s.rows.ends), s.rows.bytes, bytesOf(s.shown.ends), s.shown.bytes, bytesOf(s.ids.ends), s.ids.bytes,
		bytesOf(s.extraOf), bytesOf(s.extra.ends), s.extra.bytes, bytesOf(s.find), bytesOf(s.byPlace),
		bytesOf(s.titles.words), bytesOf(s.titles.heads), bytesOf(s.titles.lists), bytesOf(s.wholes.words), bytesOf(s.wholes.heads), bytesOf(s.wholes.lists),
		bytesOf(s.seek.keys), bytesOf(s.seek.ends), bytesOf(s.seek.data)} {
		w.section(b)
	}
	w.header.Segments[side]++
	return w.err
}

// view finishes the snapshot, puts it in its place and maps it.
func (w *snapshotWriter) view() (*view, error) {
	w.pad()
	dir := bytesOf(w.dir)
	w.header.Directory, w.header.Sections, w.header.DirCRC = w.at, uint32(len(w.dir)), crc32.Checksum(dir, castagnoli)
	w.bytes(dir)
	header := []snapshotHeader{w.header}
	header[0].CRC = headerCRC(header)
	if w.err == nil {
		w.err = w.w.Flush()
	}
	if w.err == nil {
		_, w.err = w.f.WriteAt(bytesOf(header), 0)
	}
	if w.err == nil {
		w.err = w.f.Sync()
	}
	if err := errors.Join(w.err, w.f.Close()); err != nil {
		return nil, fmt.Errorf("write snapshot: %w", err)
	}
	if err := putInPlace(w.f.Name(), w.path); err != nil {
		return nil, fmt.Errorf("write snapshot: %w", err)
	}
	v, _, err := openSnapshot(w.path, w.header.Config, mapFile)
	return v, err
}

func headerCRC(h []snapshotHeader) uint32 {
	b := bytesOf(h)
	return crc32.Checksum(b[:len(b)-4], castagnoli)
}

// putInPlace renames a file so that the new name outlives a power cut.
func putInPlace(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(to))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Save lays everything anew (see Refreeze) in the snapshot, which holds all
// changes up to the position.
func (e *Engine) Save(at Position) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	v := e.now.Load()
	return e.rebuild(v.lexis, [2][]ref{v.sides[0].refs(), v.sides[1].refs()}, at)
}

// Open takes everything from the snapshot and returns the position that it
// holds: the changes behind it are still to be told. An error says why it cannot
// be used; the engine is then as before and must be loaded. Dismissals are not
// in it.
func (e *Engine) Open() (Position, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	v, at, err := openSnapshot(e.file, e.hash, mapFile)
	if err != nil {
		return Position{}, err
	}
	e.now.Store(v)
	return at, nil
}

// Warm takes what the engine has mapped from its snapshot into memory of its own,
// where searches find it quicker, above all the slowest ones. It takes a second
// for a million postings, during which everything goes on. An engine without a
// snapshot, one with a small one, which gains nothing, one with more than half of
// what Go's heap is limited to, or one that has been laid anew meanwhile stays as
// it is.
func (e *Engine) Warm() error { return e.warm(warmFrom, debug.SetMemoryLimit(-1)/2) }

// warmFrom is the size of a snapshot, in bytes, from which Warm does something.
const warmFrom = 64 << 20

func (e *Engine) warm(from int, most int64) error {
	was := e.now.Load()
	if held := was.lexis.held; held == nil || len(held.bytes) < from || int64(len(held.bytes)) > most {
		return nil
	}
	warm, _, err := openSnapshot(e.file, e.hash, readFile)
	if err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	v := *e.now.Load()
	if v.lexis != was.lexis || !slices.Equal(warm.lexis.grams, v.lexis.grams) {
		return nil
	}
	for s := range v.sides {
		v.sides[s].sealed = slices.Clone(v.sides[s].sealed)
		for i, p := range v.sides[s].sealed {
			if i < len(warm.sides[s].sealed) && p.held == was.lexis.held {
				v.sides[s].sealed[i].segment = warm.sides[s].sealed[i].segment
			}
		}
	}
	e.now.Store(&v)
	return nil
}

// openSnapshot maps a snapshot, or reads it, and checks all of it.
func openSnapshot(path string, config uint64, take func(string) (*mapping, error)) (*view, Position, error) {
	m, err := take(path)
	if err != nil {
		return nil, Position{}, fmt.Errorf("open snapshot: %w", err)
	}
	r := snapshotReader{m: m}
	h, err := r.check(config)
	if err != nil {
		return nil, Position{}, fmt.Errorf("snapshot %s: %w", filepath.Base(path), err)
	}
	v := &view{lexis: r.lexis()}
	for s := range v.sides {
		v.sides[s].fresh = piece{segment: &segment{}}
		for range h.Segments[s] {
			seg := r.segment()
			v.sides[s].sealed = append(v.sides[s].sealed, piece{segment: seg})
			v.sides[s].live += seg.size()
		}
	}
	return v, Position{h.Seq, strings.TrimRight(string(h.Mark[:]), "\x00")}, nil
}

// snapshotReader reads the sections in their order.
type snapshotReader struct {
	m   *mapping
	dir []sectionEntry
}

// How many sections a lexis and a segment have.
const (
	lexisSections   = 5
	segmentSections = 22
)

func (r *snapshotReader) check(config uint64) (snapshotHeader, error) {
	var none snapshotHeader
	all := r.m.bytes
	size := uint64(len(all))
	head := uint64(len(bytesOf([]snapshotHeader{none})))
	if size < head {
		return none, errors.New("is cut off")
	}
	header := sliceOf[snapshotHeader](all[:head])
	h := header[0]
	switch {
	case string(h.Magic[:]) != snapshotMagic || h.Endian != endianMark || h.Version != snapshotVersion:
		return none, errors.New("has another format")
	case h.CRC != headerCRC(header):
		return none, errors.New("is damaged in its header")
	case h.Config != config:
		return none, errors.New("was made with other fields, synonyms or weights")
	}
	length := uint64(h.Sections) * uint64(len(bytesOf([]sectionEntry{{}})))
	want := lexisSections + segmentSections*(h.Segments[0]+h.Segments[1])
	if h.Directory+length != size || h.Directory%sectionAlign != 0 || h.Sections != want {
		return none, errors.New("is cut off")
	}
	if crc32.Checksum(all[h.Directory:], castagnoli) != h.DirCRC {
		return none, errors.New("is damaged in its directory")
	}
	r.dir = sliceOf[sectionEntry](all[h.Directory:])
	bad := make([]bool, len(r.dir))
	shared(len(r.dir), 1, func(_, i int) {
		e := r.dir[i]
		bad[i] = e.At%sectionAlign != 0 || e.At > h.Directory || e.Length > h.Directory-e.At ||
			crc32.Checksum(all[e.At:e.At+e.Length], castagnoli) != e.CRC
	})
	for _, b := range bad {
		if b {
			return none, errors.New("is damaged")
		}
	}
	return h, nil
}

func (r *snapshotReader) next() []byte {
	e := r.dir[0]
	r.dir = r.dir[1:]
	return r.m.bytes[e.At : e.At+e.Length : e.At+e.Length]
}

func (r *snapshotReader) lexis() *lexis {
	l := &lexis{held: r.m, grams: sliceOf[text.Gram](r.next()), table: sliceOf[uint32](r.next()), df: sliceOf[uint32](r.next()), idf: sliceOf[uint16](r.next())}
	last := sliceOf[uint16](r.next())
	l.char, l.pair = last[0], last[1]
	return l
}

func (r *snapshotReader) segment() *segment {
	s := &segment{held: r.m}
	s.facts, s.stats = sliceOf[facts](r.next()), sliceOf[stats](r.next())
	s.rows = blob{sliceOf[uint32](r.next()), r.next()}
	s.shown = blob{sliceOf[uint32](r.next()), r.next()}
	s.ids = blob{sliceOf[uint32](r.next()), r.next()}
	s.extraOf, s.extra = sliceOf[uint16](r.next()), blob{sliceOf[uint32](r.next()), r.next()}
	s.find, s.byPlace = sliceOf[uint16](r.next()), sliceOf[uint16](r.next())
	s.titles, s.wholes = r.inverted(), r.inverted()
	s.seek = seek{sliceOf[uint32](r.next()), sliceOf[uint32](r.next()), sliceOf[uint16](r.next())}
	return s
}

func (r *snapshotReader) inverted() inverted {
	return inverted{sliceOf[termWord](r.next()), sliceOf[listHead](r.next()), sliceOf[uint16](r.next())}
}
