package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
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

// MarkApplied notes that a queued change has been matched, and forgets applied
// rows more than a thousand changes old. The newest row always stays, so that
// the sequence never starts again.
func MarkApplied(app core.App, seq int64, problem string) error {
	_, err := app.DB().Update("match_queue", dbx.Params{"applied_at": types.NowDateTime().String(), "error": problem},
		dbx.HashExp{"seq": seq}).Execute()
	if err == nil && seq%100 == 0 {
		_, err = app.DB().Delete("match_queue", dbx.NewExp("applied_at != '' AND seq < {:s}", dbx.Params{"s": seq - 1000})).Execute()
	}
	if err != nil {
		return fmt.Errorf("mark change %d as matched: %w", seq, err)
	}
	return nil
}

// EachMatchable calls f with every posting of a collection that takes part in
// matching, in the order of their ids, a page at a time.
func EachMatchable(app core.App, collection string, f func(*core.Record) error) error {
	last := ""
	for {
		page := []*core.Record{}
		err := app.RecordQuery(collection).AndWhere(dbx.In("status", MatchableStatuses...)).
			AndWhere(dbx.NewExp("id > {:last}", dbx.Params{"last": last})).OrderBy("id").Limit(500).All(&page)
		if err != nil {
			return fmt.Errorf("read %s for matching: %w", collection, err)
		}
		for _, r := range page {
			if err := f(r); err != nil {
				return err
			}
			last = r.Id
		}
		if len(page) < 500 {
			return nil
		}
	}
}

// ActivePairs returns the other sides of the matches that hold now for a
// posting: offer ids for a need, need ids for an offer.
func ActivePairs(app core.App, collection, record string) ([]string, error) {
	own, other := "need", "offer"
	if collection == "offers" {
		own, other = other, own
	}
	var ids []string
	err := app.DB().Select(other).From("matches").Where(dbx.HashExp{own: record, "active": true}).OrderBy(other).Column(&ids)
	if err != nil {
		return nil, fmt.Errorf("read matches of %s %s: %w", collection, record, err)
	}
	return ids, nil
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

// WriteMatch stores a match that holds now. What people did with the pair
// before (mailed, dismissed) is kept; a dismissed pair stays out of the lists.
func WriteMatch(app core.App, m domain.Match, run string, now time.Time) error {
	at, err := types.ParseDateTime(now)
	if err != nil {
		return fmt.Errorf("write match: %w", err)
	}
	lists := map[string]any{"parts": m.Parts, "terms": m.Terms, "missing": m.Missing}
	params := dbx.Params{"need": m.Need, "offer": m.Offer, "score": m.Score, "why": m.Why, "run": run, "at": at.String()}
	for name, v := range lists {
		b, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("write match: %w", err)
		}
		params[name] = string(b)
	}
	_, err = app.DB().NewQuery(`INSERT INTO matches (id, need, offer, score, active, parts, terms, missing, why, run, created, updated,
			mailed_need_at, mailed_offer_at, dismissed_by, dismissed_reason, dismissed_at)
		VALUES (lower(hex(randomblob(7))) || 'm', {:need}, {:offer}, {:score}, TRUE, {:parts}, {:terms}, {:missing}, {:why}, {:run}, {:at}, {:at}, '', '', '', '', '')
		ON CONFLICT (need, offer) DO UPDATE SET score = excluded.score, active = (dismissed_by = ''), parts = excluded.parts, terms = excluded.terms,
			missing = excluded.missing, why = excluded.why, run = excluded.run, updated = excluded.updated
		WHERE NOT active AND dismissed_by = '' OR score != excluded.score OR why != excluded.why OR parts != excluded.parts OR terms != excluded.terms OR missing != excluded.missing`).
		Bind(params).Execute()
	if err != nil {
		return fmt.Errorf("write match %s/%s: %w", m.Need, m.Offer, err)
	}
	return nil
}

// WithdrawMatch says that a match holds no longer.
func WithdrawMatch(app core.App, need, offer, run string) error {
	_, err := app.DB().Update("matches", dbx.Params{"active": false, "run": run, "updated": types.NowDateTime().String()},
		dbx.HashExp{"need": need, "offer": offer, "active": true}).Execute()
	if err != nil {
		return fmt.Errorf("withdraw match %s/%s: %w", need, offer, err)
	}
	return nil
}
