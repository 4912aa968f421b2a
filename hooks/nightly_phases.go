package hooks

import (
	"context"
	"math"
	"slices"

	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// The phases of a full re-match, in order, and their names for whoever watches.
const (
	rankNeeds = iota
	writeNeeds
	writeOffers
	phaseCount
)

var phaseNames = [phaseCount]string{"给需求排名", "写需求的名单", "写所能的名单"}

// rankPage and writePage are how many postings are done between two looks at
// whether to go on; writePage is also what one transaction writes. Tests make
// them smaller.
var (
	rankPage  = 256
	writePage = 50
)

// rankNeeds finds the candidates of every need. It writes nothing but the
// journal, and the queue goes on beside it.
func (n *night) rankNeeds(ctx context.Context) error {
	if n.done.Phase > rankNeeds {
		return nil
	}
	total, err := store.CountMatchable(n.app, "needs")
	if err != nil {
		return err
	}
	last := ""
	if len(n.needs) > 0 {
		last = n.needs[len(n.needs)-1]
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		ids, err := store.MatchableIDs(n.app, "needs", last, int64(rankPage))
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			n.done.Counts["needs"] = len(n.needs)
			return n.note(writeNeeds, "")
		}
		ranked := make([][]match.Choice, len(ids))
		err = eachOf(len(ids), func(i int) error {
			for _, r := range n.engine.Ranked("needs", ids[i], n.now, n.Rules.candidates()) {
				if o, known := n.number[r.ID]; known { // one that is newer is the queue's
					ranked[i] = append(ranked[i], match.Choice{Offer: o, Score: r.Score})
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := n.book.add(rankedFrame(ids, ranked)); err != nil {
			return err
		}
		for i, id := range ids {
			n.needs = append(n.needs, id)
			n.lists.Add(ranked[i])
		}
		last = ids[len(ids)-1]
		n.tell(phaseNames[rankNeeds], len(n.needs), max(total, len(n.needs)))
	}
}

// writeNeeds spreads the lists of all needs and writes them.
func (n *night) writeNeeds(ctx context.Context) error {
	if n.done.Phase > writeNeeds {
		return nil
	}
	var before, after match.Exposure
	n.spread, before, after = n.Rules.spread().Lists(&n.lists, n.supply)
	percent := func(x float64) int { return int(math.Round(100 * x)) }
	for name, v := range map[string]int{"people_before": percent(before.PeopleSeen), "people_shown": percent(after.PeopleSeen),
		"busiest_before": before.Busiest, "busiest": after.Busiest, "score_kept": int(1000 * after.Kept)} {
		n.done.Counts[name] = v
	}
	from, _ := slices.BinarySearch(n.needs, n.done.Last+"\x00")
	for ; from < len(n.needs); from += writePage {
		to := min(len(n.needs), from+writePage)
		err := n.writeSome(ctx, writeNeeds, "needs", n.needs[from:to], func(i int) []listing {
			return placesOf(n.spread.At(from+i), func(o uint32) string { return n.offers[o] })
		})
		if err != nil {
			return err
		}
		n.tell(phaseNames[writeNeeds], to, len(n.needs))
	}
	return n.note(writeOffers, "")
}

// writeOffers ranks the needs for every offer and writes the lists.
func (n *night) writeOffers(ctx context.Context) error {
	total, err := store.CountMatchable(n.app, "offers")
	if err != nil {
		return err
	}
	for {
		ids, err := store.MatchableIDs(n.app, "offers", n.done.Last, int64(writePage))
		if err != nil || len(ids) == 0 {
			return err
		}
		n.done.Counts["offers"] += len(ids)
		err = n.writeSome(ctx, writeOffers, "offers", ids, func(i int) []listing {
			var list []listing
			for at, r := range n.engine.Ranked("offers", ids[i], n.now, n.Rules.Top) {
				list = append(list, listing{other: r.ID, score: float64(r.Score) / steps, rank: at + 1, its: store.AsIs})
			}
			return list
		})
		if err != nil {
			return err
		}
		n.tell(phaseNames[writeOffers], n.done.Counts["offers"], max(total, n.done.Counts["offers"]))
	}
}

// end withdraws what no list speaks of any more and closes the queue up to where
// the night began: all that was written there is matched now.
func (n *night) end() error {
	n.m.mu.Lock()
	defer n.m.mu.Unlock()
	orphans, err := store.WithdrawOrphans(n.app, n.run, n.now)
	if err != nil {
		return err
	}
	n.done.Counts["withdrawn"] += orphans
	if n.m.guest {
		return nil
	}
	changes, err := store.MarkAppliedUpTo(n.app, n.Seq)
	n.done.Counts["changes"] += changes
	return err
}
