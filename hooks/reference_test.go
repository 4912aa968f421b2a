package hooks

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"kejiyun/internal/store"
)

func testSite(t *testing.T, s *scene) {
	r := s.call(nil, "GET", "/api/portal/site", nil).want(t, 200)
	for _, key := range []string{"name", "host", "phone", "icp", "police", "url", "region", "consent_version", "accent", "mail"} {
		if _, ok := r.data[key]; !ok {
			t.Errorf("no %s", key)
		}
	}
	if r.data["name"] != "科技云" || r.data["mail"] != false || r.data["consent_version"] == "" || r.header.Get("Cache-Control") != "no-store" {
		t.Errorf("site: %s", r.body)
	}
}

func testHome(t *testing.T, s *scene) {
	r := s.call(nil, "GET", "/api/portal/home", nil).want(t, 200)
	figures := r.data["figures"].(map[string]any)
	for key, want := range map[string]float64{"workers": 2, "teams": 1, "orgs": 2, "offers": 7, "needs": 4, "matches": 4} {
		if figures[key] != want {
			t.Errorf("%s: %v, want %v", key, figures[key], want)
		}
	}
	for list, path := range map[string]string{"offers": "/offers", "needs": "/needs"} {
		if n := len(r.data[list].([]any)); n > 6 {
			t.Errorf("%d %s on the home page", n, list)
		}
		if path := s.call(nil, "GET", "/api/portal"+path, nil); float64(figures[list].(float64)) != path.data["total"] {
			t.Errorf("the home page counts %v %s, the list %v", figures[list], list, path.data["total"])
		}
	}
}

func testReferenceData(t *testing.T, s *scene) {
	var below []store.RegionRow
	r := s.call(nil, "GET", "/api/portal/regions?parent="+here, nil).want(t, 200)
	if err := json.Unmarshal([]byte(r.body), &below); err != nil || len(below) < 10 || below[0].Parent != here || below[0].Level != "township" {
		t.Errorf("townships: %v %s", err, r.body)
	}
	r = s.call(nil, "GET", "/api/portal/regions", nil).want(t, 200)
	if err := json.Unmarshal([]byte(r.body), &below); err != nil || len(below) != 183 || !strings.Contains(r.body, "眉山市·洪雅县") {
		t.Errorf("counties of the province: %v, %d", err, len(below))
	}
	if r := s.call(nil, "GET", "/api/portal/regions?parent=990000000000", nil).want(t, 200); strings.TrimSpace(r.body) != "[]" {
		t.Errorf("below a place that is not: %s", r.body)
	}
	var taxonomy []store.FieldRow
	r = s.call(nil, "GET", "/api/portal/fields", nil).want(t, 200)
	if err := json.Unmarshal([]byte(r.body), &taxonomy); err != nil || len(taxonomy) < 600 || taxonomy[1].Parent != taxonomy[0].ID || len(taxonomy[1].Synonyms) == 0 {
		t.Errorf("fields: %v, %d", err, len(taxonomy))
	}
	tag := r.header.Get("ETag")
	if tag == "" || r.header.Get("Cache-Control") != "public, max-age=300" {
		t.Fatalf("headers: %v", r.header)
	}
	again := httptest.NewRequest("GET", "/api/portal/fields", nil)
	again.Header.Set("If-None-Match", tag)
	again.Header.Set("Accept-Encoding", "gzip")
	rec := httptest.NewRecorder()
	s.mux.ServeHTTP(rec, again)
	if rec.Code != 304 || rec.Body.Len() != 0 {
		t.Errorf("asked again: %d with %d bytes", rec.Code, rec.Body.Len())
	}
}

// TestNamesFollowChanges: a changed field, region or setting is seen at once,
// one whose change failed is not.
func TestNamesFollowChanges(t *testing.T) {
	s := newScene(t)
	place := func() string {
		return s.call(nil, "GET", "/api/portal/needs/"+s.ids["所需一"], nil).want(t, 200).data["place"].(map[string]any)["name"].(string)
	}
	if got := place(); got != "眉山市·洪雅县" {
		t.Errorf("on the province's site: %s", got)
	}
	tag := s.call(nil, "GET", "/api/portal/fields", nil).header.Get("ETag")
	if err := store.SetSetting(s.app, "site.region", here); err != nil {
		t.Fatal(err)
	}
	if got := place(); got != "洪雅县·止戈镇" {
		t.Errorf("on the county's own site: %s", got)
	}
	region, err := s.app.FindRecordById("regions", s.town())
	if err != nil {
		t.Fatal(err)
	}
	s.change(region, map[string]any{"name": "止戈新镇"})
	if got := place(); got != "洪雅县·止戈新镇" {
		t.Errorf("after the town was renamed: %s", got)
	}
	field, err := s.app.FindRecordById("fields", "s0601")
	if err != nil {
		t.Fatal(err)
	}
	field.Set("name", strings.Repeat("长", 100))
	if s.app.Save(field) == nil {
		t.Fatal("a name that is too long was saved")
	}
	if got := s.call(nil, "GET", "/api/portal/fields", nil).header.Get("ETag"); got != tag {
		t.Error("a change that failed is seen")
	}
	s.change(field, map[string]any{"name": "青椒树", "synonyms": []string{"绿椒"}})
	if got := s.call(nil, "GET", "/api/portal/fields", nil).header.Get("ETag"); got == tag {
		t.Error("the taxonomy's tag stays after a change")
	}
	if r := s.call(nil, "GET", "/api/portal/needs/"+s.ids["所需一"], nil); !strings.Contains(r.body, "青椒树") {
		t.Errorf("the field's new name is not shown: %s", r.body)
	}
}
