package hooks

import (
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

func TestOrgRefuses(t *testing.T) {
	w := newWorld(t)
	good := map[string]any{"name": "新希望合作社", "uscc": uscc("91510000000000009"), "type": "cooperative", "industry": "ia01", "scale": "small", "region": township, "address": "止戈镇一号", "intro": "种花椒"}
	before := w.count("orgs", "1=1")
	for _, c := range []struct {
		name, column string
		value        any
		code         string
	}{
		{"no name", "name", "", "required"},
		{"a name of spaces", "name", " \t ", "required"},
		{"a long name", "name", strings.Repeat("社", 61), "too_long"},
		{"no code", "uscc", "", "required"},
		{"a code of 17 characters", "uscc", "91350100M000100Y4", "uscc_invalid"},
		{"a wrong check character", "uscc", "91350100M000100Y4Z", "uscc_invalid"},
		{"a letter that no code has", "uscc", "91350100I000100Y43", "uscc_invalid"},
		{"no type", "type", "", "required"},
		{"an unknown type", "type", "club", "unknown_choice"},
		{"an unknown scale", "scale", "huge", "unknown_choice"},
		{"an unknown industry", "industry", "zz99", "field_unknown"},
		{"no region", "region", nil, "required"},
		{"an unknown region", "region", "000000000000", "region_unknown"},
		{"a long address", "address", strings.Repeat("路", 121), "too_long"},
		{"a long intro", "intro", strings.Repeat("好", 801), "too_long"},
		{"a phone number in the intro", "intro", "欢迎来电 13912345678", "contact_in_text"},
	} {
		r := w.call(w.anna, "POST", "/api/portal/orgs", with(good, map[string]any{c.column: c.value}))
		if r.status != 400 || r.code(c.column) != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	for name, body := range map[string]string{"broken": `{`, "a number for a name": `{"name": 1}`, "a list": `[]`} {
		if r := w.send(w.anna, "POST", "/api/portal/orgs", body); r.status != 400 || r.code("error") != "invalid_json" {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
	for name, who := range map[string]*core.Record{"a visitor": nil, "a broker": w.broker, "staff": w.staff, "a leader": w.leader, "a superuser": w.super} {
		if r := w.call(who, "POST", "/api/portal/orgs", good); r.status != map[bool]int{true: 401, false: 403}[who == nil] {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
	if n := w.count("orgs", "1=1"); n != before {
		t.Errorf("%d orgs more", n-before)
	}
}

func TestOrgRegisters(t *testing.T) {
	w := newWorld(t)
	for i, typed := range []string{"91350100m000100y4x", "9135 0100 M000 100Y 4X", "　91350100-M000100Y4X "} {
		code := uscc("9151000000000001" + string(rune('1'+i)))
		typed = strings.NewReplacer("91350100m000100y4x", strings.ToLower(code), "9135 0100 M000 100Y 4X", code[:4]+" "+code[4:8]+" "+code[8:], "91350100-M000100Y4X", code[:8]+"-"+code[8:]).Replace(typed)
		made := w.call(w.bert, "POST", "/api/portal/orgs", map[string]any{"name": "<b>社</b>", "uscc": typed, "type": "cooperative", "region": township}).want(t, 201)
		org := must(w.app.FindRecordById("orgs", made.data["id"].(string)))
		if org.GetString("uscc") != code || made.data["joined"] != true || org.GetString("verify") != "none" || org.GetString("name") != "<b>社</b>" {
			t.Errorf("%q is kept as %v", typed, org.PublicExport())
		}
	}
	if r := w.call(w.anna, "POST", "/api/portal/orgs", map[string]any{"name": "再来", "uscc": "91350100M000100Y43", "type": "enterprise", "region": township}).want(t, 201); r.data["id"] != w.annaOrg.Id {
		t.Errorf("a member registers the org again: %s", r.body)
	}
	if got := w.fresh(w.annaOrg).GetString("name"); got != "云溪花椒合作社" {
		t.Errorf("registering again renamed the org to %s", got)
	}
}

// ask files bert's request to join anna's org.
func (w *world) ask(who *core.Record) string {
	w.t.Helper()
	r := w.call(who, "POST", "/api/portal/orgs", map[string]any{"name": "云溪", "uscc": "91350100m000100y43", "type": "cooperative", "region": township}).want(w.t, 202)
	if r.data["joined"] != false || r.data["id"] != w.annaOrg.Id {
		w.t.Fatalf("a code that is registered: %s", r.body)
	}
	join, err := w.app.FindFirstRecordByFilter("org_joins", "member = {:m} && state = 'asked'", dbx.Params{"m": who.Id})
	if err != nil {
		w.t.Fatal(err)
	}
	return join.Id
}

func TestJoining(t *testing.T) {
	w := newWorld(t)
	carl := w.member("carl")
	id := w.ask(w.bert)
	if again := w.ask(w.bert); again != id || w.count("org_joins", "1=1") != 1 {
		t.Error("asking twice is not asking once")
	}
	for name, who := range map[string]*core.Record{"a visitor": nil, "an outsider": carl, "the one who asks": w.bert, "a leader": w.leader, "a broker elsewhere": w.far} {
		for _, decision := range []string{"accept", "refuse"} {
			if r := w.call(who, "POST", "/api/portal/joins/"+id+"/"+decision, nil); r.status != 404 {
				t.Errorf("%s says %s: %d", name, decision, r.status)
			}
		}
	}
	w.call(w.anna, "POST", "/api/portal/joins/"+id+"/maybe", nil).want(t, 404)
	w.call(w.anna, "POST", "/api/portal/joins/nosuchjoin00000/accept", nil).want(t, 404)
	if r := w.call(w.anna, "POST", "/api/portal/joins/"+id+"/accept", nil).want(t, 200); r.data["state"] != "accepted" {
		t.Errorf("accept: %s", r.body)
	}
	if got := w.fresh(w.annaOrg).GetStringSlice("members"); len(got) != 2 {
		t.Errorf("members %v", got)
	}
	if r := w.call(w.anna, "POST", "/api/portal/joins/"+id+"/refuse", nil).want(t, 409); r.code("error") != "already_decided" || !strings.Contains(r.body, `"accepted"`) {
		t.Errorf("deciding twice: %s", r.body)
	}
	w.call(w.bert, "PATCH", "/api/collections/orgs/records/"+w.annaOrg.Id, map[string]any{"intro": "我也管"}).want(t, 200)

	id = w.ask(carl)
	w.call(w.bert, "POST", "/api/portal/joins/"+id+"/refuse", nil).want(t, 200)
	again := w.ask(carl)
	if again == id {
		t.Error("who was refused cannot ask again")
	}
	for _, who := range []*core.Record{w.staff, w.broker, w.super} {
		w.call(who, "POST", "/api/portal/joins/"+again+"/refuse", nil).want(t, 200)
		again = w.ask(carl)
	}
	w.call(w.broker, "POST", "/api/portal/joins/"+again+"/accept", nil).want(t, 200)
}

// TestOrgUpdates: a member writes the org's texts and nothing else of it.
func TestOrgUpdates(t *testing.T) {
	w := newWorld(t)
	url := "/api/collections/orgs/records/" + w.annaOrg.Id
	w.call(w.anna, "PATCH", url, map[string]any{"intro": "新的介绍", "address": "二号"}).want(t, 200)
	for name, body := range map[string]map[string]any{
		"members": {"members": []string{w.anna.Id, w.bert.Id}}, "members+": {"members+": w.bert.Id}, "members-": {"members-": w.anna.Id}, "+members": {"+members": w.bert.Id},
		"the code": {"uscc": uscc("91510000000000008")}, "verify": {"verify": "association"}, "badges": {"badges": []string{"high_tech"}},
	} {
		if r := w.call(w.anna, "PATCH", url, body); r.status != 404 {
			t.Errorf("a member sets %s: %d %s", name, r.status, r.body)
		}
	}
	if r := w.call(w.anna, "PATCH", url, map[string]any{"intro": "微信号：huajiao2026"}); r.status != 400 || r.code("intro") != "contact_in_text" {
		t.Errorf("a WeChat id in the intro: %d %s", r.status, r.body)
	}
	if r := w.call(w.super, "PATCH", url, map[string]any{"uscc": "91350100M000100Y4Z"}); r.status != 400 || r.code("uscc") != "uscc_invalid" {
		t.Errorf("a superuser's wrong code: %d %s", r.status, r.body)
	}
	if r := w.call(w.super, "PATCH", url, map[string]any{"uscc": w.bertOrg.GetString("uscc")}); r.status != 400 || r.code("uscc") == "" {
		t.Errorf("a code twice: %d %s", r.status, r.body)
	}
	w.call(w.super, "PATCH", url, map[string]any{"members": []string{w.anna.Id, w.bert.Id}}).want(t, 200)
	w.call(w.bert, "POST", "/api/collections/orgs/records", map[string]any{"name": "偷", "uscc": uscc("91510000000000003"), "type": "enterprise", "region": township}).want(t, 403)
}
