package main

import (
	"strconv"
	"time"

	"kejiyun/internal/domain"
	"kejiyun/internal/match"
)

// ours are the numbers of the k offers that our engine finds for each need by
// the text alone: no fields, no places, no owners, nothing to filter by.
func ours(offers []domain.Offer, needs []domain.Need, k int, now time.Time) [][]int {
	config := match.Config{Weights: match.DefaultWeights()}
	w := &config.Weights
	w.Text, w.Field, w.Place, w.Kind, w.Freshness, w.Load, w.Floor = 1, 0, 0, 0, 0, 0, 0
	e := match.New(config)
	for i, o := range offers {
		e.PutOffer(domain.Offer{Posting: bare(o.Posting, strconv.Itoa(i)), Description: o.Description, Advantages: o.Advantages})
	}
	e.Refreeze()
	out := make([][]int, len(needs))
	for i, n := range needs {
		need := domain.Need{Posting: bare(n.Posting, "need"), Detail: n.Detail, Metrics: n.Metrics, Tried: n.Tried}
		for _, m := range e.OffersForNeed(need, now, k) {
			if number, err := strconv.Atoi(m.Offer); err == nil {
				out[i] = append(out[i], number)
			}
		}
	}
	return out
}

// bare is the text of a posting without all that is known besides.
func bare(p domain.Posting, id string) domain.Posting {
	return domain.Posting{ID: id, Title: p.Title, Summary: p.Summary, Keywords: p.Keywords}
}

// overlap is the share of the one list that the other contains as well.
func overlap(theirs, ours []int) float64 {
	if len(ours) == 0 {
		return 1
	}
	in := map[int]bool{}
	for _, n := range theirs {
		in[n] = true
	}
	both := 0
	for _, n := range ours {
		if in[n] {
			both++
		}
	}
	return float64(both) / float64(len(ours))
}
