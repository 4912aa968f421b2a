package hooks

import (
	"fmt"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// dismissMatch takes a match off the lists of both sides for the caller's
// reason; the pair is not suggested again.
func dismissMatch(e *core.RequestEvent) error {
	actor := actorOf(e)
	if actor.Role == domain.Visitor {
		return signInFirst()
	}
	var in struct {
		Reason string `json:"reason"`
	}
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if in.Reason == "" {
		return domain.FieldErrors{"reason": domain.Errorf(domain.Invalid, "reason_required")}.Err()
	}
	if !slices.Contains(domain.DismissReasons, in.Reason) {
		return domain.FieldErrors{"reason": domain.Errorf(domain.Invalid, "unknown_reason")}.Err()
	}
	if err := dismissAs(e.App, actor, e.Request.PathValue("id"), in.Reason); err != nil {
		return err
	}
	return e.NoContent(204)
}

// dismissAs takes a match off the lists for an actor who speaks for one side.
func dismissAs(app core.App, actor domain.Actor, id, reason string) error {
	var need, offer string
	err := app.RunInTransaction(func(tx core.App) error {
		m, err := tx.FindRecordById("matches", id)
		if err != nil {
			return domain.Errorf(domain.NotFound, "not_found")
		}
		need, offer = m.GetString("need"), m.GetString("offer")
		side, err := sideOf(tx, actor, need, offer)
		if err != nil {
			return err
		}
		if m.GetString("dismissed_by") != "" {
			return nil // dismissing twice is dismissing once
		}
		_, err = tx.DB().Update("matches", dbx.Params{"dismissed_by": side, "dismissed_reason": reason, "active": false,
			"dismissed_at": types.NowDateTime().String(), "updated": types.NowDateTime().String()}, dbx.HashExp{"id": m.Id}).Execute()
		if err != nil {
			return fmt.Errorf("dismiss match %s: %w", m.Id, err)
		}
		return store.Event(tx, actor, "matches", m.Id, "dismiss", "", side, map[string][2]any{"reason": {"", reason}})
	})
	if err != nil {
		return err
	}
	matcherOf(app).dismiss(need, offer)
	return nil
}

// sideOf tells for which side an actor speaks: its owner, or a desk that
// answers for the need's region.
func sideOf(app core.App, actor domain.Actor, need, offer string) (string, error) {
	missing := domain.Errorf(domain.NotFound, "not_found")
	n, err := app.FindRecordById("needs", need)
	if err != nil {
		return "", missing
	}
	o, err := app.FindRecordById("offers", offer)
	if err != nil {
		return "", missing
	}
	for side, r := range map[string]*core.Record{"need": n, "offer": o} {
		owners, err := ownersOf(app, r)
		if err != nil {
			return "", err
		}
		if actor.Role == domain.Member && slices.Contains(owners, actor.ID) {
			return side, nil
		}
	}
	if actor.Role != domain.Leader && actor.Answers(n.GetString("region")) {
		return "need", nil
	}
	return "", missing
}
