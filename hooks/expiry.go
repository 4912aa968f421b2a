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
	"kejiyun/internal/posting"
)

// runExpiry asks owners of postings that nobody has confirmed for long whether
// they still hold, and expires those that stay without an answer.
func runExpiry(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	counts, settings := map[string]int{}, postingSettings(app)
	var failed []error
	for _, collection := range postings {
		var ids []string
		err := app.DB().Select("id").From(collection).Where(dbx.In("status", posting.StatusPublished, posting.StatusUnconfirmed)).OrderBy("id").Column(&ids)
		if err != nil {
			return counts, fmt.Errorf("find %s that may expire: %w", collection, err)
		}
		for _, id := range ids {
			if ctx.Err() != nil {
				return counts, ctx.Err()
			}
			action, err := expireOne(app, collection, id, settings, now)
			switch {
			case err != nil: // one bad record must not keep the others from their turn
				failed = append(failed, err)
				counts["failed"]++
			case action != "":
				counts[string(action)]++
			}
		}
	}
	return counts, errors.Join(failed...)
}

// expireOne takes the step that is due for a posting, as it stands now: its
// owner may have closed it since the list was read.
func expireOne(app core.App, collection, id string, settings posting.Settings, now time.Time) (action posting.Action, err error) {
	err = app.RunInTransaction(func(tx core.App) error {
		r, err := tx.FindRecordById(collection, id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil // deleted meanwhile
		}
		if err != nil {
			return err
		}
		facts := factsOf(tx, r)
		if action = posting.Due(facts, settings, now); action == "" {
			return nil
		}
		_, err = advance(tx, r, domain.Actor{Role: domain.System},
			posting.Move{Posting: facts, Action: action, As: posting.AsSystem, Settings: settings, Now: now})
		return err
	})
	if err != nil {
		return "", fmt.Errorf("expire %s %s: %w", collection, id, err)
	}
	return action, nil
}

// runRematch ranks every need and every offer anew.
func runRematch(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	return matcherOf(app).rematchAll(ctx, app, now)
}
