package hooks

import (
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/store"
)

// dockingWorld is a world in which anna's org has a published need and bert a
// published profile and offer.
type dockingWorld struct {
	*world
	need, offer *core.Record
}

func newDockingWorld(t testing.TB) *dockingWorld {
	w := &dockingWorld{world: newWorld(t)}
	for _, m := range []*core.Record{w.anna, w.bert} {
		w.add("contacts", map[string]any{"member": m.Id, "phone": map[string]string{"anna": "13800000001", "bert": "13900000002"}[m.GetString("name")],
			"email": m.Email(), "wechat": m.GetString("name") + "_wx88"})
	}
	w.need = w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.offer = w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.bertWorker.Id})))
	return w
}

func (w *dockingWorld) express(as *core.Record, body map[string]any) string {
	w.t.Helper()
	return w.call(as, "POST", "/api/portal/dockings", body).want(w.t, 201).data["id"].(string)
}

// interest is anna's in bert's offer for her need.
func (w *dockingWorld) interest() string {
	w.t.Helper()
	return w.express(w.anna, map[string]any{"need": w.need.Id, "offer": w.offer.Id, "message": "请来看看"})
}

func (w *dockingWorld) act(as *core.Record, id, action string, body map[string]any) reply {
	w.t.Helper()
	return w.call(as, "POST", "/api/portal/dockings/"+id+"/"+action, body)
}

func (w *dockingWorld) state(id string) string {
	w.t.Helper()
	r, err := w.app.FindRecordById("dockings", id)
	if err != nil {
		w.t.Fatal(err)
	}
	return r.GetString("state")
}

func (w *dockingWorld) status(collection, id string) string {
	w.t.Helper()
	r, err := w.app.FindRecordById(collection, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return r.GetString("status")
}

var solved = map[string]any{"outcome": map[string]any{"outcome": "contract", "contract_type": "service", "amount": 20000, "signed_at": "2026-11-01"}}

// TestFromInterestToReview walks the whole way and looks, at every step, at what
// either side gets to see.
func TestFromInterestToReview(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	at := "/api/portal/dockings/" + id
	got := w.call(w.bert, "GET", at, nil).want(t, 200)
	if got.data["me"] != "supply" || got.data["waiting"] != true || got.data["contacts_open"] != false || got.data["days_left"].(float64) != 5 {
		t.Errorf("asked: %s", got.body)
	}
	w.call(w.bert, "GET", at+"/contacts", nil).want(t, 403)
	w.call(w.anna, "GET", at+"/contacts", nil).want(t, 403)
	if r := w.act(w.anna, id, "accept", nil); r.status != 403 || r.code("error") != "not_allowed" {
		t.Errorf("the initiator accepts for the other: %s", r.body)
	}
	got = w.act(w.bert, id, "accept", nil).want(t, 200)
	if got.data["state"] != "negotiating" || got.data["contacts_open"] != true || w.status("needs", w.need.Id) != "engaged" || w.status("offers", w.offer.Id) != "engaged" {
		t.Errorf("accepted: %s", got.body)
	}
	got = w.call(w.anna, "GET", at+"/contacts", nil).want(t, 200)
	if !strings.Contains(got.body, "13900000002") || !strings.Contains(got.body, "真名bert") {
		t.Errorf("contacts of the provider: %s", got.body)
	}
	if got = w.call(w.bert, "GET", at+"/contacts", nil).want(t, 200); !strings.Contains(got.body, "13800000001") {
		t.Errorf("contacts of the org: %s", got.body)
	}
	proposed := w.act(w.anna, id, "propose", solved).want(t, 200)
	if r := w.act(w.anna, id, "confirm", nil); r.status != 409 {
		t.Errorf("confirming one's own word: %s", r.body)
	}
	seen := proposed.data["outcome"].(map[string]any)["at"]
	if r := w.act(w.bert, id, "confirm", map[string]any{"seen": "2026-01-01T00:00:00.000Z"}); r.code("error") != "outcome_changed" {
		t.Errorf("confirming what nobody saw: %s", r.body)
	}
	w.act(w.bert, id, "confirm", map[string]any{"seen": seen}).want(t, 200)
	got = w.act(w.bert, id, "complete", map[string]any{"outcome": map[string]any{"hours": 6, "people": 40}}).want(t, 200)
	if got.data["state"] != "completed" || got.data["outcome"].(map[string]any)["people"].(float64) != 40 || got.data["outcome"].(map[string]any)["amount"].(float64) != 20000 {
		t.Errorf("completed: %s", got.body)
	}
	if w.status("offers", w.offer.Id) != "published" || w.status("needs", w.need.Id) != "engaged" {
		t.Error("afterwards the offer is free again, and the need is its owner's to close")
	}
	var actions []string
	for _, ev := range got.data["timeline"].([]any) {
		actions = append(actions, ev.(map[string]any)["action"].(string)+":"+ev.(map[string]any)["by"].(string))
	}
	if s := strings.Join(actions, " "); s != "express:need accept:supply open:system propose:need confirm:supply start:supply complete:supply" {
		t.Errorf("timeline: %s", s)
	}
}

// TestDockingIsNobodyElses: to others it is not there, on every route.
func TestDockingIsNobodyElses(t *testing.T) {
	w := newDockingWorld(t)
	id, carl := w.interest(), w.member("carl")
	for _, path := range []string{"", "/contacts"} {
		for who, status := range map[*core.Record]int{nil: 401, carl: 404, w.far: 404} {
			w.call(who, "GET", "/api/portal/dockings/"+id+path, nil).want(t, status)
		}
	}
	for who, status := range map[*core.Record]int{nil: 401, carl: 404, w.far: 404, w.leader: 403} {
		w.act(who, id, "decline", map[string]any{"reason": "no_time"}).want(t, status)
	}
	w.call(w.leader, "GET", "/api/portal/dockings/"+id, nil).want(t, 200)
	if got := w.call(carl, "GET", "/api/portal/dockings?box=all", nil).want(t, 200); got.data["total"].(float64) != 0 {
		t.Errorf("somebody else's: %s", got.body)
	}
	if got := w.call(w.bert, "GET", "/api/portal/dockings?box=waiting", nil).want(t, 200); got.data["total"].(float64) != 1 {
		t.Errorf("what waits for bert: %s", got.body)
	}
	if got := w.call(w.anna, "GET", "/api/portal/dockings?box=waiting", nil).want(t, 200); got.data["total"].(float64) != 0 {
		t.Errorf("what waits for anna: %s", got.body)
	}
}

// TestNobodyWritesAStateByHand: not through the API, not in the admin UI, not by
// our own code.
func TestNobodyWritesAStateByHand(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	at := "/api/collections/dockings/records"
	for _, who := range []*core.Record{w.anna, w.bert, w.broker, w.staff, w.super} {
		for _, to := range []string{"accepted", "negotiating", "agreed", "voided", "lapsed"} {
			w.call(who, "PATCH", at+"/"+id, map[string]any{"state": to})
		}
		w.call(who, "PATCH", at+"/"+id, map[string]any{"supply_accepted_at": "2026-01-01 00:00:00Z"})
		w.call(who, "PATCH", at+"/"+id, map[string]any{"worker": w.annaWorker.Id})
		w.call(who, "DELETE", at+"/"+id, nil)
	}
	r, err := w.app.FindRecordById("dockings", id)
	if err != nil {
		t.Fatal(err)
	}
	if r.GetString("state") != "expressed" || !store.Time(r, "supply_accepted_at").IsZero() || r.GetString("worker") != w.bertWorker.Id {
		t.Errorf("changed by hand: %v", r.FieldsData())
	}
	r.Set("state", "negotiating")
	if err := w.app.Save(r); err == nil {
		t.Error("our own code set a state without a step")
	}
	w.act(w.bert, id, "accept", nil).want(t, 200)
	w.call(w.super, "PATCH", at+"/"+id, map[string]any{"state": "disputed", "dispute_note": "双方说法不一"}).want(t, 200)
	if w.state(id) != docking.StateDisputed {
		t.Error("a superuser mediates like staff")
	}
}
