package hooks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// page is one page of the portal as a visitor sees it: for search engines and
// share cards, for readers without scripts, and for everybody in the moment
// before the scripts have arrived. At most one of its parts is filled; none of
// them where the scripts have more to say than the heading and the lead.
type page struct {
	Site    siteText
	Lists   []linkText // the ways to the public lists
	Heading string     // the h1
	Lead    string
	Narrow  bool

	Home     *homeText
	List     *listText
	Record   *recordText
	Standing []blockText
	Missing  bool

	Title       string // of the document, without the site's name
	Description string
	Canonical   string // path and query under which the page is known
	Unlisted    bool   // search engines shall leave it out
	status      int
	first       map[string]any // answers of the API that the scripts need first
}

type siteText struct{ Name, Host, Phone, ICP, Police, URL string }

type linkText struct{ URL, Name string }

// maker fills the page of a route. id is the record's, of routes that have one.
type maker func(m *making, id string) error

// making is a page in the making.
type making struct {
	*page
	words words
	lens  *store.Lens
	url   *url.URL
	app   core.App
}

// makers are the public pages that have text, by the name of their route.
var makers = map[string]maker{
	"home": makeHome, "needs": makeNeeds, "offers": makeOffers, "workers": makeWorkers, "teams": makeTeams, "orgs": makeOrgs, "news": makeNews, "notice": makeNotice,
	"need": makeNeed, "offer": makeOffer, "worker": makeWorker, "team": makeTeam, "org": makeOrg,
	"about": makeStanding, "privacy": makeStanding, "accessibility": makeStanding,
}

// write makes the page of a request: nil route is an unknown address.
func (s *site) write(e *core.RequestEvent, r *route, id string) (*page, error) {
	w := s.build.Words
	lens, err := lookAs(e, domain.Actor{Role: domain.Visitor})
	if err != nil {
		return nil, err
	}
	about := aboutSite(e.App, lens.Names)
	p := &page{Site: siteText{about.Name, about.Host, about.Phone, about.ICP, about.Police, origin(e, about.URL)}, status: http.StatusOK,
		Canonical: e.Request.URL.Path, first: map[string]any{"/api/portal/site": about}}
	for _, name := range []string{"needs", "offers", "workers", "teams", "orgs"} {
		p.Lists = append(p.Lists, linkText{"/" + name, w.t("page." + name)})
	}
	m := &making{page: p, words: w, lens: lens, url: e.Request.URL, app: e.App}
	if r == nil {
		m.missing("page.not-found", "missing.lead")
		return p, nil
	}
	p.Heading, p.Lead, p.Narrow = w.t(r.Title), w.t(r.Lead), r.Narrow
	p.Title, p.Description = p.Heading, w.t("site.description", "host", p.host(w))
	if make := makers[r.Name]; make != nil {
		if err := make(m, id); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *page) host(w words) string {
	if p.Site.Host != "" {
		return p.Site.Host
	}
	return w.t("home.host")
}

// missing turns the page into one that says that there is nothing here.
func (m *making) missing(heading, lead string) {
	m.page.status, m.Missing, m.Unlisted = http.StatusNotFound, true, true
	m.Heading, m.Lead = m.words.t(heading), m.words.t(lead)
	m.Title, m.Description = m.Heading, m.Lead
}

// answers hands the scripts an answer of the API that they would ask for first.
// Query parameters stand in the order of their names, as the scripts write them.
func (m *making) answers(path string, query url.Values, v any) {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	m.first[path] = v
}

// number reads a number of the address that counts from 1; what is none is 1.
func (m *making) number(name string) int {
	if n, err := strconv.Atoi(m.url.Query().Get(name)); err == nil && n > 0 && n <= maxPage {
		return n
	}
	return 1
}

// origin is where the portal stands for the outside. A site that has not been
// told its own address is believed to stand where it was asked.
func origin(e *core.RequestEvent, told string) string {
	u, err := url.Parse(told)
	if err == nil && u.Host != "" && u.Hostname() != "127.0.0.1" && u.Hostname() != "localhost" {
		return u.Scheme + "://" + u.Host
	}
	scheme := "http"
	if e.IsTLS() || e.Request.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + e.Request.Host
}

// render writes a page into the built document: head, text, and what the scripts
// need first.
func (s *site) render(p *page, files []string) ([]byte, error) {
	doc := string(s.page)
	name := p.Site.Name
	title := name
	if p.Title != "" && p.Canonical != "/" {
		title = p.Title + " · " + name
	}
	doc = titleTag.ReplaceAllLiteralString(doc, "<title>"+template.HTMLEscapeString(title)+"</title>")
	doc = descriptionTag.ReplaceAllLiteralString(doc, metaTag("name", "description", p.Description))
	head := p.head(title)
	for _, f := range files {
		if strings.HasSuffix(f, ".css") {
			head += `<link rel="stylesheet" href="/` + f + `">`
		} else {
			head += `<link rel="modulepreload" href="/` + f + `">`
		}
	}
	doc = strings.Replace(doc, "</head>", head+"</head>", 1)
	var text bytes.Buffer
	if err := s.text.ExecuteTemplate(&text, "frame", p); err != nil {
		return nil, fmt.Errorf("page %s: %w", p.Canonical, err)
	}
	first, err := json.Marshal(p.first) // escapes <, > and &
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", p.Canonical, err)
	}
	doc = strings.Replace(doc, `<div id="app"></div>`, `<div id="app">`+text.String()+`</div><script type="application/json" id="first">`+string(first)+`</script>`, 1)
	return []byte(doc), nil
}

// head writes what search engines and share cards read beside title and
// description.
func (p *page) head(title string) string {
	if p.Unlisted {
		return metaTag("name", "robots", "noindex, follow")
	}
	at := p.Site.URL + p.Canonical
	kind := "website"
	if p.Record != nil {
		kind = "article"
	}
	return `<link rel="canonical" href="` + template.HTMLEscapeString(at) + `">` +
		metaTag("property", "og:title", title) + metaTag("property", "og:description", p.Description) + metaTag("property", "og:url", at) +
		metaTag("property", "og:type", kind) + metaTag("property", "og:site_name", p.Site.Name) + metaTag("property", "og:locale", "zh_CN") +
		metaTag("property", "og:image", p.Site.URL+"/icon-512.png") + metaTag("name", "twitter:card", "summary")
}

func metaTag(kind, name, content string) string {
	return `<meta ` + kind + `="` + name + `" content="` + template.HTMLEscapeString(content) + `">`
}
