package hooks

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
)

// TestRegisterLanguage: an account reads the language its form was read in, and
// its member may change how the portal is shown.
func TestRegisterLanguage(t *testing.T) {
	w := newWorld(t)
	for email, c := range map[string][2]string{"english@example.com": {"en", "en"}, "chinese@example.com": {"zh-CN", "zh-CN"}, "silent@example.com": {"", "zh-CN"},
		"browser@example.com": {"en-US,en;q=0.9", "zh-CN"}} {
		accepted, want := c[0], c[1]
		body, err := json.Marshal(with(form, map[string]any{"login": email}))
		if err != nil {
			t.Fatal(err)
		}
		req := httptest.NewRequest("POST", "/api/portal/register", strings.NewReader(string(body)))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept-Language", accepted)
		rec := httptest.NewRecorder()
		w.mux.ServeHTTP(rec, req)
		m, err := w.app.FindAuthRecordByEmail("members", email)
		if rec.Code != 202 || err != nil || m.GetString("locale") != want {
			t.Errorf("%q: %d %s %v", accepted, rec.Code, rec.Body, err)
		}
	}
	change := map[string]any{"text_size": "xlarge", "high_contrast": true, "locale": "en"}
	r := w.call(w.anna, "PATCH", "/api/collections/members/records/"+w.anna.Id, change).want(t, 200)
	if r.data["text_size"] != "xlarge" || r.data["high_contrast"] != true {
		t.Errorf("changed to %s", r.body)
	}
	if r := w.call(w.anna, "PATCH", "/api/collections/members/records/"+w.anna.Id, map[string]any{"text_size": "huge"}); r.status != 400 {
		t.Errorf("a size that is none: %d", r.status)
	}
	for _, colleague := range []*core.Record{w.staff, w.leader} {
		at := "/api/collections/staff/records/" + colleague.Id
		if r := w.call(colleague, "PATCH", at, change).want(t, 200); r.data["text_size"] != "xlarge" || r.data["locale"] != "en" {
			t.Errorf("staff changed to %s", r.body)
		}
		if r := w.call(w.anna, "PATCH", at, change); r.status != 404 {
			t.Errorf("a member changes how a colleague reads: %d", r.status)
		}
	}
}
