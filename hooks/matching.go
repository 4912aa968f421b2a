package hooks

import (
	"fmt"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// bindMatching queues every change that can move a match, in the transaction of
// the change, and wakes the matcher once it is committed.
func bindMatching(app core.App) {
	app.OnRecordCreateExecute(postings...).BindFunc(queueAfter(queuePosting))
	app.OnRecordUpdateExecute(postings...).BindFunc(queueAfter(queuePosting))
	app.OnRecordUpdateExecute(postings...).BindFunc(queueAfter(liftDismissals))
	app.OnRecordDeleteExecute(postings...).BindFunc(queueAfter(queuePosting))
	app.OnRecordUpdateExecute("workers", "teams", "orgs").BindFunc(queueAfter(queueOwned))
	wake := func(e *core.RecordEvent) error {
		matcherOf(e.App).wake()
		return e.Next()
	}
	changed := append([]string{"workers", "teams", "orgs"}, postings...)
	app.OnRecordAfterCreateSuccess(changed...).BindFunc(wake)
	app.OnRecordAfterUpdateSuccess(changed...).BindFunc(wake)
	app.OnRecordAfterDeleteSuccess(changed...).BindFunc(wake)

	bindReloads(app)

	app.OnBackupCreate().BindFunc(func(e *core.BackupEvent) error {
		e.Exclude = append(e.Exclude, snapshotName, snapshotName+".new", journalName) // derived: made anew after a restore
		return e.Next()
	})

	m := newMatcher()
	app.Store().Set(matcherKey, m)
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		m.start(e.App)
		return e.Next()
	})
	app.OnTerminate().BindFunc(func(e *core.TerminateEvent) error {
		m.stop()
		return e.Next()
	})
}

// queueAfter lets the write happen and then queues what it touches.
func queueAfter(queue func(core.App, *core.Record) error) func(*core.RecordEvent) error {
	return func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		return queue(e.App, e.Record)
	}
}

// queuePosting queues a posting that takes part in matching, or did until now.
func queuePosting(app core.App, r *core.Record) error {
	if matchable(r.GetString("status")) || matchable(r.Original().GetString("status")) {
		return store.Enqueue(app, r.Collection().Name, r.Id)
	}
	return nil
}

// matchable tells whether the engine holds a posting: see store.MatchableStatuses.
func matchable(status string) bool { return slices.Contains(store.MatchableStatuses, any(status)) }

// touching are the columns of an owner that weigh in the matches of what they own.
var touching = []string{"availability", "max_open", "verify", "title_level", "display_name", "name", "member", "members", "lead", "industry"}

// queueOwned queues the postings of a worker, team or org that has changed in
// a way that matters to them.
func queueOwned(app core.App, r *core.Record) error {
	moved := func(column string) bool { return fmt.Sprint(r.Get(column)) != fmt.Sprint(r.Original().Get(column)) } // lists too
	if !slices.ContainsFunc(touching, moved) {
		return nil
	}
	owner := map[string]string{"workers": "worker", "teams": "team", "orgs": "org"}[r.Collection().Name]
	for _, collection := range postings {
		if collection == "needs" && owner != "org" {
			continue
		}
		var ids []string
		err := app.DB().Select("id").From(collection).
			Where(dbx.And(dbx.HashExp{owner: r.Id}, dbx.In("status", store.MatchableStatuses...))).OrderBy("id").Column(&ids)
		if err != nil {
			return fmt.Errorf("find %s of %s %s: %w", collection, owner, r.Id, err)
		}
		for _, id := range ids {
			if err := store.Enqueue(app, collection, id); err != nil {
				return err
			}
		}
	}
	return nil
}
