package hooks

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
	"kejiyun/internal/text"
)

// askedAction is the body of POST /api/portal/dockings/{id}/{action}.
type askedAction struct {
	Reason  string        `json:"reason"` // decline
	Note    string        `json:"note"`
	Side    string        `json:"side"` // broker: for which side, where both are asked
	Outcome *askedOutcome `json:"outcome"`
	Seen    string        `json:"seen"` // confirm: outcome.at as the person saw it
}

// askedOutcome is what came of a docking, as somebody says.
type askedOutcome struct {
	Outcome          string  `json:"outcome"`
	ContractType     string  `json:"contract_type"`
	Amount           float64 `json:"amount"`
	SignedAt         string  `json:"signed_at"` // YYYY-MM-DD or a moment; may be empty
	RegistrationNo   string  `json:"registration_no"`
	RegisteredAmount float64 `json:"registered_amount"`
	Hours            float64 `json:"hours"`
	People           int     `json:"people"`
}

// actions are what a person may ask for under their own address; a review has its
// own, and the rest is the system's.
var actions = []docking.Action{docking.Accept, docking.Decline, docking.Ask, docking.Reply, docking.Withdraw, docking.Revive, docking.Propose,
	docking.Confirm, docking.Start, docking.Complete, docking.Fail, docking.Dispute, docking.Resume, docking.Void}

// actOnDocking answers POST /api/portal/dockings/{id}/{action}.
func actOnDocking(e *core.RequestEvent) error {
	action := docking.Action(e.Request.PathValue("action"))
	if !slices.Contains(actions, action) {
		return notFound()
	}
	if actorOf(e).Role == domain.Visitor {
		return signInFirst()
	}
	var asked askedAction
	if err := e.BindBody(&asked); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	id := e.Request.PathValue("id")
	err := e.App.RunInTransaction(func(tx core.App) error {
		r, as, err := findDocking(tx, actorOf(e), id)
		if err != nil {
			return err
		}
		return takeDockingStep(tx, r, actorOf(e), as, action, asked, "portal")
	})
	if err != nil {
		return withDockingState(e.App, err, id)
	}
	return answerDocking(e, http.StatusOK, id, nil)
}

// findDocking finds a docking and the capacity in which somebody meets it. To who
// has none it is not there; a leader sees it and may not act.
func findDocking(app core.App, actor domain.Actor, id string) (*core.Record, docking.Capacity, error) {
	missing := domain.Errorf(domain.NotFound, "not_found")
	r, err := app.FindRecordById("dockings", id)
	if err != nil {
		return nil, "", missing
	}
	need, err := store.SideMembers(app, r, "need")
	if err != nil {
		return nil, "", err
	}
	supply, err := store.SideMembers(app, r, "supply")
	if err != nil {
		return nil, "", err
	}
	d := store.Docking(r)
	if as := docking.CapacityOf(actor, d, need, supply); as != "" {
		return r, as, nil
	}
	if actor.Answers(d.Region) || actor.Answers(d.SupplyRegion) {
		return nil, "", domain.Errorf(domain.Forbidden, "not_allowed")
	}
	return nil, "", missing
}

// takeDockingStep takes the step that somebody asked for, on a docking as it is
// now, inside the caller's transaction. way is how they ask: portal or link.
func takeDockingStep(tx core.App, r *core.Record, actor domain.Actor, as docking.Capacity, action docking.Action, asked askedAction, way string) error {
	m, err := newMove(tx, store.Docking(r), action, as, actor.ID)
	if err != nil {
		return err
	}
	note := posting.CleanText(asked.Note)
	if !m.Docking.Opened() {
		if note, err = withoutContacts(tx, r, as, note); err != nil {
			return err
		}
	}
	m.For, m.Way, m.Reason, m.Note, m.Proof = asked.Side, way, asked.Reason, note, len(r.GetStringSlice("proof")) > 0
	if m.Outcome, err = asked.Outcome.read(); err != nil {
		return err
	}
	m.Seen, _ = time.Parse(time.RFC3339, asked.Seen)
	talks := action == docking.Ask || action == docking.Reply
	if talks {
		m.Note = "" // it is said in the conversation
	}
	if talks && note != "" { // before the step, so that the mail about it can say it
		if err := sayInDocking(tx, r, actor, as, note); err != nil {
			return err
		}
	}
	_, err = moveDocking(tx, r, actor, m)
	return err
}

// sayInDocking writes what somebody said with a step into the conversation. The
// law of messages sees to its length.
func sayInDocking(tx core.App, r *core.Record, actor domain.Actor, as docking.Capacity, body string) error {
	side := string(as)
	if as == docking.AsStaff {
		side = string(docking.AsBroker)
	}
	if len([]rune(body)) > domain.MaxMessage {
		return domain.FieldErrors{"note": domain.Errorf(domain.Invalid, "too_long", "max", domain.MaxMessage)}.Err()
	}
	return addRecord(tx, "messages", actor, map[string]any{"docking": r.Id, "side": side, "from": actor.ID, "body": body,
		"masked": strings.Contains(body, text.Hidden)})
}

// read makes the noun of what was asked; nil when nothing was.
func (o *askedOutcome) read() (*domain.Outcome, error) {
	if o == nil {
		return nil, nil
	}
	out := &domain.Outcome{Kind: o.Outcome, Contract: o.ContractType, Amount: o.Amount, Registration: strings.TrimSpace(o.RegistrationNo),
		RegisteredAmount: o.RegisteredAmount, Hours: o.Hours, People: o.People}
	if o.SignedAt == "" {
		return out, nil
	}
	var err error
	if out.Signed, err = time.ParseInLocation(time.DateOnly, o.SignedAt, zone); err != nil {
		if out.Signed, err = time.Parse(time.RFC3339, o.SignedAt); err != nil {
			return nil, domain.FieldErrors{"signed_at": domain.Errorf(domain.Invalid, "date_invalid")}.Err()
		}
	}
	return out, nil
}

// withDockingState adds the present state to a refusal, so that a stale page can
// show how things stand.
func withDockingState(app core.App, err error, id string) error {
	if de, ok := domain.AsError(err); ok && de.Kind == domain.Conflict {
		if r, e := app.FindRecordById("dockings", id); e == nil {
			if de.Params == nil {
				de.Params = map[string]any{}
			}
			de.Params["state"] = r.GetString("state")
		}
	}
	return err
}
