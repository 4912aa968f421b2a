package hooks

import (
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
)

// TestMainJob: a worker registers and publishes a profile, an org publishes a
// need through a return, both see the match and its why, nobody sees a contact.
func TestMainJob(t *testing.T) {
	w := newWorld(t)
	w.call(nil, "POST", "/api/portal/register", map[string]any{"login": "13912345678", "password": "huajiao2026", "name": "周农", "region": township,
		"adult": true, "consent": true, "consent_version": "2026-11"}).want(t, 202)
	zhou, err := w.app.FindFirstRecordByData("members", "phone", "13912345678")
	if err != nil {
		t.Fatal(err)
	}
	w.call(nil, "POST", "/api/collections/members/auth-with-password", map[string]any{"identity": "13912345678", "password": "huajiao2026"}).want(t, 200)
	made := w.call(zhou, "POST", "/api/collections/workers/records", map[string]any{"member": zhou.Id, "display_name": "周老师", "real_name": "周农", "unit": "退休",
		"title_level": "local_expert", "fields": []string{"s0603"}, "keywords": []string{"花椒根腐病"}, "intro": "种花椒三十年，治根腐病、死树有一套：开沟排水、换土、药剂灌根，救活过八百亩椒园。", "region": township,
		"radius": "county", "modes": []string{"on_site", "phone_advice"}, "fee": "free"}).want(t, 200)
	me := w.call(zhou, "GET", "/api/portal/me", nil).want(t, 200)
	worker := me.data["worker"].(map[string]any)
	if worker["id"] != made.data["id"] || worker["status"] != "draft" {
		t.Fatalf("worker on own page: %v", worker)
	}
	skill := "/api/portal/offers/" + worker["offer"].(string)
	if got := w.call(zhou, "POST", skill+"/submit", nil).want(t, 403).code("error"); got != "unverified_account" {
		t.Fatalf("unconfirmed phone account submits: %s", got)
	}
	w.call(w.far, "POST", "/api/portal/members/"+zhou.Id+"/confirm", nil).want(t, 404)
	w.call(w.staff, "POST", "/api/portal/members/"+zhou.Id+"/confirm", nil).want(t, 204)
	zhou, _ = w.app.FindRecordById("members", zhou.Id)
	if got := w.call(zhou, "POST", skill+"/submit", nil).want(t, 400).code("consent"); got != "consent_public" {
		t.Fatalf("a profile goes public without consent: %s", got)
	}
	w.call(zhou, "POST", skill+"/submit", map[string]any{"consent": true}).want(t, 200)
	w.call(w.staff, "POST", skill+"/publish", nil).want(t, 200)

	need := w.call(w.anna, "POST", "/api/collections/needs/records", with(needText, map[string]any{"org": w.annaOrg.Id})).want(t, 200)
	url := "/api/portal/needs/" + need.data["id"].(string)
	w.app.DB().Update("orgs", dbx.Params{"verify": "none"}, dbx.HashExp{"id": w.annaOrg.Id}).Execute() // so that it goes to review
	w.call(w.anna, "POST", url+"/submit", nil).want(t, 200)
	w.call(w.anna, "POST", url+"/publish", nil).want(t, 403)
	w.call(w.bert, "POST", url+"/pause", nil).want(t, 404)
	w.call(w.leader, "POST", url+"/publish", nil).want(t, 403)
	if got := w.call(w.staff, "POST", url+"/return", map[string]any{"reasons": []string{}}).want(t, 400).code("error"); got != "reason_required" {
		t.Fatalf("return without a reason: %s", got)
	}
	w.call(w.staff, "POST", url+"/return", map[string]any{"reasons": []string{"too_vague"}, "note": "请写上树龄"}).want(t, 200)
	if wait := w.call(w.anna, "GET", "/api/portal/me", nil).body; !strings.Contains(wait, "请写上树龄") {
		t.Fatalf("the owner is not told why it came back: %s", wait)
	}
	w.call(w.anna, "PATCH", "/api/collections/needs/records/"+need.data["id"].(string), map[string]any{"tried": "灌过多菌灵两次；树龄八年。"}).want(t, 200)
	w.call(w.anna, "POST", url+"/submit", nil).want(t, 200)
	w.call(w.staff, "POST", url+"/publish", nil).want(t, 200)
	w.match()

	for _, c := range []struct{ name, body, want string }{
		{"the worker sees the need", w.call(zhou, "GET", "/api/portal/me/matches", nil).want(t, 200).body, "两百亩花椒树"},
		{"the org sees the worker", w.call(w.anna, "GET", url+"/matches", nil).want(t, 200).body, "周老师"},
		{"with a why", w.call(w.anna, "GET", url+"/matches", nil).body, `"why":"`},
	} {
		if !strings.Contains(c.body, c.want) {
			t.Errorf("%s: %s", c.name, c.body)
		}
		for _, secret := range []string{"13912345678", "anna@example.com", "13800000001", `周农"`} {
			if strings.Contains(c.body, secret) {
				t.Errorf("%s, but the answer tells %s", c.name, secret)
			}
		}
	}
	want := []string{"create", "submit", "return", "update", "submit", "publish"}
	if got := w.events("needs", need.data["id"].(string)); !slices.Equal(got, want) {
		t.Errorf("events %v, want %v", got, want)
	}

	w.call(w.anna, "POST", url+"/pause", nil).want(t, 200)
	w.match()
	if body := w.call(zhou, "GET", "/api/portal/me/matches", nil).body; strings.Contains(body, "两百亩花椒树") {
		t.Errorf("a paused need is still suggested: %s", body)
	}
}

// TestQueueSurvivesACrash: what was committed is matched by whoever comes next.
func TestQueueSurvivesACrash(t *testing.T) {
	w := newWorld(t)
	w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.bertWorker.Id})))
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	matcherOf(w.app).stop() // the process dies with the queue as it is
	w.app.Store().Set(matcherKey, newMatcher())
	w.match()
	n, err := w.app.CountRecords("matches", dbx.HashExp{"need": need.Id, "active": true})
	if err != nil || n == 0 {
		t.Fatalf("%d matches after the crash, %v", n, err)
	}
	if open, err := w.app.CountRecords("match_queue", dbx.HashExp{"applied_at": ""}); err != nil || open != 0 {
		t.Fatalf("%d changes still open, %v", open, err)
	}
}

// TestAdminEditsObeyTheLaws: a superuser may take the steps staff may take, by
// editing the status, and no other.
func TestAdminEditsObeyTheLaws(t *testing.T) {
	w := newWorld(t)
	need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	url := "/api/collections/needs/records/" + need.Id
	if got := w.call(w.super, "PATCH", url, map[string]any{"status": "published"}).want(t, 409).code("error"); got != "state_by_hand" {
		t.Errorf("draft to published by hand: %s", got)
	}
	w.call(w.super, "PATCH", url, map[string]any{"status": "pending"}).want(t, 200)
	if got := w.call(w.super, "PATCH", url, map[string]any{"status": "returned"}).want(t, 400).code("error"); got != "reason_required" {
		t.Errorf("return by hand without a reason: %s", got)
	}
	w.call(w.super, "PATCH", url, map[string]any{"status": "published"}).want(t, 200)
	if got := w.call(w.super, "GET", url, nil).data["valid_until"]; got == "" {
		t.Error("published by hand without a day until which it is valid")
	}
	if got := w.call(w.super, "PATCH", url, map[string]any{"title": ""}).want(t, 400).code("title"); got != "required" {
		t.Errorf("a published need without a title: %s", got)
	}
	if got := w.call(w.super, "PATCH", url, map[string]any{"summary": "有意者请打电话 13912345678 联系，急需专家到现场看花椒树。"}).want(t, 400).code("summary"); got != "contact_in_text" {
		t.Errorf("a phone number in public text: %s", got)
	}
	w.call(w.super, "POST", "/api/collections/needs/records", with(needText, map[string]any{"org": w.annaOrg.Id, "status": "published"})).want(t, 409)
	for _, sql := range []string{"UPDATE events SET action = 'x'", "DELETE FROM events"} {
		if _, err := w.app.DB().NewQuery(sql).Execute(); err == nil {
			t.Errorf("%s went through", sql)
		}
	}
}
