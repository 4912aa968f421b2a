package match

import (
	"math"
	"slices"
	"sync"

	"kejiyun/internal/text"
)

// vocab numbers the grams that occur. Numbers are given in the
// order of first sight and never change; nothing that is decided depends on
// them.
type vocab struct {
	mu    sync.RWMutex
	ids   map[text.Gram]uint32
	grams []text.Gram
}

func newVocab() *vocab {
	return &vocab{ids: map[text.Gram]uint32{}}
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

// term returns the number of a gram, or none.
func (v *vocab) term(g text.Gram) uint32 {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if id, ok := v.ids[g]; ok {
		return id
	}
	return none
}

// none is the number of a gram that is not known.
const none = math.MaxUint32

// names are the grams by number.
func (v *vocab) names() []text.Gram {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.grams
}

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
