package hooks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// keepLetterDays is how long the desk's letters keep who wrote them and what,
// in days from the decision; the setting letterbox.keep_days overrides it.
const keepLetterDays = 180

// How long notifications are kept, in days: from when they were looked at, and
// at all. What they tell of is in its own record for as long as that is kept.
const (
	keepReadDays         = 180
	keepNotificationDays = 365
)

// dropBatch is how many notifications are deleted at once, so that nobody waits
// long for the database.
const dropBatch = 1000

// erased are the columns of each kind of letter that tell who wrote it and in
// what words. What it was about and what came of it stay, for the figures.
var erased = map[string][]string{
	"callbacks":  {"name", "phone", "topic"},
	"complaints": {"member", "text"},
}

// runRetention erases from letters that were decided long ago whatever tells of
// the person who wrote them, and deletes old notifications. Letters that wait
// keep all until they are decided.
func runRetention(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	counts, days := map[string]int{}, store.Setting(app, "letterbox.keep_days", keepLetterDays)
	var failed []error
	for _, collection := range []string{"callbacks", "complaints"} {
		ids, err := lettersToErase(app, collection)
		if err != nil {
			return counts, err
		}
		for _, id := range ids {
			if ctx.Err() != nil {
				return counts, ctx.Err()
			}
			switch did, err := eraseLetter(app, collection, id, days, now); {
			case err != nil: // one bad record must not keep the others from their turn
				failed = append(failed, err)
				counts["failed"]++
			case did:
				counts[collection]++
			}
		}
	}
	n, err := dropNotifications(ctx, app, now)
	if n > 0 {
		counts["notifications"] = n
	}
	return counts, errors.Join(append(failed, err)...)
}

// dropNotifications deletes notifications that have been kept long enough.
func dropNotifications(ctx context.Context, app core.App, now time.Time) (all int, err error) {
	for {
		if err := ctx.Err(); err != nil {
			return all, err
		}
		n, err := store.DropNotifications(app, now.AddDate(0, 0, -keepReadDays), now.AddDate(0, 0, -keepNotificationDays), dropBatch)
		all += n
		if err != nil || n < dropBatch {
			return all, err
		}
	}
}

// lettersToErase lists the decided letters that still hold something of their writers.
func lettersToErase(app core.App, collection string) ([]string, error) {
	var ids []string
	var full []dbx.Expression
	for _, column := range erased[collection] {
		full = append(full, dbx.Not(dbx.HashExp{column: ""}))
	}
	err := app.DB().Select("id").From(collection).Where(dbx.Not(dbx.HashExp{"state": "open"})).AndWhere(dbx.Or(full...)).OrderBy("id").Column(&ids)
	if err != nil {
		return nil, fmt.Errorf("find %s to erase: %w", collection, err)
	}
	return ids, nil
}

// eraseLetter empties one letter if it has been kept long enough.
func eraseLetter(app core.App, collection, id string, days int, now time.Time) (did bool, err error) {
	err = app.RunInTransaction(func(tx core.App) error {
		r, err := tx.FindRecordById(collection, id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil // deleted meanwhile
		}
		if err != nil {
			return err
		}
		if did = domain.Outlived(store.Time(r, "decided_at"), days, now); !did {
			return nil
		}
		for _, column := range erased[collection] {
			r.Set(column, "")
		}
		return tx.Save(store.By(r, domain.Actor{Role: domain.System}))
	})
	if err != nil {
		return false, fmt.Errorf("erase %s %s: %w", collection, id, err)
	}
	return did, nil
}
