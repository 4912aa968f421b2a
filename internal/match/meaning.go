package match

import "math"

// MeaningFunc tells how near the meanings of the public texts of a need and an
// offer are: the cosine of their embeddings, -1 to 1; known is false when either
// has none. It is called from any goroutine for the best of every list, so that it
// must be quick and must not wait for a network.
type MeaningFunc func(needID, offerID string) (cosine float64, known bool)

// meantBest is how many candidates of a list the meaning speaks on, at least:
// those that are best without it.
const meantBest = 50

// closeness is how much nearer two texts are than two that have nothing to do
// with each other (MeaningBase): 0 for those, 1 for the same text.
func (w *Weights) closeness(cosine float64) float64 {
	if !(cosine > w.MeaningBase) { // also what is no number
		return 0
	}
	return min(1, (cosine-w.MeaningBase)/(1-w.MeaningBase))
}

// meant is the blend of a pair with its meaning mixed in, 0–1, before the
// curve. The closeness is squared to lie on the scale of the blend, where strongly
// related texts are near .14–.4, not near 1. natural is what the blend was
// multiplied by for texts that repeat themselves.
func (w *Weights) meant(blend, natural, cosine float64, known bool) float64 {
	if !known || w.Meaning <= 0 {
		return blend
	}
	c := w.closeness(cosine)
	return float64((1-w.Meaning)*blend) + float64(w.Meaning*c*c*natural)
}

// meaningNote says what the meaning adds to the text part, "" when that is
// nothing worth telling.
func (w *Weights) meaningNote(cosine float64, known bool) string {
	switch c := w.closeness(cosine); {
	case !known || w.Meaning <= 0:
		return ""
	case c >= .5:
		return "语义相近"
	case c < .15:
		return "语义相差较远"
	}
	return ""
}

// Cosine is the cosine of two embeddings; false when their sizes differ or one
// of them is nothing but zeros.
func Cosine(a, b []int8) (float64, bool) {
	if len(a) != len(b) {
		return 0, false
	}
	var dot, aa, bb int64
	for i := range a {
		x, y := int64(a[i]), int64(b[i])
		dot += x * y
		aa += x * x
		bb += y * y
	}
	if aa == 0 || bb == 0 {
		return 0, false
	}
	return float64(dot) / math.Sqrt(float64(aa)*float64(bb)), true
}

// Quantised brings an embedding into one byte a dimension: the largest becomes
// ±127. Cosines stay as they are to about a hundredth. False when a value is not
// finite or all are zero.
func Quantised(v []float64) ([]int8, bool) {
	largest := 0.0
	for _, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, false
		}
		largest = max(largest, math.Abs(x))
	}
	if largest == 0 {
		return nil, false
	}
	out := make([]int8, len(v))
	for i, x := range v {
		out[i] = int8(math.Round(x / largest * 127))
	}
	return out, true
}
