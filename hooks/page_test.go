package hooks

import (
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// TestHead: what a search engine reads of a page is what a visitor may see of
// it, and never markup; what is not there for a visitor is a page that is missing.
func TestHead(t *testing.T) {
	w := served(t)
	team := w.add("teams", map[string]any{"name": "密团队", "kind": "studio", "lead": w.annaWorker.Id, "region": township, "intro": "密介绍"})
	shown := w.add("teams", map[string]any{"name": "椒业工作室", "kind": "studio", "lead": w.annaWorker.Id, "region": township, "intro": "我们治病", "verify": "unit"})
	hard := `<script>alert("$1")</script>&$0`
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "title": hard, "summary": hard + strings.Repeat("花椒", 80)})))
	draft := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	offer := w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.annaWorker.Id})))
	escaped := `&lt;script&gt;alert(&#34;$1&#34;)&lt;/script&gt;&amp;$0`
	const gone = "<title>找不到这条内容 · 科技云</title>"
	for _, c := range []struct {
		name, path  string
		status      int
		title, text string
	}{
		{"a published need", "/needs/" + need.Id, 200, "<title>" + escaped + " · 科技云</title>", `content="` + escaped + "花椒"},
		{"a published offer", "/offers/" + offer.Id, 200, "<title>" + offerText["title"].(string) + " · 科技云</title>", offerText["summary"].(string)},
		{"a team that stands in public", "/teams/" + shown.Id, 200, "<title>椒业工作室 · 科技云</title>", "我们治病"},
		{"an org", "/orgs/" + w.annaOrg.Id, 200, "<title>云溪花椒合作社 · 科技云</title>", "云溪花椒合作社"},
		{"a team that does not", "/teams/" + team.Id, 404, gone, ""},
		{"a draft", "/needs/" + draft.Id, 404, gone, ""},
		{"a need as an offer", "/offers/" + need.Id, 404, gone, ""},
		{"none", "/needs/nosuchneed00000", 404, gone, ""},
		{"a worker whose profile is not published", "/workers/" + w.annaWorker.Id, 404, gone, ""},
		{"the list", "/needs", 200, "<title>需求大厅 · 科技云</title>", ""},
		{"the home page", "/", 200, "<title>科技云</title>", "县科协的平台"},
		{"a form before its scripts are there", "/publish/need", 200, "<title>发布需求 · 科技云</title>", `<h1 tabindex="-1">发布需求</h1><p class="page-heading__lead">分几步写`},
		{"another", "/register", 200, "<title>注册 · 科技云</title>", `<h1 tabindex="-1">注册</h1><p class="page-heading__lead">`},
		{"nothing", "/nonsense", 404, "<title>没有这个页面 · 科技云</title>", "从这里继续"},
	} {
		r := w.get(c.path)
		body := r.Body.String()
		if r.Code != c.status || !strings.Contains(body, c.title) || !strings.Contains(body, c.text) || strings.Count(body, "<title>") != 1 || strings.Count(body, `name="description"`) != 1 {
			t.Errorf("%s: %d %s", c.name, r.Code, body)
		}
		if strings.Contains(body, "<script>alert") || strings.Contains(body, "密") {
			t.Errorf("%s: %s", c.name, body)
		}
		if noindex := strings.Contains(body, `content="noindex, follow"`); noindex != (c.status == 404) || strings.Contains(body, `rel="canonical"`) == noindex {
			t.Errorf("%s: noindex %v, %s", c.name, noindex, body)
		}
	}
	for _, status := range []string{"pending", "returned", "paused", "expired", "closed", "removed"} {
		w.at(need, status)
		if r := w.get("/needs/" + need.Id); r.Code != 404 || !strings.Contains(r.Body.String(), gone) || strings.Contains(r.Body.String(), "alert") {
			t.Errorf("%s: %d %s", status, r.Code, r.Body)
		}
	}
	for _, status := range []string{"published", "unconfirmed", "engaged"} {
		w.at(need, status)
		if r := w.get("/needs/" + need.Id); r.Code != 200 || !strings.Contains(r.Body.String(), escaped) {
			t.Errorf("%s: %d %s", status, r.Code, r.Body)
		}
	}
}

// TestText: a page reads without scripts, and hands the scripts the answers that
// the API would give a visitor, word for word.
func TestText(t *testing.T) {
	w := served(t)
	pages, api := w.mux, w.api
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.annaWorker.Id})))
	first := regexp.MustCompile(`<script type="application/json" id="first">(.*?)</script>`)
	for _, path := range []string{"/", "/needs", "/needs?kind=service&page=1", "/needs?q=" + url.QueryEscape("花椒"), "/offers", "/workers", "/teams", "/orgs", "/news", "/news?kind=policy", "/needs/" + need.Id, "/orgs/" + w.annaOrg.Id} {
		body := w.get(path).Body.String()
		found := first.FindStringSubmatch(body)
		if found == nil {
			t.Fatalf("%s: %s", path, body)
		}
		var answers map[string]json.RawMessage
		if err := json.Unmarshal([]byte(found[1]), &answers); err != nil || len(answers) < 2 {
			t.Fatalf("%s: %d answers, %v", path, len(answers), err)
		}
		for at, given := range answers {
			var one, other any
			w.mux = api
			asked := w.get(at).Body.String()
			w.mux = pages
			_ = json.Unmarshal(given, &one)
			_ = json.Unmarshal([]byte(asked), &other)
			a, _ := json.Marshal(one)
			b, _ := json.Marshal(other)
			if string(a) != string(b) {
				t.Errorf("%s: %s\n%s\nbut the API says\n%s", path, at, a, b)
			}
		}
	}
	body := w.get("/needs/" + need.Id).Body.String()
	for _, text := range []string{"<h1 tabindex=\"-1\">" + needText["title"].(string), needText["summary"].(string), "技术服务", "<dt>预算</dt><dd>1万—5万元</dd>", `href="/orgs/` + w.annaOrg.Id} {
		if !strings.Contains(body, text) {
			t.Errorf("the need does not say %q: %s", text, body)
		}
	}
	if strings.Contains(body, needText["detail"].(string)) || strings.Contains(body, "20000") {
		t.Errorf("the need says too much: %s", body)
	}
	if body := w.get("/needs").Body.String(); !strings.Contains(body, "共1条") || !strings.Contains(body, `<a href="/needs/`+need.Id) ||
		!strings.Contains(body, `<link rel="modulepreload" href="/assets/a-1.js"><link rel="stylesheet" href="/assets/b-2.css">`) {
		t.Errorf("the list: %s", body)
	}
	if body := w.get("/about").Body.String(); !strings.Contains(body, "<p>由县科协主办</p><h2>怎么用</h2><ul><li>一</li><li>二</li></ul>") {
		t.Errorf("about: %s", body)
	}
	// A filtered list is no page of its own; a later page of the list is.
	if body := w.get("/needs?kind=service").Body.String(); !strings.Contains(body, "noindex") {
		t.Errorf("filtered: %s", body)
	}
	for _, bad := range []string{"/needs?kind=nonsense", "/needs?page=abc", "/needs?page=1000", "/needs?region=1&field=x"} {
		if r := w.get(bad); r.Code != 200 {
			t.Errorf("%s: %d", bad, r.Code)
		}
	}
}

// TestPageIsComparedAndCompressed: a page that has not changed is not sent again.
func TestPageIsComparedAndCompressed(t *testing.T) {
	w := served(t)
	r := w.get("/needs")
	tag := r.Header().Get("ETag")
	if tag == "" || r.Header().Get("Vary") != "Accept-Encoding" {
		t.Fatalf("headers %v", r.Header())
	}
	if again := w.get("/needs", "If-None-Match", tag); again.Code != 304 || again.Body.Len() != 0 {
		t.Errorf("unchanged: %d", again.Code)
	}
	for accepted, open := range map[string]func(io.Reader) (io.Reader, error){
		"gzip":              func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"gzip, deflate, br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	} {
		small := w.get("/needs", "Accept-Encoding", accepted)
		how := small.Header().Get("Content-Encoding")
		if !strings.HasSuffix(accepted, how) || how == "" {
			t.Errorf("%s: sent as %q", accepted, how)
		}
		plain, err := open(small.Body)
		if err != nil {
			t.Fatalf("%s: %v", accepted, err)
		}
		if text, err := io.ReadAll(plain); err != nil || string(text) != r.Body.String() {
			t.Errorf("%s: %v %s", accepted, err, text)
		}
	}
	w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	if again := w.get("/needs", "If-None-Match", tag); again.Code != 200 {
		t.Errorf("changed: %d", again.Code)
	}
}

// TestSitemap names every page a visitor may open, and tells nothing of people.
func TestSitemap(t *testing.T) {
	w := served(t)
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	draft := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	w.app.Settings().Meta.AppURL = "https://kjy.example.cn"
	r := w.get("/sitemap.xml")
	var urls struct {
		Locs []string `xml:"url>loc"`
	}
	if err := xml.Unmarshal(r.Body.Bytes(), &urls); err != nil || r.Code != 200 || len(urls.Locs) < 10 {
		t.Fatalf("%d %v %s", r.Code, err, r.Body)
	}
	for _, loc := range urls.Locs {
		path, ok := strings.CutPrefix(loc, "https://kjy.example.cn")
		if got := w.get(path); !ok || got.Code != 200 {
			t.Errorf("%s: %d", loc, got.Code)
		}
	}
	body := r.Body.String()
	if !strings.Contains(body, "/needs/"+need.Id) || strings.Contains(body, draft.Id) || strings.Contains(body, w.annaWorker.Id) || strings.Contains(body, "138") {
		t.Errorf("sitemap: %s", body)
	}
	if r := w.get("/robots.txt"); !strings.Contains(r.Body.String(), "Sitemap: https://kjy.example.cn/sitemap.xml") || !strings.Contains(r.Body.String(), "Disallow: /api/") {
		t.Errorf("robots: %s", r.Body)
	}
}
