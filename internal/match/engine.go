package match

import (
	"sync"
	"sync/atomic"
)

// Field is one entry of the taxonomy of fields, which has two levels.
type Field struct {
	ID       string
	Parent   string // id of the field above; empty at the top
	Scheme   string // fields of different schemes cannot be compared; may be empty
	Name     string
	Synonyms []string // other words for it; they match at half the weight
}

// Config is what an Engine knows besides postings.
type Config struct {
	Weights Weights
	Fields  []Field
	// Synonyms are groups of words that mean the same (生猪, 猪, 猪只), from a
	// table the admin edits.
	Synonyms [][]string
	// PlaceName gives the name of a region code for the notes, "" if it knows
	// none; nil leaves the names out. It is called from any goroutine and must
	// not block.
	PlaceName func(code string) string
	// Texts give back the postings when it is to be told why they match; nil
	// lets the engine keep them in memory.
	Texts Texts
	// Snapshot is the file that LoadFrom and Save write and Open reads; empty
	// keeps everything in memory.
	Snapshot string
	// Meaning, if set, re-ranks the best of every list, by Weights.Meaning.
	Meaning MeaningFunc
}

// Engine ranks offers for needs and needs for offers. Its methods may be
// called from any number of goroutines.
type Engine struct {
	weights  Weights
	floor    int32 // Weights.Floor in steps
	fading   []float64
	taxonomy *taxonomy
	synonyms *synonyms
	place    func(string) string
	texts    Texts
	kept     *kept // the texts, if the engine keeps them itself
	file     string
	hash     uint64      // of all that the columns depend on besides postings
	meaning  MeaningFunc // may be nil
	now      atomic.Pointer[view]
	scratch  sync.Pool // of *scratch
	masks    sync.Pool // of *masks

	mu sync.Mutex // held by the one writer at work

	dismissed pairSet
}

// New returns an empty Engine.
func New(c Config) *Engine {
	e := &Engine{weights: c.Weights, floor: int32(c.Weights.Floor / step), fading: faded(c.Weights.HalfLifeDays), place: c.PlaceName, texts: c.Texts, file: c.Snapshot, meaning: c.Meaning}
	if e.place == nil {
		e.place = func(string) string { return "" }
	}
	if e.texts == nil {
		e.kept = newKept()
		e.texts = e.kept
	}
	e.taxonomy = newTaxonomy(c.Fields)
	e.synonyms = newSynonyms(c.Fields, c.Synonyms)
	e.hash = configHash(c)
	e.now.Store(emptyView())
	return e
}

func emptyView() *view {
	v := &view{lexis: newLexis(nil, nil, 0)}
	for s := range v.sides {
		v.sides[s].fresh = piece{segment: &segment{}}
	}
	return v
}

// Stats tells how much an Engine holds.
type Stats struct {
	Offers, Needs int
	Grams         int // different grams that are numbered
}

// Stats tells how much the engine holds now.
func (e *Engine) Stats() Stats {
	v := e.now.Load()
	return Stats{Offers: v.sides[offerSide].live, Needs: v.sides[needSide].live, Grams: v.lexis.known()}
}
