package match

import "slices"

// Exposure says how evenly the first places of lists are shared out. It counts
// the offers whose people may be shown at all (Supply.Room is not 0).
type Exposure struct {
	Offers     int     `json:"offers"`
	Reachable  float64 `json:"offers_reachable"` // share of them that are a candidate of any list
	Shown      float64 `json:"offers_shown"`     // share of them among the first of some list
	People     int     `json:"people"`
	PeopleSeen float64 `json:"people_shown"` // share of them with an offer among the first of some list
	// Gini is that of the places people have: 0 when all have the same number, near
	// 1 when one has all. Those without any count.
	Gini    float64 `json:"gini"`
	Busiest int     `json:"busiest"`    // most places of one person
	Over    int     `json:"over"`       // people with more places than room
	Kept    float64 `json:"score_kept"` // score of the first places, as a share of that without Spread
}

func (m *market) measure() Exposure {
	reached, seen := make([]bool, len(m.person)), make([]bool, len(m.person))
	score := int64(0)
	for at, c := range m.choices {
		reached[c.Offer] = true
		if m.state[at] != behind {
			seen[c.Offer] = true
			score += int64(c.Score)
		}
	}
	out := Exposure{Kept: share(score, m.plain)}
	var reachable, shown, people int64
	for o, p := range m.person {
		if m.people[p].room != 0 && m.supply[o].Room != 0 {
			out.Offers++
			reachable += int64(boolInt(reached[o]))
			shown += int64(boolInt(seen[o]))
		}
	}
	var loads []int32
	for _, p := range m.people {
		out.Busiest = max(out.Busiest, int(p.load))
		out.Over += boolInt(p.room >= 0 && p.load > p.room)
		if p.room != 0 {
			loads = append(loads, p.load)
			people += int64(boolInt(p.load > 0))
		}
	}
	out.People = len(loads)
	out.Reachable, out.Shown = share(reachable, int64(out.Offers)), share(shown, int64(out.Offers))
	out.PeopleSeen, out.Gini = share(people, int64(out.People)), gini(loads)
	return out
}

// share is a/b, and 1 of nothing.
func share(a, b int64) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// gini is the Gini coefficient of numbers that are not negative; 0 of nothing.
// It sorts them.
func gini(x []int32) float64 {
	slices.Sort(x)
	sum, ranked := int64(0), int64(0)
	for i, v := range x {
		sum += int64(v)
		ranked += int64(i+1) * int64(v)
	}
	if sum == 0 {
		return 0
	}
	n := float64(len(x))
	return 2*float64(ranked)/(n*float64(sum)) - (n+1)/n
}
