package hooks

import (
	"fmt"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// letterRows bounds how many letters of each kind the desk gets at once.
const letterRows = 200

// letterView is one line of the desk's letterbox. Telephone numbers are not in
// it: they are looked up one by one, and every look is an event.
type letterView struct {
	ID      string      `json:"id"`
	Name    string      `json:"name,omitempty"`
	Topic   string      `json:"topic,omitempty"`
	Reason  string      `json:"reason,omitempty"`
	Text    string      `json:"text,omitempty"`
	Member  bool        `json:"member"` // the complaint came from a signed-in member
	About   *aboutView  `json:"about"`
	Place   store.Place `json:"place"`
	State   string      `json:"state"`
	Note    string      `json:"note"`
	Created string      `json:"created"`
}

// aboutView is the page that a letter is about.
type aboutView struct {
	Collection string `json:"collection"`
	ID         string `json:"id"`
	Title      string `json:"title"`
}

// letterbox answers what waits for the desk, the longest waiting first, or with
// state=done what was decided, the latest first.
func letterbox(e *core.RequestEvent) error {
	actor := actorOf(e)
	if actor.Role != domain.Leader { // leaders read
		if _, err := deskOnly(e); err != nil {
			return err
		}
	}
	l, err := look(e)
	if err != nil {
		return err
	}
	open := e.Request.URL.Query().Get("state") != "done"
	out := map[string][]letterView{}
	for _, collection := range []string{"callbacks", "complaints"} {
		rows, err := letters(e.App, actor, collection, open)
		if err != nil {
			return err
		}
		out[collection] = []letterView{}
		for _, r := range rows {
			v := letterView{ID: r.Id, Name: r.GetString("name"), Topic: r.GetString("topic"), Reason: r.GetString("reason"), Text: r.GetString("text"),
				Member: r.GetString("member") != "", Place: l.Names.Place(r.GetString("region")), State: r.GetString("state"), Note: r.GetString("note"),
				Created: store.Time(r, "created").UTC().Format("2006-01-02T15:04:05Z")}
			if about := r.GetString("record"); about != "" {
				v.About = &aboutView{r.GetString("collection"), about, r.GetString("title")}
				if title, _, err := l.TitleOf(v.About.Collection, about); err != nil {
					return err
				} else if title != "" {
					v.About.Title = title
				}
			}
			out[collection] = append(out[collection], v)
		}
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(200, out)
}

func letters(app core.App, actor domain.Actor, collection string, open bool) ([]*core.Record, error) {
	rows := []*core.Record{}
	q := app.RecordQuery(collection).AndWhere(inRegion(actor, "region")).Limit(letterRows)
	if open {
		q.AndWhere(dbx.HashExp{"state": "open"}).OrderBy("created", "rowid")
	} else {
		q.AndWhere(dbx.Not(dbx.HashExp{"state": "open"})).OrderBy("decided_at DESC", "rowid DESC")
	}
	if err := q.All(&rows); err != nil {
		return nil, fmt.Errorf("read %s: %w", collection, err)
	}
	return rows, nil
}

// letterInRegion finds the letter of a desk route, or says that there is none.
func letterInRegion(e *core.RequestEvent, collection string) (domain.Actor, *core.Record, error) {
	actor, err := deskOnly(e)
	if err != nil {
		return actor, nil, err
	}
	r, err := e.App.FindRecordById(collection, e.Request.PathValue("id"))
	if err != nil || !actor.Answers(r.GetString("region")) {
		return actor, nil, domain.Errorf(domain.NotFound, "not_found")
	}
	return actor, r, nil
}

// lookUpCallback shows the number to call; every look is an event.
func lookUpCallback(e *core.RequestEvent) error {
	actor, r, err := letterInRegion(e, "callbacks")
	if err != nil {
		return err
	}
	if err := store.Event(e.App, actor, "callbacks", r.Id, "contact_seen", "", "", nil); err != nil {
		return err
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(200, map[string]string{"name": r.GetString("name"), "phone": r.GetString("phone")})
}

// decide notes what came of a letter. It can be decided once.
func decide(e *core.RequestEvent, collection string, states []string) error {
	actor, r, err := letterInRegion(e, collection)
	if err != nil {
		return err
	}
	var in struct {
		State string `json:"state"`
		Note  string `json:"note"`
	}
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	bad := domain.FieldErrors{}
	if !slices.Contains(states, in.State) {
		bad.Add("state", "unknown_choice")
	}
	in.Note = posting.CleanText(in.Note)
	checkText(bad, "note", in.Note, 300)
	if err := bad.Err(); err != nil {
		return err
	}
	return e.App.RunInTransaction(func(tx core.App) error {
		now, err := tx.FindRecordById(collection, r.Id)
		if err != nil {
			return domain.Errorf(domain.NotFound, "not_found")
		}
		if now.GetString("state") != "open" {
			return domain.Errorf(domain.Conflict, "already_decided")
		}
		now.Load(map[string]any{"state": in.State, "note": in.Note, "decided_by": actor.ID, "decided_at": types.NowDateTime()})
		if err := tx.Save(store.By(now, actor)); err != nil {
			return fmt.Errorf("decide %s: %w", collection, err)
		}
		return e.JSON(200, map[string]string{"state": in.State})
	})
}
