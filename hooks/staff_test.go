package hooks

import (
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
)

func TestInvite(t *testing.T) {
	w := newWorld(t)
	good := map[string]any{"email": "Li@Keji.example.com", "name": "李干事", "role": "broker", "region": township}
	for _, c := range []struct {
		name   string
		who    *core.Record
		change map[string]any
		status int
		column string
		code   string
	}{
		{"by a visitor", nil, nil, 401, "error", "auth_required"},
		{"by a member", w.anna, nil, 403, "error", "sign_in_as_staff"},
		{"by a broker", w.broker, nil, 403, "error", "not_allowed"},
		{"by a leader", w.leader, nil, 403, "error", "sign_in_as_staff"},
		{"for the whole city", w.staff, map[string]any{"region": "511400000000"}, 400, "region", "not_allowed"},
		{"for another county", w.staff, map[string]any{"region": elsewhere}, 400, "region", "not_allowed"},
		{"for no region", w.staff, map[string]any{"region": ""}, 400, "region", "region_unknown"},
		{"with a bad address", w.staff, map[string]any{"email": "li@"}, 400, "email", "email_invalid"},
		{"with a phone number", w.staff, map[string]any{"email": "13912345678"}, 400, "email", "email_invalid"},
		{"without a name", w.staff, map[string]any{"name": ""}, 400, "name", "required"},
		{"with a long name", w.staff, map[string]any{"name": strings.Repeat("李", 41)}, 400, "name", "too_long"},
		{"as superuser", w.staff, map[string]any{"role": "superuser"}, 400, "role", "unknown_choice"},
		{"with an account in use", w.staff, map[string]any{"email": "broker@staff.example.com"}, 400, "email", "staff_exists"},
		{"in the own county", w.staff, nil, 202, "", ""},
		{"again", w.staff, map[string]any{"name": "李科员", "role": "staff"}, 202, "", ""},
		{"anywhere by a superuser", w.super, map[string]any{"email": "wang@keji.example.com", "region": "510000000000", "role": "leader"}, 202, "", ""},
		{"an open invitation of a larger region", w.staff, map[string]any{"email": "wang@keji.example.com"}, 400, "email", "staff_exists"},
	} {
		r := w.call(c.who, "POST", "/api/portal/staff/invite", with(good, c.change))
		if r.status != c.status || c.code != "" && r.code(c.column) != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	li := must(w.app.FindAuthRecordByEmail("staff", "li@keji.example.com"))
	if li.GetString("name") != "李科员" || li.GetString("role") != "staff" || !li.GetBool("mfa") || !li.GetBool("active") || li.Verified() {
		t.Errorf("invited: %v", li.PublicExport())
	}
	if n := w.count("staff", "email LIKE 'li@keji.example.com'"); n != 1 {
		t.Errorf("%d accounts for one invitation", n)
	}
	if r := w.send(w.staff, "POST", "/api/portal/staff/invite", `{"email": 1}`); r.status != 400 || r.code("error") != "invalid_json" {
		t.Errorf("a number for an address: %d %s", r.status, r.body)
	}
}

// TestInvitedSignsIn: from the mail's link to the first sign-in, which asks for a code.
func TestInvitedSignsIn(t *testing.T) {
	w := newWorld(t)
	w.call(w.staff, "POST", "/api/portal/staff/invite", map[string]any{"email": "li@keji.example.com", "name": "李干事", "role": "broker", "region": township}).want(t, 202)
	mail, n := w.mailTo("li@keji.example.com")
	page, token := linkIn(t, mail)
	if n != 1 || mail.GetString("kind") != "invite" || page != "/staff/accept" {
		t.Fatalf("%d mails of kind %s to %s", n, mail.GetString("kind"), page)
	}
	set := func(password string) reply {
		return w.call(nil, "POST", "/api/collections/staff/confirm-password-reset", map[string]any{"token": token, "password": password, "passwordConfirm": password})
	}
	if r := set("huajiaoshu2026").want(t, 400); r.code("password") != "password_weak_staff" {
		t.Errorf("a weak first password: %s", r.body)
	}
	set("Huajiao-2026").want(t, 204)
	set("Huajiao-2027").want(t, 400)
	if r := w.signIn("staff", "li@keji.example.com", "Huajiao-2026", "192.0.2.1").want(t, 401); r.data["mfaId"] == nil {
		t.Errorf("first sign-in: %s", r.body)
	}
	if r := w.call(w.staff, "POST", "/api/portal/staff/invite", map[string]any{"email": "li@keji.example.com", "name": "李", "role": "staff", "region": township}).want(t, 400); r.code("email") != "staff_exists" {
		t.Errorf("inviting an account in use: %s", r.body)
	}
}

func TestDeskRoutes(t *testing.T) {
	w := newWorld(t)
	phone := w.add("members", map[string]any{"phone": "13700000001", "password": "huajiao2026", "name": "周", "region": township})
	w.add("contacts", map[string]any{"member": phone.Id, "phone": "13700000001", "wechat": "zhou_nong", "best_time": "晚上"})
	confirm, contact := "/api/portal/members/"+phone.Id+"/confirm", "/api/portal/members/"+phone.Id+"/contact"
	for _, c := range []struct {
		name   string
		who    *core.Record
		status int
	}{
		{"a visitor", nil, 401}, {"another member", w.anna, 403}, {"the member", phone, 403}, {"a leader", w.leader, 403}, {"a broker elsewhere", w.far, 404},
	} {
		if r := w.call(c.who, "POST", confirm, nil); r.status != c.status {
			t.Errorf("%s confirms: %d", c.name, r.status)
		}
		if r := w.call(c.who, "GET", contact, nil); r.status != c.status || strings.Contains(r.body, "137") {
			t.Errorf("%s looks up the contact: %d %s", c.name, r.status, r.body)
		}
	}
	if got := w.events("members", phone.Id); slices.Contains(got, "contact_seen") {
		t.Errorf("a refused look is logged as one: %v", got)
	}
	for i, who := range []*core.Record{w.broker, w.staff, w.super} {
		r := w.call(who, "GET", contact, nil).want(t, 200)
		if r.data["phone"] != "13700000001" || r.data["wechat"] != "zhou_nong" || r.header.Get("Cache-Control") != "no-store" {
			t.Errorf("contact: %s", r.body)
		}
		seen := must(w.app.FindAllRecords("events"))
		if e := seen[len(seen)-1]; w.count("events", "action = 'contact_seen'") != i+1 || e.GetString("actor") != who.Id {
			t.Errorf("look %d is not logged", i+1)
		}
	}
	w.call(w.staff, "POST", confirm, nil).want(t, 204)
	if r := w.call(w.broker, "POST", confirm, nil).want(t, 409); r.code("error") != "already_decided" {
		t.Errorf("confirming twice: %s", r.body)
	}
	w.call(phone, "POST", "/api/portal/me/delete", map[string]any{"password": "huajiao2026"}).want(t, 204)
	w.call(w.staff, "GET", contact, nil).want(t, 404)
	w.call(w.staff, "POST", confirm, nil).want(t, 404)
}

func TestVerify(t *testing.T) {
	w := newWorld(t)
	for _, url := range []string{"/api/portal/orgs/" + w.annaOrg.Id + "/verify", "/api/portal/workers/" + w.annaWorker.Id + "/verify"} {
		for _, c := range []struct {
			name   string
			who    *core.Record
			body   map[string]any
			status int
			column string
			code   string
		}{
			{"by its owner", w.anna, map[string]any{"verify": "association"}, 403, "error", "sign_in_as_staff"},
			{"by a broker", w.broker, map[string]any{"verify": "association"}, 403, "error", "not_allowed"},
			{"by a leader", w.leader, map[string]any{"verify": "association"}, 403, "error", "sign_in_as_staff"},
			{"by a visitor", nil, map[string]any{"verify": "association"}, 401, "error", "auth_required"},
			{"as something else", w.staff, map[string]any{"verify": "none"}, 400, "verify", "unknown_choice"},
			{"as nothing", w.staff, nil, 400, "verify", "unknown_choice"},
			{"refused without a word", w.staff, map[string]any{"verify": "refused", "note": " "}, 400, "note", "note_required"},
			{"with a long note", w.staff, map[string]any{"verify": "unit", "note": strings.Repeat("长", 301)}, 400, "note", "too_long"},
			{"refused with a word", w.staff, map[string]any{"verify": "refused", "note": "营业执照不清楚"}, 200, "", ""},
			{"as a unit", w.staff, map[string]any{"verify": "unit"}, 200, "", ""},
			{"by the association", w.super, map[string]any{"verify": "association", "note": "电话核实"}, 200, "", ""},
		} {
			r := w.call(c.who, "POST", url, c.body)
			if r.status != c.status || c.code != "" && r.code(c.column) != c.code {
				t.Errorf("%s %s: %d %s", url, c.name, r.status, r.body)
			}
		}
	}
	other := w.desk("staff3", elsewhere)
	w.call(other, "POST", "/api/portal/orgs/"+w.annaOrg.Id+"/verify", map[string]any{"verify": "unit"}).want(t, 404)
	w.call(w.staff, "POST", "/api/portal/orgs/nosuchorg000000/verify", map[string]any{"verify": "unit"}).want(t, 404)
	org := w.fresh(w.annaOrg)
	if org.GetString("verify") != "association" || org.GetString("verify_note") != "电话核实" || org.GetString("verified_by") != w.staff.Id {
		t.Errorf("org: %v", org.PublicExport())
	}
}
