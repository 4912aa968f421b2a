package hooks

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// TestVisits: a call is logged about a case, an org or a worker of the region;
// its next step waits until the next one.
func TestVisits(t *testing.T) {
	w := newWorkbench(t)
	id := w.docking(nil)
	other := w.docking(map[string]any{"region": elsewhere, "supply_region": elsewhere})
	now := time.Now().In(zone)
	today, tomorrow := now.Format(time.DateOnly), now.AddDate(0, 0, 1).Format(time.DateOnly)
	good := map[string]any{"docking": id, "kind": "call", "result": "not_reached", "note": "没人接", "next": today, "next_note": "晚上再打"}
	log := func(as *core.Record, body map[string]any) reply {
		return w.call(as, "POST", "/api/portal/desk/visits", body)
	}
	first := log(w.broker, good).want(t, 201)
	if about := first.data["about"].(map[string]any); about["type"] != "docking" || about["name"] != w.need.GetString("title") || first.data["broker"].(map[string]any)["name"] != "broker" {
		t.Errorf("what was logged: %s", first.body)
	}
	visit := first.data["id"].(string)
	if got := w.events("visits", visit); !slices.Equal(got, []string{"create"}) {
		t.Errorf("events: %v", got)
	}
	steps := func() []string {
		return ids(part(w.call(w.broker, "GET", "/api/portal/desk/today", nil).want(t, 200), "next_steps")["items"])
	}
	if got := steps(); !slices.Equal(got, []string{visit}) {
		t.Errorf("next steps: %v", got)
	}
	w.app.DB().Update("visits", dbx.Params{"created": stampOf(now.Add(-time.Hour))}, dbx.HashExp{"id": visit}).Execute()
	log(w.staff, with(good, map[string]any{"result": "reached", "next": tomorrow})).want(t, 201)
	if got := steps(); len(got) != 0 {
		t.Errorf("a later call settles it: %v", got)
	}
	log(w.broker, map[string]any{"org": w.annaOrg.Id, "kind": "visit", "result": "reached", "date": now.AddDate(0, 0, -3).Format(time.DateOnly), "note": "看了园子"}).want(t, 201)
	log(w.broker, map[string]any{"worker": w.annaWorker.Id, "kind": "call", "result": "reached"}).want(t, 201)
	if r := w.call(w.broker, "GET", "/api/portal/desk/visits?docking="+id, nil).want(t, 200); r.data["total"] != 3.0 {
		t.Errorf("a case brings the visits to its parties along, and no others: %s", r.body)
	}
	if r := w.call(w.staff, "GET", "/api/portal/desk/visits?broker=me", nil).want(t, 200); r.data["total"] != 1.0 {
		t.Errorf("mine: %s", r.body)
	}
	if r := w.call(w.far, "GET", "/api/portal/desk/visits", nil).want(t, 200); r.data["total"] != 0.0 {
		t.Errorf("elsewhere: %s", r.body)
	}
	for _, c := range []struct {
		name   string
		as     *core.Record
		more   map[string]any
		status int
		column string
		code   string
	}{
		{"a visitor", nil, nil, 401, "error", "auth_required"},
		{"a member", w.anna, nil, 403, "error", "sign_in_as_staff"},
		{"a leader", w.leader, nil, 403, "error", "sign_in_as_staff"},
		{"a superuser has no desk", w.super, nil, 403, "error", "sign_in_as_staff"},
		{"another county's case", w.broker, map[string]any{"docking": other}, 404, "error", "not_found"},
		{"a broker elsewhere", w.far, nil, 404, "error", "not_found"},
		{"about two things", w.broker, map[string]any{"org": w.annaOrg.Id}, 400, "docking", "required"},
		{"a kind that is none", w.broker, map[string]any{"kind": "letter"}, 400, "kind", "unknown_choice"},
		{"no result", w.broker, map[string]any{"result": ""}, 400, "result", "required"},
		{"later, but when", w.broker, map[string]any{"result": "later", "next": "", "next_note": ""}, 400, "next", "required"},
		{"what next, but when", w.broker, map[string]any{"next": ""}, 400, "next", "required"},
		{"a next step in the past", w.broker, map[string]any{"next": "2020-01-01"}, 400, "next", "date_past"},
		{"a visit that is to come", w.broker, map[string]any{"date": tomorrow}, 400, "date", "date_wrong"},
		{"a day that is none", w.broker, map[string]any{"date": "yesterday"}, 400, "date", "date_wrong"},
		{"an endless note", w.broker, map[string]any{"note": strings.Repeat("长", 1001)}, 400, "note", "too_long"},
	} {
		if r := log(c.as, with(good, c.more)); r.status != c.status || r.code(c.column) != c.code {
			t.Errorf("%s: %d %s, want %d %s", c.name, r.status, r.body, c.status, c.code)
		}
	}
}

// TestCalls: whom to call and why; a number stands in the list only for the desk
// of its own region that asks for it, and every one that is shown is an event.
func TestCalls(t *testing.T) {
	w := newWorkbench(t)
	w.docking(map[string]any{"due_at": stampOf(time.Now().AddDate(0, 0, -1))}) // bert owes an answer that is overdue
	w.docking(map[string]any{"worker": w.annaWorker.Id, "need_accepted_at": "", "org": w.bertOrg.Id, "side": "supply"})
	client := w.add("workers", map[string]any{"display_name": "客户丙", "unit": "止戈镇", "fields": []string{"s0601"}, "region": township})
	w.add("contacts", map[string]any{"worker": client.Id, "phone": "13800000099"})
	w.docking(map[string]any{"worker": client.Id})
	away := w.add("workers", map[string]any{"display_name": "外地人", "unit": "外地", "fields": []string{"s0601"}, "region": elsewhere})
	w.add("contacts", map[string]any{"worker": away.Id, "phone": "13800000088"})
	w.docking(map[string]any{"worker": away.Id, "supply_region": elsewhere})
	w.app.DB().Update("members", dbx.Params{"phone": "13800000077"}, dbx.HashExp{"id": w.bert.Id}).Execute()

	list := func(as *core.Record, query string) reply {
		return w.call(as, "GET", "/api/portal/desk/calls"+query, nil)
	}
	r := list(w.broker, "").want(t, 200)
	if got := ids(r.data["items"]); !slices.Equal(got, []string{w.bertWorker.Id, client.Id}) {
		t.Errorf("whom to call: %v", got)
	}
	if strings.Contains(r.body, "138000000") {
		t.Errorf("numbers that nobody asked for: %s", r.body)
	}
	if n := w.count("events", "action = 'contact_seen'"); n != 0 {
		t.Errorf("%d looks before anybody looked", n)
	}
	one := list(w.broker, "?of="+client.Id).want(t, 200)
	if !strings.Contains(one.body, "13800000099") || strings.Contains(one.body, "13800000077") {
		t.Errorf("one number: %s", one.body)
	}
	all := list(w.staff, "?numbers=1").want(t, 200)
	if !strings.Contains(all.body, "13800000099") || !strings.Contains(all.body, "13800000077") || strings.Contains(all.body, "13800000088") {
		t.Errorf("all numbers of the region: %s", all.body)
	}
	if n := w.count("events", "action = 'contact_seen' AND actor = '"+w.broker.Id+"'"); n != 1 {
		t.Errorf("%d looks of the broker", n)
	}
	if n := w.count("events", "action = 'contact_seen' AND actor = '"+w.staff.Id+"'"); n != 2 {
		t.Errorf("%d looks of the staff", n)
	}
	if far := list(w.far, "?numbers=1").want(t, 200); !strings.Contains(far.body, "13800000088") || strings.Contains(far.body, "13800000099") {
		t.Errorf("elsewhere: %s", far.body)
	}
	if r := list(w.leader, "").want(t, 200); strings.Contains(r.body, "138000000") {
		t.Errorf("a leader reads numbers: %s", r.body)
	}
	list(w.leader, "?numbers=1").want(t, 403)
	list(w.leader, "?of="+client.Id).want(t, 403)
	list(w.anna, "").want(t, 403)
	list(nil, "").want(t, 401)
}

// TestPeopleAndColleagues: the desk finds people of its region by name, and
// colleagues a case can be handed to.
func TestPeopleAndColleagues(t *testing.T) {
	w := newWorld(t)
	w.add("consents", map[string]any{"org": w.bertOrg.Id, "purpose": "proxy", "version": "1", "given_at": "2026-01-01 00:00:00Z", "how": "recording"})
	w.add("consents", map[string]any{"org": w.annaOrg.Id, "purpose": "proxy", "version": "1", "given_at": "2026-01-01 00:00:00Z", "withdrawn_at": "2026-02-01 00:00:00Z", "how": "recording"})
	r := w.call(w.broker, "GET", "/api/portal/desk/people?type=org", nil).want(t, 200)
	for _, i := range r.data["items"].([]any) {
		p := i.(map[string]any)
		if (p["consent"] != nil) != (p["id"] == w.bertOrg.Id) || p["account"] != true {
			t.Errorf("person: %v", p)
		}
	}
	if got := ids(w.call(w.broker, "GET", "/api/portal/desk/people?q=bert", nil).want(t, 200).data["items"]); !slices.Equal(got, []string{w.bertWorker.Id}) {
		t.Errorf("by name: %v", got)
	}
	if got := ids(w.call(w.far, "GET", "/api/portal/desk/people?q=", nil).want(t, 200).data["items"]); len(got) != 0 {
		t.Errorf("elsewhere: %v", got)
	}
	w.call(w.anna, "GET", "/api/portal/desk/people?q=", nil).want(t, 403)
	second := w.desk("broker2", here)
	got := ids(w.call(w.broker, "GET", "/api/portal/desk/colleagues", nil).want(t, 200).data["items"])
	if !slices.Equal(got, []string{second.Id}) {
		t.Errorf("colleagues: %v", got)
	}
	w.call(w.anna, "GET", "/api/portal/desk/colleagues", nil).want(t, 403)
	w.call(nil, "GET", "/api/portal/desk/colleagues", nil).want(t, 401)
}
