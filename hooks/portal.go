package hooks

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
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
	routes []*route
	build  built
	text   *template.Template
}

// route is one line of routes.json. Title and Lead are keys of words; what stands
// on a narrow page is as wide as a text is read well.
type route struct {
	Name   string         `json:"name"`
	Path   string         `json:"path"`
	Title  string         `json:"title"`
	Lead   string         `json:"lead"`
	Narrow bool           `json:"narrow"`
	path   *regexp.Regexp // its one group, if any, is the record's id
}

func newSite(files fs.FS, routes []byte) (*site, error) {
	s := &site{files: files, tags: map[string]string{}}
	if err := json.Unmarshal(routes, &s.routes); err != nil {
		return nil, fmt.Errorf("routes of the portal: %w", err)
	}
	parameter := regexp.MustCompile(`:[a-z]+`)
	for _, r := range s.routes {
		r.path = regexp.MustCompile("^" + parameter.ReplaceAllString(r.Path, `([A-Za-z0-9_-]+)`) + "$")
	}
	var err error
	if s.build, err = builtOf(files); err != nil {
		return nil, err
	}
	if s.text, err = s.build.Words.parse(); err != nil {
		return nil, fmt.Errorf("pages of the portal: %w", err)
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
		e.Router.GET("/robots.txt", guard(robots))
		e.Router.GET("/sitemap.xml", guard(sitemap))
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
	if tag, ok := s.tags[name]; ok && name != "index.html" && name != "server.json" && !isVariant(name) {
		return s.serveFile(e, name, tag)
	}
	if strings.HasPrefix(asked, "/api/") {
		return notFound()
	}
	if strings.HasPrefix(asked, "/assets/") { // a file of an earlier build: let the page reload itself
		e.Response.Header().Set("Cache-Control", "no-store")
		return e.NoContent(http.StatusNotFound)
	}
	for _, r := range s.routes {
		if found := r.path.FindStringSubmatch(asked); found != nil {
			return s.servePage(e, r, found[len(found)-1])
		}
	}
	return s.servePage(e, nil, "")
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
		if _, ok := s.tags[name+v[1]]; ok && accepts(e, v[0]) {
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

// servePage sends a page with its text, title and description. It is the same
// for everybody, so that it may be compared by its tag: who is signed in is known
// to the scripts alone.
func (s *site) servePage(e *core.RequestEvent, r *route, id string) error {
	p, err := s.write(e, r, id)
	if err != nil {
		return err
	}
	var files []string
	if r != nil {
		files = s.build.Files[r.Name]
	}
	content, err := s.render(p, files)
	if err != nil {
		return err
	}
	h := e.Response.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	if p.status == http.StatusOK {
		sum := sha256.Sum256(content)
		tag := `W/"` + hex.EncodeToString(sum[:8]) + `"`
		h.Set("ETag", tag)
		if e.Request.Header.Get("If-None-Match") == tag {
			return e.NoContent(http.StatusNotModified)
		}
	}
	content, how, err := compressed(e, content)
	if err != nil {
		return fmt.Errorf("compress page: %w", err)
	}
	if how != "" {
		h.Set("Content-Encoding", how)
	}
	return e.Blob(p.status, "text/html; charset=utf-8", content)
}

// brotlis are writers to be used again: a new one takes thrice as long.
var brotlis = sync.Pool{New: func() any { return brotli.NewWriterLevel(io.Discard, 5) }}

// compressed returns a page as the browser that asks for it gets it, and in which
// encoding; "" for none. Brotli at 5 takes a seventh less than gzip.
func compressed(e *core.RequestEvent, page []byte) ([]byte, string, error) {
	var small bytes.Buffer
	var w io.WriteCloser
	how := ""
	switch {
	case accepts(e, "br"):
		b := brotlis.Get().(*brotli.Writer)
		defer brotlis.Put(b)
		b.Reset(&small)
		how, w = "br", b
	case accepts(e, "gzip"):
		how, w = "gzip", gzip.NewWriter(&small)
	default:
		return page, "", nil
	}
	if _, err := w.Write(page); err != nil {
		return nil, "", err
	}
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	return small.Bytes(), how, nil
}

// accepts tells whether a browser reads an encoding.
func accepts(e *core.RequestEvent, encoding string) bool {
	return strings.Contains(e.Request.Header.Get("Accept-Encoding"), encoding)
}

var (
	titleTag       = regexp.MustCompile(`<title>[^<]*</title>`)
	descriptionTag = regexp.MustCompile(`<meta name="description" content="[^"]*"\s*/?>`)
)
