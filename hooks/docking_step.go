package hooks

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// hash is a condition on one column.
func hash(column string, value any) dbx.HashExp { return dbx.HashExp{column: value} }

// moveDocking takes a move and whatever the system adds to it: one save, hence
// one event row, for each step, and those who are told of it, inside the caller's
// transaction. What follows for postings and capacity binds at record level, see
// followDocking.
func moveDocking(tx core.App, r *core.Record, actor domain.Actor, m docking.Move) (docking.Result, error) {
	res, err := docking.Advance(m)
	if err != nil {
		return res, err
	}
	for _, step := range res.Steps {
		if err := saveStep(tx, r, actor, step); err != nil {
			return res, err
		}
		if err := tellDocking(tx, r, step); err != nil {
			return res, err
		}
	}
	if res.PassOver {
		return res, passOver(tx, r, m.Now)
	}
	return res, nil
}

// saveStep writes one step of a docking: one save, hence one event row.
func saveStep(tx core.App, r *core.Record, actor domain.Actor, step docking.Step) error {
	if step.As == docking.AsSystem {
		actor = domain.Actor{Role: domain.System}
	}
	store.SetDocking(r, step.After)
	store.StepAs(r, string(step.Action), string(step.As))
	if err := tx.Save(store.By(r, actor)); err != nil {
		return saveError(err, string(step.Action), r)
	}
	store.StepAs(r, "", "")
	if err := r.PostScan(); err != nil { // what is saved is what the next step starts from
		return fmt.Errorf("after %s: %w", step.Action, err)
	}
	return nil
}

// systemMove takes a step that nobody asked for, on a docking as it is now.
func systemMove(tx core.App, r *core.Record, action docking.Action, note string) error {
	m, err := newMove(tx, store.Docking(r), action, docking.AsSystem, "")
	if err != nil {
		return err
	}
	m.Note = note
	_, err = moveDocking(tx, r, domain.Actor{Role: domain.System}, m)
	return err
}

// passOver ends the other open interests of a need that has taken a provider;
// each of them is told.
func passOver(tx core.App, taken *core.Record, now time.Time) error {
	others, err := store.DockingsOf(tx, "need", taken.GetString("need"), docking.Interests)
	if err != nil {
		return err
	}
	for _, other := range others {
		if other.Id == taken.Id {
			continue
		}
		if err := systemMove(tx, other, docking.PassOver, ""); err != nil {
			return fmt.Errorf("pass over docking %s: %w", other.Id, err)
		}
	}
	return nil
}

// followDocking keeps in step with a docking's state what hangs on it: whether
// its need and its offer are engaged, and how busy the matcher takes its provider
// to be.
func followDocking(app core.App, r *core.Record) error {
	was := r.Original()
	if r.GetString("state") == was.GetString("state") && r.GetString("answered_at") == was.GetString("answered_at") {
		return nil
	}
	for _, side := range [][2]string{{"need", "needs"}, {"offer", "offers"}} {
		if id := r.GetString(side[0]); id != "" {
			if err := engage(app, side[0], side[1], id); err != nil {
				return err
			}
		}
	}
	return queueProvider(app, store.Docking(r))
}

// engage takes a posting out of the published ones while a docking has it, and
// back.
func engage(app core.App, column, collection, id string) error {
	p, err := app.FindRecordById(collection, id)
	if err != nil {
		return fmt.Errorf("find %s of docking: %w", column, err)
	}
	taken, err := store.Engaged(app, column, id)
	if err != nil {
		return err
	}
	action := posting.Disengage
	switch status := p.GetString("status"); {
	case taken && status == posting.StatusPublished:
		action = posting.Engage
	case !taken && status == posting.StatusEngaged:
	default:
		return nil
	}
	_, err = advance(app, p, domain.Actor{Role: domain.System},
		posting.Move{Posting: factsOf(app, p), Action: action, As: posting.AsSystem, Settings: postingSettings(app), Now: time.Now()})
	return err
}

// queueProvider has the offers of a docking's provider matched again: how busy
// somebody is weighs in every match of theirs.
func queueProvider(app core.App, d domain.Docking) error {
	collection, id := d.Provider()
	column := map[string]string{"workers": "worker", "teams": "team", "orgs": "org"}[collection]
	if column == "" {
		return nil
	}
	var ids []string
	err := app.DB().Select("id").From("offers").Where(dbx.And(hash(column, id), dbx.In("status", store.MatchableStatuses...))).OrderBy("id").Column(&ids)
	if err != nil {
		return fmt.Errorf("find offers of provider %s: %w", id, err)
	}
	for _, offer := range ids {
		if err := store.Enqueue(app, "offers", offer); err != nil {
			return err
		}
	}
	return nil
}
