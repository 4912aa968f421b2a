package hooks

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
)

// deskForm sends a body of JSON with one file beside it, as the portal does.
func (w *world) deskForm(as *core.Record, url string, body any, column, name string, data []byte) reply {
	w.t.Helper()
	var sent bytes.Buffer
	form := multipart.NewWriter(&sent)
	text, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	part, err := form.CreateFormFile(column, name)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		w.t.Fatal(err)
	}
	if err := form.WriteField("@jsonPayload", string(text)); err != nil {
		w.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		w.t.Fatal(err)
	}
	req := httptest.NewRequest("POST", url, &sent)
	req.Header.Set("Content-Type", form.FormDataContentType())
	token, err := as.NewAuthToken()
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", token)
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, req)
	return reply{status: rec.Code, body: rec.Body.String(), header: rec.Header(), data: decoded(rec.Body.String())}
}

// Bodies of proxy entries that have nothing wrong with them.
var (
	byRecording = map[string]any{"how": "recording", "note": "录音 2026-0112"}
	reachable   = map[string]any{"phone": "138 0000 7777", "best_time": "中午"}
	orgBody     = map[string]any{"name": "柳江竹编厂", "uscc": "", "type": "enterprise", "region": township, "address": "柳江镇一组"}
	workerBody  = map[string]any{"display_name": "赵师傅", "real_name": "赵铁山", "unit": "柳江镇", "title_level": "local_expert", "fields": []string{"s0601"},
		"keywords": []string{"花椒", "嫁接"}, "intro": "种花椒四十年，会嫁接、修剪，能看根腐病，附近三个村都请他上门。", "region": township, "radius": "county", "modes": []string{"on_site"}}
)

func entryOf(record map[string]any, more map[string]any) map[string]any {
	return with(map[string]any{"record": record, "contact": reachable, "consent": byRecording, "submit": true}, more)
}

// TestEntry: the desk enters an org, a worker and a need for people without an
// account; each leaves a consent, a contact and an event.
func TestEntry(t *testing.T) {
	w := newWorld(t)
	org := w.call(w.broker, "POST", "/api/portal/desk/orgs", entryOf(with(orgBody, map[string]any{"uscc": uscc("91510000000000077"), "verify": "association", "members": []string{w.bert.Id}}), nil)).want(t, 201)
	id := org.data["id"].(string)
	r := w.kept("orgs", id)
	if r.GetString("verify") != "none" || len(r.GetStringSlice("members")) != 0 || r.GetString("entered_by") != w.broker.Id {
		t.Errorf("org: %v", r.PublicExport())
	}
	if n := w.count("contacts", "org = '"+id+"' AND phone = '13800007777'"); n != 1 {
		t.Errorf("%d contacts of the org", n)
	}
	if n := w.count("consents", "org = '"+id+"' AND purpose = 'proxy' AND how = 'recording' AND by = '"+w.broker.Id+"'"); n != 1 {
		t.Errorf("%d consents of the org", n)
	}

	need := w.call(w.broker, "POST", "/api/portal/desk/needs", entryOf(with(needText, map[string]any{"org": id, "status": "published"}), map[string]any{"consent": nil, "contact": nil})).want(t, 201)
	n := w.kept("needs", need.data["id"].(string))
	if n.GetString("status") != "pending" || n.GetString("proxy_consent") != org.data["consent"] || n.GetString("entered_by") != w.broker.Id {
		t.Errorf("need: %v", n.PublicExport())
	}
	if got := w.events("needs", n.Id); !slices.Equal(got, []string{"create", "submit"}) {
		t.Errorf("events of the need: %v", got)
	}

	worker := w.deskForm(w.staff, "/api/portal/desk/workers", entryOf(workerBody, map[string]any{"consent": map[string]any{"how": "photo"}}), "proof", "授权书.jpg", snapshot(t)).want(t, 201)
	offer := w.kept("offers", worker.data["offer"].(string))
	if offer.GetString("status") != "pending" || offer.GetString("proxy_consent") != worker.data["consent"] {
		t.Errorf("offer of the worker: %v", offer.PublicExport())
	}
	consent := w.kept("consents", worker.data["consent"].(string))
	if len(consent.GetStringSlice("proof")) != 1 || consent.GetString("worker") != worker.data["id"] {
		t.Errorf("consent: %v", consent.PublicExport())
	}
	if got := w.events("consents", consent.Id); !slices.Equal(got, []string{"create"}) {
		t.Errorf("events of the consent: %v", got)
	}
	page := w.call(nil, "GET", "/api/portal/workers/"+worker.data["id"].(string), nil)
	if page.status != 404 || strings.Contains(page.body, "13800007777") {
		t.Errorf("not published yet: %d %s", page.status, page.body)
	}
}

// TestEntryTwice: the same entry sent again after a lost answer is kept once.
func TestEntryTwice(t *testing.T) {
	w := newWorld(t)
	body := entryOf(with(workerBody, map[string]any{"id": "proxyworker0001"}), nil)
	first := w.call(w.broker, "POST", "/api/portal/desk/workers", body).want(t, 201)
	again := w.call(w.broker, "POST", "/api/portal/desk/workers", body).want(t, 200)
	if first.data["offer"] != again.data["offer"] || again.data["status"] != "pending" || w.count("consents", "purpose = 'proxy'") != 1 {
		t.Errorf("again: %s after %s", again.body, first.body)
	}
}

// TestEntryRefused: who may not, and what is missing; nothing of it is kept.
func TestEntryRefused(t *testing.T) {
	w := newWorld(t)
	good := entryOf(workerBody, nil)
	for _, c := range []struct {
		name   string
		as     *core.Record
		what   string
		body   map[string]any
		status int
		column string
		code   string
	}{
		{"a visitor", nil, "workers", good, 401, "error", "auth_required"},
		{"a member", w.anna, "workers", good, 403, "error", "sign_in_as_staff"},
		{"a leader", w.leader, "workers", good, 403, "error", "sign_in_as_staff"},
		{"a broker elsewhere", w.far, "workers", good, 400, "region", "not_allowed"},
		{"no telephone", w.broker, "workers", entryOf(workerBody, map[string]any{"contact": map[string]any{"wechat": "zhao"}}), 400, "phone", "required"},
		{"a wrong telephone", w.broker, "workers", entryOf(workerBody, map[string]any{"contact": map[string]any{"phone": "12"}}), 400, "phone", "phone_invalid"},
		{"no consent", w.broker, "workers", entryOf(workerBody, map[string]any{"consent": nil}), 400, "how", "proxy_consent_required"},
		{"a tick is no consent of somebody else", w.broker, "workers", entryOf(workerBody, map[string]any{"consent": map[string]any{"how": "ticked", "note": "x"}}), 400, "how", "unknown_choice"},
		{"a recording without a number", w.broker, "workers", entryOf(workerBody, map[string]any{"consent": map[string]any{"how": "recording"}}), 400, "note", "consent_proof"},
		{"a photo without a picture", w.broker, "workers", entryOf(workerBody, map[string]any{"consent": map[string]any{"how": "photo", "note": "已拍"}}), 400, "proof", "consent_proof"},
		{"an org that exists", w.broker, "orgs", entryOf(with(orgBody, map[string]any{"uscc": "91350100M000100Y43"}), nil), 400, "uscc", "uscc_taken"},
		{"an org with a wrong code", w.broker, "orgs", entryOf(with(orgBody, map[string]any{"uscc": "91350100M000100Y4Z"}), nil), 400, "uscc", "uscc_invalid"},
		{"a need of nobody", w.broker, "needs", entryOf(needText, nil), 400, "org", "org_unknown"},
		{"a need with contacts in its title", w.broker, "needs", entryOf(with(needText, map[string]any{"org": w.annaOrg.Id, "title": "花椒黄叶请打13812345678"}), nil), 400, "title", "contact_in_text"},
		{"a need without fields", w.broker, "needs", entryOf(with(needText, map[string]any{"org": w.annaOrg.Id, "fields": []string{}}), nil), 400, "fields", "required"},
	} {
		if r := w.call(c.as, "POST", "/api/portal/desk/"+c.what, c.body); r.status != c.status || r.code(c.column) != c.code {
			t.Errorf("%s: %d %s, want %d %s", c.name, r.status, r.body, c.status, c.code)
		}
	}
	for collection, what := range map[string]string{"consents": "purpose = 'proxy'", "workers": "display_name = '赵师傅'", "contacts": "worker != ''", "needs": "id != ''"} {
		if n := w.count(collection, what); n != 0 {
			t.Errorf("%d %s were kept", n, collection)
		}
	}
}

// kept reads a record as it stands in the database.
func (w *world) kept(collection, id string) *core.Record {
	w.t.Helper()
	r, err := w.app.FindRecordById(collection, id)
	if err != nil {
		w.t.Fatalf("%s %s: %v", collection, id, err)
	}
	return r
}
