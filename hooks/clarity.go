package hooks

import (
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// hint is one thing that would make a posting clearer, in words.
type hint struct {
	posting.Hint
	Text string `json:"text"`
}

func hintsOf(notes []posting.Hint) []hint {
	out := make([]hint, 0, len(notes))
	for _, n := range notes {
		out = append(out, hint{n, posting.Say(n)})
	}
	return out
}

// clarityOf measures a record of offers or needs as it stands.
func clarityOf(r *core.Record) posting.Clarity {
	if r.Collection().Name == "offers" {
		return posting.OfferClarity(store.OfferText(r))
	}
	return posting.NeedClarity(store.NeedText(r))
}

// stepAnswer is what an action route says after it succeeded.
type stepAnswer struct {
	Status        string           `json:"status"`
	Can           []posting.Action `json:"can"`
	Clarity       int              `json:"clarity"`
	Hints         []hint           `json:"hints"`
	AutoPublished bool             `json:"auto_published"`
}

func answerFor(app core.App, r *core.Record, as posting.Capacity, auto bool) stepAnswer {
	c := clarityOf(r)
	can := posting.Next(factsOf(app, r), as, postingSettings(app))
	if can == nil {
		can = []posting.Action{}
	}
	return stepAnswer{Status: r.GetString("status"), Can: can, Clarity: c.Score, Hints: hintsOf(c.Notes), AutoPublished: auto}
}

// measureClarity answers POST /api/portal/clarity for a text that is still
// being typed; it stores nothing.
func measureClarity(e *core.RequestEvent) error {
	var body struct {
		Collection string         `json:"collection"`
		Record     map[string]any `json:"record"`
	}
	if err := e.BindBody(&body); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if body.Collection != "offers" && body.Collection != "needs" {
		return domain.FieldErrors{"collection": domain.Errorf(domain.Invalid, "unknown_choice")}.Err()
	}
	c, err := e.App.FindCachedCollectionByNameOrId(body.Collection)
	if err != nil {
		return err
	}
	r := core.NewRecord(c)
	r.Load(body.Record)
	clarity := clarityOf(r)
	return e.JSON(200, map[string]any{"score": clarity.Score, "hints": hintsOf(clarity.Notes)})
}
