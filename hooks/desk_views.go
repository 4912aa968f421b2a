package hooks

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// maxViews is how many views one person keeps of one list.
const maxViews = 30

// view is a list's filters under a name.
type view struct {
	ID    string `json:"id"`
	Page  string `json:"page"`
	Name  string `json:"name"`
	Query string `json:"query"` // what stands in the address behind the question mark
}

// pageName is the name of a list of the portal.
var pageName = regexp.MustCompile(`^[a-z-]{1,40}$`)

// viewer is the account whose views are meant: superusers have no desk of their own.
func viewer(e *core.RequestEvent) (domain.Actor, error) {
	l, err := deskReader(e)
	if err != nil {
		return domain.Actor{}, err
	}
	if l.Viewer.Role == domain.Superuser {
		return l.Viewer, domain.Errorf(domain.Forbidden, "sign_in_as_staff")
	}
	return l.Viewer, nil
}

func viewsOf(app core.App, staff, page string) ([]*core.Record, error) {
	rows := []*core.Record{}
	err := app.RecordQuery("saved_views").AndWhere(dbx.HashExp{"staff": staff, "page": page}).OrderBy("created", "rowid").All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read views: %w", err)
	}
	return rows, nil
}

// listViews answers the caller's own views of one list.
func listViews(e *core.RequestEvent) error {
	actor, err := viewer(e)
	if err != nil {
		return err
	}
	rows, err := viewsOf(e.App, actor.ID, e.Request.URL.Query().Get("page"))
	if err != nil {
		return err
	}
	out := make([]view, len(rows))
	for i, r := range rows {
		out[i] = view{r.Id, r.GetString("page"), r.GetString("name"), r.GetString("query")}
	}
	return e.JSON(http.StatusOK, map[string]any{"items": out})
}

// saveView keeps a view; one of the same name is replaced.
func saveView(e *core.RequestEvent) error {
	actor, err := viewer(e)
	if err != nil {
		return err
	}
	var in view
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	bad := domain.FieldErrors{}
	in.Name = posting.CleanLine(in.Name)
	checkText(bad, "name", in.Name, 40)
	if !pageName.MatchString(in.Page) {
		bad.Add("page", "unknown_choice")
	}
	if values, err := url.ParseQuery(in.Query); err != nil {
		bad.Add("query", "unknown_choice")
	} else if in.Query = values.Encode(); len(in.Query) > 1000 {
		bad.Add("query", "too_long", "max", 1000)
	}
	if err := bad.Err(); err != nil {
		return err
	}
	return e.App.RunInTransaction(func(tx core.App) error {
		rows, err := viewsOf(tx, actor.ID, in.Page)
		if err != nil {
			return err
		}
		var r *core.Record
		for _, row := range rows {
			if row.GetString("name") == in.Name {
				r = row
			}
		}
		if r == nil {
			if len(rows) >= maxViews {
				return domain.FieldErrors{"name": domain.Errorf(domain.Invalid, "too_many", "max", maxViews)}.Err()
			}
			c, err := tx.FindCachedCollectionByNameOrId("saved_views")
			if err != nil {
				return err
			}
			r = core.NewRecord(c)
		}
		r.Load(map[string]any{"staff": actor.ID, "page": in.Page, "name": in.Name, "query": in.Query})
		if err := tx.Save(store.By(r, actor)); err != nil {
			return fmt.Errorf("save view: %w", err)
		}
		return e.JSON(http.StatusCreated, view{r.Id, in.Page, in.Name, in.Query})
	})
}

// dropView forgets one of the caller's own views.
func dropView(e *core.RequestEvent) error {
	actor, err := viewer(e)
	if err != nil {
		return err
	}
	r, err := e.App.FindRecordById("saved_views", e.Request.PathValue("id"))
	if err != nil || r.GetString("staff") != actor.ID {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	if err := e.App.Delete(store.By(r, actor)); err != nil {
		return fmt.Errorf("forget view: %w", err)
	}
	return e.NoContent(http.StatusNoContent)
}
