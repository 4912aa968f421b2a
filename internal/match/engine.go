package match

import (
	"runtime"
	"sync"
	"sync/atomic"

	"kejiyun/internal/domain"
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
	// Meaning, if set, re-ranks the best of every list, by Weights.Meaning.
	Meaning MeaningFunc
}

// Engine ranks offers for needs and needs for offers. Its methods may be
// called from any number of goroutines.
type Engine struct {
	weights  Weights
	floor    int32 // Weights.Floor in steps
	taxonomy *taxonomy
	synonyms *synonyms
	place    func(string) string
	meaning  MeaningFunc // may be nil
	vocab    *vocab
	now      atomic.Pointer[view]
	scratch  sync.Pool // of *scratch

	mu  sync.Mutex // held by the one writer at work
	df  []uint32   // by term: how many living postings contain it
	ids [2]idMap   // by side

	dismissed pairSet
}

// New returns an empty Engine.
func New(c Config) *Engine {
	e := &Engine{weights: c.Weights, floor: int32(c.Weights.Floor / step), vocab: newVocab(), place: c.PlaceName, meaning: c.Meaning}
	if e.place == nil {
		e.place = func(string) string { return "" }
	}
	e.taxonomy = newTaxonomy(c.Fields)
	e.synonyms = newSynonyms(c.Fields, c.Synonyms)
	e.ids = [2]idMap{newIDMap(), newIDMap()}
	e.now.Store(&view{frozen: e.vocab.freeze(nil, 0)})
	return e
}

// Load replaces everything by these postings and freezes the rarity of grams
// over them. Of two with one id the later counts. Dismissals stay.
func (e *Engine) Load(offers []domain.Offer, needs []domain.Need) {
	e.mu.Lock()
	defer e.mu.Unlock()
	docs := [2][]*doc{offerSide: make([]*doc, len(offers)), needSide: make([]*doc, len(needs))}
	shared(len(offers), func(i int) { docs[offerSide][i] = e.offerDoc(offers[i], true) })
	shared(len(needs), func(i int) { docs[needSide][i] = e.needDoc(needs[i], true) })
	for s := range docs {
		docs[s] = e.ids[s].replace(docs[s])
	}
	e.rebuild(docs)
}

// shared calls f for 0 to n-1, on as many goroutines as there are processors.
func shared(n int, f func(int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	const chunk = 64
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for from := int(next.Add(chunk)) - chunk; from < n; from = int(next.Add(chunk)) - chunk {
				for i := from; i < min(from+chunk, n); i++ {
					f(i)
				}
			}
		})
	}
	wg.Wait()
}

// PutOffer adds an offer or replaces the one of its id.
func (e *Engine) PutOffer(o domain.Offer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.put(offerSide, e.offerDoc(o, true))
}

// PutNeed adds a need or replaces the one of its id.
func (e *Engine) PutNeed(n domain.Need) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.put(needSide, e.needDoc(n, true))
}

// RemoveOffer forgets an offer; an unknown id is no error.
func (e *Engine) RemoveOffer(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.remove(offerSide, id)
}

// RemoveNeed forgets a need; an unknown id is no error.
func (e *Engine) RemoveNeed(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.remove(needSide, id)
}

// Refreeze takes the rarity of grams anew from all postings held. Until then
// it is that of the last Load or Refreeze, and a gram that came later counts as
// seen once. After it the engine answers as one freshly loaded would.
func (e *Engine) Refreeze() {
	e.mu.Lock()
	defer e.mu.Unlock()
	v := e.now.Load()
	e.rebuild([2][]*doc{v.sides[0].all(v.seq), v.sides[1].all(v.seq)})
}

// Stats tells how much an Engine holds.
type Stats struct {
	Offers, Needs int
	Grams         int // different grams seen since New
}

// Stats tells how much the engine holds now.
func (e *Engine) Stats() Stats {
	v := e.now.Load()
	return Stats{Offers: v.sides[offerSide].live, Needs: v.sides[needSide].live, Grams: v.terms}
}
