package match

import (
	"math"
	"slices"
	"time"

	"kejiyun/internal/domain"
)

// facts are what a search must know of very many postings besides their texts:
// what may keep them out, and what the parts of the score depend on. They fill
// a cache line, have no pointers and go into snapshots as they are.
type facts struct {
	id        uint64 // hash of the id
	owner     uint64 // hash of the owner; a set of ownerKeys if there are several
	person    uint64 // hash of the worker behind an offer; 0 for none
	place     place
	until     uint32 // Unix seconds from which it is over; forever for never
	confirmed uint32 // Unix seconds, if dated
	flags     uint32
	coop      uint32          // a bit per way of cooperation
	fields    [inlined]uint16 // numbers of the first fields
	many      uint8           // how many fields there are
	natural   uint8           // of the text, in 255ths
	load      uint8           // how ready the person behind an offer is, in 255ths, if rated
	_         uint8
	kind      uint8 // number in kindNumbers
	stage     uint8 // number in stageValues
	fee       uint8 // number in feeValues
	reach     uint8 // digits of the place that the radius keeps fixed; 0 for any
}

// inlined is how many fields of a posting stand in its facts.
const inlined = 4

// forever is the until of postings that do not end.
const forever = math.MaxUint32

// What flags says.
const (
	shut     = 1 << iota // its state closes it
	busy                 // the person behind it takes on no more
	local                // shared in its county only
	fixed                // helps on site only
	afar                 // helps without anybody travelling
	anywhere             // its radius is the nation or online
	limited              // it names a radius
	rated                // something is known of how ready its person is
	dated                // confirmed is known
	moded                // it names modes of work
	partTime             // one of them is part time
	flexible             // a need for people who need not come full time
	welfare              // a need for the public good
	budgeted             // a need that names its budget
	coops                // it names ways of cooperation
	several              // it has several owners: see extra
	crowded              // it has more fields than are inlined: see extra
)

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

// codeBits returns a set of a bit per string, by number in a list or by hash.
func codeBits(codes, known []string) uint32 {
	out := uint32(0)
	for _, c := range codes {
		if i := slices.Index(known, c); i >= 0 {
			out |= 1 << i
		} else {
			out |= 1 << (len(known) + int(hashOf(c)%uint64(32-len(known))))
		}
	}
	return out
}

// share255 is a number from 0 to 1 in 255ths.
func share255(x float64) uint8 { return uint8(math.Round(min(max(x, 0), 1) * 255)) }

// seconds is a time in Unix seconds as facts hold it.
func seconds(t time.Time) uint32 { return uint32(min(max(t.Unix(), 0), forever-1)) }

func (f *facts) flag(holds bool, flag uint32) {
	if holds {
		f.flags |= flag
	}
}

func (f *facts) has(flag uint32) bool { return f.flags&flag != 0 }

func (e *Engine) postingFacts(p *domain.Posting, owners []uint64) facts {
	f := facts{id: hashOf(p.ID), place: placeOf(p.Region), until: forever,
		coop: codeBits(p.Cooperation, domain.Cooperations), kind: number(kindNumbers, p.Kind)}
	f.flag(len(owners) > 1, several)
	for _, h := range owners {
		if f.has(several) {
			f.owner |= ownerKey(h)
		} else {
			f.owner = h
		}
	}
	copy(f.fields[:], e.taxonomy.numbersOf(p.Fields))
	f.many = uint8(min(len(p.Fields), math.MaxUint8))
	f.flag(len(p.Fields) > inlined, crowded)
	if !p.ValidUntil.IsZero() {
		f.until = seconds(p.ValidUntil)
	}
	if at := confirmed(p); !at.IsZero() {
		f.confirmed = seconds(at)
		f.flag(true, dated)
	}
	f.flag(closed(p.Status), shut)
	f.flag(p.Share == "county", local)
	f.flag(len(p.Cooperation) > 0, coops)
	return f
}

func (e *Engine) offerFacts(o *domain.Offer, owners []uint64) facts {
	f := e.postingFacts(&o.Posting, owners)
	if o.Worker != "" {
		f.person = hashOf(o.Worker)
	}
	f.stage, f.fee, f.reach = number(stageNumbers, o.Stage), number(feeNumbers, o.Fee), uint8(radiusDigits[o.Radius])
	if value, ok := loadValue(o); ok {
		f.load = share255(value)
		f.flag(true, rated)
	}
	f.flag(!free(o), busy)
	f.flag(len(o.Modes) > 0 && !remote(o), fixed)
	f.flag(remote(o), afar)
	f.flag(o.Radius == "online" || o.Radius == "nation", anywhere)
	f.flag(o.Radius != "", limited)
	f.flag(len(o.Modes) > 0, moded)
	f.flag(slices.Contains(o.Modes, "part_time"), partTime)
	return f
}

func (e *Engine) needFacts(n *domain.Need, owners []uint64) facts {
	f := e.postingFacts(&n.Posting, owners)
	f.flag(n.Talent != nil && n.Talent.Employment != "" && n.Talent.Employment != "full_time", flexible)
	f.flag(n.Budget == "welfare", welfare)
	f.flag(n.Budget != "", budgeted)
	return f
}
