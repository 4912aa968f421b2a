package hooks

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/store"
)

// TestDeclineShowsTheNextBest to the initiator alone, and the reason to both.
func TestDeclineShowsTheNextBest(t *testing.T) {
	w := newDockingWorld(t)
	w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.worker(w.member("carl")).Id, "title": "花椒根腐病会诊与土壤改良"})))
	w.match()
	id := w.interest()
	if r := w.act(w.bert, id, "decline", nil); r.status != 400 {
		t.Errorf("declined without a reason: %s", r.body)
	}
	got := w.act(w.bert, id, "decline", map[string]any{"reason": "no_time", "note": "打我手机 13900000002 再约"}).want(t, 200)
	if got.data["instead"] != nil || strings.Contains(got.body, "13900000002") {
		t.Errorf("who declines: %s", got.body)
	}
	got = w.call(w.anna, "GET", "/api/portal/dockings/"+id, nil).want(t, 200)
	if got.data["decline_reason"] != "no_time" || strings.Contains(got.body, "13900000002") {
		t.Errorf("who was declined: %s", got.body)
	}
	other, ok := got.data["instead"].(map[string]any)
	if !ok || other["offer"].(map[string]any)["id"] == w.offer.Id {
		t.Fatalf("instead: %v", got.data["instead"])
	}
	w.express(w.anna, map[string]any{"need": w.need.Id, "offer": other["offer"].(map[string]any)["id"]})
}

// TestTakingOnePassesOverTheOthers, and each is told.
func TestTakingOnePassesOverTheOthers(t *testing.T) {
	w := newDockingWorld(t)
	carl := w.member("carl")
	w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.worker(carl).Id, "title": "果园病虫害巡诊服务"})))
	w.publishProfile(carl)
	first := w.interest()
	second := w.express(carl, map[string]any{"need": w.need.Id, "message": "我的微信 carl_wx99，电话 137 0000 1111"})
	r, err := w.app.FindRecordById("dockings", second)
	if err != nil || strings.Contains(r.GetString("message"), "1111") || r.GetString("side") != "supply" {
		t.Errorf("a contact in the message: %q (%v)", r.GetString("message"), err)
	}
	w.act(w.bert, first, "accept", nil).want(t, 200)
	w.act(w.bert, first, "propose", solved).want(t, 200)
	if w.state(second) != docking.StateExpressed {
		t.Error("passed over before anything was agreed")
	}
	w.act(w.anna, first, "confirm", nil).want(t, 200)
	if w.state(second) != docking.StatePassedOver {
		t.Errorf("the other is %s", w.state(second))
	}
	if r := w.act(w.anna, second, "accept", nil); r.code("error") != "unlawful_step" {
		t.Errorf("accepting who was passed over: %s", r.body)
	}
	r, _ = w.app.FindRecordById("dockings", second)
	told, err := listenersOf(w.app, r, []docking.Audience{docking.TellSupply, docking.TellNeed, docking.TellBroker})
	if err != nil || len(told) != 2 || told[0].Account.Id != carl.Id || told[1].Account.Id != w.anna.Id {
		t.Errorf("told: %v, %v", told, err)
	}
}

// publishProfile publishes the skill offer of a member.
func (w *dockingWorld) publishProfile(m *core.Record) {
	w.t.Helper()
	id, err := ownProfile(w.app, m.Id)
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := w.app.FindRecordById("offers", id)
	if err != nil {
		w.t.Fatal(err)
	}
	w.publish(r)
}

// TestIntroduction: the desk asks both sides, one by telephone with a proof.
func TestIntroduction(t *testing.T) {
	w := newDockingWorld(t)
	w.call(w.far, "POST", "/api/portal/dockings", map[string]any{"need": w.need.Id, "offer": w.offer.Id}).want(t, 403)
	id := w.express(w.broker, map[string]any{"need": w.need.Id, "offer": w.offer.Id})
	if got := w.act(w.anna, id, "accept", nil).want(t, 200); got.data["state"] != "expressed" || got.data["contacts_open"] != false {
		t.Errorf("one of two: %s", got.body)
	}
	w.call(w.anna, "GET", "/api/portal/dockings/"+id+"/contacts", nil).want(t, 403)
	if r := w.act(w.broker, id, "accept", map[string]any{"side": "supply"}); r.code("error") != "proof_required" {
		t.Errorf("the broker accepts without a proof: %s", r.body)
	}
	if r := w.phone(w.broker, id, "supply", nil); r.status != 400 {
		t.Errorf("no file: %s", r.body)
	}
	if r := w.phone(w.staff, id, "supply", snapshot(t)); r.status != 403 {
		t.Errorf("staff: %s", r.body)
	}
	got := w.phone(w.broker, id, "supply", snapshot(t)).want(t, 200)
	if got.data["state"] != "negotiating" || got.data["accept_way"] != "phone" {
		t.Errorf("by telephone: %s", got.body)
	}
	r, err := w.app.FindRecordById("dockings", id)
	if err != nil || len(r.GetStringSlice("accept_proof")) != 1 || r.GetString("broker") != w.broker.Id {
		t.Errorf("the proof: %v, %v", r.Get("accept_proof"), err)
	}
	w.oneStory(id)
	colleague := w.desk("broker7", here)
	for broker, status := range map[string]int{w.far.Id: 400, w.staff.Id: 400, colleague.Id: 200} {
		w.call(w.staff, "POST", "/api/portal/desk/dockings/"+id+"/hand-over", map[string]any{"broker": broker}).want(t, status)
	}
	w.call(w.anna, "POST", "/api/portal/desk/dockings/"+id+"/hand-over", map[string]any{"broker": w.broker.Id}).want(t, 403)
}

// phone records an acceptance by telephone.
func (w *dockingWorld) phone(who *core.Record, id, side string, proof []byte) reply {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("side", side)
	_ = form.WriteField("note", "下午三点本人来电同意")
	if proof != nil {
		part, err := form.CreateFormFile("proof", "proof.jpg")
		if err != nil {
			w.t.Fatal(err)
		}
		_, _ = part.Write(proof)
	}
	_ = form.Close()
	req := httptest.NewRequest("POST", "/api/portal/desk/dockings/"+id+"/accept-by-phone", &body)
	req.Header.Set("Content-Type", form.FormDataContentType())
	token, err := who.NewAuthToken()
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", token)
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, req)
	return reply{status: rec.Code, body: rec.Body.String(), header: rec.Header(), data: decoded(rec.Body.String())}
}

// TestAnonymousNeed: its org stays nobody until both have accepted, on every page.
func TestAnonymousNeed(t *testing.T) {
	w := newDockingWorld(t)
	masked := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "anonymity": "masked", "detail_to": "accepted", "detail": "厂区在河东，每天排水三百吨。"})))
	w.publishProfile(w.bert)
	id := w.express(w.bert, map[string]any{"need": masked.Id})
	name := w.annaOrg.GetString("name")
	pages := []string{"/api/portal/dockings/" + id, "/api/portal/dockings", "/api/portal/needs/" + masked.Id}
	for _, page := range pages {
		if got := w.call(w.bert, "GET", page, nil).want(t, 200); strings.Contains(got.body, name) || strings.Contains(got.body, w.annaOrg.Id) || strings.Contains(got.body, "三百吨") {
			t.Errorf("%s tells before acceptance: %s", page, got.body)
		}
	}
	w.act(w.anna, id, "accept", nil).want(t, 200)
	for _, page := range []string{pages[0], pages[2]} {
		if got := w.call(w.bert, "GET", page, nil).want(t, 200); !strings.Contains(got.body, name) {
			t.Errorf("%s keeps it after acceptance: %s", page, got.body)
		}
	}
	if got := w.call(w.bert, "GET", pages[2], nil); !strings.Contains(got.body, "三百吨") || got.data["amount"].(float64) != 20000 {
		t.Errorf("details after acceptance: %s", got.body)
	}
	if got := w.call(w.member("carl"), "GET", pages[2], nil).want(t, 200); strings.Contains(got.body, name) || strings.Contains(got.body, "三百吨") {
		t.Errorf("others still see nothing: %s", got.body)
	}
	w.act(w.bert, id, "fail", map[string]any{"note": "没有谈成"}).want(t, 200)
	if got := w.call(w.bert, "GET", pages[2], nil).want(t, 200); strings.Contains(got.body, "三百吨") {
		t.Errorf("closed again once it failed: %s", got.body)
	}
	w.call(w.bert, "GET", pages[0]+"/contacts", nil).want(t, 403)
}

// TestClosingEndsInterests, and tells those who go on.
func TestClosingEndsInterests(t *testing.T) {
	w := newDockingWorld(t)
	w.publishProfile(w.bert)
	mine, second := w.interest(), w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "title": "另一片花椒园子也要诊断，面积八十亩"})))
	going := w.express(w.anna, map[string]any{"need": second.Id, "offer": w.offer.Id})
	w.act(w.bert, going, "accept", nil).want(t, 200)
	w.call(w.anna, "POST", "/api/portal/needs/"+w.need.Id+"/close", map[string]any{"close_reason": "elsewhere"}).want(t, 200)
	if w.state(mine) != docking.StateWithdrawn {
		t.Errorf("one's own interest is %s", w.state(mine))
	}
	w.call(w.anna, "POST", "/api/portal/needs/"+second.Id+"/close", map[string]any{"close_reason": "solved_here"}).want(t, 200)
	got := w.call(w.bert, "GET", "/api/portal/dockings/"+going, nil).want(t, 200)
	if got.data["state"] != "negotiating" || !strings.Contains(got.body, goneEvent) {
		t.Errorf("what both accepted goes on: %s", got.body)
	}
	third := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "title": "第三片花椒园子也要诊断，面积五十亩"})))
	asked := w.express(w.bert, map[string]any{"need": third.Id})
	w.call(w.staff, "POST", "/api/portal/needs/"+third.Id+"/remove", map[string]any{"note": "内容不实"}).want(t, 200)
	if w.state(asked) != docking.StatePassedOver {
		t.Errorf("an interest in what staff removed is %s", w.state(asked))
	}
}

// TestLeavingEndsDockings: an account that is deleted leaves nobody waiting.
func TestLeavingEndsDockings(t *testing.T) {
	w := newDockingWorld(t)
	second := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "title": "另一片花椒园子也要诊断，面积八十亩"})))
	asked, going := w.interest(), w.express(w.anna, map[string]any{"need": second.Id, "offer": w.offer.Id})
	w.act(w.bert, going, "accept", nil).want(t, 200)
	w.call(w.bert, "POST", "/api/portal/me/delete", map[string]any{"password": "huajiao2026"}).want(t, 204)
	if w.state(asked) != docking.StatePassedOver || w.state(going) != docking.StateFailed {
		t.Errorf("asked %s, negotiated %s", w.state(asked), w.state(going))
	}
	w.oneStory(asked)
	w.oneStory(going)
	if w.status("needs", second.Id) != "published" {
		t.Error("the need is free again")
	}
}

// TestRefusedBeginnings: what nobody may begin.
func TestRefusedBeginnings(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	own := w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.annaWorker.Id})))
	draft := w.add("offers", with(offerText, map[string]any{"worker": w.bertWorker.Id}))
	both := map[string]any{"need": w.need.Id, "offer": w.offer.Id}
	for _, c := range []struct {
		name   string
		as     *core.Record
		body   map[string]any
		status int
		code   string
	}{
		{"a visitor", nil, both, 401, "auth_required"},
		{"a leader", w.leader, both, 403, "not_allowed"},
		{"somebody else", w.member("carl"), both, 403, "not_allowed"},
		{"nothing named", w.anna, map[string]any{}, 400, "docking_parties"},
		{"a draft", w.anna, map[string]any{"need": w.need.Id, "offer": draft.Id}, 404, "not_found"},
		{"one's own offer", w.anna, map[string]any{"need": w.need.Id, "offer": own.Id}, 409, "both_yours"},
		{"twice", w.anna, both, 409, "docking_exists"},
		{"the other way round", w.bert, both, 409, "docking_exists"},
	} {
		r := w.call(c.as, "POST", "/api/portal/dockings", c.body)
		if r.status != c.status || r.code("error") != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	w.bertWorker.Set("availability", "paused")
	if err := w.app.Save(w.bertWorker); err != nil {
		t.Fatal(err)
	}
	if r := w.act(w.bert, id, "accept", nil); r.code("error") != "provider_paused" {
		t.Errorf("paused: %s", r.body)
	}
	w.anna.SetVerified(false)
	if err := w.app.Save(w.anna); err != nil {
		t.Fatal(err)
	}
	if r := w.call(w.anna, "POST", "/api/portal/dockings", map[string]any{"need": w.need.Id, "offer": w.offer.Id}); r.status != 403 || r.code("error") != "unverified_account" {
		t.Errorf("an account that nobody confirmed: %d %s", r.status, r.body)
	}
}

// TestBusyReachesTheMatcher: what a provider has on hand and how they answer is
// known to the engine, whichever way it reads.
func TestBusyReachesTheMatcher(t *testing.T) {
	w := newDockingWorld(t)
	w.act(w.bert, w.interest(), "accept", nil).want(t, 200)
	r, err := w.app.FindRecordById("offers", w.offer.Id)
	if err != nil {
		t.Fatal(err)
	}
	one, err := store.Offer(w.app, r)
	if err != nil {
		t.Fatal(err)
	}
	want := "1 1 1"
	if got := fmt.Sprint(one.Open, one.Asked, one.Answered); got != want {
		t.Errorf("one offer: %s", got)
	}
	found := false
	for o, err := range store.OfferStream(w.app) {
		if err != nil {
			t.Fatal(err)
		}
		if o.ID == w.offer.Id {
			found = fmt.Sprint(o.Open, o.Asked, o.Answered) == want
		}
	}
	if !found {
		t.Error("the stream of offers does not know")
	}
	suppliers, err := store.SuppliersOf(w.app, []string{w.offer.Id}, store.Time(r, "created"))
	if err != nil || len(suppliers) == 0 || suppliers[0].Open != 1 {
		t.Errorf("suppliers: %+v, %v", suppliers, err)
	}
}
