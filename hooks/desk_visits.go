package hooks

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// visitForm is the body of POST /api/portal/desk/visits. Exactly one of Docking,
// Org and Worker says whom or what it was about; days are YYYY-MM-DD.
type visitForm struct {
	Docking  string `json:"docking"`
	Org      string `json:"org"`
	Worker   string `json:"worker"`
	Kind     string `json:"kind"`
	Date     string `json:"date"` // empty: today
	Result   string `json:"result"`
	Note     string `json:"note"`
	Next     string `json:"next"`
	NextNote string `json:"next_note"`

	date, next time.Time
}

// check tidies the form and says what is wrong with it.
func (f *visitForm) check(now time.Time) error {
	bad := domain.FieldErrors{}
	if len(slices.Concat(nonEmpty(f.Docking), nonEmpty(f.Org), nonEmpty(f.Worker))) != 1 {
		bad.Add("docking", "required")
	}
	if !slices.Contains(domain.VisitKinds, f.Kind) {
		bad.Add("kind", "unknown_choice")
	}
	if f.Result == "" {
		bad.Add("result", "required")
	} else if !slices.Contains(domain.VisitResults, f.Result) {
		bad.Add("result", "unknown_choice")
	}
	f.Note, f.NextNote = posting.CleanText(f.Note), posting.CleanLine(f.NextNote)
	if len([]rune(f.Note)) > domain.MaxVisitNote {
		bad.Add("note", "too_long", "max", domain.MaxVisitNote)
	}
	if len([]rune(f.NextNote)) > 300 {
		bad.Add("next_note", "too_long", "max", 300)
	}
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	if f.date = today; f.Date != "" {
		day, err := time.ParseInLocation(time.DateOnly, f.Date, now.Location())
		if err != nil || day.After(today) || day.Before(today.AddDate(-2, 0, 0)) {
			bad.Add("date", "date_wrong")
		}
		f.date = day
	}
	if f.date.Equal(today) {
		f.date = now // so that two of one day keep their order
	}
	switch day, err := time.ParseInLocation(time.DateOnly, f.Next, now.Location()); {
	case f.Next == "" && f.Result == "later":
		bad.Add("next", "required")
	case f.Next == "" && f.NextNote != "":
		bad.Add("next", "required")
	case f.Next == "":
	case err != nil || day.After(today.AddDate(2, 0, 0)):
		bad.Add("next", "date_wrong")
	case day.Before(today):
		bad.Add("next", "date_past")
	default:
		f.next = day
	}
	return bad.Err()
}

// subject finds whom or what a visit is about, and the region it counts for; for
// a docking that is the side which lies in the actor's own.
func (f *visitForm) subject(app core.App, actor domain.Actor) (region string, err error) {
	missing := domain.Errorf(domain.NotFound, "not_found")
	switch {
	case f.Docking != "":
		d, err := app.FindRecordById("dockings", f.Docking)
		if err != nil {
			return "", missing
		}
		for _, column := range []string{"region", "supply_region"} {
			if actor.Answers(d.GetString(column)) {
				return d.GetString(column), nil
			}
		}
	case f.Org != "":
		if r, err := app.FindRecordById("orgs", f.Org); err == nil && actor.Answers(r.GetString("region")) {
			return r.GetString("region"), nil
		}
	default:
		if r, err := app.FindRecordById("workers", f.Worker); err == nil && actor.Answers(r.GetString("region")) {
			return r.GetString("region"), nil
		}
	}
	return "", missing
}

// logVisit keeps a call or a visit with what came of it and what follows.
func logVisit(e *core.RequestEvent) error {
	actor, err := deskOnly(e)
	if err != nil {
		return err
	}
	if actor.Role == domain.Superuser {
		return domain.Errorf(domain.Forbidden, "sign_in_as_staff")
	}
	var f visitForm
	if err := e.BindBody(&f); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if err := f.check(time.Now().In(zone)); err != nil {
		return err
	}
	region, err := f.subject(e.App, actor)
	if err != nil {
		return err
	}
	c, err := e.App.FindCachedCollectionByNameOrId("visits")
	if err != nil {
		return err
	}
	r := core.NewRecord(c)
	r.Load(map[string]any{"broker": actor.ID, "docking": f.Docking, "org": f.Org, "worker": f.Worker, "region": region, "kind": f.Kind, "date": f.date,
		"result": f.Result, "note": f.Note, "next_note": f.NextNote})
	if !f.next.IsZero() {
		r.Set("next", f.next)
	}
	if err := e.App.Save(store.By(r, actor)); err != nil {
		return fmt.Errorf("log visit: %w", err)
	}
	l, err := look(e)
	if err != nil {
		return err
	}
	views, err := l.Visits([]*core.Record{r})
	if err != nil {
		return err
	}
	return e.JSON(http.StatusCreated, views[0])
}

// listVisits answers the visits of the desk's region.
func listVisits(e *core.RequestEvent) error {
	l, err := deskReader(e)
	if err != nil {
		return err
	}
	var f store.VisitFilter
	plain, err := filterOf(l.Names, func(c *checked) {
		f.Docking, f.Org, f.Worker = c.id("docking"), c.id("org"), c.id("worker")
		if c.choice("broker", []string{"me"}) == "me" {
			f.Broker = l.Viewer.ID
		}
	}, e.Request.URL.Query())
	if err != nil {
		return err
	}
	f.Page, f.PerPage = plain.Page, plain.PerPage
	page, err := l.VisitList(f)
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, page)
}
