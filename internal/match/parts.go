package match

import (
	"math"
	"slices"
)

// The parts of a score, in the order in which they are told.
const (
	partText = iota
	partField
	partPlace
	partKind
	partFreshness
	partLoad
	partCount
)

var partNames = [partCount]string{"text", "field", "place", "kind", "freshness", "load"}

// step is the unit of scores and parts: 2^-16, so that sums of floats are exact.
const step = 1.0 / (1 << 16)

// fits say how well two postings fit in every respect, by part.
type fits [partCount]fit

// combine turns fits into parts and their sum, in steps. The weights of the
// parts that are known are divided by their sum. Place, kind, freshness and
// load count in proportion to the relevance that text and field give, in full
// from Weights.Gate on.
func (w *Weights) combine(fits *fits) (parts [partCount]int32, score int32) {
	weights := [partCount]float64{w.Text, w.Field, w.Place, w.Kind, w.Freshness, w.Load}
	total, matter, relevance := 0.0, 0.0, 0.0
	for i, f := range fits {
		if !f.known {
			continue
		}
		total += weights[i]
		if i <= partField {
			matter += weights[i]
			relevance += float64(weights[i] * f.value)
		}
	}
	gate := 1.0
	if w.Gate > 0 && matter > 0 {
		gate = min(1, relevance/matter/w.Gate)
	}
	for i, f := range fits {
		if !f.known || total == 0 {
			continue
		}
		share := weights[i] / total * f.value
		if i > partField {
			share *= gate
		}
		parts[i] = int32(math.Round(share / step))
		score += parts[i]
	}
	if over := score - 1/step; over > 0 { // all fits are perfect and rounding went up
		parts[partText] -= over
		score -= over
	}
	return parts, score
}

// outline is what a score depends on apart from the text: the share of the field,
// that of all that counts in proportion to the relevance, and the sums of weights
// that both are divided by.
type outline struct{ field, rest, matter, total float64 }

// outline sums up fits; what they say of the text does not count.
func (w *Weights) outline(f *fits) outline {
	o := outline{matter: w.Text, total: w.Text}
	if f[partField].known {
		o.field = w.Field * f[partField].value
		o.matter += w.Field
		o.total += w.Field
	}
	for i, weight := range [...]float64{partPlace: w.Place, partKind: w.Kind, partFreshness: w.Freshness, partLoad: w.Load} {
		if f[i].known && i > partField {
			o.rest += weight * f[i].value
			o.total += weight
		}
	}
	return o
}

// with is about what combine gives with a text blend, in steps.
func (o *outline) with(w *Weights, blend float64) int32 {
	relevance := w.Text*w.text01(blend) + o.field
	gate := 1.0
	if floor := o.matter * w.Gate; floor > 0 {
		gate = min(1, relevance/floor)
	}
	return int32((relevance + gate*o.rest) / o.total / step)
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

func boolFloat(b bool) float64 { return float64(boolInt(b)) }
