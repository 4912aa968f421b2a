package match

import (
	"math"

	"kejiyun/internal/domain"
)

// fit says how well two postings fit in one respect.
type fit struct {
	known bool
	value float64 // 0–1
}

func known(value float64) fit { return fit{true, value} }

// fieldFit is how near the nearest fields of both are. A posting that lists
// very many fields is not near to all of them.
func (t *taxonomy) fieldFit(as, bs []uint16) fit {
	relation, comparable := apart, false
	for _, a := range as {
		for _, b := range bs {
			relation = max(relation, t.relate(a, b))
			comparable = comparable || t.entry(a).scheme == t.entry(b).scheme
		}
	}
	if !comparable {
		return fit{}
	}
	if many := max(len(as), len(bs)); many > 5 {
		return known(nearness[relation] * math.Sqrt(5/float64(many)))
	}
	return known(nearness[relation])
}

// placeFit is how well need and offer come together.
func placeFit(n, o *facts) fit {
	level, ok := n.place.near(o.place)
	if !ok {
		if o.has(anywhere) {
			return known(remoteValue)
		}
		return fit{}
	}
	value := placeValue[level]
	out := o.reach > 0 && n.place.apartFrom(o.place, int(o.reach))
	switch {
	case out && o.has(afar):
		return known(min(value, outsideValue))
	case out:
		return known(0)
	case o.has(afar):
		value = max(value, remoteValue)
	case o.has(limited):
		value = max(value, withinValue)
	}
	return known(value)
}

// How well the kind of an offer suits the kind of a need, 0–1.
var kindTable = map[string]map[string]float64{
	"service":   {"service": 1, "skill": .85, "result": .5},
	"challenge": {"skill": 1, "result": .9, "service": .7},
	"talent":    {"skill": 1, "service": .4, "result": .2},
}

// How ready the result of each stage is for use, 0–1.
var stageTable = map[string]float64{"concept": .2, "lab": .4, "pilot": .7, "prototype": .85, "production": 1}

// How well each fee suits a need for the public good, 0–1.
var feeTable = map[string]float64{"free": 1, "cost": .7, "negotiable": .4}

// The tables by number instead of code; a need's row of kindValues is nil when
// its kind says nothing.
var (
	kindValues  = numberedKinds()
	stageValues = numbered(stageNumbers, stageTable)
	feeValues   = numbered(feeNumbers, feeTable)
	resultKind  = number(kindNumbers, "result")
)

func numbered(codes []string, table map[string]float64) []float64 {
	out := make([]float64, len(codes)+1)
	for i, c := range codes {
		out[i] = table[c]
	}
	return out
}

func numberedKinds() [][]float64 {
	out := make([][]float64, len(kindNumbers)+1)
	for i, kind := range kindNumbers {
		if row, ok := kindTable[kind]; ok {
			out[i] = numbered(kindNumbers, row)
		}
	}
	return out
}

// kindFit is the weighted mean of what is known about kind, cooperation, stage
// of a result, what a public-good need can pay, and form of work.
func kindFit(n, o *facts) fit {
	sum, weights := 0.0, 0.0
	add := func(value, weight float64) {
		sum += value * weight
		weights += weight
	}
	if row := kindValues[n.kind]; row != nil && o.kind != 0 {
		add(row[o.kind], 3)
	}
	if n.has(coops) && o.has(coops) {
		add(boolFloat(n.coop&o.coop != 0), 2)
	}
	if o.kind == resultKind && o.stage > 0 && int(o.stage) < len(stageNumbers) {
		add(stageValues[o.stage], 1)
	}
	if o.fee != 0 && n.has(budgeted) {
		value := 1.0
		if n.has(welfare) {
			value = feeValues[o.fee]
		}
		add(value, 1)
	}
	if n.has(flexible) && o.has(moded) {
		add(boolFloat(o.has(partTime)), 1)
	}
	if weights == 0 {
		return fit{}
	}
	return known(sum / weights)
}

// freshness is how fresh a posting is: it halves every Weights.HalfLifeDays
// since the posting was confirmed, day by day.
func (e *Engine) freshness(f *facts, now uint32) fit {
	if !f.has(dated) || e.weights.HalfLifeDays <= 0 {
		return fit{}
	}
	days := 0
	if now > f.confirmed {
		days = int(now-f.confirmed) / (24 * 3600)
	}
	return known(e.fading[min(days, len(e.fading)-1)])
}

// faded is how fresh a posting is by its age in days, for ten years.
func faded(halfLife float64) []float64 {
	out := make([]float64, 3653)
	for days := range out {
		out[days] = math.Exp2(-float64(days) / halfLife)
	}
	return out
}

// freshFit is the mean of the freshness of both sides.
func freshFit(a, b fit) fit {
	switch {
	case a.known && b.known:
		return known((a.value + b.value) / 2)
	case a.known:
		return a
	}
	return b
}

// loadValue is how ready the person behind an offer is: it falls with the
// dockings that are open, and in proportion to how interests were answered
// before (answerValue); a person whom nobody has verified counts a little less.
// False when nothing of it is known.
func loadValue(o *domain.Offer) (float64, bool) {
	value, known := 1., o.MaxOpen > 0 || o.Availability != "" || o.Asked > 0 || o.Verify != ""
	switch {
	case o.MaxOpen > 0:
		value = max(0, 1-.8*float64(o.Open)/float64(o.MaxOpen))
	case o.Availability != "":
		value = 1 / (1 + .1*float64(max(o.Open, 0)))
	}
	value *= answerValue(o.Answered, o.Asked)
	if o.Verify != "" {
		value *= trust[o.Verify]
	}
	return min(1, value), known
}

// How much each verification counts, 0–1.
var trust = map[string]float64{"association": 1, "unit": 1, "none": .9, "refused": .7}

// loadFit is how ready the person behind an offer is.
func loadFit(o *facts) fit {
	if o.has(rated) {
		return known(float64(o.load) / 255)
	}
	return fit{}
}
