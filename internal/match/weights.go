package match

// Weights are the numbers of the ranking that may be learned or set. The zero
// value is of no use: start from DefaultWeights.
type Weights struct {
	// Shares of the score. They are divided by the sum of those that are known
	// for a pair.
	Text, Field, Place, Kind, Freshness, Load float64
	// Floor is the score below which nothing is suggested.
	Floor float64
	// Gate is the relevance (text and field, 0–1) from which place, kind,
	// freshness and load count in full; below it they count in proportion.
	Gate float64
	// HalfLifeDays is the age in days at which a posting is half as fresh.
	HalfLifeDays float64
	// Blend mixes the features of the text score.
	Blend Blend
	// Curve turns the blend, 0–1, into the text score: points from (0, 0) to
	// (1, 1), rising in both coordinates, with straight lines between them.
	Curve [][2]float64
	// Meaning is the share of the meaning (Config.Meaning) in the text score; 0
	// leaves it out. MeaningBase is the cosine of two texts that have nothing to do
	// with each other, which depends on the model.
	Meaning, MeaningBase float64
}

// Blend are the weights of the features of the text score; they sum to 1.
// A cosine is of weighted term frequencies; coverage is the share of the
// need's title, by rarity, that the offer contains. A need's sentences count as
// far as they are about its title (see focus.go).
type Blend struct {
	TitleChars float64 // cosine of the two titles, characters and words
	WholeChars float64 // cosine of the two whole texts, characters and words
	TitlePairs float64 // cosine of the two titles, pairs
	WholePairs float64 // cosine of the two whole texts, pairs
	CoverChars float64 // what the two titles have in common of all they have, characters and words, squared
	CoverPairs float64 // coverage by the offer's whole text, pairs
}

// DefaultWeights returns the weights the product ships with. The blend was
// chosen on labelled pairs of needs and offers. The curve puts the blend of two
// unrelated texts (below 0.032 in 95 of 100 cases, short or long) near 0.1, that
// of pairs which people call strongly related (half of them above 0.083) near
// 0.5, and that of a need and its own offer in other words (0.29) near 0.85.
func DefaultWeights() Weights {
	return Weights{
		Text: .62, Field: .12, Place: .10, Kind: .08, Freshness: .05, Load: .03,
		Floor: .40, Gate: .4, HalfLifeDays: 180,
		Blend: Blend{TitleChars: .045, WholeChars: .19, TitlePairs: .06, WholePairs: .165, CoverChars: .51, CoverPairs: .03},
		Curve: [][2]float64{{0, 0}, {.032, .1}, {.053, .3}, {.09, .5}, {.14, .7}, {.29, .87}, {.62, .97}, {1, 1}},
	}
}

// text01 is the curve at x.
func (w *Weights) text01(x float64) float64 {
	for i := 1; i < len(w.Curve); i++ {
		a, b := w.Curve[i-1], w.Curve[i]
		if x <= b[0] {
			return a[1] + (b[1]-a[1])*((x-a[0])/(b[0]-a[0]))
		}
	}
	return 1
}
