package hooks

import (
	"fmt"
	"net/http"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// askedReview is the body of POST …/review.
type askedReview struct {
	Score int    `json:"score"` // 1–5
	Text  string `json:"text"`
}

// writeReview answers POST …/review: what one side says of the other after the
// work is done. The same review sent again is the one that was written.
func writeReview(e *core.RequestEvent) error {
	actor := actorOf(e)
	if actor.Role == domain.Visitor {
		return signInFirst()
	}
	var asked askedReview
	if err := e.BindBody(&asked); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	asked.Text = posting.CleanText(asked.Text)
	id := e.Request.PathValue("id")
	err := e.App.RunInTransaction(func(tx core.App) error {
		r, as, err := findDocking(tx, actor, id)
		if err != nil {
			return err
		}
		if as != docking.AsNeed && as != docking.AsSupply {
			return domain.Errorf(domain.Forbidden, "not_allowed")
		}
		if err := asked.check(); err != nil {
			return err
		}
		return review(tx, r, actor, as, asked)
	})
	if err != nil {
		return withDockingState(e.App, err, id)
	}
	return answerDocking(e, http.StatusOK, id, nil)
}

func (a askedReview) check() error {
	bad := domain.FieldErrors{}
	if a.Score < 1 || a.Score > 5 {
		bad.Add("score", "out_of_range", "min", 1, "max", 5)
	}
	if len([]rune(a.Text)) > domain.MaxReview {
		bad.Add("text", "too_long", "max", domain.MaxReview)
	}
	return bad.Err()
}

// review takes the step and keeps the review, both or neither.
func review(tx core.App, r *core.Record, actor domain.Actor, as docking.Capacity, asked askedReview) error {
	rows, err := tx.FindAllRecords("reviews", hash("docking", r.Id), hash("side", string(as)))
	if err != nil {
		return fmt.Errorf("read reviews of docking %s: %w", r.Id, err)
	}
	if len(rows) == 1 && rows[0].GetInt("score") == asked.Score && rows[0].GetString("text") == asked.Text {
		return nil
	}
	m, err := newMove(tx, store.Docking(r), docking.Review, as, actor.ID)
	if err != nil {
		return err
	}
	if _, err := moveDocking(tx, r, actor, m); err != nil {
		return err
	}
	return addRecord(tx, "reviews", actor, map[string]any{"docking": r.Id, "side": string(as), "by": actor.ID, "score": asked.Score, "text": asked.Text})
}
