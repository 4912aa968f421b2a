package store

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// LastQueued is the number of the newest change of match_queue; 0 for none.
func LastQueued(app core.App) (int64, error) {
	var seq int64
	if err := app.DB().NewQuery("SELECT COALESCE(MAX(seq), 0) FROM match_queue").Row(&seq); err != nil {
		return 0, fmt.Errorf("read match queue: %w", err)
	}
	return seq, nil
}

// LastChange is the newest change of match_queue: its number and the id of its
// row, by which it is known again; nothing when there is none.
func LastChange(app core.App) (seq int64, mark string, err error) {
	var rows []struct {
		Seq int64  `db:"seq"`
		ID  string `db:"id"`
	}
	if err := app.DB().Select("seq", "id").From("match_queue").OrderBy("seq DESC").Limit(1).All(&rows); err != nil {
		return 0, "", fmt.Errorf("read match queue: %w", err)
	}
	if len(rows) == 0 {
		return 0, "", nil
	}
	return rows[0].Seq, rows[0].ID, nil
}

// KnownChange tells whether match_queue has this very change.
func KnownChange(app core.App, seq int64, mark string) (bool, error) {
	var n int
	err := app.DB().Select("count(*)").From("match_queue").Where(dbx.HashExp{"seq": seq, "id": mark}).Row(&n)
	if err != nil {
		return false, fmt.Errorf("read match queue: %w", err)
	}
	return n > 0, nil
}

// QueuedAfter returns all changes after one of them, and whether none of them
// may have been forgotten already.
func QueuedAfter(app core.App, seq int64) ([]Queued, bool, error) {
	var rows []Queued
	err := app.DB().Select("seq", "collection", "record").From("match_queue").
		Where(dbx.NewExp("seq > {:s}", dbx.Params{"s": seq})).OrderBy("seq").All(&rows)
	if err != nil {
		return nil, false, fmt.Errorf("read match queue: %w", err)
	}
	return rows, len(rows) == 0 || rows[0].Seq == seq+1, nil
}

// MarkAppliedUpTo notes that all changes up to one of them have been matched,
// and returns how many had not been before.
func MarkAppliedUpTo(app core.App, seq int64) (int, error) {
	res, err := app.DB().NewQuery("UPDATE match_queue SET applied_at = {:at} WHERE applied_at = '' AND seq <= {:s}").
		Bind(dbx.Params{"at": types.NowDateTime().String(), "s": seq}).Execute()
	if err != nil {
		return 0, fmt.Errorf("mark changes up to %d as matched: %w", seq, err)
	}
	n, err := res.RowsAffected()
	return int(n), err
}
