package hooks

import (
	"fmt"
	"slices"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// bindDockingLaw holds the law of dockings at record level: a state changes only
// by a step of the table, whoever writes; who meets in a docking never changes;
// none is ever deleted.
func bindDockingLaw(app core.App) {
	app.OnRecordCreate("dockings").BindFunc(func(e *core.RecordEvent) error {
		if err := lawfulNewDocking(e.App, e.Record); err != nil {
			return answer(err)
		}
		return e.Next()
	})
	app.OnRecordUpdate("dockings").BindFunc(func(e *core.RecordEvent) error {
		if err := lawfulDocking(e.App, e.Record); err != nil {
			return answer(err)
		}
		return e.Next()
	})
	app.OnRecordDelete("dockings").BindFunc(func(*core.RecordEvent) error {
		return answer(domain.Errorf(domain.Forbidden, "sealed"))
	})
	app.OnRecordCreate("dockings").BindFunc(cleanFiles)
	app.OnRecordUpdate("dockings").BindFunc(cleanFiles)
	app.OnRecordUpdateExecute("dockings").BindFunc(queueAfter(followDocking))
	wake := func(e *core.RecordEvent) error {
		matcherOf(e.App).wake()
		return e.Next()
	}
	app.OnRecordAfterUpdateSuccess("dockings").BindFunc(wake)
}

// lawfulNewDocking: it begins by a step, between an org and exactly one provider
// that is not the org itself, about a need or an offer of theirs.
func lawfulNewDocking(app core.App, r *core.Record) error {
	if store.StepOf(r) == "" || !docking.Lawful("", r.GetString("state")) {
		return domain.Errorf(domain.Conflict, "state_by_hand", "from", "", "to", r.GetString("state"))
	}
	providers := nonEmptyOf(r, "worker", "team", "supplier")
	if len(providers) != 1 || r.GetString("supplier") == r.GetString("org") || len(nonEmptyOf(r, "need", "offer")) == 0 {
		return domain.Errorf(domain.Invalid, "docking_parties")
	}
	if id := r.GetString("need"); id != "" {
		need, err := app.FindRecordById("needs", id)
		if err != nil || need.GetString("org") != r.GetString("org") {
			return domain.Errorf(domain.Invalid, "docking_parties")
		}
	}
	if id := r.GetString("offer"); id != "" {
		offer, err := app.FindRecordById("offers", id)
		if err != nil || offer.GetString("worker") != r.GetString("worker") || offer.GetString("team") != r.GetString("team") || offer.GetString("org") != r.GetString("supplier") {
			return domain.Errorf(domain.Invalid, "docking_parties")
		}
	}
	return nil
}

// nonEmptyOf lists those of some columns that hold anything.
func nonEmptyOf(r *core.Record, columns ...string) []string {
	return slices.DeleteFunc(slices.Clone(columns), func(c string) bool { return r.GetString(c) == "" })
}

// byStepOnly are the columns of a docking that only a step writes.
var byStepOnly = []string{"side", "by", "need_accepted_at", "supply_accepted_at", "accept_way", "asked_by", "answered_at", "revived", "stopped_at",
	"decline_reason", "outcome_side", "outcome_at", "negotiating_at", "agreed_at", "completed_at"}

// ofParties are the columns that say who meets. They are only ever emptied, when
// what they point to is deleted.
var ofParties = []string{"need", "offer", "org", "worker", "team", "supplier"}

// lawfulDocking: portal routes and jobs note their step; in the admin UI a
// superuser may take any step staff may take, and gets the same consequences.
func lawfulDocking(app core.App, r *core.Record) error {
	was := r.Original()
	for _, column := range ofParties {
		if now := r.GetString(column); now != was.GetString(column) && now != "" {
			return domain.FieldErrors{column: domain.Errorf(domain.Forbidden, "sealed")}.Err()
		}
	}
	from, to := was.GetString("state"), r.GetString("state")
	if store.StepOf(r) != "" {
		if !docking.Lawful(from, to) {
			return fmt.Errorf("docking %s: no step leads from %s to %s", r.Id, from, to)
		}
		return nil
	}
	for _, column := range byStepOnly {
		if fmt.Sprint(r.Get(column)) != fmt.Sprint(was.Get(column)) {
			return domain.FieldErrors{column: domain.Errorf(domain.Forbidden, "sealed")}.Err()
		}
	}
	if from == to {
		return nil
	}
	actor := store.Actor(r)
	if actor.Role == domain.Superuser {
		for _, rule := range docking.Rules() {
			if rule.To == to && slices.Contains(rule.From, from) && slices.Contains(rule.Who, docking.Staff) {
				return dockingByHand(app, r, rule.Action, actor)
			}
		}
	}
	return domain.Errorf(domain.Conflict, "state_by_hand", "from", from, "to", to)
}

// dockingByHand takes a step that a superuser asked for by editing the state,
// with the note typed into the same form.
func dockingByHand(app core.App, r *core.Record, action docking.Action, actor domain.Actor) error {
	d := store.Docking(r)
	d.State = r.Original().GetString("state")
	m, err := newMove(app, d, action, docking.AsStaff, actor.ID)
	if err != nil {
		return err
	}
	m.Note = map[docking.Action]string{docking.Void: d.VoidReason, docking.Dispute: d.DisputeNote, docking.Fail: d.FailReason}[action]
	res, err := docking.Advance(m)
	if err != nil {
		return err
	}
	step := res.Steps[len(res.Steps)-1]
	store.SetDocking(r, step.After)
	store.StepAs(r, string(action), string(step.As))
	return tellDocking(app, r, step)
}
