package hooks

import (
	"net/http"
	"strconv"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// notificationPage is how many notifications one page shows.
const notificationPage = 20

// bindNotifications binds what the signed-in person was told. New ones arrive
// live by PocketBase's realtime subscription to the collection, whose rule shows
// everybody their own.
func bindNotifications(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.GET("/api/portal/me/notifications", guard(listNotifications))
		e.Router.POST("/api/portal/me/notifications/read", guard(readNotifications))
		return e.Next()
	})
}

// reader is whoever may be told something: a member or one of staff.
func reader(e *core.RequestEvent) (*core.Record, error) {
	switch actorOf(e).Role {
	case domain.Member, domain.Broker, domain.Staff, domain.Leader:
		return e.Auth, nil
	}
	return nil, signInFirst()
}

func listNotifications(e *core.RequestEvent) error {
	account, err := reader(e)
	if err != nil {
		return err
	}
	page := pageAsked(e)
	items, err := store.Notifications(e.App, account, notificationPage, int64(page-1)*notificationPage)
	if err != nil {
		return err
	}
	unread, total, err := store.UnreadNotifications(e.App, account)
	if err != nil {
		return err
	}
	for i := range items {
		items[i].Created, items[i].ReadAt = rfc(items[i].Created), rfc(items[i].ReadAt)
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, map[string]any{"unread": unread, "total": total, "page": page, "per_page": notificationPage, "items": items})
}

// readNotifications marks some as looked at, or all without ids.
func readNotifications(e *core.RequestEvent) error {
	account, err := reader(e)
	if err != nil {
		return err
	}
	var in struct {
		IDs []string `json:"ids"`
	}
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if len(in.IDs) > 100 {
		return domain.Errorf(domain.Invalid, "invalid_input")
	}
	if err := store.MarkRead(e.App, account, in.IDs, time.Now()); err != nil {
		return err
	}
	unread, _, err := store.UnreadNotifications(e.App, account)
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, map[string]int{"unread": unread})
}

// pageAsked is which page of a list is asked for: 1 to 100, and what is no number
// is the first.
func pageAsked(e *core.RequestEvent) int {
	page, _ := strconv.Atoi(e.Request.URL.Query().Get("page"))
	return min(max(page, 1), 100)
}

// rfc writes a time of the database as the API has it; empty stays empty.
func rfc(stamp string) string {
	if len(stamp) < 19 {
		return ""
	}
	return stamp[:10] + "T" + stamp[11:19] + "Z"
}
