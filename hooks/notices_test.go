package hooks

import (
	"strings"
	"testing"
	"time"

	"kejiyun/internal/store"
)

// TestNotices: what is out is read by everybody, in lists, on the home page, as
// text and in the sitemap; drafts and what is due later by nobody.
func TestNotices(t *testing.T) {
	w := served(t)
	pages := w.mux
	w.mux = w.api
	add := func(more map[string]any) string {
		return w.add("notices", with(map[string]any{"kind": "news", "title": "农艺师进村", "body": "## 现场\n近日到茶园。<script>alert(1)</script>\n- 会诊", "region": here, "status": "published"}, more)).Id
	}
	out := add(nil)
	policy := add(map[string]any{"kind": "policy", "title": "交通　补助 ", "published_at": store.Stamp(time.Now().AddDate(0, 0, -9))})
	draft := add(map[string]any{"title": "还在写", "status": "draft"})
	later := add(map[string]any{"title": "明天才发", "published_at": store.Stamp(time.Now().AddDate(0, 0, 1))})
	for id, published := range map[string]bool{out: true, draft: false} {
		r, err := w.app.FindRecordById("notices", id)
		if err != nil || store.Time(r, "published_at").IsZero() == published {
			t.Errorf("%s has the wrong day of publication: %v", id, err)
		}
	}
	for _, c := range []struct {
		query string
		want  string
	}{{"", out + policy}, {"?kind=policy", policy}, {"?kind=call", ""}, {"?q=补助", policy}, {"?q=会诊", out + policy}, {"?q=%25", ""},
		{"?region=" + here, out + policy}, {"?per_page=1&page=2", policy}} {
		r := w.call(nil, "GET", "/api/portal/news"+c.query, nil).want(t, 200)
		got := ""
		for _, one := range r.data["items"].([]any) {
			got += one.(map[string]any)["id"].(string)
		}
		if got != c.want || strings.Contains(r.body, "还在写") || strings.Contains(r.body, "明天才发") {
			t.Errorf("%q: %s", c.query, r.body)
		}
	}
	if r := w.call(nil, "GET", "/api/portal/news?kind=nonsense", nil); r.status != 400 || r.code("kind") != "unknown_choice" {
		t.Errorf("an unknown kind: %d %s", r.status, r.body)
	}
	r := w.call(nil, "GET", "/api/portal/news/"+out, nil).want(t, 200)
	if r.data["intro"] != "近日到茶园。<script>alert(1)</script> 会诊" || !strings.HasPrefix(r.data["body"].(string), "## 现场") {
		t.Errorf("a notice: %s", r.body)
	}
	home := w.call(nil, "GET", "/api/portal/home", nil).want(t, 200)
	if !strings.Contains(home.body, "交通 补助") || strings.Contains(home.body, draft) || strings.Contains(home.body, later) {
		t.Errorf("home: %s", home.body)
	}
	for _, id := range []string{draft, later, "nosuchnotice000"} {
		if r := w.call(nil, "GET", "/api/portal/news/"+id, nil); r.status != 404 || r.code("error") != "not_found" {
			t.Errorf("%s: %d %s", id, r.status, r.body)
		}
	}
	w.mux = pages
	for _, id := range []string{draft, later, "nosuchnotice000"} {
		if r := w.get("/news/" + id); r.Code != 404 || strings.Contains(r.Body.String(), "还在写") {
			t.Errorf("page of %s: %d", id, r.Code)
		}
	}
	for path, says := range map[string]string{"/": "交通 补助", "/news": "近日到茶园", "/news/" + out: "<h2>现场</h2>", "/sitemap.xml": "/news/" + policy} {
		body := w.get(path).Body.String()
		if !strings.Contains(body, says) || strings.Contains(body, "<script>alert") || strings.Contains(body, draft) || strings.Contains(body, later) {
			t.Errorf("%s: %s", path, body)
		}
	}
}
