package hooks

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// resumeFor is how old a re-match that was cut short may be to be gone on with:
// what it found out is of the same night then.
const resumeFor = 12 * time.Hour

// plan is what a full re-match has found out and done so far: what its journal
// says. Every field is filled from frames, so that a process that goes on knows
// what the one before it knew.
type plan struct {
	begun
	offers []string // their numbers in the lists
	supply []match.Supply
	needs  []string    // those ranked so far, in the order of their ids
	lists  match.Lists // of their candidates
	done   done
}

// begun is the first frame.
type begun struct {
	At     time.Time
	Seq    int64 // the newest change when it began
	Rules  listRules
	Print  string // of what else decides the lists
	Offers int    // how many there are to come
}

// done says how far it has come.
type done struct {
	Phase  int    // see phases
	Last   string // the last posting of the phase that is done
	Counts map[string]int
}

// The kinds of frames, their first byte.
const (
	frameBegun  = 'b'
	frameOffers = 'o'
	frameRanked = 'r'
	frameDone   = 'd'
)

// supplied is an offer in a frame.
type supplied struct {
	ID     string `json:"i"`
	Person uint64 `json:"p,omitempty"`
	Room   int32  `json:"r"`
	Shown  int32  `json:"s,omitempty"`
}

var errFrame = errors.New("a frame that makes no sense")

// fresh tells whether the plan can be gone on with.
func (p *plan) fresh(now time.Time, rules listRules, print string) bool {
	age := now.Sub(p.At)
	return p.done.Counts != nil && age >= 0 && age < resumeFor && len(p.offers) == p.Offers && p.Rules == rules && p.Print == print
}

// read takes a frame in.
func (p *plan) read(frame []byte) error {
	body := frame[1:]
	switch frame[0] {
	case frameBegun:
		return json.Unmarshal(body, &p.begun)
	case frameOffers:
		var some []supplied
		if err := json.Unmarshal(body, &some); err != nil {
			return err
		}
		for _, o := range some {
			p.offers = append(p.offers, o.ID)
			p.supply = append(p.supply, match.Supply{Person: o.Person, Room: o.Room, Shown: o.Shown})
		}
		return nil
	case frameRanked:
		return p.readRanked(body)
	case frameDone:
		return json.Unmarshal(body, &p.done)
	}
	return errFrame
}

// frame writes a value as a frame of a kind.
func frame(kind byte, v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("journal of re-matching: %w", err)
	}
	return append([]byte{kind}, b...), nil
}

// offersFrame writes offers and who stands behind them.
func offersFrame(suppliers []store.Supplier, supply []match.Supply) ([]byte, error) {
	some := make([]supplied, len(supply))
	for i, s := range supply {
		some[i] = supplied{suppliers[i].Offer, s.Person, s.Room, s.Shown}
	}
	return frame(frameOffers, some)
}

// rankedFrame writes needs and their candidates: a tenth of what JSON takes.
func rankedFrame(needs []string, lists [][]match.Choice) []byte {
	out := []byte{frameRanked}
	for i, id := range needs {
		out = binary.AppendUvarint(out, uint64(len(id)))
		out = append(out, id...)
		out = binary.AppendUvarint(out, uint64(len(lists[i])))
		for _, c := range lists[i] {
			out = binary.AppendUvarint(out, uint64(c.Offer))
			out = binary.AppendUvarint(out, uint64(c.Score))
		}
	}
	return out
}

func (p *plan) readRanked(b []byte) error {
	number := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			b = nil
			return 0
		}
		b = b[n:]
		return v
	}
	for len(b) > 0 {
		length := number()
		if length > uint64(len(b)) {
			return errFrame
		}
		id := string(b[:length])
		b = b[length:]
		count := number()
		if count > uint64(len(b)) {
			return errFrame
		}
		list := make([]match.Choice, count)
		for i := range list {
			list[i] = match.Choice{Offer: uint32(number()), Score: int32(number())}
			if int(list[i].Offer) >= len(p.offers) {
				return errFrame
			}
		}
		p.needs = append(p.needs, id)
		p.lists.Add(list)
	}
	return nil
}
