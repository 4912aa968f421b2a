package hooks

import (
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// steps is how many steps of the engine make a score of 1.
const steps = 1 << 16

// mailedFor is how long a pair that was mailed stays, while it holds, though it
// has left both lists: a link in a mail leads somewhere.
const mailedFor = 30 * 24 * time.Hour

// listing is one place of a posting's list.
type listing struct {
	other string // the posting of the other side
	score float64
	rank  int
	its   int // the rank in the list of the other side; store.AsIs leaves it
}

// settlement is what has to be written so that the rows of matches say what the
// list of one posting says.
type settlement struct {
	collection, id string
	write          []settled
	rank           []listing // rows of which only a rank changes
	withdraw       []string
	unchanged      int
}

type settled struct {
	match domain.Match
	ranks store.Ranks
}

// settle compares the list of a posting with the pairs that hold. It describes
// the pairs that are new and, of the others, those that are due; with due nil,
// all. A pair that left the list stays while the list of the other side has it,
// or while it holds and was mailed lately. It reads the engine alone.
func settle(e *match.Engine, collection, id string, list []listing, held []store.HeldPair, due func(listing, store.HeldPair) bool, now time.Time) settlement {
	s := settlement{collection: collection, id: id}
	before, in := map[string]store.HeldPair{}, map[string]bool{}
	for _, h := range held {
		before[h.Other] = h
	}
	var describe []listing
	for _, l := range list {
		in[l.other] = true
		h, held := before[l.other]
		switch {
		case !held || due == nil || due(l, h):
			describe = append(describe, l)
		case h.Own != l.rank || l.its != store.AsIs && l.its != h.Its:
			s.rank = append(s.rank, l)
		default:
			s.unchanged++
		}
	}
	for _, h := range held {
		l := listing{other: h.Other, its: store.AsIs}
		switch {
		case in[h.Other]:
		case h.Its == 0 && !h.Lately:
			s.withdraw = append(s.withdraw, h.Other)
		case due == nil || h.Its == 0:
			describe = append(describe, l)
		case h.Own > 0:
			s.rank = append(s.rank, l)
		}
	}
	s.describe(e, describe, before, now)
	return s
}

// describe has the engine say why; a pair that may not be suggested any more is
// withdrawn if it held.
func (s *settlement) describe(e *match.Engine, list []listing, held map[string]store.HeldPair, now time.Time) {
	var others []string
	for _, l := range list {
		others = append(others, l.other)
	}
	var found []domain.Match
	if s.collection == "needs" {
		found = e.Describe(s.id, others, now)
	} else {
		for _, need := range others {
			found = append(found, e.Describe(need, []string{s.id}, now)...)
		}
	}
	by := map[string]domain.Match{}
	for _, m := range found {
		by[otherSide(s.collection, m)] = m
	}
	for _, l := range list {
		if m, ok := by[l.other]; ok {
			s.write = append(s.write, settled{m, s.ranks(l)})
		} else if _, held := held[l.other]; held {
			s.withdraw = append(s.withdraw, l.other)
		}
	}
}

// ranks says where a pair stands, by side.
func (s *settlement) ranks(l listing) store.Ranks {
	if s.collection == "offers" {
		return store.Ranks{Need: l.its, Offer: l.rank}
	}
	return store.Ranks{Need: l.rank, Offer: l.its}
}

// pair returns the need and the offer of the pair with another posting.
func (s *settlement) pair(other string) (need, offer string) {
	if s.collection == "offers" {
		return other, s.id
	}
	return s.id, other
}

// save writes it down and counts what it wrote.
func (s *settlement) save(tx core.App, run string, now time.Time, counts map[string]int) error {
	counts["unchanged"] += s.unchanged
	for _, w := range s.write {
		wrote, err := store.WriteMatch(tx, w.match, w.ranks, run, now)
		if err != nil {
			return err
		}
		if wrote {
			counts["written"]++
		} else {
			counts["unchanged"]++
		}
	}
	for _, l := range s.rank {
		need, offer := s.pair(l.other)
		if err := store.SetRank(tx, need, offer, s.ranks(l), run, now); err != nil {
			return err
		}
		counts["moved"]++
	}
	for _, other := range s.withdraw {
		need, offer := s.pair(other)
		if err := store.WithdrawMatch(tx, need, offer, run, now); err != nil {
			return err
		}
		counts["withdrawn"]++
	}
	return nil
}

func otherSide(collection string, m domain.Match) string {
	if collection == "offers" {
		return m.Need
	}
	return m.Offer
}
