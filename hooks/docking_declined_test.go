package hooks

import "testing"

// TestDeclinedPairStaysAway: who was declined does not ask about the same pair
// again until one of its two records says something else; who declined may change
// their mind, and the desk may bring the two together.
func TestDeclinedPairStaysAway(t *testing.T) {
	w := newDockingWorld(t)
	both := map[string]any{"need": w.need.Id, "offer": w.offer.Id}
	decline := func(id string) {
		t.Helper()
		w.act(w.bert, id, "decline", map[string]any{"reason": "no_time"}).want(t, 200)
	}
	refused := func(when string) {
		t.Helper()
		if r := w.call(w.anna, "POST", "/api/portal/dockings", both); r.status != 409 || r.code("error") != "declined_before" {
			t.Errorf("%s: %d %s", when, r.status, r.body)
		}
	}
	decline(w.interest())
	refused("right after")
	w.changeNeed()
	decline(w.express(w.anna, both))
	refused("declined once more")
	w.call(w.broker, "POST", "/api/portal/dockings", both).want(t, 201)
}

// changeNeed lets the owner of the need change it, after which it is public again.
func (w *dockingWorld) changeNeed() {
	w.t.Helper()
	w.call(w.anna, "PATCH", "/api/collections/needs/records/"+w.need.Id, map[string]any{"tried": "自己打过三次药，没有效果，已经死树三百株"}).want(w.t, 200)
	if w.need = w.reload(w.need); w.need.GetString("status") != "published" {
		w.need = w.publish(w.need)
	}
}

// TestWhoDeclinedMayAsk: a no can be taken back by the side that said it.
func TestWhoDeclinedMayAsk(t *testing.T) {
	w := newDockingWorld(t)
	w.act(w.bert, w.interest(), "decline", map[string]any{"reason": "no_time"}).want(t, 200)
	w.express(w.bert, map[string]any{"need": w.need.Id, "offer": w.offer.Id})
}

// TestOtherPairsOfDeclined: another offer of the same worker is another pair.
func TestOtherPairsOfDeclined(t *testing.T) {
	w := newDockingWorld(t)
	w.act(w.bert, w.interest(), "decline", map[string]any{"reason": "wrong_field"}).want(t, 200)
	other := w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.bertWorker.Id, "title": "花椒园土壤检测与施肥方案，上门取样"})))
	w.express(w.anna, map[string]any{"need": w.need.Id, "offer": other.Id})
}
