package hooks

import (
	"database/sql"
	"encoding/json"
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

// bindUnsubscribe binds the one-click links of digests and notices (RFC 8058): POST does it,
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
	if _, _, err := unsubscriber(e); err != nil {
		return err
	}
	return e.Redirect(http.StatusSeeOther, "/unsubscribe#"+e.Request.PathValue("token"))
}

// unsubscribe turns the digest off, or mails of news. Doing it twice is doing it once.
func unsubscribe(e *core.RequestEvent) error {
	member, list, err := unsubscriber(e)
	if err != nil {
		return err
	}
	if e.Request.PostFormValue("List-Unsubscribe") != "One-Click" {
		return domain.Errorf(domain.Invalid, "invalid_input")
	}
	actor := domain.Actor{ID: member, Role: domain.Member, IP: e.RealIP()}
	off, answers := digestOff, map[string]string{"digest": "off"}
	if list == digest.ListCampaign {
		off, answers = newsOff, map[string]string{"news": "never"}
	}
	if err := e.App.RunInTransaction(func(tx core.App) error { return off(tx, actor) }); err != nil {
		return err
	}
	return e.JSON(http.StatusOK, answers)
}

// unsubscriber tells whom a token names, and the list.
func unsubscriber(e *core.RequestEvent) (string, digest.List, error) {
	secret, err := store.MailSecret(e.App)
	if err != nil {
		return "", "", err
	}
	member, list, ok := digest.ParseUnsubscribe(e.Request.PathValue("token"), secret)
	if !ok {
		return "", "", domain.Errorf(domain.NotFound, "not_found")
	}
	return member, list, nil
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

// newsOff wishes no mails of news, past the record hooks as well.
func newsOff(tx core.App, actor domain.Actor) error {
	m, err := tx.FindRecordById("members", actor.ID)
	if err != nil {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	wishes := wishesOf(m)
	before := digest.WishFor(wishes, digest.TopicNews)
	if before == digest.Never {
		return nil
	}
	if wishes == nil {
		wishes = map[string]string{}
	}
	wishes[string(digest.TopicNews)] = string(digest.Never)
	encoded, err := json.Marshal(wishes)
	if err != nil {
		return fmt.Errorf("wishes of %s: %w", actor.ID, err)
	}
	_, err = tx.DB().Update("members", dbx.Params{"mail_wishes": string(encoded), "updated": store.Stamp(time.Now())}, dbx.HashExp{"id": actor.ID}).Execute()
	if err != nil {
		return fmt.Errorf("news off for %s: %w", actor.ID, err)
	}
	return store.Event(tx, actor, "members", actor.ID, "unsubscribe", "", "", map[string][2]any{"mail_wishes.news": {before, digest.Never}})
}
