package hooks

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

func (w *world) wish(more map[string]any) map[string]any {
	return with(map[string]any{"name": "老陈", "phone": "138 0000-0009", "topic": "想问花椒烘干找谁", "consent": true,
		"consent_version": store.SettingText(w.app, "consent.version")}, more)
}

// TestCallback: anybody may ask to be called back, once, and says what about.
func TestCallback(t *testing.T) {
	w := newWorld(t)
	if err := store.SetSetting(w.app, "site.region", here); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		why    string
		more   map[string]any
		column string
		code   string
	}{
		{"no name", map[string]any{"name": " "}, "name", "required"},
		{"no number", map[string]any{"phone": ""}, "phone", "required"},
		{"no telephone number", map[string]any{"phone": "138abc"}, "phone", "phone_invalid"},
		{"too short a number", map[string]any{"phone": "12345"}, "phone", "phone_invalid"},
		{"no topic", map[string]any{"topic": "\n"}, "topic", "required"},
		{"5,000 characters", map[string]any{"topic": strings.Repeat("问", 5000)}, "topic", "too_long"},
		{"no consent", map[string]any{"consent": false}, "consent", "consent_required"},
		{"an old consent", map[string]any{"consent_version": "1999"}, "consent", "consent_required"},
	} {
		if r := w.call(nil, "POST", "/api/portal/callbacks", w.wish(c.more)); r.status != 400 || r.code(c.column) != c.code {
			t.Errorf("%s: %d %s", c.why, r.status, r.body)
		}
	}
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	draft := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	w.call(nil, "POST", "/api/portal/callbacks", w.wish(nil)).want(t, 202)
	w.call(nil, "POST", "/api/portal/callbacks", w.wish(nil)).want(t, 202) // sent twice
	w.call(nil, "POST", "/api/portal/callbacks", w.wish(map[string]any{"topic": "还想问这一条", "collection": "needs", "record": need.Id})).want(t, 202)
	w.call(nil, "POST", "/api/portal/callbacks", w.wish(map[string]any{"topic": "和一条看不到的", "phone": "028-1234567", "collection": "needs", "record": draft.Id})).want(t, 202)
	if n := w.count("callbacks", "1=1"); n != 3 {
		t.Errorf("%d callbacks", n)
	}
	if n := w.count("callbacks", "record = '"+draft.Id+"'"); n != 0 {
		t.Error("a callback is about a page that its sender could not open")
	}
	w.call(nil, "POST", "/api/portal/callbacks", w.wish(map[string]any{"topic": "第三件"})).want(t, 202)
	if r := w.call(nil, "POST", "/api/portal/callbacks", w.wish(map[string]any{"topic": "第四件"})); r.status != 429 || r.code("error") != "callback_waiting" {
		t.Errorf("a fourth of one number: %d %s", r.status, r.body)
	}
}

// TestComplaint: who may read a page may say what is wrong with it.
func TestComplaint(t *testing.T) {
	w := newWorld(t)
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	draft := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	about := func(id string, more map[string]any) map[string]any {
		return with(map[string]any{"collection": "needs", "record": id, "reason": "false", "text": "地址不对"}, more)
	}
	for _, c := range []struct {
		why    string
		body   map[string]any
		status int
		column string
		code   string
	}{
		{"no reason", about(need.Id, map[string]any{"reason": ""}), 400, "reason", "reason_required"},
		{"an unknown reason", about(need.Id, map[string]any{"reason": "ugly"}), 400, "reason", "unknown_reason"},
		{"another reason without words", about(need.Id, map[string]any{"reason": "other", "text": ""}), 400, "text", "required"},
		{"too many words", about(need.Id, map[string]any{"text": strings.Repeat("长", 501)}), 400, "text", "too_long"},
		{"about a draft of somebody else's", about(draft.Id, nil), 404, "error", "not_found"},
		{"about nothing", about("none", nil), 404, "error", "not_found"},
		{"about an account", about(w.anna.Id, map[string]any{"collection": "members"}), 404, "error", "not_found"},
	} {
		if r := w.call(nil, "POST", "/api/portal/complaints", c.body); r.status != c.status || r.code(c.column) != c.code {
			t.Errorf("%s: %d %s", c.why, r.status, r.body)
		}
	}
	w.call(nil, "POST", "/api/portal/complaints", about(need.Id, nil)).want(t, 202)
	w.call(nil, "POST", "/api/portal/complaints", about(need.Id, nil)).want(t, 202)
	w.call(w.bert, "POST", "/api/portal/complaints", about(need.Id, nil)).want(t, 202)
	if n := w.count("complaints", "1=1"); n != 2 {
		t.Errorf("%d complaints", n)
	}
	for i := range openComplaints + 5 {
		w.call(nil, "POST", "/api/portal/complaints", about(need.Id, map[string]any{"text": fmt.Sprint("第", i)})).want(t, 202)
	}
	if n := w.count("complaints", "1=1"); n != openComplaints {
		t.Errorf("a flood left %d complaints", n)
	}
}

// TestLetterbox: the desk of the region reads and decides, once; nobody else.
func TestLetterbox(t *testing.T) {
	w := newWorld(t)
	if err := store.SetSetting(w.app, "site.region", here); err != nil {
		t.Fatal(err)
	}
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.call(nil, "POST", "/api/portal/callbacks", w.wish(nil)).want(t, 202)
	w.call(w.bert, "POST", "/api/portal/complaints", map[string]any{"collection": "needs", "record": need.Id, "reason": "outdated", "text": "已经过时"}).want(t, 202)
	callback, _ := w.app.FindFirstRecordByData("callbacks", "state", "open")
	complaint, _ := w.app.FindFirstRecordByData("complaints", "state", "open")
	for name, who := range map[string]*core.Record{"visitor": nil, "anna": w.anna, "bert": w.bert, "far": w.far, "broker": w.broker, "staff": w.staff, "leader": w.leader, "super": w.super} {
		reads := slices.Contains([]string{"broker", "staff", "leader", "super"}, name)
		r := w.call(who, "GET", "/api/portal/letterbox", nil)
		if found := strings.Contains(r.body, "花椒烘干") && strings.Contains(r.body, "已经过时"); found != reads || strings.Contains(r.body, "13800000009") || strings.Contains(r.body, w.bert.Id) {
			t.Errorf("%s reads: %d %s", name, r.status, r.body)
		}
		acts := reads && name != "leader"
		if r := w.call(who, "GET", "/api/portal/callbacks/"+callback.Id+"/contact", nil); (r.data["phone"] == "13800000009") != acts {
			t.Errorf("%s looks up the number: %d %s", name, r.status, r.body)
		}
		if r := w.call(who, "POST", "/api/portal/complaints/"+complaint.Id+"/decide", map[string]any{"state": "nonsense", "note": "x"}); (r.status == 400) != acts || r.status == 200 {
			t.Errorf("%s decides: %d %s", name, r.status, r.body)
		}
	}
	if n := w.count("events", "action = 'contact_seen' AND collection = 'callbacks'"); n != 3 {
		t.Errorf("%d looks at the number were logged", n)
	}
	if n := w.count("events", "diff LIKE '%13800000009%'"); n != 0 {
		t.Error("the number stands in the log")
	}
	if r := w.call(w.staff, "POST", "/api/portal/callbacks/"+callback.Id+"/decide", map[string]any{"state": "done"}); r.code("note") != "required" {
		t.Errorf("without a word: %s", r.body)
	}
	w.call(w.staff, "POST", "/api/portal/callbacks/"+callback.Id+"/decide", map[string]any{"state": "done", "note": "已回电"}).want(t, 200)
	if r := w.call(w.broker, "POST", "/api/portal/callbacks/"+callback.Id+"/decide", map[string]any{"state": "done", "note": "又回"}); r.status != 409 {
		t.Errorf("twice: %d %s", r.status, r.body)
	}
	w.call(w.broker, "POST", "/api/portal/complaints/"+complaint.Id+"/decide", map[string]any{"state": "upheld", "note": "已请本人更新"}).want(t, 200)
	if r := w.call(w.staff, "GET", "/api/portal/letterbox", nil); strings.Contains(r.body, "已经过时") {
		t.Errorf("still waiting: %s", r.body)
	}
	if r := w.call(w.staff, "GET", "/api/portal/letterbox?state=done", nil); !strings.Contains(r.body, "已请本人更新") || !strings.Contains(r.body, "已回电") {
		t.Errorf("decided: %s", r.body)
	}
}
