package match

import (
	"math"
	"slices"
	"sync"

	"kejiyun/internal/text"
)

// vocab numbers the grams and the fields that occur. Numbers are given in the
// order of first sight and never change; nothing that is decided depends on
// them.
type vocab struct {
	mu     sync.RWMutex
	ids    map[text.Gram]uint32
	grams  []text.Gram
	fields map[string]int32
}

func newVocab() *vocab {
	return &vocab{ids: map[text.Gram]uint32{}, fields: map[string]int32{}}
}

// row numbers the grams of a posting. With add set, new grams get a number;
// otherwise they all are none, which no posting held contains.
func (v *vocab) row(a analysis, add bool) row {
	cs := a.counts
	r := row{terms: make([]uint32, len(cs)), tf: make([]uint8, len(cs)), natural: a.natural}
	if add {
		v.mu.Lock()
		defer v.mu.Unlock()
	} else {
		v.mu.RLock()
		defer v.mu.RUnlock()
	}
	for i, c := range cs {
		if !c.gram.IsPair() {
			r.chars = i + 1
		}
		id, ok := v.ids[c.gram]
		switch {
		case ok:
		case add:
			id = uint32(len(v.ids))
			v.ids[c.gram] = id
			v.grams = append(v.grams, c.gram)
		default:
			id = none
		}
		r.terms[i], r.tf[i] = id, c.tf
	}
	r.sort()
	return r
}

// none is the number of a gram that is not known.
const none = math.MaxUint32

// sort brings both parts of a row into rising order of term.
func (r *row) sort() {
	for _, part := range [][2]int{{0, r.chars}, {r.chars, len(r.terms)}} {
		packed := make([]uint64, 0, part[1]-part[0])
		for i := part[0]; i < part[1]; i++ {
			packed = append(packed, uint64(r.terms[i])<<8|uint64(r.tf[i]))
		}
		slices.Sort(packed)
		for i, p := range packed {
			r.terms[part[0]+i], r.tf[part[0]+i] = uint32(p>>8), uint8(p)
		}
	}
}

// size is how many grams have a number.
func (v *vocab) size() int {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return len(v.ids)
}

// field returns the number of a field.
func (v *vocab) field(id string) (int32, bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	n, ok := v.fields[id]
	return n, ok
}

func (v *vocab) fieldCount() int {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return len(v.fields)
}

// fieldNumbers numbers the fields of a posting; unknown ones are left out
// unless they are added.
func (v *vocab) fieldNumbers(ids []string, add bool) []int32 {
	v.mu.Lock()
	defer v.mu.Unlock()
	out := make([]int32, 0, len(ids))
	for _, id := range ids {
		n, ok := v.fields[id]
		if !ok && add {
			n, ok = int32(len(v.fields)), true
			v.fields[id] = n
		}
		if ok {
			out = append(out, n)
		}
	}
	return out
}

// frozen are the weights of grams by their rarity, as of one moment.
type frozen struct {
	idf        []uint16 // by term, 64ths
	char, pair uint16   // of terms that are newer: as if seen once
}

// Rarity is ln((n + priorN) / (df + prior)), in 64ths, where n counts all
// postings and df those with the gram. The prior stands for postings of the same
// trade not seen here, so that rarity makes sense in a county of ten postings:
// without it what two of them share would be common by that very fact. For
// single characters rarity is raised to the power 0.85, which brings rare and
// common ones closer together: a common character still says something beside
// the others. Pairs of boilerplate weigh nothing.
const (
	idfScale  = 64
	charPower = .85

	priorN        = 1000
	priorPair     = 1.
	priorChar     = 5.
	priorFunction = 300. // a character that holds sentences together
)

func idf(n, df float64, g text.Gram) uint16 {
	switch {
	case g.IsPair() && text.Boilerplate(g):
		return 0
	case g.IsPair():
		return uint16(math.Round(math.Log((n+priorN)/(df+priorPair)) * idfScale))
	case text.Boilerplate(g):
		df += priorFunction
	default:
		df += priorChar
	}
	return uint16(math.Round(math.Pow(max(.05, math.Log((n+priorN)/df)), charPower) * idfScale))
}

// Grams that stand for any that are not known yet.
var (
	newChar = text.Gram('鿿')
	newPair = text.Pair(newChar, newChar)
)

// freeze computes the weights of all terms from the number of postings that
// contain each (df) and of all postings (n).
func (v *vocab) freeze(df []uint32, n int) *frozen {
	v.mu.RLock()
	defer v.mu.RUnlock()
	f := &frozen{idf: make([]uint16, len(df))}
	f.char, f.pair = idf(float64(n), 1, newChar), idf(float64(n), 1, newPair)
	for id, count := range df {
		f.idf[id] = idf(float64(n), float64(max(count, 1)), v.grams[id])
	}
	return f
}

// weight is the rarity of a term of a row's first (pair false) or second part.
func (f *frozen) weight(term uint32, pair bool) int32 {
	switch {
	case term < uint32(len(f.idf)):
		return int32(f.idf[term])
	case pair:
		return int32(f.pair)
	}
	return int32(f.char)
}
