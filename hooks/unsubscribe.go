package hooks

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// bindUnsubscribe binds the one-click link of digests (RFC 8058): POST does it,
// without sign-in; GET, which mail scanners follow, only leads to a page.
func bindUnsubscribe(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.GET("/u/{token}", guard(showUnsubscribe))
		e.Router.POST("/u/{token}", guard(unsubscribe))
		return e.Next()
	})
}

// showUnsubscribe leads to the page with a button; the token goes behind "#",
// where no log and no referrer sees it.
func showUnsubscribe(e *core.RequestEvent) error {
	if _, err := unsubscriber(e); err != nil {
		return err
	}
	return e.Redirect(http.StatusSeeOther, "/unsubscribe#"+e.Request.PathValue("token"))
}

// unsubscribe turns the digest off. Doing it twice is doing it once.
func unsubscribe(e *core.RequestEvent) error {
	member, err := unsubscriber(e)
	if err != nil {
		return err
	}
	if e.Request.PostFormValue("List-Unsubscribe") != "One-Click" {
		return domain.Errorf(domain.Invalid, "invalid_input")
	}
	actor := domain.Actor{ID: member, Role: domain.Member, IP: e.RealIP()}
	if err := e.App.RunInTransaction(func(tx core.App) error { return digestOff(tx, actor) }); err != nil {
		return err
	}
	return e.JSON(http.StatusOK, map[string]string{"digest": "off"})
}

// unsubscriber tells whom a token names: a member that exists.
func unsubscriber(e *core.RequestEvent) (string, error) {
	secret, err := store.MailSecret(e.App)
	if err != nil {
		return "", err
	}
	member, list, ok := digest.ParseUnsubscribe(e.Request.PathValue("token"), secret)
	if !ok || list != digest.ListDigest {
		return "", domain.Errorf(domain.NotFound, "not_found")
	}
	return member, nil
}

// digestOff writes past the record hooks: whatever else may be wrong with the
// account, whoever wants no mail gets none.
func digestOff(tx core.App, actor domain.Actor) error {
	var before string
	err := tx.DB().Select("digest").From("members").Where(dbx.HashExp{"id": actor.ID}).Row(&before)
	if errors.Is(err, sql.ErrNoRows) {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	if err != nil {
		return fmt.Errorf("find member %s: %w", actor.ID, err)
	}
	if before == "off" {
		return nil
	}
	_, err = tx.DB().Update("members", dbx.Params{"digest": "off", "updated": store.Stamp(time.Now())}, dbx.HashExp{"id": actor.ID}).Execute()
	if err != nil {
		return fmt.Errorf("digest off for %s: %w", actor.ID, err)
	}
	return store.Event(tx, actor, "members", actor.ID, "unsubscribe", "", "", map[string][2]any{"digest": {before, "off"}})
}
