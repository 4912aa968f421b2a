package hooks

import (
	"fmt"
	"net/http"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// campaignView is one sending of a notice.
type campaignView struct {
	ID         string      `json:"id"`
	Audience   string      `json:"audience"`
	Region     store.Place `json:"region"`
	Field      string      `json:"field"` // its name; empty: any
	State      string      `json:"state"`
	People     int         `json:"people"`
	Reached    int         `json:"reached"`
	Created    string      `json:"created"`
	FinishedAt string      `json:"finished_at"`
}

// campaignNotice is a notice that can be sent, and has been.
type campaignNotice struct {
	ID          string         `json:"id"`
	Kind        string         `json:"kind"`
	Title       string         `json:"title"`
	PublishedAt string         `json:"published_at"`
	Campaigns   []campaignView `json:"campaigns"` // the latest first
	Told        *store.Told    `json:"told"`      // null: it was never sent
}

// listCampaigns lists the newest notices that are out, and to whom of the
// caller's own people each was sent.
func listCampaigns(e *core.RequestEvent) error {
	actor, err := campaigner(e, false)
	if err != nil {
		return err
	}
	names, err := store.NamesOf(e.App)
	if err != nil {
		return err
	}
	notices := []*core.Record{}
	err = e.App.RecordQuery("notices").AndWhere(dbx.HashExp{"status": domain.NoticePublished}).
		AndWhere(dbx.NewExp("published_at <= {:now}", dbx.Params{"now": store.Stamp(time.Now())})).OrderBy("published_at DESC", "rowid DESC").Limit(campaignNotices).All(&notices)
	if err != nil {
		return fmt.Errorf("notices to send: %w", err)
	}
	views := make([]campaignNotice, len(notices))
	for i, n := range notices {
		views[i] = campaignNotice{ID: n.Id, Kind: n.GetString("kind"), Title: n.GetString("title"), PublishedAt: rfc(n.GetString("published_at")), Campaigns: []campaignView{}}
		if err := views[i].fill(e.App, actor, names); err != nil {
			return err
		}
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, map[string]any{"items": views})
}

func (v *campaignNotice) fill(app core.App, actor domain.Actor, names *store.Names) error {
	rows := []*core.Record{}
	if err := app.RecordQuery("campaigns").AndWhere(dbx.HashExp{"notice": v.ID}).OrderBy("created DESC", "rowid DESC").Limit(20).All(&rows); err != nil {
		return fmt.Errorf("campaigns of %s: %w", v.ID, err)
	}
	for _, c := range rows {
		if actor.Answers(c.GetString("region")) {
			field, _ := names.Field(c.GetString("field"))
			v.Campaigns = append(v.Campaigns, campaignView{ID: c.Id, Audience: c.GetString("audience"), Region: names.Place(c.GetString("region")),
				Field: field.Name, State: c.GetString("state"), People: c.GetInt("people"), Reached: c.GetInt("reached"),
				Created: rfc(c.GetString("created")), FinishedAt: rfc(c.GetString("finished_at"))})
		}
	}
	if len(v.Campaigns) == 0 {
		return nil
	}
	told, err := store.ToldOf(app, v.ID)
	v.Told = &told
	return err
}
