package hooks

import (
	"encoding/json"
	"io/fs"
	"net/http/httptest"
	"slices"
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

const shell = `<!doctype html><html><head><title>科技云</title><meta name="description" content="说明"></head><body><div id="app"></div></body></html>`

// serverJSON is what a build tells the server, as far as these tests read it.
const serverJSON = `{"words": {"page.publish-need": "发布需求", "page.publish_lead": "分几步写", "page.register": "注册", "register.lead": "一分钟", "page.needs": "需求大厅", "page.not-found": "没有这个页面", "missing.lead": "从这里继续", "detail.gone_title": "找不到这条内容", "detail.budget": "预算",
	"enum.need_kind.service": "技术服务", "enum.budget.1_5": "1万—5万元", "enum.unknown": "其他", "home.lead": "{host}的平台", "home.host": "县科协", "list.count": "共{n}条",
	"site.description": "{host}的供需", "about.text": "由{host}主办\n\n## 怎么用\n- 一\n- 二", "page.about": "关于"},
	"files": {"needs": ["assets/a-1.js", "assets/b-2.css"]}}`

// served is a world whose portal is a small one that these tests know.
func served(t *testing.T) *world {
	w := newWorld(t)
	w.api = w.mux
	s, err := newSite(fstest.MapFS{
		"index.html": {Data: []byte(shell)}, "server.json": {Data: []byte(serverJSON)}, "favicon.svg": {Data: []byte("<svg/>")}, "manifest.webmanifest": {Data: []byte("{}")},
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
	router.GET("/robots.txt", guard(robots))
	router.GET("/sitemap.xml", guard(sitemap))
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
		{"what the build tells the server", "/server.json", "", 404, "text/html; charset=utf-8", "", "no-cache", "*"},
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
		path, want := strings.ReplaceAll(r.Path, ":id", "abc123def456ghi"), 200
		public := !slices.ContainsFunc([]string{"/publish/", "/me/", "/staff/"}, func(p string) bool { return strings.HasPrefix(path, p) })
		if path != r.Path && public {
			want = 404 // a page about a record that is not there
		}
		got := w.get(path)
		if got.Code != want || !strings.HasPrefix(got.Header().Get("Content-Type"), "text/html") || !strings.Contains(got.Body.String(), "科技云</title>") {
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
