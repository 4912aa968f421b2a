package hooks

import (
	"net/http"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// bindOneClick binds what one does from a mail without signing in: say that a
// posting still holds, or that a match does not fit. Opening the link changes
// nothing, since programs that look at mails open every link: it leads to a page
// with a button, and the button posts.
func bindOneClick(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.GET("/d/{token}", guard(showOneClick))
		e.Router.POST("/api/portal/one-click/look", guard(func(e *core.RequestEvent) error { return oneClick(e, false) }))
		e.Router.POST("/api/portal/one-click", guard(func(e *core.RequestEvent) error { return oneClick(e, true) }))
		return e.Next()
	})
}

// actLink is the path of such a link; empty for ids that are not PocketBase's.
func actLink(act digest.Act, member, record string, now time.Time, secret []byte) string {
	if token := digest.ActToken(act, member, record, now, secret); token != "" {
		return "/d/" + token
	}
	return ""
}

// showOneClick leads to the page; the token goes behind "#", where no log and no
// referrer sees it.
func showOneClick(e *core.RequestEvent) error {
	return e.Redirect(http.StatusSeeOther, "/one-click#"+e.Request.PathValue("token"))
}

// onClick is what a token leads to.
type onClick struct {
	Act      digest.Act `json:"act"`
	Title    string     `json:"title"`    // of the posting, or of the other side's one
	Mine     string     `json:"mine"`     // decline: the reader's own posting
	Standing string     `json:"standing"` // open, done (already), expired, closed (nothing to do any more)
	URL      string     `json:"url"`      // where one sees more, signed in
}

// oneClick tells what a token would do, and with do does it. Doing it twice is
// doing it once.
func oneClick(e *core.RequestEvent, do bool) error {
	var in struct {
		Token  string `json:"token"`
		Reason string `json:"reason"` // decline: one of domain.DismissReasons, other by default
	}
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	secret, err := store.MailSecret(e.App)
	if err != nil {
		return err
	}
	act, member, record, expired, ok := digest.ParseAct(in.Token, time.Now(), secret)
	if !ok {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	m, err := e.App.FindRecordById("members", member)
	if err != nil || !m.GetDateTime("deleted_at").IsZero() {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	actor := domain.Actor{ID: member, Role: domain.Member, Region: m.GetString("region"), IP: e.RealIP()}
	look := lookToConfirm
	if act == digest.ActDecline {
		look = lookToDecline
	}
	out, err := look(e.App, actor, record)
	if err != nil {
		return err
	}
	if expired {
		out.Standing = "expired"
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	if !do || out.Standing != "open" {
		return e.JSON(http.StatusOK, out)
	}
	if act == digest.ActDecline {
		if in.Reason == "" {
			in.Reason = "other"
		}
		if !slices.Contains(domain.DismissReasons, in.Reason) {
			return domain.FieldErrors{"reason": domain.Errorf(domain.Invalid, "unknown_reason")}.Err()
		}
		err = dismissAs(e.App, actor, record, in.Reason)
	} else {
		err = confirmFromMail(e.App, actor, record, m.Verified())
	}
	if err != nil {
		return err
	}
	out.Standing = "done"
	return e.JSON(http.StatusOK, out)
}

// ownPosting finds a need or an offer that a member answers for.
func ownPosting(app core.App, actor domain.Actor, id string) (*core.Record, error) {
	for _, collection := range postings {
		r, as, err := findForDesk(app, actor, collection, id)
		if err == nil && as == posting.AsOwner {
			return r, nil
		}
	}
	return nil, domain.Errorf(domain.NotFound, "not_found")
}

func lookToConfirm(app core.App, actor domain.Actor, id string) (onClick, error) {
	r, err := ownPosting(app, actor, id)
	if err != nil {
		return onClick{}, err
	}
	out := onClick{Act: digest.ActConfirm, Title: r.GetString("title"), Standing: "closed", URL: "/me/postings"}
	switch r.GetString("status") {
	case posting.StatusUnconfirmed:
		out.Standing = "open"
	case posting.StatusPublished, posting.StatusEngaged:
		out.Standing = "done"
	}
	return out, nil
}

func confirmFromMail(app core.App, actor domain.Actor, id string, verified bool) error {
	return app.RunInTransaction(func(tx core.App) error {
		r, err := ownPosting(tx, actor, id)
		if err != nil {
			return err
		}
		_, err = advance(tx, r, actor, posting.Move{Posting: factsOf(tx, r), Action: posting.Confirm, As: posting.AsOwner,
			Settings: postingSettings(tx), Now: time.Now(), ActorVerified: verified})
		return err
	})
}

func lookToDecline(app core.App, actor domain.Actor, id string) (onClick, error) {
	missing := domain.Errorf(domain.NotFound, "not_found")
	m, err := app.FindRecordById("matches", id)
	if err != nil {
		return onClick{}, missing
	}
	need, offer := m.GetString("need"), m.GetString("offer")
	side, err := sideOf(app, actor, need, offer)
	if err != nil {
		return onClick{}, err
	}
	titles := map[string]string{}
	for collection, id := range map[string]string{"needs": need, "offers": offer} {
		r, err := app.FindRecordById(collection, id)
		if err != nil {
			return onClick{}, missing
		}
		titles[collection] = r.GetString("title")
	}
	out := onClick{Act: digest.ActDecline, Title: titles["offers"], Mine: titles["needs"], Standing: "open", URL: "/me"}
	if side == "offer" {
		out.Title, out.Mine = out.Mine, out.Title
	}
	switch {
	case m.GetString("dismissed_by") != "":
		out.Standing = "done"
	case !m.GetBool("active"):
		out.Standing = "closed"
	}
	return out, nil
}
