package hooks

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// otherTold are the mails of a step that says the same to everybody who is told.
var otherTold = map[docking.Action]digest.Kind{
	docking.Decline: digest.DockingDeclined, docking.Withdraw: digest.DockingWithdrawn, docking.Propose: digest.DockingOutcome,
	docking.Confirm: digest.DockingConfirmed, docking.Start: digest.DockingStarted, docking.Complete: digest.DockingCompleted,
	docking.Fail: digest.DockingFailed, docking.Dispute: digest.DockingDisputed, docking.Resume: digest.DockingResumed,
	docking.Void: digest.DockingVoided, goneEvent: digest.DockingGone,
}

// mailOf says which mail somebody gets about a step; "" for none. A broker gets
// one only where they must act at once: everything else stands in the workbench.
func (l *dockingMail) mailOf(step docking.Step, as docking.Audience) digest.Kind {
	if as == docking.TellBroker {
		if step.Action == docking.Dispute || step.Action == goneEvent {
			return otherTold[step.Action]
		}
		return ""
	}
	yes := l.accepted(as)
	pick := func(kind digest.Kind, when bool) digest.Kind {
		if when {
			return kind
		}
		return ""
	}
	switch step.Action {
	case docking.Express:
		return pick(digest.DockingInterest, !yes)
	case docking.Introduce:
		return digest.DockingIntroduced
	case docking.Revive:
		return pick(digest.DockingRevived, !yes)
	case docking.Accept:
		if step.To == docking.StateAccepted {
			return digest.DockingAccepted
		}
		return pick(digest.DockingWaits, !yes)
	case docking.Ask:
		return pick(digest.DockingQuestion, step.After.AskedBy != string(as))
	case docking.Reply:
		return pick(digest.DockingReply, !yes)
	case docking.Lapse:
		if yes {
			return digest.DockingLapsed
		}
		return digest.DockingMissed
	case docking.PassOver: // the need took somebody else or is gone; or the offer is gone
		if l.supplyGone() {
			return pick(digest.DockingGone, as == docking.TellNeed)
		}
		return pick(digest.DockingPassedOver, as == docking.TellSupply)
	}
	return otherTold[step.Action]
}

// supplyGone tells whether the offer was closed or removed.
func (l *dockingMail) supplyGone() bool {
	off, err := gone(l.tx, "offers", l.d.Offer)
	return err == nil && off
}

// writeStep queues the mails about a step for those who are told of it.
func writeStep(tx core.App, r *core.Record, step docking.Step, told []listener) error {
	if len(told) == 0 {
		return nil
	}
	l, err := newDockingMail(tx, r)
	if err != nil {
		return err
	}
	turn := strconv.FormatInt(time.Now().UnixMilli(), 10)
	for _, to := range told {
		kind := l.mailOf(step, to.As)
		if kind == "" {
			continue
		}
		data := l.seenBy(to.As)
		if err := l.fill(&data, step, to); err != nil {
			return err
		}
		if err := l.send(kind, to, turn, data); err != nil {
			return fmt.Errorf("mail of %s: %w", step.Action, err)
		}
	}
	return nil
}

// fill adds what a step says beside the docking itself.
func (l *dockingMail) fill(data *digest.DockingData, step docking.Step, to listener) (err error) {
	d, settings := step.After, dockingSettings(l.tx)
	switch step.Action {
	case docking.Express, docking.Introduce, docking.Revive:
		data.Message = d.Message
	case docking.Ask, docking.Reply:
		data.Message, err = l.lastWords(step)
	case docking.Decline:
		data.Reason, data.Note = d.DeclineReason, d.DeclineNote
		data.Instead, err = l.instead(to)
	case docking.Propose:
		data.Due = inZone(d.OutcomeAt.AddDate(0, 0, settings.Limits().ConfirmDays))
	case docking.Complete:
		data.Due = inZone(settings.ReviewsEnd(d.Completed))
	case docking.Fail:
		data.Note = d.FailReason
	case docking.Dispute:
		data.Note = d.DisputeNote
	case docking.Void:
		data.Note = d.VoidReason
	}
	return err
}

// lastWords is what was said with a step: the last message of who took it. It was
// masked when it was written.
func (l *dockingMail) lastWords(step docking.Step) (string, error) {
	side := string(step.As)
	if step.As == docking.AsStaff {
		side = string(docking.AsBroker)
	}
	return store.LastWords(l.tx, l.d.ID, side)
}

// instead is the title of the next best match of an initiator whose interest was
// declined; "" when there is none, or none is wanted.
func (l *dockingMail) instead(to listener) (string, error) {
	if !slices.Contains([]docking.Audience{docking.TellNeed, docking.TellSupply}, to.As) || string(to.As) != l.d.Side {
		return "", nil
	}
	lens, err := store.Look(l.tx, domain.Actor{ID: to.Account.Id, Role: domain.Member})
	if err != nil {
		return "", err
	}
	v := &dockingView{dockingCard: dockingCard{ID: l.d.ID, Me: string(to.As), facts: docking.Facts{Docking: l.d}}}
	if err := fillInstead(lens, v, docking.Settings{}); err != nil || v.Instead == nil {
		return "", err
	}
	if to.As == docking.TellNeed {
		return v.Instead.Offer.Title, nil
	}
	return v.Instead.Need.Title, nil
}
