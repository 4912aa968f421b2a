package hooks

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// logged are the collections whose every change leaves an event row.
var logged = []string{"members", "staff", "regions", "fields", "synonyms", "contacts", "orgs", "org_joins", "workers", "teams",
	"offers", "needs", "consents", "settings", "callbacks", "complaints", "notices", "dockings", "messages", "visits", "reviews", "holidays", core.CollectionNameSuperusers}

// bindLog puts every write of a logged collection into one transaction with its
// event row, so that there is never one without the other.
func bindLog(app core.App) {
	wrap := &hook.Handler[*core.RecordEvent]{Id: "kejiyunTransaction", Func: inTransaction, Priority: -90}
	app.OnRecordCreate(logged...).Bind(wrap)
	app.OnRecordUpdate(logged...).Bind(wrap)
	app.OnRecordDelete(logged...).Bind(wrap)
	app.OnRecordCreateExecute(logged...).BindFunc(logAs("create"))
	app.OnRecordUpdateExecute(logged...).BindFunc(logAs("update"))
	app.OnRecordDeleteExecute(logged...).BindFunc(logAs("delete"))
}

// inTransaction runs the rest of a record event in a transaction.
func inTransaction(e *core.RecordEvent) error {
	outer := e.App
	defer func() { e.App = outer }()
	return outer.RunInTransaction(func(tx core.App) error {
		e.App = tx
		return e.Next()
	})
}

// logAs carries a write out and appends its event. A step in the life of a
// posting or a docking is logged under its own name, with the states it leads
// from and to.
func logAs(action string) func(*core.RecordEvent) error {
	return func(e *core.RecordEvent) error {
		r, from, to, name := e.Record, "", "", action
		diff := store.Diff(r)
		if status, ok := diff["status"]; ok && action == "update" {
			from, to = status[0].(string), status[1].(string)
			delete(diff, "status")
			if step := store.StepOf(r); step != "" {
				name = step
			}
		}
		if r.Collection().Name == "dockings" && action != "delete" && store.StepOf(r) != "" {
			from, to, name = r.Original().GetString("state"), r.GetString("state"), store.StepOf(r)
			if action == "create" {
				from = ""
			}
			delete(diff, "state")
			diff["as"] = [2]any{"", store.AsOf(r)}
		}
		if action == "delete" {
			diff = nil
		}
		if err := e.Next(); err != nil {
			return err
		}
		if action == "update" && len(diff) == 0 && to == "" {
			return nil // nothing a person would call a change
		}
		return store.EventAt(e.App, store.AtOf(r), store.Actor(r), r.Collection().Name, r.Id, name, from, to, diff)
	}
}

// bindSeal keeps everybody, superusers included, from writing into the log by
// hand; triggers of the database refuse to change or delete what it holds.
func bindSeal(app core.App) {
	sealed := func(*core.RecordRequestEvent) error {
		return answer(domain.Errorf(domain.Forbidden, "sealed"))
	}
	app.OnRecordCreateRequest("events").BindFunc(sealed)
	app.OnRecordUpdateRequest("events").BindFunc(sealed)
	app.OnRecordDeleteRequest("events").BindFunc(sealed)
}
