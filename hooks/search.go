package hooks

import (
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// bindSearch keeps the full-text table in step with the records it is about, in
// the transaction of each change.
func bindSearch(app core.App) {
	index := func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		return store.Index(e.App, e.Record)
	}
	app.OnRecordCreateExecute(store.Searchable...).BindFunc(index)
	app.OnRecordUpdateExecute(store.Searchable...).BindFunc(index)
	app.OnRecordDeleteExecute(store.Searchable...).BindFunc(func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		return store.Unindex(e.App, e.Record)
	})
	app.OnRecordUpdateExecute("fields").BindFunc(func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		if e.Record.GetString("name") == e.Record.Original().GetString("name") &&
			e.Record.GetString("synonyms") == e.Record.Original().GetString("synonyms") {
			return nil
		}
		return store.ReindexField(e.App, e.Record.Id)
	})
}

// bindCounts forgets the counts of the lists' filters whenever a record that
// stands in one of them has changed.
func bindCounts(app core.App) {
	forget := func(e *core.RecordEvent) error {
		store.ForgetCounts(e.App)
		return e.Next()
	}
	listed := []string{"offers", "needs", "workers", "teams", "orgs", "fields"}
	app.OnRecordAfterCreateSuccess(listed...).BindFunc(forget)
	app.OnRecordAfterUpdateSuccess(listed...).BindFunc(forget)
	app.OnRecordAfterDeleteSuccess(listed...).BindFunc(forget)
}

// bindNames forgets the names held in memory whenever one of them has changed,
// or its change was taken back.
func bindNames(app core.App) {
	forget := func(e *core.RecordEvent) error {
		store.ForgetNames(e.App)
		return e.Next()
	}
	failed := func(e *core.RecordErrorEvent) error {
		store.ForgetNames(e.App)
		return e.Next()
	}
	named := []string{"regions", "fields", "settings"}
	app.OnRecordAfterCreateSuccess(named...).BindFunc(forget)
	app.OnRecordAfterUpdateSuccess(named...).BindFunc(forget)
	app.OnRecordAfterDeleteSuccess(named...).BindFunc(forget)
	app.OnRecordAfterCreateError(named...).BindFunc(failed)
	app.OnRecordAfterUpdateError(named...).BindFunc(failed)
	app.OnRecordAfterDeleteError(named...).BindFunc(failed)
}
