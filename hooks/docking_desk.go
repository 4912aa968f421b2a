package hooks

import (
	"net/http"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// handOverEvent is the name of the event of a case that goes to a colleague.
const handOverEvent = "hand_over"

// acceptByPhone answers POST /api/portal/desk/dockings/{id}/accept-by-phone: a
// broker records that somebody said yes by telephone, with what proves it.
func acceptByPhone(e *core.RequestEvent) error {
	actor, err := deskOnly(e)
	if err != nil {
		return err
	}
	var asked struct {
		Side string `json:"side" form:"side"`
		Note string `json:"note" form:"note"`
	}
	if err := e.BindBody(&asked); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	proof, err := e.FindUploadedFiles("proof")
	if err != nil || len(proof) == 0 {
		return domain.FieldErrors{"proof": domain.Errorf(domain.Invalid, "proof_required")}.Err()
	}
	id := e.Request.PathValue("id")
	err = e.App.RunInTransaction(func(tx core.App) error {
		r, as, err := findDocking(tx, actor, id)
		if err != nil {
			return err
		}
		m, err := newMove(tx, store.Docking(r), docking.Accept, as, actor.ID)
		if err != nil {
			return err
		}
		m.For, m.Way, m.Proof, m.Note = asked.Side, "phone", true, posting.CleanText(asked.Note)
		r.Set("accept_proof", proof[0])
		_, err = moveDocking(tx, r, actor, m)
		return err
	})
	if err != nil {
		return withDockingState(e.App, err, id)
	}
	return answerDocking(e, http.StatusOK, id, nil)
}

// handOver answers POST /api/portal/desk/dockings/{id}/hand-over {broker}: the
// case goes to a colleague who answers for one of its two regions.
func handOver(e *core.RequestEvent) error {
	actor, err := deskOnly(e)
	if err != nil {
		return err
	}
	var asked struct {
		Broker string `json:"broker"`
	}
	if err := e.BindBody(&asked); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	id := e.Request.PathValue("id")
	err = e.App.RunInTransaction(func(tx core.App) error {
		r, as, err := findDocking(tx, actor, id)
		if err != nil {
			return err
		}
		if as != docking.AsBroker && as != docking.AsStaff {
			return domain.Errorf(domain.Forbidden, "not_allowed")
		}
		broker, err := tx.FindRecordById("staff", asked.Broker)
		if err != nil || broker.GetString("role") != "broker" || !broker.GetBool("active") {
			return domain.FieldErrors{"broker": domain.Errorf(domain.Invalid, "unknown_choice")}.Err()
		}
		to := actorFor(broker)
		if !to.Answers(r.GetString("region")) && !to.Answers(r.GetString("supply_region")) {
			return domain.FieldErrors{"broker": domain.Errorf(domain.Invalid, "broker_elsewhere")}.Err()
		}
		if r.GetString("broker") == broker.Id {
			return nil
		}
		r.Set("broker", broker.Id)
		r.Set("broker_seen_at", "")
		if err := tx.Save(store.By(r, actor)); err != nil {
			return saveError(err, handOverEvent, r)
		}
		if err := store.Event(tx, actor, "dockings", r.Id, handOverEvent, "", "", map[string][2]any{"as": {"", string(as)}}); err != nil {
			return err
		}
		return tellDocking(tx, r, docking.Step{Action: handOverEvent, As: as, From: r.GetString("state"), To: r.GetString("state"), After: store.Docking(r),
			Tell: []docking.Audience{docking.TellBroker}})
	})
	if err != nil {
		return err
	}
	return answerDocking(e, http.StatusOK, id, nil)
}
