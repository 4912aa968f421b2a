package hooks

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
)

// preview asks as somebody what a draft would match and returns the titles of
// the other sides.
func (w *world) preview(t *testing.T, body map[string]any, collection string) ([]string, reply) {
	t.Helper()
	r := w.call(w.bert, "POST", "/api/portal/preview", map[string]any{"collection": collection, "record": body}).want(t, 200)
	titles := []string{}
	for _, i := range r.data["items"].([]any) {
		item := i.(map[string]any)
		card, ok := item["offer"].(map[string]any)
		if !ok {
			card = item["need"].(map[string]any)
		}
		titles = append(titles, card["title"].(string))
	}
	return titles, r
}

// TestPreview: a member sees what a draft would match before it is published,
// never more than the match itself would show, and never his own.
func TestPreview(t *testing.T) {
	w := newWorld(t)
	offer := w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.annaWorker.Id})))
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "anonymity": "masked", "detail_to": "accepted", "detail": "密详情：红壤黏重"})))
	m := matcherOf(w.app)
	m.stop()
	m.engine = nil
	m.shown.Store(nil)
	if r := w.call(w.bert, "POST", "/api/portal/preview", map[string]any{"collection": "needs", "record": needText}).want(t, 200); r.data["ready"] != false || len(r.data["items"].([]any)) != 0 {
		t.Errorf("before the matcher is loaded: %s", r.body)
	}
	w.match()

	draft := with(needText, map[string]any{"org": w.bertOrg.Id})
	titles, r := w.preview(t, draft, "needs")
	if len(titles) != 1 || titles[0] != offer.GetString("title") || r.data["ready"] != true {
		t.Fatalf("a need that the offer answers: %s", r.body)
	}
	item := r.data["items"].([]any)[0].(map[string]any)
	if item["why"] == "" || item["grade"] == "" || len(item["terms"].([]any)) == 0 {
		t.Errorf("no reasons: %v", item)
	}
	if strings.Contains(r.body, `"score"`) {
		t.Errorf("a preview tells scores: %s", r.body)
	}
	if _, ok := item["offer"].(map[string]any)["description"]; ok {
		t.Error("a preview tells more than the card")
	}

	titles, r = w.preview(t, with(offerText, map[string]any{"worker": w.bertWorker.Id, "description": "红壤黏重的园子也能救"}), "offers")
	if len(titles) != 1 || titles[0] != need.GetString("title") {
		t.Fatalf("an offer that the need wants: %s", r.body)
	}
	for _, secret := range []string{"红壤", w.annaOrg.GetString("name"), w.annaOrg.Id} {
		if strings.Contains(r.body, secret) {
			t.Errorf("a preview tells %q of a masked need: %s", secret, r.body)
		}
	}

	// Whoever the text claims to belong to, one's own postings are not suggested.
	own := w.call(w.anna, "POST", "/api/portal/preview", map[string]any{"collection": "needs", "record": with(needText, map[string]any{"org": w.bertOrg.Id})}).want(t, 200)
	if len(own.data["items"].([]any)) != 0 {
		t.Errorf("one's own offer is suggested: %s", own.body)
	}
	if titles, r := w.preview(t, map[string]any{"title": "花椒"}, "needs"); len(titles) != 0 {
		t.Errorf("too little to go by: %s", r.body)
	}

	w.add("members", map[string]any{"email": "off@example.com", "password": "huajiao2026", "name": "off", "region": township, "verified": true})
	off, err := w.app.FindAuthRecordByEmail("members", "off@example.com")
	if err != nil {
		t.Fatal(err)
	}
	if r := w.call(off, "POST", "/api/portal/preview", map[string]any{"collection": "needs", "record": draft}).want(t, 200); r.data["reco_on"] != false || len(r.data["items"].([]any)) != 0 {
		t.Errorf("who wants no recommendations: %s", r.body)
	}
}

// TestPreviewRefuses tells who may not ask, and for what.
func TestPreviewRefuses(t *testing.T) {
	w := newWorld(t)
	body := map[string]any{"collection": "needs", "record": needText}
	w.call(nil, "POST", "/api/portal/preview", body).want(t, 401)
	w.call(w.leader, "POST", "/api/portal/preview", body).want(t, 403)
	if r := w.call(w.anna, "POST", "/api/portal/preview", map[string]any{"collection": "members"}).want(t, 400); r.code("collection") != "unknown_choice" {
		t.Errorf("an unknown collection: %s", r.body)
	}
	w.send(w.anna, "POST", "/api/portal/preview", "{").want(t, 400)
	long, err := json.Marshal(map[string]any{"collection": "needs", "record": map[string]any{"detail": strings.Repeat("花", 1<<16)}})
	if err != nil {
		t.Fatal(err)
	}
	if r := w.send(w.anna, "POST", "/api/portal/preview", string(long)); r.status < 400 {
		t.Errorf("an endless text: %d", r.status)
	}
	n, err := w.app.CountRecords("needs")
	if err != nil || n != 0 {
		t.Errorf("a preview stores %d needs, %v", n, err)
	}
	rules := w.app.Settings().RateLimits.Rules
	found := false
	for _, r := range rules {
		found = found || r.Label == "POST /api/portal/preview" && r.MaxRequests > 0
	}
	if !found {
		t.Error("nothing bounds how often one may ask")
	}
}

// TestPreviewAtDesk: the desk refines a posting of its own region and sees what
// it would match then; nothing of it is stored.
func TestPreviewAtDesk(t *testing.T) {
	w := newWorld(t)
	offer := w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.annaWorker.Id})))
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.bertOrg.Id, "title": "茶园想找人看一看怎么管", "summary": "茶园面积不大，想找人看一看以后怎么管。", "detail": "", "metrics": "", "tried": "", "fields": []string{"s04"}})))
	w.match()
	ask := func(as *core.Record, record map[string]any) reply {
		return w.call(as, "POST", "/api/portal/preview", map[string]any{"collection": "needs", "record": record})
	}
	refined := map[string]any{"id": need.Id, "title": needText["title"], "summary": needText["summary"], "fields": needText["fields"], "org": w.annaOrg.Id}
	for who, as := range map[string]*core.Record{"broker": w.broker, "staff": w.staff, "super": w.super} {
		r := ask(as, refined).want(t, 200)
		items := r.data["items"].([]any)
		if len(items) != 1 || items[0].(map[string]any)["offer"].(map[string]any)["id"] != offer.Id {
			t.Errorf("%s refines: %s", who, r.body)
		}
	}
	if got := w.kept("needs", need.Id).GetString("title"); got != "茶园想找人看一看怎么管" {
		t.Errorf("the preview was stored: %s", got)
	}
	ask(w.far, refined).want(t, 404)
	ask(w.leader, refined).want(t, 403)
	ask(nil, refined).want(t, 401)
	// A draft that is still being entered for somebody has no id yet.
	if r := ask(w.broker, with(needText, map[string]any{"org": w.annaOrg.Id, "region": township})).want(t, 200); len(r.data["items"].([]any)) != 0 {
		t.Errorf("an org is offered what its own member can do: %s", r.body)
	}
}
