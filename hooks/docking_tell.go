package hooks

import (
	"fmt"
	"slices"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/store"
)

// listener is an account that is told of a step.
type listener struct {
	As      docking.Audience
	Account *core.Record // of members or staff
}

// tellDocking tells of a step whoever is to be told, in the transaction of the
// step. The record holds what the step made of it.
func tellDocking(tx core.App, r *core.Record, step docking.Step) error {
	told, err := listenersOf(tx, r, step.Tell)
	if err != nil {
		return err
	}
	return writeStep(tx, r, step, told)
}

// listenersOf finds the accounts behind those who are to be told of a step: the
// members of a side who have an account still, the broker of the case.
func listenersOf(app core.App, r *core.Record, tell []docking.Audience) ([]listener, error) {
	out := []listener{}
	for _, as := range tell {
		if as == docking.TellBroker {
			if id := r.GetString("broker"); id != "" {
				broker, err := app.FindRecordById("staff", id)
				if err != nil {
					return nil, fmt.Errorf("find broker of docking %s: %w", r.Id, err)
				}
				out = append(out, listener{as, broker})
			}
			continue
		}
		ids, err := store.SideMembers(app, r, string(as))
		if err != nil {
			return nil, err
		}
		members, err := app.FindRecordsByIds("members", ids)
		if err != nil {
			return nil, fmt.Errorf("find members of docking %s: %w", r.Id, err)
		}
		members = slices.DeleteFunc(members, func(m *core.Record) bool { return !store.Time(m, "deleted_at").IsZero() })
		for _, m := range members {
			out = append(out, listener{as, m})
		}
	}
	return out, nil
}
