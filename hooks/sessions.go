package hooks

import (
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// bindSessions binds POST /api/portal/me/sessions/end: a member who lost a phone
// ends every session of the account and goes on in a new one here.
func bindSessions(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.POST("/api/portal/me/sessions/end", guard(uncached(endAllSessions)))
		return e.Next()
	})
}

// endAllSessions makes every token of the account invalid and answers with a new
// one for the device that asked.
func endAllSessions(e *core.RequestEvent) error {
	actor, err := memberOnly(e)
	if err != nil {
		return err
	}
	err = e.App.RunInTransaction(func(tx core.App) error {
		e.Auth.RefreshTokenKey()
		if err := tx.Save(store.By(e.Auth, actor)); err != nil {
			return saveError(err, "end sessions", e.Auth)
		}
		return store.Event(tx, actor, "members", actor.ID, "end_sessions", "", "", nil)
	})
	if err != nil {
		return err
	}
	return apis.RecordAuthResponse(e, e.Auth, "", nil)
}
