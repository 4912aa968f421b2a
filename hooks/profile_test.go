package hooks

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// skills returns the skill offers that are in step with a worker.
func (w *world) skills(worker *core.Record) []*core.Record {
	w.t.Helper()
	return must(w.app.FindAllRecords("offers", dbx.HashExp{"worker": worker.Id, "profile": true}))
}

// profile is a worker's form that is accepted.
var profile = map[string]any{"display_name": "周老师", "unit": "退休", "title_level": "local_expert", "fields": []string{"s0603"}, "keywords": []string{"花椒根腐病"},
	"intro": "种花椒三十年，治根腐病、死树有一套：开沟排水、换土、药剂灌根，救活过八百亩椒园。", "region": township, "modes": []string{"on_site"}}

func TestProfileKeepsOneSkillOffer(t *testing.T) {
	w := newWorld(t)
	carl := w.member("carl")
	url := "/api/collections/workers/records"
	made := w.call(carl, "POST", url, with(profile, map[string]any{"member": carl.Id})).want(t, 200)
	worker := must(w.app.FindRecordById("workers", made.data["id"].(string)))
	one := func(when string) *core.Record {
		t.Helper()
		got := w.skills(w.fresh(worker))
		if len(got) != 1 {
			t.Fatalf("%s: %d skill offers", when, len(got))
		}
		return got[0]
	}
	change := func(body map[string]any) { w.call(carl, "PATCH", url+"/"+worker.Id, body).want(t, 200) }

	skill := one("created")
	if skill.GetString("kind") != "skill" || skill.GetString("status") != "draft" || skill.GetString("summary") != profile["intro"] || skill.GetString("title") != "花椒根腐病" {
		t.Errorf("created: %v", skill.PublicExport())
	}
	change(map[string]any{"title_name": "土专家", "keywords": []string{"修剪", "嫁接"}, "fee_note": "管饭就行"})
	if skill = one("changed"); skill.GetString("title") != "土专家：修剪、嫁接" || skill.GetString("price_note") != "管饭就行" || fmt.Sprint(skill.GetString("keywords")) != `["修剪","嫁接"]` {
		t.Errorf("changed: %v", skill.PublicExport())
	}
	change(map[string]any{"keywords": []string{}, "title_name": ""})
	if skill = one("without keywords"); skill.GetString("title") == "" {
		t.Error("without keywords: no title either")
	}
	w.at(skill, "published")
	change(map[string]any{"availability": "paused"})
	if got := one("paused").GetString("status"); got != "published" {
		t.Errorf("paused availability: %s", got)
	}
	change(map[string]any{"availability": "open"})
	w.at(skill, "removed")
	change(map[string]any{"intro": profile["intro"].(string) + "再来。"})
	if got := one("removed"); got.GetString("status") != "removed" || strings.Contains(got.GetString("summary"), "再来") {
		t.Errorf("what staff removed: %v", got.PublicExport())
	}
	for _, over := range []string{"closed", "expired"} {
		w.at(one(over), over)
		change(map[string]any{"availability": "paused"})
		if got := one("paused while over").GetString("status"); got != over {
			t.Errorf("%s, and paused: %s", over, got)
		}
		change(map[string]any{"availability": "open"})
		if got := one("begun again").GetString("status"); got != "draft" {
			t.Errorf("%s, and open again: %s", over, got)
		}
	}
}

// TestSkillOfferFollowsOnly: the skill offer is written in the profile and nowhere else.
func TestSkillOfferFollowsOnly(t *testing.T) {
	w := newWorld(t)
	skill := w.skills(w.annaWorker)[0]
	url := "/api/collections/offers/records/" + skill.Id
	for column, value := range map[string]any{"title": "别的", "summary": "别的", "keywords": []string{"别的"}, "region": here, "fields": []string{"s0603"}, "modes": []string{"testing"}} {
		for _, who := range []*core.Record{w.anna, w.super} {
			if r := w.call(who, "PATCH", url, map[string]any{column: value}); r.status != 400 || r.code(column) != "edit_profile" {
				t.Errorf("%s past the profile: %d %s", column, r.status, r.body)
			}
		}
	}
	w.call(w.anna, "PATCH", url, map[string]any{"advantages": "随叫随到，三年来跑遍十二个乡镇。", "title": skill.GetString("title")}).want(t, 200)
	for _, who := range []*core.Record{w.anna, w.super} {
		if r := w.call(who, "DELETE", url, nil); r.status != 403 || r.code("error") != "edit_profile" {
			t.Errorf("deleting it: %d %s", r.status, r.body)
		}
	}
	w.call(w.anna, "POST", "/api/collections/offers/records", with(offerText, map[string]any{"worker": w.annaWorker.Id, "profile": true})).want(t, 400)
	w.call(w.anna, "GET", "/api/portal/me", nil).want(t, 200)

	draft := w.add("offers", with(offerText, map[string]any{"worker": w.annaWorker.Id}))
	w.call(w.anna, "DELETE", "/api/collections/offers/records/"+draft.Id, nil).want(t, 204)
	w.call(w.super, "DELETE", "/api/collections/workers/records/"+w.bertWorker.Id, nil).want(t, 204)
	if n := w.count("offers", "worker = '"+w.bertWorker.Id+"'"); n != 0 {
		t.Errorf("%d offers of a worker who is gone", n)
	}
}

// TestProfileErrors: what keeps a profile from being saved or submitted is told
// at the profile's own columns, and what was typed before stays.
func TestProfileErrors(t *testing.T) {
	w := newWorld(t)
	w.at(w.skills(w.annaWorker)[0], "published")
	url := "/api/collections/workers/records/" + w.annaWorker.Id
	for _, c := range []struct {
		name, column string
		value        any
		code         string
	}{
		{"no intro", "intro", "", "required"},
		{"a phone number in the intro", "intro", "要请我就打 13912345678，三十年花椒栽培经验。", "contact_in_text"},
		{"a long intro", "intro", strings.Repeat("长", 801), ""},
		{"a phone number as a keyword", "keywords", []string{"13912345678"}, "contact_in_text"},
		{"WeChat in the fee's note", "fee_note", "加微信 huajiao_2026 谈", "contact_in_text"},
		{"a phone number in the name", "display_name", "王老师13912345678", "contact_in_text"},
		{"a phone number as the unit", "unit", "电话 13912345678", "contact_in_text"},
		{"a phone number in the title", "title_name", "农艺师 13912345678", "contact_in_text"},
		{"eleven keywords", "keywords", []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}, "too_many"},
		{"a long keyword", "keywords", []string{strings.Repeat("词", 21)}, "too_long"},
		{"a word for keywords", "keywords", "花椒", "invalid_json"},
		{"no field", "fields", []string{}, ""},
		{"no name", "display_name", " ", ""},
		{"an unknown mode", "modes", []string{"by magic"}, ""},
	} {
		before := w.fresh(w.annaWorker)
		r := w.call(w.anna, "PATCH", url, map[string]any{c.column: c.value})
		if r.status != 400 || r.code(c.column) == "" || c.code != "" && r.code(c.column) != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
			continue
		}
		for column := range r.data["data"].(map[string]any) {
			if w.annaWorker.Collection().Fields.GetByName(column) == nil {
				t.Errorf("%s: tells of %s, which no profile has", c.name, column)
			}
		}
		if now := w.fresh(w.annaWorker); fmt.Sprint(now.FieldsData()) != fmt.Sprint(before.FieldsData()) {
			t.Errorf("%s: half saved", c.name)
		}
	}

	skill := w.at(w.skills(w.annaWorker)[0], "draft")
	w.call(w.anna, "PATCH", url, map[string]any{"intro": "打 13912345678", "unit": "电话 13912345678"}).want(t, 200)
	r := w.step(w.anna, skill, "submit", nil).want(t, 400)
	if r.code("intro") != "contact_in_text" || r.code("unit") != "contact_in_text" || len(r.data["data"].(map[string]any)) != 2 {
		t.Errorf("submitting the profile: %s", r.body)
	}
	if got := w.fresh(w.annaWorker).GetString("intro"); got != "打 13912345678" {
		t.Errorf("what was typed has become %q", got)
	}

	w.at(skill, "pending")
	w.step(w.staff, skill, "return", map[string]any{"reasons": []string{"contact_in_text"}}).want(t, 200)
	if mail, _ := w.mailTo("anna@example.com"); !strings.Contains(mail.GetString("html"), `/me/worker"`) {
		t.Errorf("the mail about a profile leads elsewhere: %s", mail.GetString("html"))
	}
	if me := w.call(w.anna, "GET", "/api/portal/me", nil).want(t, 200); !strings.Contains(me.body, `"url":"/me/worker"`) {
		t.Errorf("what waits leads elsewhere: %s", me.body)
	}
}

func TestOneWorkerEach(t *testing.T) {
	w := newWorld(t)
	carl := w.member("carl")
	url := "/api/collections/workers/records"
	for _, c := range []struct {
		name   string
		who    *core.Record
		member string
		status int
		code   string
	}{
		{"a second one", w.anna, w.anna.Id, 400, "worker_exists"},
		{"a second one by a superuser", w.super, w.anna.Id, 400, "worker_exists"},
		{"somebody else's", w.anna, carl.Id, 400, ""},
		{"nobody's by a member", w.anna, "", 400, ""},
		{"the first one", carl, carl.Id, 200, ""},
		{"a client's by a broker", w.broker, "", 200, ""},
		{"another client's", w.broker, "", 200, ""},
		{"a member's by a broker", w.broker, carl.Id, 400, ""},
	} {
		r := w.call(c.who, "POST", url, with(profile, map[string]any{"member": c.member}))
		if r.status != c.status || c.code != "" && r.code("member") != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
		if r.status == 200 {
			by := map[bool]string{true: w.broker.Id}[c.who == w.broker]
			worker := must(w.app.FindRecordById("workers", r.data["id"].(string)))
			if skill := w.skills(worker); len(skill) != 1 || worker.GetString("entered_by") != by || skill[0].GetString("entered_by") != by {
				t.Errorf("%s: %d skill offers, entered by %q", c.name, len(skill), worker.GetString("entered_by"))
			}
		}
	}
	if n := w.count("offers", "profile = TRUE"); n != w.count("workers", "1=1") {
		t.Errorf("%d skill offers of %d workers", n, w.count("workers", "1=1"))
	}
	if got := w.events("workers", w.annaWorker.Id); !slices.Equal(got, []string{"create"}) {
		t.Errorf("refused attempts left events: %v", got)
	}
}
