package match

import (
	"math"
	"slices"
	"time"

	"kejiyun/internal/domain"
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

// fit says how well two postings fit in one respect.
type fit struct {
	known bool
	value float64 // 0–1
}

func known(value float64) fit { return fit{true, value} }

// fits compares a need and an offer in every respect. blend is the text blend.
func (e *Engine) fits(blend float64, n *domain.Need, o *domain.Offer, now time.Time) [partCount]fit {
	return [partCount]fit{
		partText:      known(e.weights.text01(blend)),
		partField:     e.fieldFit(n, o),
		partPlace:     placeFit(n, o),
		partKind:      kindFit(n, o),
		partFreshness: e.freshFit(n, o, now),
		partLoad:      loadFit(o),
	}
}

// combine turns fits into parts and their sum, in steps. The weights of the
// parts that are known are divided by their sum. Place, kind, freshness and
// load count in proportion to the relevance that text and field give, in full
// from Weights.Gate on.
func (e *Engine) combine(fits [partCount]fit) (parts [partCount]int32, score int32) {
	w := &e.weights
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

// fieldFit is how near the nearest fields of both are. An offer that lists very
// many fields is not near to all of them.
func (e *Engine) fieldFit(n *domain.Need, o *domain.Offer) fit {
	if len(n.Fields) == 0 || len(o.Fields) == 0 || !e.taxonomy.comparable(n.Fields, o.Fields) {
		return fit{}
	}
	relation, _, _ := e.taxonomy.nearest(n.Fields, o.Fields)
	many := max(len(n.Fields), len(o.Fields))
	return known(nearness[relation] * math.Sqrt(min(1, 5/float64(many))))
}

// How well the kind of an offer suits the kind of a need, 0–1.
var kindTable = map[string]map[string]float64{
	"service":   {"service": 1, "skill": .85, "result": .5},
	"challenge": {"skill": 1, "result": .9, "service": .7},
	"talent":    {"skill": 1, "service": .4, "result": .2},
}

// How ready the result of each stage is for use, 0–1.
var stageTable = map[string]float64{"concept": .2, "lab": .4, "pilot": .7, "prototype": .85, "production": 1}

// kindFit is the weighted mean of what is known about kind, cooperation, stage
// of a result, fee and form of work.
func kindFit(n *domain.Need, o *domain.Offer) fit {
	sum, weights := 0.0, 0.0
	add := func(value, weight float64) {
		sum += value * weight
		weights += weight
	}
	if row, ok := kindTable[n.Kind]; ok && o.Kind != "" {
		add(row[o.Kind], 3)
	}
	if len(n.Cooperation) > 0 && len(o.Cooperation) > 0 {
		add(boolFloat(overlap(n.Cooperation, o.Cooperation)), 2)
	}
	if ready, ok := stageTable[o.Stage]; ok && o.Kind == "result" {
		add(ready, 1)
	}
	if value, ok := feeFit(n, o); ok {
		add(value, 1)
	}
	if n.Talent != nil && n.Talent.Employment != "" && n.Talent.Employment != "full_time" && len(o.Modes) > 0 {
		add(boolFloat(slices.Contains(o.Modes, "part_time")), 1)
	}
	if weights == 0 {
		return fit{}
	}
	return known(sum / weights)
}

// How well each fee suits a need for the public good, 0–1.
var feeTable = map[string]float64{"free": 1, "cost": .7, "negotiable": .4}

// feeFit compares what a public-good need can pay with the fee of the offer.
func feeFit(n *domain.Need, o *domain.Offer) (float64, bool) {
	if o.Fee == "" || n.Budget == "" {
		return 0, false
	}
	if n.Budget != "welfare" {
		return 1, true
	}
	return feeTable[o.Fee], true
}

// freshFit halves every Weights.HalfLifeDays since either side was confirmed;
// it is the mean of both.
func (e *Engine) freshFit(n *domain.Need, o *domain.Offer, now time.Time) fit {
	sum, count := 0.0, 0.0
	for _, p := range []*domain.Posting{&n.Posting, &o.Posting} {
		at := confirmed(p)
		if at.IsZero() || e.weights.HalfLifeDays <= 0 {
			continue
		}
		days := max(0, now.Sub(at).Hours()/24)
		sum += math.Exp2(-days / e.weights.HalfLifeDays)
		count++
	}
	if count == 0 {
		return fit{}
	}
	return known(sum / count)
}

// loadFit falls with the dockings that the person behind the offer has open.
func loadFit(o *domain.Offer) fit {
	switch {
	case o.MaxOpen > 0:
		return known(max(0, 1-.8*float64(o.Open)/float64(o.MaxOpen)))
	case o.Availability != "":
		return known(1 / (1 + .1*float64(max(o.Open, 0))))
	}
	return fit{}
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

func boolFloat(b bool) float64 { return float64(boolInt(b)) }
