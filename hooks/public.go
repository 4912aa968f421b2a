package hooks

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

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
		get("/filters", filters)
		get("/offers", listOffers)
		get("/needs", listNeeds)
		get("/workers", listWorkers)
		get("/teams", listTeams)
		get("/orgs", listOrgs)
		get("/news", listNotices)
		get("/news/{id}", showNotice)
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
func look(e *core.RequestEvent) (*store.Lens, error) { return lookAs(e, actorOf(e)) }

// lookAs returns the lens of an actor.
func lookAs(e *core.RequestEvent, actor domain.Actor) (*store.Lens, error) {
	l, err := store.Look(e.App, actor)
	if err == nil {
		l.Find = matcherOf(e.App).find
	}
	return l, err
}

// siteInfo is what the portal says of itself.
type siteInfo struct {
	Name           string      `json:"name"`
	Host           string      `json:"host"`
	Phone          string      `json:"phone"`
	ICP            string      `json:"icp"`
	Police         string      `json:"police"`
	URL            string      `json:"url"`
	Region         store.Place `json:"region"`
	ConsentVersion string      `json:"consent_version"`
	Accent         string      `json:"accent"`
	Mail           bool        `json:"mail"`
	AnswerDays     int         `json:"answer_days"` // working days within which an interest is answered
}

func aboutSite(app core.App, names *store.Names) siteInfo {
	say := func(key string) string { return store.SettingText(app, key) }
	s := app.Settings()
	accent := say("site.accent")
	if accent == "" {
		accent = s.Meta.AccentColor
	}
	return siteInfo{store.Setting(app, "site.name", s.Meta.AppName), say("site.host"), say("site.phone"), say("site.icp"), say("site.police"),
		s.Meta.AppURL, names.Place(names.Site), say("consent.version"), accent, s.SMTP.Enabled, dockingSettings(app).AnswerDays}
}

func about(e *core.RequestEvent) error {
	names, err := store.NamesOf(e.App)
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, aboutSite(e.App, names))
}

// homeInfo is the two clouds in figures and what is newest in them.
type homeInfo struct {
	Figures store.Figures      `json:"figures"`
	Needs   []store.NeedCard   `json:"needs"`
	Offers  []store.OfferCard  `json:"offers"`
	News    []store.NoticeCard `json:"news"`
}

func homeOf(l *store.Lens) (homeInfo, error) {
	newest := store.Filter{Page: 1, PerPage: 6}
	figures, err := l.Figures()
	if err != nil {
		return homeInfo{}, err
	}
	needs, err := l.Needs(newest)
	if err != nil {
		return homeInfo{}, err
	}
	offers, err := l.Offers(newest)
	if err != nil {
		return homeInfo{}, err
	}
	news, err := l.Notices(store.Filter{Page: 1, PerPage: homeNotices, Now: time.Now()})
	return homeInfo{figures, needs.Items, offers.Items, news.Items}, err
}

func home(e *core.RequestEvent) error {
	l, err := look(e)
	if err != nil {
		return err
	}
	h, err := homeOf(l)
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, h)
}

// filters answers what the lists' filters offer beside enumerations.
func filters(e *core.RequestEvent) error {
	names, err := store.NamesOf(e.App)
	if err != nil {
		return err
	}
	return reference(e, filtersOf(names))
}

// filterInfo are the upper level of the county's fields and of the industries,
// and the places: of a county its townships, of a city its counties.
type filterInfo struct {
	Fields     []store.Ref `json:"fields"`
	Industries []store.Ref `json:"industries"`
	Regions    []store.Ref `json:"regions"`
}

func filtersOf(names *store.Names) filterInfo {
	out := filterInfo{[]store.Ref{}, []store.Ref{}, []store.Ref{}}
	for _, f := range names.Fields {
		switch {
		case f.Parent != "":
		case f.Scheme == "speciality":
			out.Fields = append(out.Fields, store.Ref{ID: f.ID, Name: f.Name})
		case f.Scheme == "industry":
			out.Industries = append(out.Industries, store.Ref{ID: f.ID, Name: f.Name})
		}
	}
	places := names.Below("")
	if len(places) == 1 {
		places = names.Below(places[0].Code)
	}
	for _, r := range places {
		out.Regions = append(out.Regions, store.Ref{ID: r.Code, Name: r.Name})
	}
	return out
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
