package match

import "kejiyun/internal/text"

// row is what the text score knows of a posting: its grams and how often each
// occurs. Characters and words come first, pairs follow, each part in rising
// order of term. A row never changes.
type row struct {
	terms []uint32
	tf    []uint8 // title count in the high, whole count in the low half: see tfWeight
	chars int     // terms[:chars] are characters and words
	// natural is 1 for a text as people write it and less for one that repeats
	// the same words over and over; the text score is multiplied by it.
	natural float64
}

// Of the pairs of a text at least naturalShare are different ones: in a
// posting of ordinary length three of four, in the longest half. Texts of fewer
// than naturalFrom pairs are not judged.
const (
	naturalShare = .3
	naturalFrom  = 24
)

// natural judges a text by the sorted list of its grams.
func natural(whole []text.Gram) float64 {
	total, different := 0, 0
	for i, g := range whole {
		if g.IsPair() {
			total++
			if i == 0 || whole[i-1] != g {
				different++
			}
		}
	}
	if total < naturalFrom {
		return 1
	}
	return min(1, float64(different)/float64(total)/naturalShare)
}

// A packed count is 0 for none, synonymTF for a term that stands there only as
// a synonym of another, hollowTF for a character that only stands in words that
// say nothing, and onceTF + n - 1 for n occurrences. More than six count as six,
// so that repeating a word soon stops helping. From partTF on stand the counts
// between, which only the whole texts of needs have (see focus.go).
const (
	synonymTF = 1
	hollowTF  = 2
	onceTF    = 3
	manyTF    = 6
	partTF    = onceTF + manyTF
)

func packTF(n int) uint8 {
	if n == 0 {
		return 0
	}
	return uint8(onceTF + min(n, manyTF) - 1)
}

// tfWeight are the weights of packed counts, in 16ths: √n for n occurrences.
var tfWeight = [16]int32{synonymTF: 8, hollowTF: 8, onceTF: 16, 23, 28, 32, 36, 39, partTF: 6, 8, 10, 12, 14, 20, 25}
