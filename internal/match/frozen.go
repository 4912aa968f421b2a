package match

import (
	"math"
	"slices"

	"kejiyun/internal/text"
)

// frozen are the weights of grams by their rarity, as of one moment.
type frozen struct {
	df         []uint32 // by term: how many postings have it
	idf        []uint16 // by term: rarity, 64ths
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
	f := &frozen{df: slices.Clone(df), idf: make([]uint16, len(df))}
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

// count is how many postings have a term; 1 for one that came later.
func (f *frozen) count(term uint32) float64 {
	if term < uint32(len(f.df)) {
		return float64(max(f.df[term], 1))
	}
	return 1
}
