package hooks

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// bindPublic binds what visitors and members read: reference data, lists,
// details, their own postings and matches. What each of them sees is decided in
// one place, domain's sight, through store.Look.
func bindPublic(app core.App) {
	bindSearch(app)
	bindNames(app)
	bindCounts(app)
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		g := e.Router.Group("/api/portal")
		g.Bind(apis.Gzip())
		get := func(path string, h func(e *core.RequestEvent) error) { g.GET(path, guard(uncached(h))) }
		get("/site", about)
		get("/home", home)
		get("/regions", regions)
		get("/fields", fields)
		get("/offers", listOffers)
		get("/needs", listNeeds)
		get("/workers", listWorkers)
		get("/teams", listTeams)
		get("/orgs", listOrgs)
		get("/offers/{id}", showOffer)
		get("/needs/{id}", showNeed)
		get("/workers/{id}", showWorker)
		get("/teams/{id}", showTeam)
		get("/orgs/{id}", showOrg)
		for _, collection := range []string{"offers", "needs", "workers", "teams"} {
			get("/"+collection+"/{id}/related", relatedTo(collection))
		}
		get("/me/postings", myPostings)
		get("/me/matches", myMatches)
		for _, collection := range postings {
			get("/"+collection+"/{id}/matches", matchesOf(collection))
			get("/"+collection+"/{id}/events", eventsOf(collection))
		}
		return e.Next()
	})
}

// uncached keeps answers that depend on who asks out of every cache. A handler
// of reference data sets its own header.
func uncached(h func(e *core.RequestEvent) error) func(e *core.RequestEvent) error {
	return func(e *core.RequestEvent) error {
		e.Response.Header().Set("Cache-Control", "no-store")
		return h(e)
	}
}

// look returns the lens of whoever sends the request.
func look(e *core.RequestEvent) (*store.Lens, error) { return store.Look(e.App, actorOf(e)) }

// about answers what the portal says of itself.
func about(e *core.RequestEvent) error {
	names, err := store.NamesOf(e.App)
	if err != nil {
		return err
	}
	say := func(key string) string { return store.SettingText(e.App, key) }
	s := e.App.Settings()
	accent := say("site.accent")
	if accent == "" {
		accent = s.Meta.AccentColor
	}
	return e.JSON(http.StatusOK, map[string]any{
		"name": store.Setting(e.App, "site.name", s.Meta.AppName), "host": say("site.host"), "phone": say("site.phone"),
		"icp": say("site.icp"), "police": say("site.police"), "url": s.Meta.AppURL, "region": names.Place(names.Site),
		"consent_version": say("consent.version"), "accent": accent, "mail": s.SMTP.Enabled,
	})
}

// home answers the two clouds in figures and what is newest in them.
func home(e *core.RequestEvent) error {
	l, err := look(e)
	if err != nil {
		return err
	}
	figures, err := l.Figures()
	if err != nil {
		return err
	}
	newest := store.Filter{Page: 1, PerPage: 6}
	needs, err := l.Needs(newest)
	if err != nil {
		return err
	}
	offers, err := l.Offers(newest)
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, map[string]any{"figures": figures, "needs": needs.Items, "offers": offers.Items})
}

// regions answers the regions directly below one; without one, the site's counties.
func regions(e *core.RequestEvent) error {
	parent := e.Request.URL.Query().Get("parent")
	if parent != "" && domain.RegionLevel(parent) == "" {
		return domain.FieldErrors{"parent": domain.Errorf(domain.Invalid, "region_unknown")}.Err()
	}
	names, err := store.NamesOf(e.App)
	if err != nil {
		return err
	}
	return reference(e, names.Below(parent))
}

// fields answers the whole taxonomy.
func fields(e *core.RequestEvent) error {
	names, err := store.NamesOf(e.App)
	if err != nil {
		return err
	}
	return reference(e, names.Fields)
}

// reference answers data that is the same for everybody and seldom changes: for
// five minutes nobody asks again, and then the tag saves the body.
func reference(e *core.RequestEvent, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write reference data: %w", err)
	}
	sum := sha256.Sum256(body)
	tag := `W/"` + hex.EncodeToString(sum[:8]) + `"`
	e.Response.Header().Set("Cache-Control", "public, max-age=300")
	e.Response.Header().Set("ETag", tag)
	if e.Request.Header.Get("If-None-Match") == tag {
		return e.NoContent(http.StatusNotModified)
	}
	return e.Blob(http.StatusOK, "application/json", body)
}
