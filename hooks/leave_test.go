package hooks

import (
	"slices"
	"strings"
	"testing"
)

// TestLeaving: after a member has left, nothing names them, nothing of theirs is
// offered, and nobody signs in as them; what colleagues share goes on.
func TestLeaving(t *testing.T) {
	w := newWorld(t)
	w.annaOrg.Set("members", []string{w.anna.Id, w.bert.Id})
	if err := w.app.Save(w.annaOrg); err != nil {
		t.Fatal(err)
	}
	own := w.add("orgs", map[string]any{"name": "安娜农场", "uscc": uscc("91510000000000005"), "type": "family_farm", "region": township, "members": []string{w.anna.Id}})
	team := w.add("teams", map[string]any{"name": "椒业工作室", "kind": "studio", "lead": w.annaWorker.Id, "members": []string{w.bertWorker.Id}, "region": township})
	w.add("contacts", map[string]any{"member": w.anna.Id, "phone": "13800000001", "wechat": "anna_wx"})
	w.annaWorker.Load(map[string]any{"fee_note": "找安娜谈", "degree": "doctor"})
	if err := w.app.Save(w.annaWorker); err != nil {
		t.Fatal(err)
	}
	skill := w.publish(w.skills(w.annaWorker)[0])
	offer := w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.annaWorker.Id})))
	teams := w.publish(w.add("offers", with(offerText, map[string]any{"team": team.Id})))
	shared := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	alone := w.publish(w.add("needs", with(needText, map[string]any{"org": own.Id})))
	draft := w.add("needs", with(needText, map[string]any{"org": own.Id}))
	w.call(w.anna, "POST", "/api/portal/orgs", map[string]any{"name": "远山", "uscc": w.bertOrg.GetString("uscc"), "type": "enterprise", "region": township}).want(t, 202)
	queued, n := w.mailTo("anna@example.com")
	if n == 0 {
		t.Fatal("no mail waits")
	}
	token := must(w.anna.NewAuthToken())

	for _, c := range []struct {
		name, password, column, code string
	}{{"a wrong password", "wrong2026", "password", "password_wrong"}, {"no password", "", "password", "password_wrong"}} {
		if r := w.call(w.anna, "POST", "/api/portal/me/delete", map[string]any{"password": c.password}); r.status != 400 || r.code(c.column) != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	w.call(nil, "POST", "/api/portal/me/delete", map[string]any{"password": "huajiao2026"}).want(t, 401)
	w.call(w.staff, "POST", "/api/portal/me/delete", map[string]any{"password": "Huajiao-2026"}).want(t, 403)
	if w.fresh(w.anna).Email() != "anna@example.com" || w.fresh(alone).GetString("status") != "published" {
		t.Fatal("a refused farewell has begun all the same")
	}
	w.call(w.anna, "POST", "/api/portal/me/delete", map[string]any{"password": "huajiao2026"}).want(t, 204)

	for _, c := range []struct {
		name, collection, id, status string
	}{
		{"the profile", "offers", skill.Id, "closed"}, {"an offer", "offers", offer.Id, "closed"}, {"the team's offer", "offers", teams.Id, "closed"},
		{"a need of the own org", "needs", alone.Id, "closed"}, {"its draft", "needs", draft.Id, "closed"}, {"a need of a shared org", "needs", shared.Id, "published"},
	} {
		if r := must(w.app.FindRecordById(c.collection, c.id)); r.GetString("status") != c.status {
			t.Errorf("%s is %s", c.name, r.GetString("status"))
		}
	}
	if n := w.count("contacts", "member = '"+w.anna.Id+"'") + w.count("org_joins", "member = '"+w.anna.Id+"'"); n != 0 {
		t.Errorf("%d contacts or requests are left", n)
	}
	if got := w.fresh(w.annaOrg).GetStringSlice("members"); !slices.Equal(got, []string{w.bert.Id}) {
		t.Errorf("the shared org has %v", got)
	}
	if n := len(w.skills(w.annaWorker)); n != 1 {
		t.Errorf("%d skill offers after leaving", n)
	}
	if _, err := w.app.FindRecordById("outbox", queued.Id); err == nil {
		t.Error("a mail is still on its way")
	}
	w.noTraceOf(nil, "anna@example.com", "13800000001", "anna_wx", "真名anna")
	w.noTraceOf([]string{"events"}, "anna老师", "找安娜谈") // the log keeps what was public

	if got := w.get("/api/portal/me", "Authorization", token).Code; got != 401 {
		t.Errorf("the old token: %d", got)
	}
	w.signIn("members", "anna@example.com", "huajiao2026", "192.0.2.1").want(t, 400)
	w.signIn("members", "13800000001", "huajiao2026", "192.0.2.1").want(t, 400)
	w.call(nil, "POST", "/api/portal/register", with(form, map[string]any{"login": "anna@example.com"})).want(t, 202)
	if n := w.count("members", "email = 'anna@example.com'"); n != 1 {
		t.Errorf("the address can be used again: %d", n)
	}
}

// noTraceOf looks through every collection but some for what should be gone.
func (w *world) noTraceOf(but []string, words ...string) {
	w.t.Helper()
	for _, c := range must(w.app.FindAllCollections()) {
		if c.IsView() || c.Name == "regions" || c.Name == "fields" || slices.Contains(but, c.Name) {
			continue
		}
		for _, r := range must(w.app.FindAllRecords(c)) {
			for _, f := range c.Fields {
				for _, word := range words {
					if strings.Contains(r.GetString(f.GetName()), word) {
						w.t.Errorf("%s.%s still says %s", c.Name, f.GetName(), word)
					}
				}
			}
		}
	}
}
