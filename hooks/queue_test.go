package hooks

import (
	"errors"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// TestWhatIsQueued: a row for every change that can move a match, in the transaction
// of the change, and for no other.
func TestWhatIsQueued(t *testing.T) {
	w := newWorld(t)
	draft := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	need := w.at(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})), "published")
	orgs := w.at(w.add("offers", with(offerText, map[string]any{"org": w.annaOrg.Id})), "published")
	skill := w.at(w.skills(w.annaWorker)[0], "published")
	team := w.add("teams", map[string]any{"name": "椒业工作室", "kind": "studio", "lead": w.annaWorker.Id, "region": township})
	teams := w.at(w.add("offers", with(offerText, map[string]any{"team": team.Id})), "published")
	_ = w.skills(w.bertWorker)

	patch := func(who, r *core.Record, body map[string]any) func() {
		return func() {
			w.call(who, "PATCH", "/api/collections/"+r.Collection().Name+"/records/"+r.Id, body).want(t, 200)
		}
	}
	step := func(who, r *core.Record, action string, body map[string]any) func() {
		return func() { w.step(who, r, action, body).want(t, 200) }
	}
	for _, c := range []struct {
		name string
		do   func()
		want []*core.Record
	}{
		{"a draft is edited", patch(w.anna, draft, map[string]any{"tried": "还没有"}), nil},
		{"a published need is edited", patch(w.anna, need, map[string]any{"tried": "灌过药三次了"}), []*core.Record{need}},
		{"a need is paused", step(w.anna, need, "pause", nil), []*core.Record{need}},
		{"a paused need is edited", patch(w.anna, need, map[string]any{"tried": "灌过药四次了"}), nil},
		{"a need goes on", step(w.anna, need, "resume", nil), []*core.Record{need}},
		{"a worker is full", patch(w.anna, w.annaWorker, map[string]any{"availability": "full"}), []*core.Record{skill, skill}},
		{"a worker without anything published is full", patch(w.bert, w.bertWorker, map[string]any{"availability": "full"}), nil},
		{"an org gets another member", patch(w.super, w.annaOrg, map[string]any{"members+": w.bert.Id}), []*core.Record{need, orgs}},
		{"an org moves house", patch(w.anna, w.annaOrg, map[string]any{"address": "二号"}), nil},
		{"an org without anything published is verified", patch(w.super, w.bertOrg, map[string]any{"verify": "unit"}), nil},
		{"a team gets another name", patch(w.anna, team, map[string]any{"name": "椒业二室"}), []*core.Record{teams}},
		{"a team writes an intro", patch(w.anna, team, map[string]any{"intro": "我们"}), nil},
		{"a draft is deleted", func() {
			w.call(w.anna, "DELETE", "/api/collections/needs/records/"+draft.Id, nil).want(t, 204)
		}, nil},
		{"a need is closed", step(w.anna, need, "close", map[string]any{"close_reason": "dropped"}), []*core.Record{need}},
		{"a published offer is deleted", func() {
			w.call(w.super, "DELETE", "/api/collections/offers/records/"+orgs.Id, nil).want(t, 204)
		}, []*core.Record{orgs}},
	} {
		last := w.seq()
		c.do()
		w.queued(c.name, last, c.want)
	}
}

func (w *world) seq() (seq int) {
	w.t.Helper()
	if err := w.app.DB().NewQuery("SELECT COALESCE(MAX(seq), 0) FROM match_queue").Row(&seq); err != nil {
		w.t.Fatal(err)
	}
	return seq
}

// queued holds what was queued after a number against what should have been;
// the same posting twice in a row is as good as once.
func (w *world) queued(name string, after int, want []*core.Record) {
	w.t.Helper()
	var got []string
	if err := w.app.DB().Select("record").From("match_queue").Where(dbx.NewExp("seq > {:s}", dbx.Params{"s": after})).Column(&got); err != nil {
		w.t.Fatal(err)
	}
	expected, there := map[string]bool{}, map[string]bool{}
	for _, r := range want {
		expected[r.Id] = true
	}
	for _, id := range got {
		there[id] = true
		if !expected[id] {
			w.t.Errorf("%s: queued %s for nothing", name, id)
		}
	}
	if len(there) != len(expected) || len(got) > len(want) {
		w.t.Errorf("%s: %d rows for %d postings, want %d", name, len(got), len(there), len(expected))
	}
}

// TestNothingIsHalfDone: when the event of a change cannot be written, neither
// the change nor its place in the queue nor its mail is there.
func TestNothingIsHalfDone(t *testing.T) {
	w := newWorld(t)
	need := w.at(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})), "published")
	fail := false
	w.app.OnRecordCreate("events").BindFunc(func(e *core.RecordEvent) error {
		if fail {
			return errors.New("disk full")
		}
		return e.Next()
	})
	last, mails := w.seq(), w.count("outbox", "1=1")
	fail = true
	for name, do := range map[string]func() reply{
		"an edit": func() reply {
			return w.call(w.anna, "PATCH", "/api/collections/needs/records/"+need.Id, map[string]any{"tried": "灌过药"})
		},
		"a pause":   func() reply { return w.step(w.staff, need, "pause", nil) },
		"a removal": func() reply { return w.step(w.staff, need, "remove", map[string]any{"note": "违规"}) },
		"a worker's profile": func() reply {
			return w.call(w.anna, "PATCH", "/api/collections/workers/records/"+w.annaWorker.Id, map[string]any{"availability": "full"})
		},
		"a confirmation": func() reply {
			return w.call(w.staff, "POST", "/api/portal/orgs/"+w.annaOrg.Id+"/verify", map[string]any{"verify": "unit"})
		},
		"leaving": func() reply {
			return w.call(w.anna, "POST", "/api/portal/me/delete", map[string]any{"password": "huajiao2026"})
		},
	} {
		if r := do(); r.status < 400 {
			t.Errorf("%s without an event: %d %s", name, r.status, r.body)
		}
	}
	w.queued("failed writes", last, nil)
	if got := w.fresh(need); got.GetString("status") != "published" || got.GetString("tried") != needText["tried"] || w.count("outbox", "1=1") != mails {
		t.Errorf("failed writes left %v, %d mails", got.GetString("status"), w.count("outbox", "1=1")-mails)
	}
	if w.fresh(w.annaWorker).GetString("availability") != "open" || w.fresh(w.annaOrg).GetString("verify") != "association" || w.fresh(w.anna).GetString("name") != "anna" {
		t.Error("failed writes left their mark")
	}
}

func TestDismiss(t *testing.T) {
	w := newWorld(t)
	carl := w.member("carl")
	offers := []*core.Record{w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.bertWorker.Id}))), w.publish(w.add("offers", with(offerText, map[string]any{"org": w.bertOrg.Id})))}
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.match()
	matchOf := func(i int) *core.Record {
		return must(w.app.FindFirstRecordByFilter("matches", "need = {:n} && offer = {:o}", dbx.Params{"n": need.Id, "o": offers[i].Id}))
	}
	first, second := "/api/portal/matches/"+matchOf(0).Id+"/dismiss", "/api/portal/matches/"+matchOf(1).Id+"/dismiss"
	for _, c := range []struct {
		name   string
		who    *core.Record
		reason any
		status int
		code   string
	}{
		{"a visitor", nil, "too_far", 401, "auth_required"}, {"an outsider", carl, "too_far", 404, "not_found"},
		{"a broker elsewhere", w.far, "too_far", 404, "not_found"}, {"a leader", w.leader, "too_far", 404, "not_found"},
		{"without a reason", w.anna, "", 400, "reason_required"}, {"for an unknown reason", w.anna, "ugly", 400, "unknown_reason"}, {"for a number", w.anna, 7, 400, "invalid_json"},
	} {
		r := w.call(c.who, "POST", first, map[string]any{"reason": c.reason})
		if r.status != c.status || r.code("error") != c.code && r.code("reason") != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	w.call(w.anna, "POST", "/api/portal/matches/nosuchmatch0000/dismiss", map[string]any{"reason": "too_far"}).want(t, 404)
	w.call(w.bert, "POST", first, map[string]any{"reason": "too_far"}).want(t, 204)
	w.call(w.anna, "POST", first, map[string]any{"reason": "no_time"}).want(t, 204)
	w.call(w.anna, "POST", second, map[string]any{"reason": "wrong_field"}).want(t, 204)
	for i, want := range []struct{ by, reason string }{{"offer", "too_far"}, {"need", "wrong_field"}} {
		if m := matchOf(i); m.GetString("dismissed_by") != want.by || m.GetString("dismissed_reason") != want.reason || m.GetBool("active") || len(w.events("matches", m.Id)) != 1 {
			t.Errorf("match %d: %v, events %v", i, m.PublicExport(), w.events("matches", m.Id))
		}
	}
	for _, again := range []func(){
		func() {
			w.call(w.anna, "PATCH", "/api/collections/needs/records/"+need.Id, map[string]any{"tried": "灌过药三次"}).want(t, 200)
			w.match()
		},
		func() { must(matcherOf(w.app).rematchAll(t.Context(), w.app, time.Now())) },
		func() { // the next process
			matcherOf(w.app).stop()
			w.app.Store().Set(matcherKey, newMatcher())
			must(matcherOf(w.app).rematchAll(t.Context(), w.app, time.Now()))
		},
	} {
		again()
		for i := range offers {
			if matchOf(i).GetBool("active") {
				t.Errorf("dismissed match %d is suggested again", i)
			}
		}
	}
	w.desksDismiss(need)
}

// desksDismiss: the desk of the need's region dismisses for the need.
func (w *world) desksDismiss(need *core.Record) {
	w.t.Helper()
	third := w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.bertWorker.Id, "title": "花椒干腐病诊断与修剪"})))
	w.match()
	m := must(w.app.FindFirstRecordByFilter("matches", "need = {:n} && offer = {:o}", dbx.Params{"n": need.Id, "o": third.Id}))
	w.call(w.broker, "POST", "/api/portal/matches/"+m.Id+"/dismiss", map[string]any{"reason": "solved"}).want(w.t, 204)
	if got := w.fresh(m).GetString("dismissed_by"); got != "need" {
		w.t.Errorf("the desk dismisses for the %s", got)
	}
	var role string
	w.app.DB().Select("actor_role").From("events").Where(dbx.HashExp{"record": m.Id}).Row(&role)
	if role != string(domain.Broker) {
		w.t.Errorf("dismissed by a %s", role)
	}
}
