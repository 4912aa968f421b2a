package hooks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// dockingClock does what the clocks of dockings say at one moment.
type dockingClock struct {
	days     docking.Calendar
	settings docking.Settings
	now      time.Time
}

// runDockingClock reminds, escalates, lapses and asks, one docking one
// transaction, and then writes to the brokers, one mail each.
func runDockingClock(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	counts := map[string]int{}
	days, err := workCalendar(app)
	if err != nil {
		return counts, err
	}
	c := dockingClock{days: days, settings: dockingSettings(app), now: now}
	running, err := store.RunningClocks(app)
	if err != nil {
		return counts, err
	}
	var failed []error
	for _, d := range running {
		if ctx.Err() != nil {
			return counts, ctx.Err()
		}
		if c.due(d).Deed == docking.DeedNone {
			continue
		}
		deed, err := c.do(app, d.ID)
		switch {
		case err != nil: // one bad record must not keep the others from their turn
			failed = append(failed, err)
			counts["failed"]++
		case deed != docking.DeedNone:
			counts[string(deed)]++
		}
	}
	mails, err := tellBrokers(app, now)
	if mails > 0 {
		counts["broker_mails"] = mails
	}
	return counts, errors.Join(append(failed, err)...)
}

// dockingClockQuiet: a run that did nothing leaves no row, but for one a day.
func dockingClockQuiet(counts map[string]int, last store.Run) bool {
	return len(counts) == 0 && last.Result == store.RunOK
}

func (c dockingClock) due(d domain.Docking) docking.Doing {
	return docking.Due(docking.ClocksOf(d), c.settings.Limits(), c.days, c.now)
}

// do takes what is due for a docking as it stands now: somebody may have
// answered since the list was read.
func (c dockingClock) do(app core.App, id string) (deed docking.Deed, err error) {
	err = app.RunInTransaction(func(tx core.App) error {
		r, err := tx.FindRecordById("dockings", id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		doing := c.due(store.Docking(r))
		deed = doing.Deed
		switch deed {
		case docking.DeedNone:
			return nil
		case docking.DeedLapse:
			return c.step(tx, r, docking.Lapse)
		case docking.DeedEndReviews:
			return c.step(tx, r, docking.Review)
		}
		return c.remind(tx, r, doing)
	})
	if err != nil {
		return docking.DeedNone, fmt.Errorf("clock of docking %s: %w", id, err)
	}
	return deed, nil
}

// step takes a step of the table in the system's name, at the clock's moment.
func (c dockingClock) step(tx core.App, r *core.Record, action docking.Action) error {
	facts, err := dockingFacts(tx, store.Docking(r))
	if err != nil {
		return err
	}
	_, err = moveDocking(tx, r, domain.Actor{Role: domain.System}, docking.Move{Docking: facts, Action: action, As: docking.AsSystem,
		Settings: c.settings, Calendar: c.days, Now: c.now})
	return err
}

// reminders are the mails that a deed sends to the side that is waited for, or to
// both for a question how it goes.
var reminders = map[docking.Deed]digest.Kind{
	docking.DeedHalf: digest.DockingHalf, docking.DeedDue: digest.DockingDue, docking.DeedUnreplied: digest.DockingQuestion,
	docking.DeedUnsure: digest.DockingOutcome, docking.DeedFollowUp: digest.DockingFollowUp,
}

// remind writes down what was told and queues the mails in the same transaction.
func (c dockingClock) remind(tx core.App, r *core.Record, doing docking.Doing) error {
	switch doing.Deed {
	case docking.DeedHalf:
		r.Set("half_told_at", c.now)
	case docking.DeedDue:
		r.Set("due_told_at", c.now)
		r.Set("escalated_at", c.now)
		if !doing.Lapse.IsZero() {
			r.Set("lapse_at", doing.Lapse)
		}
	case docking.DeedUnreplied, docking.DeedUnsure:
		r.Set("escalated_at", c.now)
	case docking.DeedFollowUp:
		r.Set("followed_up", doing.Days)
	}
	if err := tx.Save(store.By(r, domain.Actor{Role: domain.System})); err != nil {
		return saveError(err, string(doing.Deed), r)
	}
	return c.mail(tx, r, doing)
}

// mail queues the reminders of a deed, once: their key holds the moment at which
// it fell due.
func (c dockingClock) mail(tx core.App, r *core.Record, doing docking.Doing) error {
	told, err := listenersOf(tx, r, []docking.Audience{docking.TellNeed, docking.TellSupply})
	if err != nil {
		return err
	}
	l, err := newDockingMail(tx, r)
	if err != nil {
		return err
	}
	facts := docking.Facts{Docking: l.d}
	for _, to := range told {
		if doing.Deed != docking.DeedFollowUp && !docking.Waiting(facts, docking.Capacity(to.As)) {
			continue
		}
		data := l.seenBy(to.As)
		data.Days = doing.Days
		switch doing.Deed {
		case docking.DeedUnreplied:
			if data.Message, err = store.LastWords(tx, r.Id, l.d.AskedBy); err != nil {
				return err
			}
		case docking.DeedUnsure:
			data.Due = time.Time{} // it is over
		}
		if err := l.send(reminders[doing.Deed], to, strconv.FormatInt(c.now.Unix(), 10), data); err != nil {
			return err
		}
	}
	return nil
}
