package hooks

import (
	"fmt"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// goneEvent is the name of the event of a docking whose need or offer was closed,
// or one of whose sides deleted its account, while it was on hand: its parties
// are told, and go on.
const goneEvent = "side_gone"

// bindDockingEnds sees to the dockings of a posting that is closed, removed or
// deleted, whoever does it.
func bindDockingEnds(app core.App) {
	app.OnRecordUpdateExecute(postings...).BindFunc(queueAfter(func(app core.App, p *core.Record) error {
		status := p.GetString("status")
		if status == p.Original().GetString("status") || status != posting.StatusClosed && status != posting.StatusRemoved {
			return nil
		}
		return endDockings(app, p)
	}))
	app.OnRecordDelete(postings...).BindFunc(func(e *core.RecordEvent) error {
		if err := endDockings(e.App, e.Record); err != nil { // before the rows forget what they were about
			return answer(err)
		}
		return e.Next()
	})
}

// endDockings sees to the dockings of a posting that is gone. An interest that
// its owner expressed is withdrawn when the owner closes it, all others are passed
// over; what both have accepted goes on, and the other side is told.
func endDockings(tx core.App, p *core.Record) error {
	column, side := "need", docking.AsNeed
	if p.Collection().Name == "offers" {
		column, side = "offer", docking.AsSupply
	}
	rows, err := store.DockingsOf(tx, column, p.Id, append(docking.Interests[:2:2], docking.OnHand...))
	if err != nil {
		return err
	}
	actor := store.Actor(p)
	for _, r := range rows {
		if err := endDocking(tx, r, actor, side, actor.Role == domain.Member); err != nil {
			return fmt.Errorf("end docking %s: %w", r.Id, err)
		}
	}
	return nil
}

// endDocking ends one docking whose side is gone, as far as it can end. own says
// that the actor is of that side.
func endDocking(tx core.App, r *core.Record, actor domain.Actor, side docking.Capacity, own bool) error {
	if !slices.Contains(docking.Interests, r.GetString("state")) {
		return tellGone(tx, r, actor, side)
	}
	if !own || r.GetString("side") != string(side) {
		return systemMove(tx, r, docking.PassOver, "")
	}
	return takeDockingStep(tx, r, actor, side, docking.Withdraw, askedAction{}, "portal")
}

// tellGone tells the other side and the broker that a side is gone.
func tellGone(tx core.App, r *core.Record, actor domain.Actor, side docking.Capacity) error {
	other := docking.TellNeed
	if side == docking.AsNeed {
		other = docking.TellSupply
	}
	if err := store.Event(tx, actor, "dockings", r.Id, goneEvent, "", "", map[string][2]any{"as": {"", string(side)}}); err != nil {
		return err
	}
	state := r.GetString("state")
	return tellDocking(tx, r, docking.Step{Action: goneEvent, As: side, From: state, To: state, After: store.Docking(r), Tell: []docking.Audience{other, docking.TellBroker}})
}

// leaveDockings sees to the dockings of a member who deletes their account. Where
// somebody else acts for the same side, they go on with it. What is negotiated
// or disputed fails; what was agreed stays as it is, for the other side and the
// broker to complete.
func leaveDockings(tx core.App, actor domain.Actor) error {
	l, err := store.Look(tx, actor)
	if err != nil {
		return err
	}
	const many = 100000 // all of them
	page, err := l.MyDockings("open", 1, many)
	if err != nil {
		return err
	}
	for _, r := range page.Items {
		_, side, err := findDocking(tx, actor, r.Id)
		if err != nil {
			return err
		}
		members, err := store.SideMembers(tx, r, string(side))
		if err != nil {
			return err
		}
		if len(members) > 1 {
			continue
		}
		if state := r.GetString("state"); state == docking.StateNegotiating || state == docking.StateDisputed {
			err = failGone(tx, r, side)
		} else {
			err = endDocking(tx, r, actor, side, true)
		}
		if err != nil {
			return fmt.Errorf("leave docking %s: %w", r.Id, err)
		}
	}
	return nil
}

// failGone fails a negotiation one of whose sides deleted its account.
func failGone(tx core.App, r *core.Record, side docking.Capacity) error {
	facts, err := dockingFacts(tx, store.Docking(r))
	if err != nil {
		return err
	}
	facts.NeedGone, facts.SupplyGone = facts.NeedGone || side == docking.AsNeed, facts.SupplyGone || side == docking.AsSupply
	days, err := workCalendar(tx)
	if err != nil {
		return err
	}
	_, err = moveDocking(tx, r, domain.Actor{Role: domain.System}, docking.Move{Docking: facts, Action: docking.Fail, As: docking.AsSystem,
		Note: "一方已注销账号", Settings: dockingSettings(tx), Calendar: days, Now: time.Now()})
	return err
}
