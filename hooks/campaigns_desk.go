package hooks

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// campaignNotices is how many notices can be chosen from, the newest.
const campaignNotices = 30

// bindCampaigns binds sending a notice to members: staff send, leaders look.
func bindCampaigns(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.GET("/api/portal/staff/campaigns", guard(listCampaigns))
		e.Router.POST("/api/portal/staff/campaigns", guard(startCampaign))
		e.Router.POST("/api/portal/staff/campaigns/count", guard(countCampaign))
		e.Router.POST("/api/portal/staff/campaigns/test", guard(testCampaign))
		e.Router.POST("/api/portal/staff/campaigns/{id}/stop", guard(stopCampaign))
		return e.Next()
	})
}

// campaigner lets those pass who write to members; acting, not leaders.
func campaigner(e *core.RequestEvent, acts bool) (domain.Actor, error) {
	actor := actorOf(e)
	switch {
	case actor.Role == domain.Visitor:
		return actor, signInFirst()
	case actor.Role == domain.Staff, actor.Role == domain.Superuser, actor.Role == domain.Leader && !acts:
		return actor, nil
	}
	return actor, domain.Errorf(domain.Forbidden, "not_allowed")
}

// campaignInput is what is asked for.
type campaignInput struct {
	Notice   string `json:"notice"`
	Audience string `json:"audience"`
	Region   string `json:"region"`
	Field    string `json:"field"`
}

// read checks what is asked for against what there is and what the actor answers
// for. An empty region is the actor's own.
func (in *campaignInput) read(e *core.RequestEvent, actor domain.Actor) (store.Audience, error) {
	if err := e.BindBody(in); err != nil {
		return store.Audience{}, domain.Errorf(domain.Invalid, "invalid_json")
	}
	if in.Region == "" {
		in.Region = actor.Region
	}
	if in.Region == "" {
		in.Region = store.SettingText(e.App, "site.region")
	}
	names, err := store.NamesOf(e.App)
	if err != nil {
		return store.Audience{}, err
	}
	problems := domain.FieldErrors{}
	if !slices.Contains(store.Audiences, in.Audience) {
		problems["audience"] = domain.Errorf(domain.Invalid, "unknown_choice")
	}
	if _, known := names.Region(in.Region); !known || !actor.Answers(in.Region) {
		problems["region"] = domain.Errorf(domain.Invalid, "unknown_choice")
	}
	if _, known := names.Field(in.Field); in.Field != "" && !known {
		problems["field"] = domain.Errorf(domain.Invalid, "unknown_choice")
	}
	if err := problems.Err(); err != nil {
		return store.Audience{}, err
	}
	return audienceOf(e.App, in.Audience, in.Region, in.Field)
}

// noticeOut finds a notice that everybody may read.
func noticeOut(app core.App, id string) (*core.Record, error) {
	r, err := app.FindRecordById("notices", id)
	if err != nil || !out(r, time.Now()) {
		return nil, domain.FieldErrors{"notice": domain.Errorf(domain.Invalid, "unknown_choice")}.Err()
	}
	return r, nil
}

// askedCampaign is who asks to tell whom of what, checked.
func askedCampaign(e *core.RequestEvent) (actor domain.Actor, in campaignInput, a store.Audience, err error) {
	if actor, err = campaigner(e, true); err == nil {
		a, err = in.read(e, actor)
	}
	return actor, in, a, err
}

func countCampaign(e *core.RequestEvent) error {
	_, _, a, err := askedCampaign(e)
	if err != nil {
		return err
	}
	reach, err := store.CountAudience(e.App, a)
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, reach)
}

// testCampaign mails a notice to whoever asks, as members would get it.
func testCampaign(e *core.RequestEvent) error {
	actor, err := campaigner(e, true)
	if err != nil {
		return err
	}
	var in campaignInput
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	notice, err := noticeOut(e.App, in.Notice)
	if err != nil {
		return err
	}
	secret, err := store.MailSecret(e.App)
	if err != nil {
		return err
	}
	mail, err := noticeMail(e.App, notice, e.Auth.GetString("name"), e.Auth.Id, secret) // a link that unsubscribes no member
	if err != nil {
		return err
	}
	key := fmt.Sprintf("campaigntest:%s:%s:%d", notice.Id, actor.ID, time.Now().UnixMilli())
	if err := queueMail(e.App, key, "notice", e.Auth, mail); err != nil {
		return err
	}
	return e.JSON(http.StatusAccepted, map[string]string{"to": e.Auth.Email()})
}

func startCampaign(e *core.RequestEvent) error {
	actor, in, a, err := askedCampaign(e)
	if err != nil {
		return err
	}
	notice, err := noticeOut(e.App, in.Notice)
	if err != nil {
		return err
	}
	c, err := e.App.FindCachedCollectionByNameOrId("campaigns")
	if err != nil {
		return fmt.Errorf("start campaign: %w", err)
	}
	r := core.NewRecord(c)
	err = e.App.RunInTransaction(func(tx core.App) error {
		n, err := tx.CountRecords("campaigns", dbx.HashExp{"notice": notice.Id, "state": "running"})
		if err != nil {
			return fmt.Errorf("look for a running campaign: %w", err)
		}
		if n > 0 {
			return domain.Errorf(domain.Conflict, "campaign_running")
		}
		reach, err := store.CountAudience(tx, a)
		if err != nil {
			return err
		}
		if reach.People == 0 {
			return domain.FieldErrors{"audience": domain.Errorf(domain.Invalid, "campaign_nobody")}.Err()
		}
		r.Load(map[string]any{"notice": notice.Id, "audience": in.Audience, "region": in.Region, "field": in.Field, "state": "running", "people": reach.People, "by": actor.ID})
		if err := tx.Save(r); err != nil {
			return fmt.Errorf("start campaign: %w", err)
		}
		return store.Event(tx, actor, "campaigns", r.Id, "send", "", "running", map[string][2]any{"people": {nil, reach.People}})
	})
	if err != nil {
		return err
	}
	return e.JSON(http.StatusCreated, map[string]any{"id": r.Id, "people": r.GetInt("people")})
}

func stopCampaign(e *core.RequestEvent) error {
	actor, err := campaigner(e, true)
	if err != nil {
		return err
	}
	r, err := e.App.FindRecordById("campaigns", e.Request.PathValue("id"))
	if err != nil || !actor.Answers(r.GetString("region")) {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	return e.App.RunInTransaction(func(tx core.App) error {
		did, err := store.CampaignEnds(tx, r.Id, "stopped", time.Now())
		if err != nil {
			return err
		}
		if !did {
			return domain.Errorf(domain.Conflict, "already_decided")
		}
		if err := store.Event(tx, actor, "campaigns", r.Id, "stop", "running", "stopped", nil); err != nil {
			return err
		}
		return e.NoContent(http.StatusNoContent)
	})
}
