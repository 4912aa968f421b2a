package hooks

import (
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// places counts how many needs have each offer among the first of their list.
func (w *world) places(offers []*core.Record) []int64 {
	w.t.Helper()
	var out []int64
	for _, o := range offers {
		n, err := w.app.CountRecords("matches", dbx.HashExp{"offer": o.Id, "active": true}, dbx.NewExp("need_rank BETWEEN 1 AND 10"))
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, n)
	}
	return out
}

// TestEqualsShareThePlaces: of equal workers the same ones are first everywhere
// without spreading, and all in turn with it; what is saved by day goes to those
// who have room left.
func TestEqualsShareThePlaces(t *testing.T) {
	w := newWorld(t)
	w.setting("match.top", 2)
	w.setting("match.weekly_per_person", 2)
	offers, _ := w.fair(6, 5)
	span := func() (least, most int64) {
		n := w.places(offers)
		least, most = n[0], n[0]
		for _, x := range n {
			least, most = min(least, x), max(most, x)
		}
		return least, most
	}
	w.setting("match.spread", false)
	now := time.Now()
	must(w.newProcess().rematchAll(t.Context(), w.app, now))
	if least, most := span(); least != 0 || most != 5 {
		t.Errorf("without spreading, from %d to %d places", least, most)
	}
	w.setting("match.spread", true)
	counts := must(w.newProcess().rematchAll(t.Context(), w.app, now))
	if least, most := span(); least < 1 || most != 2 || counts["people_shown"] != 100 || counts["score_kept"] < 990 {
		t.Errorf("spread, from %d to %d places: %v", least, most, counts)
	}
	w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.match()
	if least, most := span(); least != 2 || most != 2 {
		t.Errorf("a need saved by day leaves from %d to %d places: %v", least, most, w.places(offers))
	}
	last := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.match()
	if n := must(w.app.CountRecords("matches", dbx.HashExp{"need": last.Id, "active": true, "need_rank": []any{1, 2}})); n != 2 {
		t.Errorf("with nobody left who has room, a need gets %d offers, want 2", n)
	}
	late := w.publish(w.add("offers", with(offerText, map[string]any{"worker": offers[0].GetString("worker"), "title": "花椒根腐病诊断和绿色防控"})))
	w.match()
	if n := w.places([]*core.Record{late})[0]; n != 0 {
		t.Errorf("somebody full is among the first of %d more needs by a new offer", n)
	}
}

// TestMailedPairsStay: a pair that left both lists stays while it holds and was
// mailed lately, and goes when either is over.
func TestMailedPairsStay(t *testing.T) {
	w := newWorld(t)
	w.setting("match.spread", false)
	offers, needs := w.fair(2, 1)
	now := time.Now()
	must(w.newProcess().rematchAll(t.Context(), w.app, now))
	w.app.DB().NewQuery("UPDATE matches SET mailed_need_at = {:at}").Bind(dbx.Params{"at": now.UTC().Format("2006-01-02 15:04:05.000Z")}).Execute()
	w.setting("match.top", 1)
	w.app.DB().NewQuery("UPDATE matches SET offer_rank = 0").Execute()
	held := func() int64 {
		return must(w.app.CountRecords("matches", dbx.HashExp{"need": needs[0].Id, "active": true}))
	}
	m := w.newProcess()
	m.load(w.app, untold)
	w.call(w.anna, "PATCH", "/api/collections/needs/records/"+needs[0].Id, map[string]any{"tried": "灌过多菌灵三次，效果不明显。"}).want(t, 200)
	w.match()
	if n := held(); n != 2 {
		t.Errorf("%d pairs hold after the mail, want 2", n)
	}
	w.app.DB().NewQuery("UPDATE matches SET mailed_need_at = '2020-01-01 00:00:00.000Z'").Execute()
	w.call(w.anna, "PATCH", "/api/collections/needs/records/"+needs[0].Id, map[string]any{"tried": "灌过多菌灵两次，效果不明显。"}).want(t, 200)
	w.match()
	if n := held(); n != 1 {
		t.Errorf("%d pairs hold long after the mail, want 1", n)
	}
	w.app.DB().NewQuery("UPDATE matches SET active = TRUE, mailed_need_at = '2099-01-01 00:00:00.000Z'").Execute()
	w.step(w.staff, offers[0], "pause", nil).want(t, 200)
	w.match()
	if n := held(); n != 1 {
		t.Errorf("%d pairs hold when one offer is paused, want 1", n)
	}
}
