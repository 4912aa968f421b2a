package hooks

import (
	"net/http"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// bindNextDigest binds GET /api/portal/me/digest: the member's next digest, as
// it would be if it were due now. Nothing of it is stored or sent.
func bindNextDigest(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.GET("/api/portal/me/digest", guard(nextDigest))
		return e.Next()
	})
}

func nextDigest(e *core.RequestEvent) error {
	actor, err := memberOnly(e)
	if err != nil {
		return err
	}
	w, err := newDigestWriter(e.App, time.Now())
	if err != nil {
		return err
	}
	m, err := store.DigestMemberOf(e.App, actor.ID)
	if err != nil {
		return err
	}
	out := map[string]string{"next_at": "", "why_not": unreachable(m), "subject": "", "html": ""}
	if at, ok := digest.Next(wish(m), m.Weekday, m.Hour, m.Period, w.now); ok {
		out["next_at"] = at.UTC().Format(time.RFC3339)
	} else if out["why_not"] == "" {
		out["why_not"] = "off"
	}
	in, err := w.gatherOne(m, digest.Period(wish(m), w.now))
	if err != nil {
		return err
	}
	in.Unsubscribe = "" // a look at the page must not show links that act
	for i := range in.NewForNeeds {
		in.NewForNeeds[i].Decline = ""
	}
	for i := range in.NewForOffers {
		in.NewForOffers[i].Decline = ""
	}
	if mail, some := digest.Compose(in.Input); some {
		out["subject"], out["html"] = mail.Subject, mail.HTML
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, out)
}
