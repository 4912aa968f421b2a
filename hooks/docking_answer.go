package hooks

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// bindAnswer binds the answer links of mails: signed, for one member and one
// side, used once, until the interest would lapse. GET, which mail scanners
// follow, leads to a page and changes nothing.
func bindAnswer(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.GET("/a/{token}", func(e *core.RequestEvent) error {
			return e.Redirect(http.StatusSeeOther, "/answer#"+e.Request.PathValue("token"))
		})
		e.Router.POST("/api/portal/answer/look", guard(uncached(lookAtAnswer))).Bind(apis.BodyLimit(64 << 10))
		e.Router.POST("/api/portal/answer", guard(uncached(answerByLink))).Bind(apis.BodyLimit(64 << 10))
		return e.Next()
	})
}

// byLink are the actions that a link takes.
var byLink = []docking.Action{docking.Accept, docking.Decline, docking.Ask}

// askedAnswer is the body of both routes; look reads the token alone.
type askedAnswer struct {
	Token  string         `json:"token"`
	Action docking.Action `json:"action"`
	Reason string         `json:"reason"` // decline
	Note   string         `json:"note"`   // decline: may be empty; ask: the question
}

// answerLook is what the reader of a mail may see and do. Standing says whether
// the link still answers: open, used, expired, or closed when the docking waits
// for nobody on this side.
type answerLook struct {
	Standing string           `json:"standing"`
	State    string           `json:"state"`
	Accepted bool             `json:"accepted"` // this side has said yes
	Can      []docking.Action `json:"can"`
	Docking  linkedDocking    `json:"docking"`
}

// linkedDocking is the docking behind a link, for one who has not signed in: no
// more than the mail had.
type linkedDocking struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Theirs  string `json:"theirs"`
	Who     string `json:"who"`
	Place   string `json:"place"`
	Why     string `json:"why"`
	Message string `json:"message"`
	DueAt   string `json:"due_at"`
	LapseAt string `json:"lapse_at"`
}

// link is a token that was read, with the docking that it is about.
type link struct {
	claim digest.AnswerClaim
	r     *core.Record
	as    docking.Capacity
	used  bool
}

// readLink finds what a token is about. One that was not made here, or whose
// member no longer acts for the side, opens nothing.
func readLink(app core.App, token string) (*link, error) {
	unknown := domain.Errorf(domain.NotFound, "answer_link")
	secret, err := store.MailSecret(app)
	if err != nil {
		return nil, err
	}
	claim, ok := digest.ParseAnswer(token, secret)
	if !ok {
		return nil, unknown
	}
	r, err := app.FindRecordById("dockings", claim.Docking)
	if err != nil {
		return nil, unknown
	}
	members, err := store.SideMembers(app, r, claim.Side)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(members, claim.Member) {
		return nil, unknown
	}
	used, err := store.LinkUsed(app, r.Id, claim.Mark)
	return &link{claim: claim, r: r, as: docking.Capacity(claim.Side), used: used}, err
}

// standing says whether a link still answers.
func (k *link) standing(f docking.Facts, now time.Time) string {
	switch {
	case k.used:
		return "used"
	case !now.Before(k.claim.Expires):
		return "expired"
	case f.State != docking.StateExpressed || !docking.Waiting(f, k.as):
		return "closed"
	}
	return "open"
}

// look words the docking as the reader of the mail may see it now.
func (k *link) look(app core.App, now time.Time) (*answerLook, error) {
	l, err := newDockingMail(app, k.r)
	if err != nil {
		return nil, err
	}
	facts, err := dockingFacts(app, l.d)
	if err != nil {
		return nil, err
	}
	v := &answerLook{Standing: k.standing(facts, now), State: l.d.State, Accepted: l.accepted(docking.Audience(k.as)), Can: []docking.Action{}}
	seen := l.seenBy(docking.Audience(k.as))
	v.Docking = linkedDocking{ID: l.d.ID, Title: seen.Title}
	if v.Standing != "open" {
		return v, nil
	}
	v.Docking = linkedDocking{ID: l.d.ID, Title: seen.Title, Theirs: seen.Theirs, Who: seen.Who, Place: seen.Place, Why: seen.Why,
		Message: withoutDetails(l.d.Message), DueAt: moment(l.d.Due), LapseAt: moment(l.d.Lapse)}
	for _, action := range docking.Next(facts, k.as) {
		if slices.Contains(byLink, action) {
			v.Can = append(v.Can, action)
		}
	}
	return v, nil
}

// lookAtAnswer answers POST /api/portal/answer/look {token}. It changes nothing.
func lookAtAnswer(e *core.RequestEvent) error {
	var asked askedAnswer
	if err := e.BindBody(&asked); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	k, err := readLink(e.App, asked.Token)
	if err != nil {
		return err
	}
	v, err := k.look(e.App, time.Now())
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, v)
}

// answerByLink answers POST /api/portal/answer: the step and the note that the
// link was used are one transaction, so that it answers once.
func answerByLink(e *core.RequestEvent) error {
	var asked askedAnswer
	if err := e.BindBody(&asked); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if !slices.Contains(byLink, asked.Action) {
		return domain.FieldErrors{"action": domain.Errorf(domain.Invalid, "unknown_choice")}.Err()
	}
	var v *answerLook
	id := ""
	err := e.App.RunInTransaction(func(tx core.App) error {
		k, err := readLink(tx, asked.Token)
		if err != nil {
			return err
		}
		id = k.r.Id
		if err := k.take(tx, asked, e.RealIP()); err != nil {
			return err
		}
		v, err = k.look(tx, time.Now())
		return err
	})
	if err != nil {
		return withDockingState(e.App, err, id)
	}
	return e.JSON(http.StatusOK, v)
}

// take takes the step that was asked for and uses the link up.
func (k *link) take(tx core.App, asked askedAnswer, ip string) error {
	switch k.standing(docking.Facts{Docking: store.Docking(k.r)}, time.Now()) {
	case "used":
		return domain.Errorf(domain.Conflict, "answer_used")
	case "expired":
		return domain.Errorf(domain.Conflict, "answer_expired")
	}
	if asked.Action == docking.Ask && strings.TrimSpace(asked.Note) == "" {
		return domain.FieldErrors{"note": domain.Errorf(domain.Invalid, "required")}.Err()
	}
	actor := domain.Actor{ID: k.claim.Member, Role: domain.Member, IP: ip}
	if err := takeDockingStep(tx, k.r, actor, k.as, asked.Action, askedAction{Reason: asked.Reason, Note: asked.Note}, "link"); err != nil {
		return err
	}
	k.used = true
	return store.UseLink(tx, k.r.Id, k.claim.Mark, k.claim.Member, string(asked.Action))
}
