package hooks

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// bindMe binds GET /api/portal/me: who is signed in and what waits for them.
func bindMe(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.GET("/api/portal/me", guard(func(e *core.RequestEvent) error {
			e.Response.Header().Set("Cache-Control", "no-store")
			switch actor := actorOf(e); actor.Role {
			case domain.Member:
				me, err := memberSelf(e.App, e.Auth)
				if err != nil {
					return err
				}
				return e.JSON(200, me)
			case domain.Broker, domain.Staff, domain.Leader:
				me, err := staffSelf(e.App, e.Auth, actor)
				if err != nil {
					return err
				}
				return e.JSON(200, me)
			}
			return e.UnauthorizedError("请先登录", nil)
		}))
		return e.Next()
	})
}

// waiting is something that wants its reader.
type waiting struct {
	Kind  string `json:"kind"` // returned, unconfirmed, draft, join, verify
	ID    string `json:"id"`
	Title string `json:"title"`
	URL   string `json:"url"`
	Note  string `json:"note"`
}

type selfWorker struct {
	ID           string           `json:"id"`
	DisplayName  string           `json:"display_name"`
	Availability string           `json:"availability"`
	Verify       string           `json:"verify"`
	Offer        string           `json:"offer"` // the skill offer by which the profile is published
	Status       string           `json:"status"`
	Clarity      int              `json:"clarity"`
	Can          []posting.Action `json:"can"`
}

type selfOrg struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Verify string `json:"verify"`
}

type selfJoin struct {
	ID     string    `json:"id"`
	Org    store.Ref `json:"org"`
	Member store.Ref `json:"member"`
	State  string    `json:"state"`
}

// memberSelf is what a member's own page opens with.
func memberSelf(app core.App, m *core.Record) (map[string]any, error) {
	names, err := store.NamesOf(app)
	if err != nil {
		return nil, err
	}
	worker, err := workerSelf(app, m.Id)
	if err != nil {
		return nil, err
	}
	orgs, ids, err := orgsOf(app, m.Id)
	if err != nil {
		return nil, err
	}
	teams, err := teamsOf(app, m.Id)
	if err != nil {
		return nil, err
	}
	asked, err := openJoins(app, dbx.HashExp{"member": m.Id})
	if err != nil {
		return nil, err
	}
	toAnswer, err := openJoins(app, dbx.In("org", ids...))
	if err != nil {
		return nil, err
	}
	wait, err := waitingFor(app, m.Id)
	if err != nil {
		return nil, err
	}
	joins := joinViews(app, asked)
	for _, j := range joinViews(app, toAnswer) {
		wait = append(wait, waiting{Kind: "join", ID: j.ID, Title: j.Org.Name, URL: "/me/org", Note: j.Member.Name})
	}
	return map[string]any{
		"kind": "member", "id": m.Id, "name": m.GetString("name"), "email": m.Email(), "phone": m.GetString("phone"),
		"verified": m.Verified(), "region": names.Place(m.GetString("region")), "large_text": m.GetBool("large_text"),
		"digest": m.GetString("digest"), "digest_weekday": m.GetInt("digest_weekday"), "digest_hour": m.GetString("digest_hour"),
		"reco_on": m.GetBool("reco_on"), "mail_wishes": wishesOf(m), "consent_version": m.GetString("consent_version"),
		"worker": worker, "teams": teams, "orgs": orgs, "joins": joins, "waiting": wait,
	}, nil
}

// workerSelf returns the member's own profile, or nil.
func workerSelf(app core.App, member string) (*selfWorker, error) {
	w, err := app.FindFirstRecordByData("workers", "member", member)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find worker of member: %w", err)
	}
	offer, err := skillOf(app, w.Id)
	if err != nil || offer == nil {
		return nil, err
	}
	can := posting.Next(factsOf(app, offer), posting.AsOwner, postingSettings(app))
	if can == nil {
		can = []posting.Action{}
	}
	return &selfWorker{ID: w.Id, DisplayName: w.GetString("display_name"), Availability: w.GetString("availability"), Verify: w.GetString("verify"),
		Offer: offer.Id, Status: offer.GetString("status"), Clarity: offer.GetInt("clarity"), Can: can}, nil
}

func orgsOf(app core.App, member string) ([]selfOrg, []any, error) {
	rows, err := app.FindRecordsByFilter("orgs", "members.id ?= {:m}", "name", 0, 0, dbx.Params{"m": member})
	if err != nil {
		return nil, nil, fmt.Errorf("find orgs of member: %w", err)
	}
	orgs, ids := make([]selfOrg, 0, len(rows)), make([]any, 0, len(rows))
	for _, r := range rows {
		orgs = append(orgs, selfOrg{r.Id, r.GetString("name"), r.GetString("verify")})
		ids = append(ids, r.Id)
	}
	return orgs, ids, nil
}

func teamsOf(app core.App, member string) ([]store.Ref, error) {
	rows, err := app.FindRecordsByFilter("teams", "lead.member = {:m} || members.member ?= {:m}", "name", 0, 0, dbx.Params{"m": member})
	if err != nil {
		return nil, fmt.Errorf("find teams of member: %w", err)
	}
	teams := make([]store.Ref, 0, len(rows))
	for _, r := range rows {
		teams = append(teams, store.Ref{ID: r.Id, Name: r.GetString("name")})
	}
	return teams, nil
}

// waitingFor lists the member's postings that want something of them.
func waitingFor(app core.App, member string) ([]waiting, error) {
	out := []waiting{}
	for _, collection := range postings {
		var rows []struct {
			ID     string `db:"id"`
			Title  string `db:"title"`
			Status string `db:"status"`
			Note   string `db:"return_note"`
			Skill  bool   `db:"profile"` // of offers: made of the profile, and edited there
		}
		columns := []string{"p.id", "p.title", "p.status", "p.return_note"}
		if collection == "offers" {
			columns = append(columns, "p.profile")
		}
		err := ownedPostings(app, collection, member).Select(columns...).
			AndWhere(dbx.In("p.status", posting.StatusReturned, posting.StatusUnconfirmed, posting.StatusDraft)).Limit(50).All(&rows)
		if err != nil {
			return nil, fmt.Errorf("find what waits for member: %w", err)
		}
		what := map[string]string{"offers": "offer", "needs": "need"}[collection]
		for _, r := range rows {
			url := "/publish/" + what + "/" + r.ID
			if r.Skill {
				url = "/me/worker"
			}
			out = append(out, waiting{Kind: r.Status, ID: r.ID, Title: r.Title, URL: url, Note: r.Note})
		}
	}
	return out, nil
}

func joinViews(app core.App, rows []*core.Record) []selfJoin {
	out := make([]selfJoin, 0, len(rows))
	if errs := app.ExpandRecords(rows, []string{"org", "member"}, nil); len(errs) > 0 {
		app.Logger().Warn("requests to join: names missing", "errors", fmt.Sprint(errs))
	}
	for _, r := range rows {
		j := selfJoin{ID: r.Id, State: r.GetString("state"), Org: store.Ref{ID: r.GetString("org")}, Member: store.Ref{ID: r.GetString("member")}}
		if o := r.ExpandedOne("org"); o != nil {
			j.Org.Name = o.GetString("name")
		}
		if m := r.ExpandedOne("member"); m != nil {
			j.Member.Name = m.GetString("name")
		}
		out = append(out, j)
	}
	return out
}
