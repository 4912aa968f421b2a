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
// A member who switched recommendations off gets none here either. ready is
// false while the engine is not loaded yet: nothing waits for it here.
func previewMatches(e *core.RequestEvent) error {
	l, err := lookForPreview(e)
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
	r, err := draftOf(e.App, body.Collection, body.Record, l.Viewer)
	if err != nil {
		return err
	}
	items, reco := []store.PreviewItem{}, l.Viewer.Role != domain.Member || e.Auth.GetBool("reco_on")
	engine := matcherOf(e.App).shown.Load()
	if reco && engine != nil && worthPreview(r) {
		if items, err = l.Preview(body.Collection, rankDraft(e.App, engine, l.Viewer, r)); err != nil {
			return err
		}
	}
	return e.JSON(http.StatusOK, map[string]any{"reco_on": reco, "ready": engine != nil, "items": items})
}

// lookForPreview lets members pass, and the desk.
func lookForPreview(e *core.RequestEvent) (*store.Lens, error) {
	if actorOf(e).Role == domain.Member || e.Auth == nil {
		return lookAsMember(e)
	}
	if _, err := deskOnly(e); err != nil {
		return nil, err
	}
	return look(e)
}

// draftOf makes the record that is previewed. What the desk refines is a posting
// of its region: the text sent takes the place of the stored one, and whose it is
// stays as it is.
func draftOf(app core.App, collection string, columns map[string]any, viewer domain.Actor) (*core.Record, error) {
	c, err := app.FindCachedCollectionByNameOrId(collection)
	if err != nil {
		return nil, err
	}
	r, id := core.NewRecord(c), ""
	if id, _ = columns["id"].(string); viewer.Role == domain.Member {
		r.Load(columns)
		r.Id = id
		return r, nil
	}
	if id != "" {
		if r, err = app.FindRecordById(collection, id); err != nil || !viewer.Answers(r.GetString("region")) {
			return nil, domain.Errorf(domain.NotFound, "not_found")
		}
	}
	for column, value := range columns {
		if id == "" || !slices.Contains([]string{"id", "worker", "team", "org", "status"}, column) {
			r.Set(column, value)
		}
	}
	if org, err := app.FindRecordById("orgs", r.GetString("org")); err != nil || !viewer.Answers(org.GetString("region")) {
		r.Set("org", "") // what an org elsewhere brings along is not the desk's to see
	}
	return r, nil
}

func worthPreview(r *core.Record) bool {
	return utf8.RuneCountInString(r.GetString("title")+r.GetString("summary")) >= previewWorth
}

// rankDraft ranks a draft as its author's own posting. What its owner brings to
// it counts only when the author is among the owners, or is the desk; whoever the
// text claims to belong to, the author's own postings are never suggested.
func rankDraft(app core.App, engine *match.Engine, author domain.Actor, r *core.Record) []domain.Match {
	trusted := func(owners []string) bool { return author.Role != domain.Member || slices.Contains(owners, author.ID) }
	if r.Collection().Name == "offers" {
		o, err := store.Offer(app, r)
		if err != nil || !trusted(o.Owners) {
			o = store.OfferText(r)
			o.Owners = []string{author.ID}
		}
		return engine.NeedsForOffer(o, time.Now(), previewTop)
	}
	n, err := store.Need(app, r)
	if err != nil || !trusted(n.Owners) {
		n = store.NeedText(r)
		n.Owners = []string{author.ID}
	}
	return engine.OffersForNeed(n, time.Now(), previewTop)
}
