package hooks

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"

	"kejiyun/pb_public"
)

// pageSecurity is the policy under which every page runs: nothing from
// elsewhere, nothing inline.
var pageSecurity = map[string]string{
	"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
		"connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "strict-origin-when-cross-origin",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(self), geolocation=(), microphone=()",
}

// site serves the built portal: files under their own names, one page for every
// route of routes.json, 404 for everything else.
type site struct {
	files  fs.FS
	page   []byte
	tags   map[string]string // file → ETag
	routes []*regexp.Regexp
}

func newSite(files fs.FS, routes []byte) (*site, error) {
	s := &site{files: files, tags: map[string]string{}}
	var list []struct {
		Path string `json:"path"`
	}
	if err := json.Unmarshal(routes, &list); err != nil {
		return nil, fmt.Errorf("routes of the portal: %w", err)
	}
	parameter := regexp.MustCompile(`:[a-z]+`)
	for _, r := range list {
		s.routes = append(s.routes, regexp.MustCompile("^"+parameter.ReplaceAllString(r.Path, `[A-Za-z0-9_-]+`)+"$"))
	}
	page, err := fs.ReadFile(files, "index.html")
	if errors.Is(err, fs.ErrNotExist) {
		page = []byte("<!doctype html><title>科技云</title><p>门户还没有编译：请先运行 make build。")
	} else if err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	s.page = page
	return s, fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		s.tags[name] = `"` + hex.EncodeToString(sum[:8]) + `"`
		return nil
	})
}

// bindPortal serves the pages behind every other route.
func bindPortal(app core.App) {
	app.OnServe().Bind(&hook.Handler[*core.ServeEvent]{Id: "kejiyunPortal", Priority: 999, Func: func(e *core.ServeEvent) error {
		s, err := newSite(pb_public.Dist(), pb_public.Routes)
		if err != nil {
			return err
		}
		e.Router.GET("/{path...}", s.serve)
		return e.Next()
	}})
}

func (s *site) serve(e *core.RequestEvent) error {
	for name, value := range pageSecurity {
		e.Response.Header().Set(name, value)
	}
	asked := e.Request.URL.Path
	name := strings.TrimPrefix(path.Clean(asked), "/")
	if tag, ok := s.tags[name]; ok && name != "index.html" && !isVariant(name) {
		return s.serveFile(e, name, tag)
	}
	if strings.HasPrefix(asked, "/api/") {
		return notFound()
	}
	if strings.HasPrefix(asked, "/assets/") { // a file of an earlier build: let the page reload itself
		e.Response.Header().Set("Cache-Control", "no-store")
		return e.NoContent(http.StatusNotFound)
	}
	status := http.StatusNotFound
	for _, r := range s.routes {
		if r.MatchString(asked) {
			status = http.StatusOK
			break
		}
	}
	return s.servePage(e, status)
}

func isVariant(name string) bool {
	return strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz")
}

// serveFile sends a built file, compressed as far as the client and the build
// allow. Names under assets/ carry a hash, so they never change.
func (s *site) serveFile(e *core.RequestEvent, name, tag string) error {
	h := e.Response.Header()
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if e.Request.Header.Get("If-None-Match") == tag {
		return e.NoContent(http.StatusNotModified)
	}
	kind := mime.TypeByExtension(path.Ext(name))
	switch {
	case path.Ext(name) == ".webmanifest": // Go does not know it, and not every host does
		kind = "application/manifest+json"
	case kind == "":
		kind = "application/octet-stream"
	}
	for _, v := range [][2]string{{"br", ".br"}, {"gzip", ".gz"}} {
		if _, ok := s.tags[name+v[1]]; ok && strings.Contains(e.Request.Header.Get("Accept-Encoding"), v[0]) {
			h.Set("Content-Encoding", v[0])
			name += v[1]
			break
		}
	}
	content, err := fs.ReadFile(s.files, name)
	if err != nil {
		return fmt.Errorf("portal file %s: %w", name, err)
	}
	return e.Blob(http.StatusOK, kind, content)
}

// servePage sends the one page of the portal with the title and description of
// what it will show, for search engines and share cards.
func (s *site) servePage(e *core.RequestEvent, status int) error {
	e.Response.Header().Set("Cache-Control", "no-cache")
	return e.Blob(status, "text/html; charset=utf-8", withHead(s.page, headOf(e)))
}
