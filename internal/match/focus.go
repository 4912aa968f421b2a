package match

import (
	"math"
	"slices"

	"kejiyun/internal/text"
)

// Needs wander: between what is wanted stand the history of the company, the
// state of the art, the money. So the occurrences in a need's sentence count
// only as far as the sentence is about what the title names:
//
//	weight = min(1, aside + focus · cosine of the pairs of title and sentence)
//
// What stands in the title and in keywords counts in full. This looks at nothing
// but the need itself, so a need means the same among any offers. Offers are
// read evenly: their texts tell what they have, sentence by sentence.
const (
	aside = .15
	focus = 1.5
)

// passage is a part of a need's grams that counts alike.
type passage struct {
	end    int // in the list of grams
	weight float64
}

// weigh returns the weight of a sentence, given the sorted grams of a title and
// those of the sentence.
func weigh(title, sentence []text.Gram) float64 {
	of, total, both := 0, 0, 0
	for i, g := range title {
		of += boolInt(g.IsPair() && (i == 0 || title[i-1] != g))
	}
	if of == 0 {
		return 1
	}
	s := slices.Clone(sentence)
	slices.Sort(s)
	for i, g := range s {
		if g.IsPair() && (i == 0 || s[i-1] != g) {
			total++
			_, in := slices.BinarySearch(title, g)
			both += boolInt(in)
		}
	}
	if both == 0 {
		return aside
	}
	return min(1, aside+focus*(float64(both)/math.Sqrt(float64(of*total))))
}

// focused replaces the counts in the whole text by weighted ones. grams are all
// of the text as they were read, passages their weights.
func focused(counts []count, grams []text.Gram, passages []passage) {
	sums := make(map[text.Gram]float64, len(counts))
	i := 0
	for _, p := range passages {
		for ; i < p.end; i++ {
			g := grams[i]
			if !g.IsPair() && !g.IsWord() && g&hollowBit != 0 { // as often as it may be, it counts once
				sums[g] = max(sums[g], p.weight)
			} else {
				sums[g] += p.weight
			}
		}
	}
	for i, c := range counts {
		n, plain := sums[c.gram]
		if !plain {
			counts[i].tf = c.tf&0xf0 | nearest(math.Sqrt(sums[c.gram|hollowBit])*float64(tfWeight[hollowTF]), hollowTF)
			continue
		}
		counts[i].tf = c.tf&0xf0 | nearest(math.Sqrt(n)*16, onceTF)
	}
}

// nearest returns the packed count from lowest on whose weight is nearest to x
// 16ths.
func nearest(x float64, lowest uint8) uint8 {
	best := lowest
	for tf := lowest; tf < uint8(len(tfWeight)); tf++ {
		if math.Abs(float64(tfWeight[tf])-x) < math.Abs(float64(tfWeight[best])-x) {
			best = tf
		}
	}
	return best
}
