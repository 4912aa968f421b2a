package hooks

import (
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// TestWhoIsLogged: every way of writing leaves a row with the one who did it.
func TestWhoIsLogged(t *testing.T) {
	w := newWorld(t)
	need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	url := "/api/collections/needs/records/" + need.Id
	w.call(w.anna, "PATCH", url, map[string]any{"tried": "灌过多菌灵三次"}).want(t, 200)
	w.app.DB().Update("orgs", dbx.Params{"verify": "none"}, dbx.HashExp{"id": w.annaOrg.Id}).Execute()
	w.step(w.anna, need, "submit", nil).want(t, 200)
	w.step(w.broker, need, "return", map[string]any{"reasons": []string{"too_vague"}}).want(t, 200)
	w.step(w.anna, need, "submit", nil).want(t, 200)
	w.step(w.staff, need, "publish", nil).want(t, 200)
	w.call(w.super, "PATCH", url, map[string]any{"status": "paused"}).want(t, 200)
	plain := w.fresh(need)
	plain.Set("urgency", "urgent")
	if err := w.app.Save(plain); err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Action string `db:"action"`
		Role   string `db:"actor_role"`
		Actor  string `db:"actor"`
		From   string `db:"from"`
		To     string `db:"to"`
		IP     string `db:"ip"`
	}
	if err := w.app.DB().Select("action", "actor_role", "actor", "from", "to", "ip").From("events").Where(dbx.HashExp{"record": need.Id}).OrderBy("at", "rowid").All(&rows); err != nil {
		t.Fatal(err)
	}
	want := []struct {
		action, role string
		who          *core.Record
		from, to     string
	}{
		{"create", "system", nil, "", ""}, {"update", "member", w.anna, "", ""}, {"submit", "member", w.anna, "draft", "pending"},
		{"return", "broker", w.broker, "pending", "returned"}, {"submit", "member", w.anna, "returned", "pending"},
		{"publish", "staff", w.staff, "pending", "published"}, {"pause", "superuser", w.super, "published", "paused"}, {"update", "system", nil, "", ""},
	}
	if len(rows) != len(want) {
		t.Fatalf("%d events, want %d: %v", len(rows), len(want), rows)
	}
	for i, x := range want {
		id := ""
		if x.who != nil {
			id = x.who.Id
		}
		if g := rows[i]; g.Action != x.action || g.Role != x.role || g.Actor != id || g.From != x.from || g.To != x.to || (g.IP != "") != (x.who != nil) {
			t.Errorf("event %d: %+v, want %v", i, g, x)
		}
	}
}

// TestMailsOfSteps: one mail a step, to those owners who confirmed their address
// and did not take the step themselves.
func TestMailsOfSteps(t *testing.T) {
	w := newWorld(t)
	quiet := w.add("members", map[string]any{"email": "quiet@example.com", "password": "huajiao2026", "name": "quiet", "region": township})
	phone := w.add("members", map[string]any{"phone": "13700000002", "password": "huajiao2026", "name": "phone", "region": township, "verified": true})
	w.annaOrg.Set("members", []string{w.anna.Id, w.bert.Id, quiet.Id, phone.Id})
	w.annaOrg.Set("verify", "none")
	if err := w.app.Save(w.annaOrg); err != nil {
		t.Fatal(err)
	}
	need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	sent := func() int { return w.count("outbox", "kind = 'notice'") }
	for _, c := range []struct {
		who    *core.Record
		action string
		body   map[string]any
		mails  int
	}{
		{w.anna, "submit", nil, 0},
		{w.staff, "return", map[string]any{"reasons": []string{"no_metrics"}, "note": "写上亩数"}, 2},
		{w.anna, "submit", nil, 0},
		{w.staff, "publish", nil, 2},
		{w.anna, "pause", nil, 0},
		{w.anna, "resume", nil, 0},
		{w.staff, "remove", map[string]any{"note": "含广告"}, 2},
		{w.staff, "remove", map[string]any{"note": "含广告"}, 0},
	} {
		before := sent()
		w.step(c.who, need, c.action, c.body)
		if got := sent() - before; got != c.mails {
			t.Errorf("%s by %s: %d mails, want %d", c.action, c.who.GetString("name"), got, c.mails)
		}
	}
	mail, n := w.mailTo("anna@example.com")
	if n != 3 || !strings.Contains(mail.GetString("html"), "含广告") || mail.GetString("member") != w.anna.Id {
		t.Errorf("%d mails, the last: %s", n, mail.GetString("subject"))
	}
	for _, never := range []string{"quiet@example.com", ""} {
		if w.count("outbox", `"to" = '`+never+`'`) > 0 {
			t.Errorf("a mail to %q", never)
		}
	}
}
