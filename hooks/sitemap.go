package hooks

import (
	"encoding/xml"
	"net/http"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// robots tells search engines where the public pages stand. What is only for
// members has nothing on it to find, and is not worth their time.
func robots(e *core.RequestEvent) error {
	e.Response.Header().Set("Cache-Control", "public, max-age=3600")
	at := origin(e, e.App.Settings().Meta.AppURL)
	return e.String(http.StatusOK, "User-agent: *\nDisallow: /api/\nDisallow: /_/\nDisallow: /me\nDisallow: /staff/\nDisallow: /u/\nSitemap: "+at+"/sitemap.xml\n")
}

// sitemapURL is one page of the sitemap.
type sitemapURL struct {
	Loc string `xml:"loc"`
	Mod string `xml:"lastmod,omitempty"`
}

// sitemap lists the public pages: addresses and days, nothing else.
func sitemap(e *core.RequestEvent) error {
	at := origin(e, e.App.Settings().Meta.AppURL)
	shown, err := store.ShownPages(e.App)
	if err != nil {
		return err
	}
	var out struct {
		XMLName xml.Name     `xml:"urlset"`
		NS      string       `xml:"xmlns,attr"`
		URLs    []sitemapURL `xml:"url"`
	}
	out.NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
	for _, path := range []string{"/", "/needs", "/offers", "/workers", "/teams", "/orgs", "/news", "/about", "/privacy", "/accessibility"} {
		out.URLs = append(out.URLs, sitemapURL{Loc: at + path})
	}
	for _, p := range shown {
		u := sitemapURL{Loc: at + "/" + p.Collection + "/" + p.ID}
		if !p.Changed.IsZero() {
			u.Mod = p.Changed.In(zone).Format(time.DateOnly)
		}
		out.URLs = append(out.URLs, u)
	}
	body, err := xml.Marshal(out)
	if err != nil {
		return err
	}
	e.Response.Header().Set("Cache-Control", "public, max-age=3600")
	return e.Blob(http.StatusOK, "application/xml; charset=utf-8", append([]byte(xml.Header), body...))
}
