package match

import (
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"testing"
)

// randomMarket is a market with stars: few offers are among the best of many
// lists. Scores lie from .35 to .95.
func randomMarket(r *rand.Rand, lists, offers, candidates int) (*Lists, []Supply) {
	supply := make([]Supply, offers)
	for i := range supply {
		supply[i] = Supply{Person: uint64(i/2 + 1), Room: int32(r.Intn(12)), Shown: int32(max(0, r.Intn(8)-5))}
		switch r.Intn(9) {
		case 0:
			supply[i].Person = 0
		case 1:
			supply[i].Room = -1
		}
	}
	zipf := rand.NewZipf(r, 1.2, float64(offers)/8, uint64(offers-1))
	out := &Lists{}
	for range lists {
		best := .55 + .4*r.Float64()
		list := make([]Choice, r.Intn(candidates+1))
		for i := range list {
			list[i] = Choice{uint32(zipf.Uint64()), int32(best * (1 - .4*r.Float64()*float64(i)/float64(candidates)) / step)}
		}
		slices.SortFunc(list, func(a, b Choice) int { return int(b.Score - a.Score) })
		out.Add(list)
	}
	return out, supply
}

// TestSpreadKeepsItsPromises holds the promises of Spread against random markets.
func TestSpreadKeepsItsPromises(t *testing.T) {
	for seed := range int64(60) {
		r := rand.New(rand.NewSource(seed))
		candidates, supply := randomMarket(r, 1+r.Intn(120), 10+r.Intn(300), 40)
		s := DefaultSpread()
		s.Floor, s.Gifts = 26214, r.Intn(4) // .4
		lists, before, after := s.Lists(candidates, supply)
		if again, _, _ := s.Lists(candidates, supply); !reflect.DeepEqual(again, lists) {
			t.Fatalf("seed %d: another answer the second time", seed)
		}
		if lists.Len() != candidates.Len() {
			t.Fatalf("seed %d: %d lists for %d", seed, lists.Len(), candidates.Len())
		}
		if after.Kept < s.Keep || before.Kept != 1 {
			t.Errorf("seed %d: %.4f of the score is kept, %.4f before", seed, after.Kept, before.Kept)
		}
		if after.PeopleSeen < before.PeopleSeen || after.Shown < before.Shown || after.Over > before.Over {
			t.Errorf("seed %d: from %+v to %+v", seed, before, after)
		}
		for i := range lists.Len() {
			if err := lawfulList(s, candidates.At(i), lists.At(i), supply); err != "" {
				t.Errorf("seed %d, list %d: %s", seed, i, err)
			}
		}
		if err := overflowing(s, candidates, lists, supply, after); err != "" {
			t.Errorf("seed %d: %s", seed, err)
		}
	}
}

// lawfulList says what is wrong with a list.
func lawfulList(s Spread, candidates, list []Choice, supply []Supply) string {
	clean := cleaned(s, candidates, supply)
	if len(list) != min(len(clean), s.Length) {
		return fmt.Sprintf("%d places for %d candidates", len(list), len(clean))
	}
	people, among := map[uint64]bool{}, list[:min(len(list), s.First)]
	for i, c := range list {
		p := supply[c.Offer].Person
		if p == 0 {
			p = 1<<32 + uint64(c.Offer)
		}
		switch {
		case c.Score < s.Floor:
			return "something below the floor"
		case people[p]:
			return "one person twice"
		case !slices.Contains(clean, c):
			return "something that was no candidate"
		case i > 0 && i < len(among) && c.Score > list[i-1].Score:
			return "the first are not in the order of their scores"
		}
		people[p] = true
	}
	// By pairs, best to best, whoever came in has enough of the score of who left.
	var out, in []Choice
	for _, c := range clean[:len(among)] {
		if !slices.Contains(among, c) {
			out = append(out, c)
		}
	}
	for _, c := range among {
		if !slices.Contains(clean[:len(among)], c) {
			in = append(in, c)
		}
	}
	for i := range in {
		if float64(in[i].Score) < s.Near*s.Near*float64(out[i].Score) {
			return fmt.Sprintf("%d takes the place of %d", in[i].Score, out[i].Score)
		}
	}
	return ""
}

// cleaned are the candidates that may be in the list at all.
func cleaned(s Spread, candidates []Choice, supply []Supply) []Choice {
	var out []Choice
	seen := map[uint64]bool{}
	for _, c := range candidates {
		p := supply[c.Offer].Person
		if p == 0 {
			p = 1<<32 + uint64(c.Offer)
		}
		if c.Score >= s.Floor && !seen[p] {
			seen[p] = true
			out = append(out, c)
		}
	}
	return out
}

// overflowing looks for somebody with more places than room in a list where
// another with room and nearly the score stands behind.
func overflowing(s Spread, candidates, lists *Lists, supply []Supply, after Exposure) string {
	person := func(o uint32) uint64 {
		if p := supply[o].Person; p > 0 {
			return p
		}
		return 1<<32 + uint64(o)
	}
	room, load := map[uint64]int32{}, map[uint64]int32{}
	for o, x := range supply {
		p := person(uint32(o))
		if was, known := room[p]; !known || was >= 0 && (x.Room < 0 || x.Room > was) {
			room[p] = x.Room
		}
	}
	among := func(i int) []Choice { return lists.At(i)[:min(s.First, len(lists.At(i)))] }
	for i := range lists.Len() {
		for _, c := range among(i) {
			load[person(c.Offer)]++
		}
	}
	if 1-after.Kept > (1-s.Keep)*.9 {
		return "" // the loss allowed is, or nearly is, used up
	}
	for i := range lists.Len() {
		for _, c := range among(i) {
			if p := person(c.Offer); room[p] < 0 || load[p] <= room[p] {
				continue
			}
			for _, other := range cleaned(s, candidates.At(i), supply) {
				p := person(other.Offer)
				if !slices.Contains(among(i), other) && float64(other.Score) >= s.Near*float64(c.Score) && (room[p] < 0 || load[p] < room[p]) {
					return fmt.Sprintf("list %d shows %d at %d, though %d at %d has room", i, c.Offer, c.Score, other.Offer, other.Score)
				}
			}
		}
	}
	return ""
}

func TestAStarYieldsToNearEqualsOnly(t *testing.T) {
	score := func(x float64) int32 { return int32(x / step) }
	s := Spread{Length: 4, First: 2, Near: .88, Keep: .9}
	near, far := []Choice{{0, score(.8)}, {1, score(.78)}, {2, score(.76)}}, []Choice{{0, score(.8)}, {3, score(.7)}, {4, score(.5)}}
	for _, c := range []struct {
		name string
		room int32
		want []uint32 // who is first in each of three lists
	}{
		{"with room, the star is first everywhere", 3, []uint32{0, 0, 0}},
		{"with any room too", -1, []uint32{0, 0, 0}},
		{"with room for two, it stays where others are much worse and where giving way would cost more", 2, []uint32{1, 0, 0}},
		{"with room for one, it stays where others are much worse", 1, []uint32{1, 1, 0}},
		{"with none, it still stays there", 0, []uint32{1, 1, 0}},
	} {
		candidates := &Lists{}
		candidates.Add([]Choice{{0, score(.79)}, {1, score(.78)}, {2, score(.77)}})
		candidates.Add(near)
		candidates.Add(far)
		supply := []Supply{{Person: 7, Room: c.room}, {Person: 8, Room: 9}, {Person: 9, Room: 9}, {Person: 10, Room: 9}, {Person: 11, Room: 9}}
		lists, _, _ := s.Lists(candidates, supply)
		for i, want := range c.want {
			if got := lists.At(i)[0].Offer; got != want {
				t.Errorf("%s: %d is first of list %d, want %d", c.name, got, i, want)
			}
		}
		if last := lists.At(0); c.want[0] == 1 && last[len(last)-1].Offer != 0 {
			t.Errorf("%s: who gives way is out of the list: %v", c.name, last)
		}
	}
}

func TestGiftsGoToTheUnseen(t *testing.T) {
	flat := func(n int) (list []Choice) {
		for i := range n {
			list = append(list, Choice{uint32(i), int32(40000 - 40*i)})
		}
		return list
	}
	for _, c := range []struct {
		name  string
		gifts int
		shown map[int]int32 // before
		want  [][]uint32    // the last two of the first four
	}{
		{"without gifts all lists are the same", 0, nil, [][]uint32{{2, 3}, {2, 3}, {2, 3}}},
		{"each list shows others, but the last to show somebody keeps them", 2, nil, [][]uint32{{4, 5}, {6, 7}, {2, 3}}},
		{"who was seen before has had it", 1, map[int]int32{4: 1, 5: 1}, [][]uint32{{2, 6}, {2, 7}, {2, 3}}},
	} {
		candidates, supply := &Lists{}, make([]Supply, 8)
		for i := range supply {
			supply[i] = Supply{Person: uint64(i + 1), Room: -1, Shown: c.shown[i]}
		}
		for range c.want {
			candidates.Add(flat(8))
		}
		lists, _, after := Spread{Length: 6, First: 4, Gifts: c.gifts, Near: .9, Keep: .98}.Lists(candidates, supply)
		for i, want := range c.want {
			var got []uint32
			for _, x := range lists.At(i)[2:4] {
				got = append(got, x.Offer)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: list %d ends with %v, want %v; %+v", c.name, i, got, want, after)
			}
		}
	}
}

// TestSpreadOfAProvince: the figure the product promises, on a small one.
func TestSpreadOfAProvince(t *testing.T) {
	lists, supply := provinceLists(3000, 600, 50)
	_, before, after := DefaultSpread().Lists(lists, supply)
	if after.Kept < .99 || after.PeopleSeen < .8 || after.Shown < .8*after.Reachable || after.Gini > before.Gini-.04 {
		t.Errorf("spread takes %+v to %+v", before, after)
	}
}

// provinceLists are the candidates of the needs of a synthetic province.
func provinceLists(offers, needs, k int) (*Lists, []Supply) {
	e, ids, supply := provinceEngine(offers, needs)
	number := make(map[string]uint32, offers)
	for i := range offers {
		number[fmt.Sprintf("offer%010d", i)] = uint32(i)
	}
	ranked := make([][]Choice, needs)
	shared(needs, 16, func(_, i int) {
		for _, r := range e.Ranked("needs", ids[i], now, k) {
			ranked[i] = append(ranked[i], Choice{number[r.ID], r.Score})
		}
	})
	lists := &Lists{}
	for _, r := range ranked {
		lists.Add(r)
	}
	return lists, supply
}

func TestRoom(t *testing.T) {
	for _, c := range []struct {
		weekly, maxOpen, open int
		want                  int32
	}{
		{12, 3, 0, 12}, {12, 3, 1, 8}, {12, 3, 2, 4}, {12, 3, 3, 0}, {12, 3, 5, 0}, {12, 0, 9, 12},
		{12, 5, 2, 8}, {1, 3, 2, 1}, {0, 3, 0, -1}, {-1, 0, 0, -1}, {12, 3, -1, 12},
	} {
		if got := Room(c.weekly, c.maxOpen, c.open); got != c.want {
			t.Errorf("%d a week, %d of %d open: room %d, want %d", c.weekly, c.open, c.maxOpen, got, c.want)
		}
	}
}

func TestGini(t *testing.T) {
	for _, c := range []struct {
		loads []int32
		want  float64
	}{{nil, 0}, {[]int32{0, 0}, 0}, {[]int32{3, 3, 3}, 0}, {[]int32{4, 0, 0, 0}, .75}, {[]int32{1, 3}, .25}} {
		if got := gini(slices.Clone(c.loads)); got < c.want-1e-9 || got > c.want+1e-9 {
			t.Errorf("%v: %v, want %v", c.loads, got, c.want)
		}
	}
}

// BenchmarkSpread spreads the lists of a whole province.
func BenchmarkSpread(b *testing.B) {
	for _, size := range []int{2000, 200000} {
		lists, supply := randomMarket(rand.New(rand.NewSource(1)), size, 5*size, 80)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				DefaultSpread().Lists(lists, supply)
			}
		})
	}
}
