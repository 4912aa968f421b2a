package store

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// MatchableStatuses are the states in which the engine holds a posting. One that
// is unconfirmed matches nothing; it is held because it stands in lists and must
// be found there.
var MatchableStatuses = []any{"published", "engaged", "unconfirmed"}

// Queued is one row of match_queue that waits to be applied.
type Queued struct {
	Seq        int64  `db:"seq"`
	Collection string `db:"collection"`
	Record     string `db:"record"`
}

// NextQueued returns the oldest rows of match_queue not yet applied, in order.
func NextQueued(app core.App, limit int64) ([]Queued, error) {
	var rows []Queued
	err := app.DB().Select("seq", "collection", "record").From("match_queue").
		Where(dbx.HashExp{"applied_at": ""}).OrderBy("seq").Limit(limit).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read match queue: %w", err)
	}
	return rows, nil
}

// keptChanges is how many applied changes are kept: those since the matcher's
// last snapshot, which is a day old at most, are told again after a restart.
const keptChanges = 50000

// MarkApplied notes that a queued change has been matched, and forgets applied
// rows more than keptChanges changes old. The newest row always stays, so that
// the sequence never starts again.
func MarkApplied(app core.App, seq int64, problem string) error {
	_, err := app.DB().Update("match_queue", dbx.Params{"applied_at": types.NowDateTime().String(), "error": problem},
		dbx.HashExp{"seq": seq}).Execute()
	if err == nil && seq%100 == 0 {
		_, err = app.DB().Delete("match_queue", dbx.NewExp("applied_at != '' AND seq < {:s}", dbx.Params{"s": seq - keptChanges})).Execute()
	}
	if err != nil {
		return fmt.Errorf("mark change %d as matched: %w", seq, err)
	}
	return nil
}

// DismissedPairs returns every pair of need and offer that one side dismissed.
func DismissedPairs(app core.App) ([][2]string, error) {
	var rows []struct {
		Need  string `db:"need"`
		Offer string `db:"offer"`
	}
	err := app.DB().Select("need", "offer").From("matches").Where(dbx.NewExp("dismissed_by != ''")).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read dismissed matches: %w", err)
	}
	pairs := make([][2]string, len(rows))
	for i, r := range rows {
		pairs[i] = [2]string{r.Need, r.Offer}
	}
	return pairs, nil
}

// Undismissed returns the other sides of the pairs of a posting that do not hold
// and that nobody has dismissed, or no longer: what must not keep out of the
// engine's lists.
func Undismissed(app core.App, collection, record string) ([]string, error) {
	own, other := sides(collection)
	var ids []string
	err := app.DB().Select(other).From("matches").Where(dbx.HashExp{own: record, "active": false, "dismissed_by": ""}).OrderBy(other).Column(&ids)
	if err != nil {
		return nil, fmt.Errorf("read pairs of %s %s that nobody dismissed: %w", collection, record, err)
	}
	return ids, nil
}

// Dismissal is a pair that one side dismissed.
type Dismissal struct {
	ID     string `db:"id"` // of the row of matches
	Side   string `db:"dismissed_by"`
	Reason string `db:"dismissed_reason"`
}

// LiftDismissals lets the dismissed pairs of a posting be suggested again and
// returns what they were.
func LiftDismissals(app core.App, collection, record string) ([]Dismissal, error) {
	own, _ := sides(collection)
	var out []Dismissal
	err := app.DB().Select("id", "dismissed_by", "dismissed_reason").From("matches").
		Where(dbx.And(dbx.HashExp{own: record}, dbx.NewExp("dismissed_by != ''"))).OrderBy("id").All(&out)
	if err == nil && len(out) > 0 {
		_, err = app.DB().Update("matches", dbx.Params{"dismissed_by": "", "dismissed_reason": "", "dismissed_at": "",
			"need_rank": 0, "offer_rank": 0, "updated": types.NowDateTime().String()},
			dbx.And(dbx.HashExp{own: record}, dbx.NewExp("dismissed_by != ''"))).Execute()
	}
	if err != nil {
		return nil, fmt.Errorf("lift dismissals of %s %s: %w", collection, record, err)
	}
	return out, nil
}

// sides returns the columns of matches that hold a posting of a collection and
// the other side.
func sides(collection string) (own, other string) {
	if collection == "offers" {
		return "offer", "need"
	}
	return "need", "offer"
}
