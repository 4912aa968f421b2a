package hooks

import (
	"path"
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
	"kejiyun/internal/text"
)

// lawfulMessage tidies a message and, until both sides have accepted, masks the
// contact details in it and in the names of its files: nothing else is kept.
func lawfulMessage(e *core.RecordEvent) error {
	r := e.Record
	r.Set("body", posting.CleanText(r.GetString("body")))
	if err := messageSize(r).Err(); err != nil {
		return answer(err)
	}
	if err := cleanAttachments(r, "files"); err != nil {
		return answer(err)
	}
	d, err := e.App.FindRecordById("dockings", r.GetString("docking"))
	if err == nil && !store.Docking(d).Opened() {
		err = maskMessage(e.App, d, r)
	}
	if err != nil {
		return err
	}
	return e.Next()
}

func messageSize(r *core.Record) domain.FieldErrors {
	bad := domain.FieldErrors{}
	if r.GetString("body") == "" && len(r.GetUnsavedFiles("files")) == 0 {
		bad.Add("body", "required")
	}
	if len([]rune(r.GetString("body"))) > domain.MaxMessage {
		bad.Add("body", "too_long", "max", domain.MaxMessage)
	}
	return bad
}

// maskMessage masks the body and the names of the files of a message. A number in
// two halves is found when they stand in one side's messages one after the other.
func maskMessage(app core.App, d, r *core.Record) error {
	side := r.GetString("side")
	before, err := store.LastWords(app, d.Id, side)
	if err != nil {
		return err
	}
	known, err := secretsOf(app, d, side)
	if err != nil {
		return err
	}
	body, masked := text.MaskContacts(before, r.GetString("body"), known...)
	r.Set("body", cut(body, domain.MaxMessage))
	for _, f := range r.GetUnsavedFiles("files") {
		ext := path.Ext(f.OriginalName)
		base := strings.TrimSuffix(f.OriginalName, ext)
		_, found := text.MaskContacts("", base, known...)
		_, spelled := text.MaskContacts("", strings.ReplaceAll(base, "_", " "), known...)
		if found || spelled {
			f.Name, masked = keptName(ext), true
		}
	}
	r.Set("masked", masked || r.GetBool("masked"))
	return nil
}

// secretsOf are the contact details that a writer may be about to give away: a
// party its own, the desk those of both. That a name is the other side's is
// told to nobody, not even by masking it.
func secretsOf(app core.App, d *core.Record, side string) ([]string, error) {
	var all []string
	for _, of := range []string{"need", "supply"} {
		if side == of || side == string(docking.AsBroker) || side == string(docking.AsStaff) {
			secrets, err := store.SideSecrets(app, d, of)
			if err != nil {
				return nil, err
			}
			all = append(all, secrets...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}
