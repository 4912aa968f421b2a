package hooks

import (
	"encoding/json"
	"io/fs"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/pb_public"
)

// get asks for a path with headers given in pairs.
func (w *world) get(url string, headers ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest("GET", url, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, req)
	return rec
}

const shell = `<!doctype html><html><head><title>科技云</title><meta name="description" content="说明"></head><body></body></html>`

// served is a world whose portal is a small one that these tests know.
func served(t *testing.T) *world {
	w := newWorld(t)
	s, err := newSite(fstest.MapFS{
		"index.html": {Data: []byte(shell)}, "favicon.svg": {Data: []byte("<svg/>")}, "manifest.webmanifest": {Data: []byte("{}")},
		"assets/a-1.js": {Data: []byte("plain")}, "assets/a-1.js.br": {Data: []byte("brotli")}, "assets/a-1.js.gz": {Data: []byte("gzip")},
		"assets/b-2.css": {Data: []byte("b{}")},
	}, pb_public.Routes)
	if err != nil {
		t.Fatal(err)
	}
	router, err := apis.NewRouter(w.app)
	if err != nil {
		t.Fatal(err)
	}
	router.GET("/{path...}", s.serve)
	if w.mux, err = router.BuildMux(); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestPortalFiles(t *testing.T) {
	w := served(t)
	const immutable = "public, max-age=31536000, immutable"
	for _, c := range []struct {
		name, path, accept string
		status             int
		kind, encoding     string
		cache, body        string
	}{
		{"an asset", "/assets/a-1.js", "", 200, "text/javascript; charset=utf-8", "", immutable, "plain"},
		{"for a browser", "/assets/a-1.js", "gzip, deflate, br", 200, "text/javascript; charset=utf-8", "br", immutable, "brotli"},
		{"for an old browser", "/assets/a-1.js", "gzip", 200, "text/javascript; charset=utf-8", "gzip", immutable, "gzip"},
		{"without variants", "/assets/b-2.css", "gzip, br", 200, "text/css; charset=utf-8", "", immutable, "b{}"},
		{"an icon", "/favicon.svg", "br", 200, "image/svg+xml", "", "no-cache", "<svg/>"},
		{"the manifest", "/manifest.webmanifest", "", 200, "application/manifest+json", "", "no-cache", "{}"},
		{"an asset of an earlier build", "/assets/a-0.js", "", 404, "", "", "no-store", ""},
		{"a variant by its name", "/assets/a-1.js.br", "", 404, "", "", "no-store", ""},
		{"an unknown page", "/nonsense", "", 404, "text/html; charset=utf-8", "", "no-cache", "*"},
		{"the file of the page", "/index.html", "", 404, "text/html; charset=utf-8", "", "no-cache", "*"},
		{"one too deep", "/needs/abc/def", "", 404, "text/html; charset=utf-8", "", "no-cache", "*"},
		{"something else's file", "/.env", "", 404, "text/html; charset=utf-8", "", "no-cache", "*"},
		{"an unknown route of the API", "/api/portal/nonsense", "", 404, "application/json", "", "", "*"},
	} {
		r := w.get(c.path, "Accept-Encoding", c.accept)
		h := r.Header()
		if r.Code != c.status || h.Get("Content-Type") != c.kind || h.Get("Content-Encoding") != c.encoding || h.Get("Cache-Control") != c.cache || c.body != "*" && r.Body.String() != c.body {
			t.Errorf("%s: %d %v %q", c.name, r.Code, h, r.Body)
		}
		for name, value := range pageSecurity {
			if h.Get(name) != value {
				t.Errorf("%s: %s is %q", c.name, name, h.Get(name))
			}
		}
		if tag := h.Get("ETag"); (tag != "") != (c.status == 200) {
			t.Errorf("%s: ETag %q", c.name, tag)
		} else if tag != "" {
			if again := w.get(c.path, "If-None-Match", tag); again.Code != 304 || again.Body.Len() > 0 {
				t.Errorf("%s, asked again: %d", c.name, again.Code)
			}
			if again := w.get(c.path, "If-None-Match", `"other"`); again.Code != 200 {
				t.Errorf("%s, after a change: %d", c.name, again.Code)
			}
		}
		if strings.HasPrefix(c.path, "/assets/a-1.js") && c.status == 200 && h.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: Vary %q", c.name, h.Get("Vary"))
		}
	}
	for _, path := range []string{"/../main.go", "/assets/../../go.mod", "/%2e%2e/go.mod", "/assets/%2e%2e/%2e%2e/go.mod"} {
		if r := w.get(path); r.Code == 200 || strings.Contains(r.Body.String(), "module kejiyun") {
			t.Errorf("%s: %d", path, r.Code)
		}
	}
}

// TestPortalRoutes: every path of routes.json is a page, in the built portal too.
func TestPortalRoutes(t *testing.T) {
	w := newWorld(t)
	var routes []struct{ Path string }
	if err := json.Unmarshal(pb_public.Routes, &routes); err != nil || len(routes) < 20 {
		t.Fatalf("%d routes, %v", len(routes), err)
	}
	for _, r := range routes {
		path := strings.ReplaceAll(r.Path, ":id", "abc123def456ghi")
		got := w.get(path)
		if got.Code != 200 || !strings.HasPrefix(got.Header().Get("Content-Type"), "text/html") || !strings.Contains(got.Body.String(), "<title>科技云</title>") {
			t.Errorf("%s: %d", path, got.Code)
		}
	}
	if got := w.get("/no-such-page"); got.Code != 404 {
		t.Errorf("an unknown page: %d", got.Code)
	}
	fs.WalkDir(pb_public.Dist(), "assets", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !isVariant(name) {
			if got := w.get("/" + name); got.Code != 200 {
				t.Errorf("%s: %d", name, got.Code)
			}
		}
		return nil
	})
}

// TestHead: what a search engine reads of a page is what a visitor may see of
// it, and never markup.
func TestHead(t *testing.T) {
	w := served(t)
	team := w.add("teams", map[string]any{"name": "密团队", "kind": "studio", "lead": w.annaWorker.Id, "region": township, "intro": "密介绍"})
	shown := w.add("teams", map[string]any{"name": "椒业工作室", "kind": "studio", "lead": w.annaWorker.Id, "region": township, "intro": "我们治病", "verify": "unit"})
	hard := `<script>alert("$1")</script>&$0`
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "title": hard, "summary": hard + strings.Repeat("花椒", 80)})))
	draft := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	offer := w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.annaWorker.Id})))
	escaped := `&lt;script&gt;alert(&#34;$1&#34;)&lt;/script&gt;&amp;$0`
	const generic = "<title>科技云</title>"
	for _, c := range []struct {
		name, path, title, text string
	}{
		{"a published need", "/needs/" + need.Id, "<title>" + escaped + " · 科技云</title>", `content="` + escaped + "花椒"},
		{"a published offer", "/offers/" + offer.Id, "<title>" + offerText["title"].(string) + " · 科技云</title>", offerText["summary"].(string)},
		{"a team that stands in public", "/teams/" + shown.Id, "<title>椒业工作室 · 科技云</title>", "我们治病"},
		{"a team that does not", "/teams/" + team.Id, generic, ""},
		{"a draft", "/needs/" + draft.Id, generic, ""},
		{"a need as an offer", "/offers/" + need.Id, generic, ""},
		{"none", "/needs/nosuchneed00000", generic, ""},
		{"a worker", "/workers/" + w.annaWorker.Id, generic, ""},
		{"an org", "/orgs/" + w.annaOrg.Id, generic, ""},
		{"the list", "/needs", generic, ""},
	} {
		r := w.get(c.path)
		body := r.Body.String()
		if r.Code != 200 || !strings.Contains(body, c.title) || !strings.Contains(body, c.text) || strings.Count(body, "<title>") != 1 || strings.Count(body, "<meta ") != 1 {
			t.Errorf("%s: %d %s", c.name, r.Code, body)
		}
		if strings.Contains(body, "<script>alert") || strings.Contains(body, "密") {
			t.Errorf("%s: %s", c.name, body)
		}
	}
	for _, status := range []string{"pending", "returned", "paused", "expired", "closed", "removed"} {
		w.at(need, status)
		if body := w.get("/needs/" + need.Id).Body.String(); !strings.Contains(body, generic) || strings.Contains(body, "alert") {
			t.Errorf("%s: %s", status, body)
		}
	}
	for _, status := range []string{"published", "unconfirmed", "engaged"} {
		w.at(need, status)
		if body := w.get("/needs/" + need.Id).Body.String(); !strings.Contains(body, escaped) {
			t.Errorf("%s: %s", status, body)
		}
	}
}

// TestOneServes: a second process on the same data is refused until the first ends.
func TestOneServes(t *testing.T) {
	w := newWorld(t) // it serves
	if _, err := lockData(w.app); err != errServing {
		t.Fatalf("a second process: %v", err)
	}
	router, err := apis.NewRouter(w.app)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.app.OnServe().Trigger(&core.ServeEvent{App: w.app, Router: router}); err != errServing {
		t.Errorf("serving twice: %v", err)
	}
	if err := w.app.OnTerminate().Trigger(&core.TerminateEvent{App: w.app}); err != nil {
		t.Fatal(err)
	}
	unlock, err := lockData(w.app)
	if err != nil {
		t.Fatalf("after the first has ended: %v", err)
	}
	unlock()
}
