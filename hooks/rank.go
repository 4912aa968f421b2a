package hooks

import (
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// listRules are the settings by which lists are made.
type listRules struct {
	Top    int
	Spread bool
	Weekly int // how many needs may have one person among the first
}

func rulesOf(app core.App) listRules {
	return listRules{Top: max(1, store.Setting(app, "match.top", 20)), Spread: store.Setting(app, "match.spread", true),
		Weekly: store.Setting(app, "match.weekly_per_person", 12)}
}

// candidates is how many postings are ranked for a list that is to be spread.
func (r listRules) candidates() int { return max(50, 5*r.Top/2) }

// spread is how lists are spread: not at all when it is switched off.
func (r listRules) spread() match.Spread {
	s := match.DefaultSpread()
	s.Length, s.First = r.Top, min(r.Top, store.FirstPlaces)
	if !r.Spread {
		s.Gifts = 0
	}
	return s
}

// supplyOf tells the engine who stands behind offers. used is how many places
// each of them has that are not up for distribution; nil counts none.
func (r listRules) supplyOf(suppliers []store.Supplier, used func(store.Supplier) int) []match.Supply {
	out := make([]match.Supply, len(suppliers))
	people, places := map[string]uint64{}, map[string]int{}
	for _, s := range suppliers {
		if used != nil && s.Worker != "" {
			places[s.Worker] += used(s)
		}
	}
	for i, s := range suppliers {
		out[i] = match.Supply{Room: -1, Shown: int32(s.Shown)}
		taken := places[s.Worker]
		if s.Worker == "" && used != nil {
			taken = used(s)
		}
		if s.Worker != "" {
			if people[s.Worker] == 0 {
				people[s.Worker] = uint64(len(people) + 1)
			}
			out[i].Person = people[s.Worker]
		}
		if r.Spread {
			if room := match.Room(r.Weekly, s.MaxOpen, s.Open); room >= 0 {
				out[i].Room = max(0, room-int32(taken))
			}
		}
	}
	return out
}

// listNow makes the list of one posting as it is now: what is shown as soon as
// it is saved. It is not spread, which takes all lists at once, but somebody who
// stands among the first of as many needs as there is room for gives way here too.
func (m *matcher) listNow(app core.App, collection, id string, held []store.HeldPair, now time.Time) ([]listing, error) {
	r := rulesOf(app)
	if collection == "offers" {
		return m.needsNow(app, id, held, r, now)
	}
	ranked := m.engine.Ranked("needs", id, now, r.candidates())
	if len(ranked) == 0 {
		return nil, nil
	}
	var offers []string
	for _, x := range ranked {
		offers = append(offers, x.ID)
	}
	suppliers, err := store.SuppliersOf(app, offers, now)
	if err != nil {
		return nil, err
	}
	own := map[string]bool{} // the places they have here already
	for _, h := range held {
		own[h.Other] = h.Own > 0 && h.Own <= store.FirstPlaces
	}
	number := map[string]uint32{}
	for i, s := range suppliers {
		number[s.Offer] = uint32(i)
	}
	var choices []match.Choice
	for _, x := range ranked {
		if n, ok := number[x.ID]; ok {
			choices = append(choices, match.Choice{Offer: n, Score: x.Score})
		}
	}
	lists := &match.Lists{}
	lists.Add(choices)
	supply := r.supplyOf(suppliers, func(s store.Supplier) int {
		if own[s.Offer] {
			return s.Places - 1
		}
		return s.Places
	})
	s := r.spread()
	s.Gifts, s.Keep = 0, .95 // of a single list
	spread, _, _ := s.Lists(lists, supply)
	return placesOf(spread.At(0), func(o uint32) string { return suppliers[o].Offer }), nil
}

// placesOf writes a list of choices by the ids of their offers.
func placesOf(choices []match.Choice, id func(uint32) string) []listing {
	out := make([]listing, len(choices))
	for i, c := range choices {
		out[i] = listing{other: id(c.Offer), score: float64(c.Score) / steps, rank: i + 1, its: store.AsIs}
	}
	return out
}

// needsNow makes the list of an offer. Where a need's own list does not have it
// yet but its score is enough, it gets the place of its score there, and among
// the first only as far as there is room for its person.
func (m *matcher) needsNow(app core.App, id string, held []store.HeldPair, r listRules, now time.Time) ([]listing, error) {
	ranked := m.engine.Ranked("offers", id, now, r.Top)
	if len(ranked) == 0 {
		return nil, nil
	}
	suppliers, err := store.SuppliersOf(app, []string{id}, now)
	if err != nil {
		return nil, err
	}
	room := int32(-1)
	for i, s := range r.supplyOf(suppliers, func(s store.Supplier) int { return s.Places }) {
		if suppliers[i].Offer == id {
			room = s.Room
		}
	}
	in := map[string]bool{}
	for _, h := range held {
		in[h.Other] = h.Its > 0
	}
	out := make([]listing, len(ranked))
	for i, x := range ranked {
		out[i] = listing{other: x.ID, score: float64(x.Score) / steps, rank: i + 1, its: store.AsIs}
		if in[x.ID] {
			continue
		}
		at, err := store.RankIn(app, x.ID, out[i].score)
		if err != nil {
			return nil, err
		}
		if at <= store.FirstPlaces && room == 0 {
			at = store.FirstPlaces + 1
		}
		if at > r.Top {
			continue
		}
		if out[i].its = at; at <= store.FirstPlaces && room > 0 {
			room--
		}
	}
	return out, nil
}
