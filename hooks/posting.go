package hooks

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// bindPosting binds POST /api/portal/{offers,needs}/{id}/{action}, the one path
// by which people change the state of a posting.
func bindPosting(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.POST("/api/portal/offers/{id}/{action}", guard(func(e *core.RequestEvent) error { return takeStep(e, "offers") }))
		e.Router.POST("/api/portal/needs/{id}/{action}", guard(func(e *core.RequestEvent) error { return takeStep(e, "needs") }))
		e.Router.POST("/api/portal/clarity", guard(measureClarity)).Bind(apis.BodyLimit(64 << 10)) // anybody may ask, and long texts take long
		return e.Next()
	})
}

// askedStep is the body of an action route.
type askedStep struct {
	Reasons     []string `json:"reasons"`
	Note        string   `json:"note"`
	CloseReason string   `json:"close_reason"`
	Consent     bool     `json:"consent"` // the member agrees that the profile becomes public
}

// byPeople are the actions a person may ask for; the rest is the system's.
var byPeople = map[posting.Action]bool{
	posting.Submit: true, posting.Publish: true, posting.Return: true, posting.Pause: true, posting.Resume: true,
	posting.Confirm: true, posting.Close: true, posting.Remove: true,
}

func takeStep(e *core.RequestEvent, collection string) error {
	action := posting.Action(e.Request.PathValue("action"))
	if !byPeople[action] {
		return notFound()
	}
	var asked askedStep
	if err := e.BindBody(&asked); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	actor := actorOf(e)
	if actor.Role == domain.Visitor {
		return signInFirst()
	}
	reasons := asked.Reasons
	if action == posting.Close {
		reasons = nonEmpty(asked.CloseReason)
	}
	var answer stepAnswer
	err := e.App.RunInTransaction(func(tx core.App) error {
		r, as, err := findForDesk(tx, actor, collection, e.Request.PathValue("id"))
		if err != nil {
			return err
		}
		m := posting.Move{Posting: factsOf(tx, r), Action: action, As: as, Reasons: reasons, Note: asked.Note,
			Settings: postingSettings(tx), Now: time.Now(),
			HasProxyConsent: r.GetString("proxy_consent") != "", ActorVerified: e.Auth.GetBool("verified")}
		res, err := advance(tx, r, actor, m)
		if err != nil {
			return err
		}
		if action == posting.Submit && as == posting.AsOwner && r.GetBool("profile") {
			if err := consentToPublish(tx, actor, asked.Consent); err != nil {
				return err
			}
		}
		answer = answerFor(tx, r, as, len(res.Steps) > 1)
		return nil
	})
	if err != nil {
		return withStatus(e.App, err, collection, e.Request.PathValue("id"))
	}
	return e.JSON(200, answer)
}

// withStatus adds the present status to a refusal, so that a stale page can
// show how things stand.
func withStatus(app core.App, err error, collection, id string) error {
	if de, ok := domain.AsError(err); ok && de.Kind == domain.Conflict && de.Params != nil {
		if r, e := app.FindRecordById(collection, id); e == nil {
			de.Params["status"] = r.GetString("status")
		}
	}
	return err
}

// findForDesk finds a posting and the capacity in which the actor meets it; one
// who has none learns nothing, not even that it exists.
func findForDesk(app core.App, actor domain.Actor, collection, id string) (*core.Record, posting.Capacity, error) {
	missing := domain.Errorf(domain.NotFound, "not_found")
	r, err := app.FindRecordById(collection, id)
	if err != nil {
		return nil, "", missing
	}
	owners, err := ownersOf(app, r)
	if err != nil {
		return nil, "", err
	}
	if as := posting.CapacityOf(actor, owners, r.GetString("region")); as != "" {
		return r, as, nil
	}
	if actor.Answers(r.GetString("region")) { // a leader: sees it, may not act
		return nil, "", domain.Errorf(domain.Forbidden, "not_allowed")
	}
	return nil, "", missing
}

// ownersOf returns the ids of the members who own a posting.
func ownersOf(app core.App, r *core.Record) ([]string, error) {
	if r.Collection().Name == "offers" {
		o, err := store.Offer(app, r)
		return o.Owners, err
	}
	n, err := store.Need(app, r)
	return n.Owners, err
}

// advance takes a step and whatever the system adds to it: one save, hence one
// event row, for each, inside the caller's transaction.
func advance(tx core.App, r *core.Record, actor domain.Actor, m posting.Move) (posting.Result, error) {
	res, err := posting.Advance(m)
	if err != nil {
		return res, err
	}
	if m.Action == posting.Submit {
		r.Set("submitted_at", types.NowDateTime())
	}
	for i, step := range res.Steps {
		r.Set("status", step.To)
		store.Step(r, string(step.Action))
		by := actor
		if step.As == posting.AsSystem {
			by = domain.Actor{Role: domain.System}
		}
		if i == len(res.Steps)-1 {
			setColumns(r, res)
		}
		if err := tx.Save(store.By(r, by)); err != nil {
			return res, saveError(err, string(step.Action), r)
		}
	}
	store.Step(r, "")
	return res, tellOwners(tx, r, res)
}

// saveError keeps an answer for the person as it is and wraps what the machine did.
func saveError(err error, action string, r *core.Record) error {
	var forPerson *router.ApiError
	if errors.As(err, &forPerson) {
		return err
	}
	return fmt.Errorf("%s %s %s: %w", action, r.Collection().Name, r.Id, err)
}

// setColumns writes what a step comes to beside the status.
func setColumns(r *core.Record, res posting.Result) {
	set := func(column string, t *time.Time) {
		if t != nil {
			r.Set(column, *t)
		}
	}
	set("published_at", res.Set.Published)
	set("valid_until", res.Set.ValidUntil)
	set("last_confirmed", res.Set.Confirmed)
	if res.Set.ReturnReasons != nil {
		r.Set("return_reasons", *res.Set.ReturnReasons)
	}
	if res.Set.CloseReason != nil {
		r.Set("close_reason", *res.Set.CloseReason)
	}
	if res.Set.Note != nil {
		column := "return_note"
		if res.To == posting.StatusRemoved {
			column = "removed_reason"
		}
		r.Set(column, *res.Set.Note)
	}
}

// factsOf reads what a decision about a posting needs to know.
func factsOf(app core.App, r *core.Record) posting.Facts {
	return posting.Facts{
		Status: r.GetString("status"), Clarity: r.GetInt("clarity"), OwnerVerified: ownerVerified(app, r),
		Published: store.Time(r, "published_at"), Confirmed: store.Time(r, "last_confirmed"), ValidUntil: store.Time(r, "valid_until"),
	}
}

// ownerVerified tells whether the worker, team or org behind a posting was verified.
func ownerVerified(app core.App, r *core.Record) bool {
	for column, collection := range map[string]string{"worker": "workers", "team": "teams", "org": "orgs"} {
		if id := r.GetString(column); id != "" {
			owner, err := app.FindRecordById(collection, id)
			return err == nil && slices.Contains([]string{"unit", "association"}, owner.GetString("verify"))
		}
	}
	return false
}

func postingSettings(app core.App) posting.Settings {
	d := posting.DefaultSettings()
	return posting.Settings{
		AutoPublishClarity: store.Setting(app, "posting.auto_publish_clarity", d.AutoPublishClarity),
		ValidDays:          store.Setting(app, "posting.valid_days", d.ValidDays),
		ReconfirmDays:      store.Setting(app, "posting.reconfirm_days", d.ReconfirmDays),
		BrokerMayPublish:   store.Setting(app, "posting.broker_may_publish", d.BrokerMayPublish),
	}
}
