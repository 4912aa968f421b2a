package hooks

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
	"kejiyun/internal/text"
)

// publicTexts are the texts that visitors or members read and that package
// posting does not know, by collection. They may hold no contact details.
var publicTexts = map[string][]string{
	"offers":  {"ipr_note", "price_note"},
	"workers": {"display_name", "unit", "title_name", "fee_note"},
	"teams":   {"name", "unit", "intro"},
	"orgs":    {"name", "address", "intro"},
}

// bindTexts tidies and checks the texts of workers, teams and orgs. What a worker
// says is checked for contacts when the profile is submitted, like a posting.
func bindTexts(app core.App) {
	check := func(e *core.RecordEvent) error {
		cleanTexts(e.Record)
		bad := misshapen(e.Record)
		if e.Record.Collection().Name != "workers" {
			contactsIn(e.Record, bad)
		}
		if err := bad.Err(); err != nil {
			return answer(err)
		}
		return e.Next()
	}
	app.OnRecordCreate("workers", "teams", "orgs").BindFunc(check)
	app.OnRecordUpdate("workers", "teams", "orgs").BindFunc(check)
}

// cleanTexts strips what no keyboard types on purpose from the texts of a record.
func cleanTexts(r *core.Record) {
	for _, f := range r.Collection().Fields {
		if _, ok := f.(*core.TextField); !ok || f.GetName() == "id" {
			continue
		}
		clean := posting.CleanText
		if slices.Contains([]string{"title", "name", "display_name"}, f.GetName()) {
			clean = posting.CleanLine
		}
		r.Set(f.GetName(), clean(r.GetString(f.GetName())))
	}
}

// contactsIn notes the public texts of a record that hold a contact detail.
func contactsIn(r *core.Record, bad domain.FieldErrors) {
	for _, column := range publicTexts[r.Collection().Name] {
		if kind, _, _, found := text.FindContact(r.GetString(column)); found {
			bad.Add(column, "contact_in_text", "kind", kind)
		}
	}
}

// misshapen finds the JSON columns of a record that hold something else than the
// domain reads from them: it would be kept and never seen nor checked.
func misshapen(r *core.Record) domain.FieldErrors {
	bad := domain.FieldErrors{}
	for column, into := range map[string]any{"keywords": &[]string{}, "open_call": &domain.OpenCall{}, "talent": &domain.Talent{}} {
		raw := r.GetString(column)
		if r.Collection().Fields.GetByName(column) == nil || raw == "" || raw == `""` {
			continue
		}
		if json.Unmarshal([]byte(raw), into) != nil {
			bad.Add(column, "invalid_json")
		}
	}
	return bad
}

// judged is the moment by which the deadline of a need is judged: now when the
// deadline is new or goes to review. One that passes while the need stands must
// not stop the steps that follow.
func judged(r *core.Record, now time.Time) time.Time {
	deadline := store.Time(r, "deadline")
	fresh := !deadline.Equal(store.Time(r.Original(), "deadline")) ||
		slices.Contains([]string{string(posting.Submit), string(posting.Publish)}, store.StepOf(r))
	if fresh || deadline.After(now) {
		return now
	}
	return deadline
}
