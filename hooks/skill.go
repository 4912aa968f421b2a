package hooks

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// syncSkill writes the profile's texts into its skill offer. One that is over
// (closed, or expired without an answer) stays as it is, and the profile begins
// a new one; what staff removed stays removed.
func syncSkill(app core.App, worker *core.Record) error {
	offer, err := skillOf(app, worker.Id)
	if err != nil {
		return err
	}
	if offer != nil && offer.GetString("status") == posting.StatusRemoved {
		return nil
	}
	w := store.Worker(worker)
	if offer != nil && w.Availability != "paused" && slices.Contains([]string{posting.StatusClosed, posting.StatusExpired}, offer.GetString("status")) {
		offer.Set("profile", false)
		if err := app.Save(store.By(offer, store.Actor(worker))); err != nil {
			return fmt.Errorf("retire skill offer of worker %s: %w", worker.Id, err)
		}
		offer = nil
	}
	if offer == nil {
		c, err := app.FindCachedCollectionByNameOrId("offers")
		if err != nil {
			return err
		}
		offer = core.NewRecord(c)
		offer.Load(map[string]any{"worker": worker.Id, "profile": true, "kind": "skill", "entered_by": worker.GetString("entered_by")})
	}
	names, err := fieldNames(app, w.Fields)
	if err != nil {
		return err
	}
	offer.Load(skillTexts(w, names))
	if err := app.Save(store.By(offer, store.Actor(worker))); err != nil {
		return fmt.Errorf("keep skill offer of worker %s in step: %w", worker.Id, err)
	}
	return nil
}

// skillOf finds the skill offer of a worker; nil when there is none yet.
func skillOf(app core.App, worker string) (*core.Record, error) {
	offer, err := app.FindFirstRecordByFilter("offers", "worker = {:w} && profile = true", dbx.Params{"w": worker})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find skill offer of worker %s: %w", worker, err)
	}
	return offer, nil
}

// skillTexts are the columns of a skill offer that the profile decides.
func skillTexts(w domain.Worker, fields []string) map[string]any {
	return map[string]any{
		"title": skillTitle(w, fields), "summary": cut(w.Intro, domain.MaxSummary), "description": w.Intro,
		"fields": w.Fields, "keywords": w.Keywords, "region": w.Region, "modes": w.Modes, "radius": w.Radius,
		"fee": w.Fee, "price_note": w.FeeNote,
	}
}

// profileColumns lead from the columns of a skill offer to those of the profile
// they are made of.
var profileColumns = map[string]string{"title": "keywords", "summary": "intro", "description": "intro", "price_note": "fee_note"}

// asProfile tells what is wrong with a skill offer by the columns of the profile,
// the only place where it can be mended.
func asProfile(r *core.Record, err error) error {
	de, ok := domain.AsError(err)
	if !ok || r.Collection().Name != "offers" || !r.GetBool("profile") {
		return err
	}
	own := domain.FieldErrors{}
	for column, e := range de.Fields {
		if to := profileColumns[column]; to != "" {
			column = to
		}
		own[column] = e
	}
	de.Fields = own
	return de
}

// contactsInProfile notes the texts of a profile that stand beside its skill
// offer in public and hold a contact detail.
func contactsInProfile(app core.App, offer *core.Record, bad domain.FieldErrors) {
	if !offer.GetBool("profile") {
		return
	}
	if worker, err := app.FindRecordById("workers", offer.GetString("worker")); err == nil {
		contactsIn(worker, bad)
	}
}

// skillTitle says in one line what a worker is good at.
func skillTitle(w domain.Worker, fields []string) string {
	about := w.Keywords
	if len(about) == 0 {
		about = fields
	}
	title := strings.Join(about[:min(len(about), 4)], "、")
	if w.TitleName != "" {
		title = w.TitleName + "：" + title
	}
	return cut(title, domain.MaxTitle)
}

// cut shortens a text to at most n characters.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// fieldNames returns the names of those of the fields that exist.
func fieldNames(app core.App, ids []string) ([]string, error) {
	names, err := store.NamesOf(app)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, id := range ids {
		if f, ok := names.Field(id); ok {
			out = append(out, f.Name)
		}
	}
	return out, nil
}
