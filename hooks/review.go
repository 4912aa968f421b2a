package hooks

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// bindReview binds the review queue of the desk and dismissing a match.
func bindReview(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.GET("/api/portal/review", guard(reviewQueue))
		e.Router.POST("/api/portal/matches/{id}/dismiss", guard(dismissMatch))
		return e.Next()
	})
}

// inRegion says that a column lies in the region an actor answers for.
func inRegion(actor domain.Actor, column string) dbx.Expression {
	if actor.Role == domain.Superuser {
		return dbx.NewExp("1 = 1")
	}
	return dbx.Between(column, actor.Region, domain.RegionLast(actor.Region))
}

// queued are the five lists of the desk, with the condition that puts a record
// on each. They are the same for the figures on the staff's own page.
var queued = map[string]struct {
	collection string
	where      dbx.Expression
}{
	"offers":   {"offers", dbx.HashExp{"status": posting.StatusPending}},
	"needs":    {"needs", dbx.HashExp{"status": posting.StatusPending}},
	"accounts": {"members", dbx.NewExp("verified = FALSE AND deleted_at = ''")},
	"orgs":     {"orgs", dbx.HashExp{"verify": "none"}},
	"workers":  {"workers", dbx.HashExp{"verify": "none"}},
}

// reviewRows reads one list of the queue, the longest waiting first.
func reviewRows(app core.App, actor domain.Actor, list string) ([]*core.Record, error) {
	q, rows := queued[list], []*core.Record{}
	err := app.RecordQuery(q.collection).AndWhere(q.where).AndWhere(inRegion(actor, "region")).OrderBy("updated", "rowid").Limit(200).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read review queue %s: %w", list, err)
	}
	return rows, nil
}

func joinsInRegion(app core.App, actor domain.Actor) ([]*core.Record, error) {
	if actor.Role == domain.Superuser {
		return openJoins(app, dbx.NewExp("1 = 1"))
	}
	return openJoins(app, dbx.NewExp("org IN (SELECT id FROM orgs WHERE region BETWEEN {:first} AND {:last})",
		dbx.Params{"first": actor.Region, "last": domain.RegionLast(actor.Region)}))
}

// reviewQueue answers GET /api/portal/review. Leaders may look.
func reviewQueue(e *core.RequestEvent) error {
	actor := actorOf(e)
	switch actor.Role {
	case domain.Broker, domain.Staff, domain.Leader, domain.Superuser:
	case domain.Visitor:
		return signInFirst()
	default:
		return domain.Errorf(domain.Forbidden, "sign_in_as_staff")
	}
	names, err := store.NamesOf(e.App)
	if err != nil {
		return err
	}
	place := func(r *core.Record) store.Place { return names.Place(r.GetString("region")) }
	out := map[string][]any{"postings": {}, "accounts": {}, "orgs": {}, "workers": {}, "joins": {}}
	for _, list := range []string{"needs", "offers"} {
		rows, err := reviewRows(e.App, actor, list)
		if err != nil {
			return err
		}
		for _, r := range rows {
			out["postings"] = append(out["postings"], map[string]any{"collection": list, "id": r.Id, "kind": r.GetString("kind"), "title": r.GetString("title"),
				"summary": r.GetString("summary"), "owner": ownerName(e.App, r), "place": place(r), "clarity": r.GetInt("clarity"),
				"hints": hintsOf(clarityOf(r).Notes), "submitted_at": r.GetDateTime("submitted_at"),
				"can": posting.Next(factsOf(e.App, r), capacityAtDesk(actor), postingSettings(e.App))})
		}
	}
	shapes := map[string]func(*core.Record) any{
		"accounts": func(r *core.Record) any {
			kind := "email"
			if r.GetString("phone") != "" {
				kind = "phone"
			}
			return map[string]any{"id": r.Id, "name": r.GetString("name"), "login_kind": kind, "place": place(r), "created": r.GetDateTime("created")}
		},
		"orgs": func(r *core.Record) any {
			return map[string]any{"id": r.Id, "name": r.GetString("name"), "uscc": r.GetString("uscc"), "type": r.GetString("type"), "place": place(r), "created": r.GetDateTime("created")}
		},
		"workers": func(r *core.Record) any {
			return map[string]any{"id": r.Id, "display_name": r.GetString("display_name"), "title_level": r.GetString("title_level"),
				"title_name": r.GetString("title_name"), "unit": r.GetString("unit"), "place": place(r), "evidence": r.GetStringSlice("evidence")}
		},
	}
	for list, shape := range shapes {
		rows, err := reviewRows(e.App, actor, list)
		if err != nil {
			return err
		}
		for _, r := range rows {
			out[list] = append(out[list], shape(r))
		}
	}
	joins, err := joinsInRegion(e.App, actor)
	if err != nil {
		return err
	}
	for _, j := range joinViews(e.App, joins) {
		out["joins"] = append(out["joins"], j)
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(200, out)
}

// capacityAtDesk is the capacity in which a member of staff meets the records
// of their own region.
func capacityAtDesk(actor domain.Actor) posting.Capacity {
	return posting.CapacityOf(actor, nil, actor.Region)
}

func ownerName(app core.App, r *core.Record) string {
	if r.Collection().Name == "offers" {
		o, err := store.Offer(app, r)
		if err != nil {
			return ""
		}
		return o.OwnerName
	}
	n, err := store.Need(app, r)
	if err != nil {
		return ""
	}
	return n.OrgName
}

// staffSelf is what the staff's own page opens with: who they are and how much waits.
func staffSelf(app core.App, s *core.Record, actor domain.Actor) (map[string]any, error) {
	names, err := store.NamesOf(app)
	if err != nil {
		return nil, err
	}
	counts := map[string]int64{}
	for list, q := range queued {
		n, err := app.CountRecords(q.collection, q.where, inRegion(actor, "region"))
		if err != nil {
			return nil, fmt.Errorf("count review queue %s: %w", list, err)
		}
		counts[list] = n
	}
	joins, err := joinsInRegion(app, actor)
	if err != nil {
		return nil, err
	}
	return map[string]any{"kind": "staff", "id": s.Id, "name": s.GetString("name"), "role": s.GetString("role"),
		"region": names.Place(s.GetString("region")), "waiting": map[string]int64{
			"postings": counts["offers"] + counts["needs"], "accounts": counts["accounts"], "orgs": counts["orgs"], "workers": counts["workers"], "joins": int64(len(joins)),
		}}, nil
}
