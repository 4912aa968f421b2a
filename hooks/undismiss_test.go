package hooks

import (
	"slices"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// TestDismissedPairsReturnWhenSomethingChanged: a pair stays dismissed while
// both sides say the same, whatever is confirmed or mended, and may return once
// one of them says something else.
func TestDismissedPairsReturnWhenSomethingChanged(t *testing.T) {
	w := newWorld(t)
	offer := w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.bertWorker.Id})))
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.match()
	pair := func() *core.Record {
		return must(w.app.FindFirstRecordByFilter("matches", "need = {:n} && offer = {:o}", dbx.Params{"n": need.Id, "o": offer.Id}))
	}
	patch := func(who, r *core.Record, body map[string]any) {
		t.Helper()
		w.call(who, "PATCH", "/api/collections/"+r.Collection().Name+"/records/"+r.Id, body).want(t, 200)
	}
	long := "去年冬天改了排水沟，也换过一批嫁接苗，今年雨季以后低洼处的树还是从下往上黄，挖开有白色菌丝，闻着有酒糟味。"
	for _, c := range []struct {
		name    string
		do      func()
		returns bool
	}{
		{"the need is confirmed", func() { w.step(w.anna, need, "pause", nil); w.step(w.anna, need, "resume", nil) }, false},
		{"a word of the need is mended", func() { patch(w.anna, need, map[string]any{"tried": "灌过多菌灵三次，效果不明显。"}) }, false},
		{"the need's exact budget is told", func() { patch(w.anna, need, map[string]any{"amount": 21000}) }, false},
		{"the offer's owner gets another title", func() { patch(w.bert, w.bertWorker, map[string]any{"title_level": "local_expert"}) }, false},
		{"the queue and the night go on", func() { must(w.newProcess().rematchAll(t.Context(), w.app, time.Now())) }, false},
		{"the need is told in more detail", func() { patch(w.anna, need, map[string]any{"detail": long}) }, true},
		{"the need has another budget", func() { patch(w.anna, need, map[string]any{"budget": "5_20"}) }, true},
		{"the offer reaches further", func() { patch(w.bert, offer, map[string]any{"radius": "province"}) }, true},
		{"the offer is told otherwise", func() { patch(w.bert, offer, map[string]any{"advantages": long}) }, true},
		{"the need changes while it is paused", func() {
			w.step(w.anna, need, "pause", nil)
			patch(w.anna, need, map[string]any{"cooperation": []string{"service"}})
			w.step(w.anna, need, "resume", nil)
		}, true},
	} {
		w.call(w.anna, "POST", "/api/portal/matches/"+pair().Id+"/dismiss", map[string]any{"reason": "wrong_field"})
		w.match()
		if m := pair(); m.GetBool("active") || m.GetString("dismissed_by") != "need" {
			t.Fatalf("before %s: not dismissed: %v", c.name, m.PublicExport())
		}
		events := len(w.events("matches", pair().Id))
		c.do()
		w.match()
		m := pair()
		if m.GetBool("active") != c.returns || (m.GetString("dismissed_by") == "") != c.returns || (m.GetString("dismissed_at") == "") != c.returns {
			t.Errorf("%s: active %v, dismissed by %q at %q", c.name, m.GetBool("active"), m.GetString("dismissed_by"), m.GetString("dismissed_at"))
		}
		if got := w.events("matches", m.Id)[events:]; slices.Equal(got, []string{"restore"}) != c.returns {
			t.Errorf("%s: events %v", c.name, got)
		}
	}
	w.newProcess()
	w.call(w.anna, "POST", "/api/portal/matches/"+pair().Id+"/dismiss", map[string]any{"reason": "solved"}).want(t, 204)
	must(matcherOf(w.app).rematchAll(t.Context(), w.app, time.Now()))
	if pair().GetBool("active") {
		t.Error("a process that begins later forgets a dismissal")
	}
}

// TestUnconfirmedFades: a posting whose owner does not say that it still holds
// leaves the lists, and is back, fresher than before, with one click.
func TestUnconfirmedFades(t *testing.T) {
	w := newWorld(t)
	offer := w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.bertWorker.Id})))
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.match()
	score := func() float64 {
		m, err := w.app.FindFirstRecordByFilter("matches", "need = {:n} && offer = {:o} && active = true", dbx.Params{"n": need.Id, "o": offer.Id})
		if err != nil {
			return 0
		}
		return m.GetFloat("score")
	}
	first := score()
	old := time.Now().AddDate(0, 0, -151).UTC().Format("2006-01-02 15:04:05.000Z")
	w.app.DB().Update("offers", dbx.Params{"last_confirmed": old, "updated": old, "published_at": old}, dbx.HashExp{"id": offer.Id}).Execute()
	must(w.newProcess().rematchAll(t.Context(), w.app, time.Now()))
	stale := score()
	if first == 0 || stale >= first {
		t.Errorf("after 151 days without a word the score is %v, it was %v", stale, first)
	}
	must(runExpiry(t.Context(), w.app, time.Now()))
	w.match()
	if got := w.fresh(offer).GetString("status"); got != "unconfirmed" || score() != 0 {
		t.Errorf("%s, still suggested with %v", got, score())
	}
	w.step(w.bert, offer, "confirm", nil).want(t, 200)
	w.match()
	if again := score(); again <= stale {
		t.Errorf("confirmed, the score is %v, it was %v", again, stale)
	}
}
