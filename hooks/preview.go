package hooks

import (
	"net/http"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// Bounds of a preview: how many matches it tells, and from how many characters
// of title and summary on it is worth asking.
const (
	previewTop   = 5
	previewWorth = 8
)

// bindPreview binds POST /api/portal/preview: what a draft would match if it
// were published now. How often one address may ask is a rule of the settings.
func bindPreview(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.POST("/api/portal/preview", guard(uncached(previewMatches))).Bind(apis.BodyLimit(64 << 10))
		return e.Next()
	})
}

// previewMatches ranks a draft that is still being typed; it stores nothing.
// Who switched recommendations off gets none here either. ready is false while
// the engine is not loaded yet: nothing waits for it here.
func previewMatches(e *core.RequestEvent) error {
	l, err := lookAsMember(e)
	if err != nil {
		return err
	}
	var body struct {
		Collection string         `json:"collection"`
		Record     map[string]any `json:"record"`
	}
	if err := e.BindBody(&body); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if !slices.Contains(postings, body.Collection) {
		return domain.FieldErrors{"collection": domain.Errorf(domain.Invalid, "unknown_choice")}.Err()
	}
	c, err := e.App.FindCachedCollectionByNameOrId(body.Collection)
	if err != nil {
		return err
	}
	r := core.NewRecord(c)
	r.Load(body.Record)
	r.Id, _ = body.Record["id"].(string)
	items, reco := []store.PreviewItem{}, e.Auth.GetBool("reco_on")
	engine := matcherOf(e.App).shown.Load()
	if reco && engine != nil && worthPreview(r) {
		if items, err = l.Preview(body.Collection, rankDraft(e.App, engine, l.Viewer.ID, r)); err != nil {
			return err
		}
	}
	return e.JSON(http.StatusOK, map[string]any{"reco_on": reco, "ready": engine != nil, "items": items})
}

func worthPreview(r *core.Record) bool {
	return utf8.RuneCountInString(r.GetString("title")+r.GetString("summary")) >= previewWorth
}

// rankDraft ranks a draft as its author's own posting. What its owner brings to
// it counts only when the author is among the owners; whoever the text claims to
// belong to, the author's own postings are never suggested.
func rankDraft(app core.App, engine *match.Engine, author string, r *core.Record) []domain.Match {
	if r.Collection().Name == "offers" {
		o, err := store.Offer(app, r)
		if err != nil || !slices.Contains(o.Owners, author) {
			o = store.OfferText(r)
			o.Owners = []string{author}
		}
		return engine.NeedsForOffer(o, time.Now(), previewTop)
	}
	n, err := store.Need(app, r)
	if err != nil || !slices.Contains(n.Owners, author) {
		n = store.NeedText(r)
		n.Owners = []string{author}
	}
	return engine.OffersForNeed(n, time.Now(), previewTop)
}
