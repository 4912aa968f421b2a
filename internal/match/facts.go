package match

import (
	"hash/maphash"
	"math"
	"slices"
	"time"

	"kejiyun/internal/domain"
)

// facts are what searches must know of very many postings besides their texts:
// what may keep them out, and what the parts of the score depend on.
type facts struct {
	place     place
	until     int64  // Unix microseconds of ValidUntil; the largest number for none
	owners    uint64 // the keys of all owners
	flags     uint32
	confirmed int64  // Unix nanoseconds, if told
	coop      uint32 // a bit per way of cooperation
	maxOpen   int32
	open      int32
	kind      uint8 // number in kindNumbers
	stage     uint8 // number in stageValues
	fee       uint8 // number in feeValues
	reach     uint8 // digits of the place that the radius keeps fixed; 0 for any
}

// What flags says.
const (
	shut     = 1 << iota // its state closes it
	busy                 // the person behind it takes on no more
	local                // shared in its county only
	fixed                // helps on site only
	afar                 // helps without anybody travelling
	anywhere             // its radius is the nation or online
	limited              // it names a radius
	rated                // it says how busy its person is
	dated                // confirmed is known
	moded                // it names modes of work
	partTime             // one of them is part time
	flexible             // a need for people who need not come full time
	welfare              // a need for the public good
	budgeted             // a need that names its budget
	coops                // it names ways of cooperation

)

// place is the prefix of a region code: a hexadecimal digit for each of its
// decimal ones from the highest on, and in the lowest how many there are.
type place uint64

func placeOf(region string) place {
	prefix := domain.RegionPrefix(region)
	p := place(len(prefix))
	for i := range len(prefix) {
		p |= place(prefix[i]-'0') << (60 - 4*i)
	}
	return p
}

func (p place) digits() int { return int(p & 15) }

// highest covers the first n digits of a place.
func highest(n int) place { return ^place(0) << (64 - 4*n) }

// apartFrom is apartBy for places.
func (p place) apartFrom(q place, digits int) bool {
	n := min(digits, p.digits(), q.digits())
	return (p^q)&highest(n) != 0
}

// near is proximity for places.
func (p place) near(q place) (int, bool) {
	shared := min(p.digits(), q.digits())
	if shared == 0 {
		return elsewhere, false
	}
	for level := sameTownship; level > elsewhere; level-- {
		if n := levelDigits[level]; shared >= n && (p^q)&highest(n) == 0 {
			return level, true
		}
	}
	return elsewhere, true
}

var (
	kindNumbers  = []string{"", "service", "skill", "result", "challenge", "talent"}
	stageNumbers = []string{"", "concept", "lab", "pilot", "prototype", "production"}
	feeNumbers   = []string{"", "free", "cost", "negotiable"}
)

// number is the place of a code in a list, its length for one not in it.
func number(codes []string, code string) uint8 {
	if i := slices.Index(codes, code); i >= 0 {
		return uint8(i)
	}
	return uint8(len(codes))
}

// The tables by number instead of code; a need's row of kindValues is nil when
// its kind says nothing.
var (
	kindValues  = numberedKinds()
	stageValues = numbered(stageNumbers, stageTable)
	feeValues   = numbered(feeNumbers, feeTable)
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

var hashSeed = maphash.MakeSeed()

func hash(s string) uint64 { return maphash.String(hashSeed, s) }

// codeBits returns a set of a bit per string, by number in a list or by hash.
func codeBits(codes, known []string) uint32 {
	out := uint32(0)
	for _, c := range codes {
		if i := slices.Index(known, c); i >= 0 {
			out |= 1 << i
		} else {
			out |= 1 << (len(known) + int(hash(c)%uint64(32-len(known))))
		}
	}
	return out
}

// ownerKey is three bits of 64 that stand for an owner.
func ownerKey(owner string) uint64 {
	h := hash(owner)
	return 1<<(h&63) | 1<<(h>>6&63) | 1<<(h>>12&63)
}

func ownerKeys(owners []string) uint64 {
	keys := uint64(0)
	for _, o := range owners {
		keys |= ownerKey(o)
	}
	return keys
}

func (f *facts) flag(holds bool, flag uint32) {
	if holds {
		f.flags |= flag
	}
}

func (f *facts) has(flag uint32) bool { return f.flags&flag != 0 }

func postingFacts(p *domain.Posting, owners []string) facts {
	f := facts{place: placeOf(p.Region), until: math.MaxInt64, owners: ownerKeys(owners),
		coop: codeBits(p.Cooperation, domain.Cooperations), kind: number(kindNumbers, p.Kind)}
	if !p.ValidUntil.IsZero() {
		f.until = p.ValidUntil.UnixMicro()
	}
	if at := confirmed(p); !at.IsZero() {
		f.confirmed = at.UnixNano()
		f.flag(true, dated)
	}
	f.flag(closed(p.Status), shut)
	f.flag(p.Share == "county", local)
	f.flag(len(p.Cooperation) > 0, coops)
	return f
}

func offerFacts(o *domain.Offer) facts {
	f := postingFacts(&o.Posting, o.Owners)
	f.maxOpen, f.open = int32(min(o.MaxOpen, math.MaxInt32)), int32(min(o.Open, math.MaxInt32))
	f.stage, f.fee, f.reach = number(stageNumbers, o.Stage), number(feeNumbers, o.Fee), uint8(radiusDigits[o.Radius])
	f.flag(!free(o), busy)
	f.flag(len(o.Modes) > 0 && !remote(o), fixed)
	f.flag(remote(o), afar)
	f.flag(o.Radius == "online" || o.Radius == "nation", anywhere)
	f.flag(o.Radius != "", limited)
	f.flag(o.Availability != "", rated)
	f.flag(len(o.Modes) > 0, moded)
	f.flag(slices.Contains(o.Modes, "part_time"), partTime)
	return f
}

func needFacts(n *domain.Need) facts {
	f := postingFacts(&n.Posting, n.Owners)
	f.flag(n.Talent != nil && n.Talent.Employment != "" && n.Talent.Employment != "full_time", flexible)
	f.flag(n.Budget == "welfare", welfare)
	f.flag(n.Budget != "", budgeted)
	return f
}

// placeFact is placeFit.
func placeFact(n, o *facts) fit {
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

// kindFact is kindFit.
func kindFact(n, o *facts) fit {
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
	if kindNumbers[min(int(o.kind), len(kindNumbers)-1)] == "result" && o.stage > 0 && int(o.stage) < len(stageNumbers) {
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

// freshness is how fresh a posting is, 0–1, if that is known.
func (e *Engine) freshness(f *facts, now time.Time) (float64, bool) {
	if !f.has(dated) || e.weights.HalfLifeDays <= 0 {
		return 0, false
	}
	days := max(0, now.Sub(time.Unix(0, f.confirmed)).Hours()/24)
	return math.Exp2(-days / e.weights.HalfLifeDays), true
}

// loadFact is loadFit.
func loadFact(o *facts) fit {
	switch {
	case o.maxOpen > 0:
		return known(max(0, 1-.8*float64(o.open)/float64(o.maxOpen)))
	case o.has(rated):
		return known(1 / (1 + .1*float64(max(o.open, 0))))
	}
	return fit{}
}
