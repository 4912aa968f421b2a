package hooks

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestTextOnSubmit: what is wrong is told next to its column, and what was typed stays.
func TestTextOnSubmit(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name, collection string
		change           map[string]any
		column, code     string
	}{
		{"a phone number in the summary", "needs", map[string]any{"summary": "急需专家，请打电话 13912345678 联系我们看花椒树。"}, "summary", "contact_in_text"},
		{"spelled out", "needs", map[string]any{"detail": "请拨幺三九 幺二三四 五六七八"}, "detail", "contact_in_text"},
		{"an address in what was tried", "needs", map[string]any{"tried": "发过邮件 a@example.com"}, "tried", "contact_in_text"},
		{"a keyword that is a number", "needs", map[string]any{"keywords": []string{"13912345678"}}, "keywords", "contact_in_text"},
		{"no title", "needs", map[string]any{"title": " "}, "title", "required"},
		{"no field", "needs", map[string]any{"fields": []string{}}, "fields", "required"},
		{"a day that has passed", "needs", map[string]any{"deadline": "2020-01-01 00:00:00Z"}, "deadline", "date_past"},
		{"a post that is not named", "needs", map[string]any{"kind": "talent"}, "talent.post", "required"},
		{"WeChat in the price's note", "offers", map[string]any{"price_note": "加微信 huajiao_2026 谈"}, "price_note", "contact_in_text"},
		{"a phone number with the patent", "offers", map[string]any{"ipr_note": "专利咨询 13912345678"}, "ipr_note", "contact_in_text"},
		{"no summary", "offers", map[string]any{"summary": ""}, "summary", "required"},
	} {
		body := map[string]map[string]any{"needs": with(needText, map[string]any{"org": w.annaOrg.Id}), "offers": with(offerText, map[string]any{"worker": w.annaWorker.Id})}[c.collection]
		made := w.call(w.anna, "POST", "/api/collections/"+c.collection+"/records", with(body, c.change)).want(t, 200)
		r := must(w.app.FindRecordById(c.collection, made.data["id"].(string)))
		before := w.count("outbox", "1=1")
		got := w.step(w.anna, r, "submit", nil)
		if got.status != 400 || got.code(c.column) != c.code || len(got.data["data"].(map[string]any)) > 2 {
			t.Errorf("%s: %d %s", c.name, got.status, got.body)
		}
		now := w.fresh(r)
		for column, v := range c.change {
			if s, ok := v.(string); ok && column != "deadline" && now.GetString(column) != strings.TrimSpace(s) {
				t.Errorf("%s: what was typed has become %q", c.name, now.GetString(column))
			}
		}
		if now.GetString("status") != "draft" || !now.GetDateTime("submitted_at").IsZero() || slices.Contains(w.events(c.collection, r.Id), "submit") || w.count("outbox", "1=1") != before {
			t.Errorf("%s: half submitted", c.name)
		}
	}
}

// TestDraftText: even a draft holds only what the columns are made for.
func TestDraftText(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name, column string
		value        any
		code         string
	}{
		{"a long title", "title", strings.Repeat("标", 61), "too_long"},
		{"a long summary", "summary", strings.Repeat("摘", 301), "too_long"},
		{"eleven keywords", "keywords", []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}, "too_many"},
		{"a word for keywords", "keywords", "花椒", "invalid_json"},
		{"numbers for keywords", "keywords", []int{1, 2}, "invalid_json"},
		{"a word for the open call", "open_call", "goal", "invalid_json"},
		{"a word for a figure in it", "open_call", map[string]any{"term_months": "twelve"}, "invalid_json"},
		{"37 months", "open_call", map[string]any{"term_months": 37}, "out_of_range"},
		{"a list for the post", "talent", []string{"x"}, "invalid_json"},
		{"an unknown budget", "budget", "a lot", ""},
		{"a kind that is not", "kind", "wish", ""},
		{"an amount below nothing", "amount", -1, ""},
		{"a day in a hundred years", "deadline", "2126-01-01 00:00:00Z", "date_too_far"},
	} {
		r := w.call(w.anna, "POST", "/api/collections/needs/records", with(needText, map[string]any{"org": w.annaOrg.Id, c.column: c.value}))
		column := map[string]string{"37 months": "open_call.term_months"}[c.name]
		if column == "" {
			column = c.column
		}
		if r.status != 400 || r.code(column) == "" || c.code != "" && r.code(column) != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	if n := w.count("needs", "1=1"); n != 0 {
		t.Errorf("%d needs saved", n)
	}
	kept := w.call(w.anna, "POST", "/api/collections/needs/records", with(needText, map[string]any{"org": w.annaOrg.Id, "title": " <script>alert(1)</script>\u202e\n花椒 ", "keywords": []string{"花椒", "根腐病"}})).want(t, 200)
	if kept.data["title"] != "<script>alert(1)</script> 花椒" || fmt.Sprint(kept.data["keywords"]) != "[花椒 根腐病]" {
		t.Errorf("kept as %v, %v", kept.data["title"], kept.data["keywords"])
	}
}

func TestOfferOwners(t *testing.T) {
	w := newWorld(t)
	team := w.add("teams", map[string]any{"name": "椒业工作室", "kind": "studio", "lead": w.annaWorker.Id, "region": township})
	url := "/api/collections/offers/records"
	for _, c := range []struct {
		name   string
		owner  map[string]any
		status int
		code   string
	}{
		{"nobody's", nil, 400, ""},
		{"a worker's and an org's", map[string]any{"worker": w.annaWorker.Id, "org": w.annaOrg.Id}, 400, "owner_one"},
		{"a worker's and a team's", map[string]any{"worker": w.annaWorker.Id, "team": team.Id}, 400, "owner_one"},
		{"somebody else's worker's", map[string]any{"worker": w.bertWorker.Id}, 400, ""},
		{"somebody else's org's", map[string]any{"org": w.bertOrg.Id}, 400, ""},
		{"the own worker's", map[string]any{"worker": w.annaWorker.Id}, 200, ""},
		{"the own team's", map[string]any{"team": team.Id}, 200, ""},
		{"the own org's", map[string]any{"org": w.annaOrg.Id}, 200, ""},
	} {
		if r := w.call(w.anna, "POST", url, with(offerText, c.owner)); r.status != c.status || c.code != "" && r.code("worker") != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	if r := w.call(w.super, "POST", url, offerText); r.status != 400 || r.code("worker") != "owner_one" {
		t.Errorf("a superuser's offer of nobody: %d %s", r.status, r.body)
	}
	w.call(w.bert, "POST", "/api/collections/teams/records", map[string]any{"name": "偷", "kind": "studio", "lead": w.annaWorker.Id, "region": township}).want(t, 400)
}

// TestClarityRoute answers anybody and survives anything.
func TestClarityRoute(t *testing.T) {
	w := newWorld(t)
	before := w.count("needs", "1=1")
	r := w.call(nil, "POST", "/api/portal/clarity", map[string]any{"collection": "needs", "record": needText}).want(t, 200)
	if score, _ := r.data["score"].(float64); score < 70 || r.data["hints"] == nil {
		t.Errorf("a clear need: %s", r.body)
	}
	for name, body := range map[string]string{
		"nothing typed": `{"collection":"offers","record":{}}`, "no record": `{"collection":"needs"}`,
		"wrong types": `{"collection":"needs","record":{"title":{"a":1},"fields":5,"deadline":"soon","amount":"x","open_call":"y","talent":[1],"keywords":{"a":[]},"id":7,"org":[],"attachments":{"x":1}}}`,
	} {
		if r := w.send(nil, "POST", "/api/portal/clarity", body); r.status != 200 {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
	for name, body := range map[string]string{"broken": `{`, "a list for a record": `{"collection":"needs","record":[]}`} {
		if r := w.send(nil, "POST", "/api/portal/clarity", body); r.status != 400 || r.code("error") != "invalid_json" {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
	if r := w.call(nil, "POST", "/api/portal/clarity", map[string]any{"collection": "members", "record": map[string]any{}}); r.status != 400 || r.code("collection") != "unknown_choice" {
		t.Errorf("another collection: %d %s", r.status, r.body)
	}
	if r := w.send(nil, "POST", "/api/portal/clarity", `{"collection":"needs","record":{"detail":"`+strings.Repeat("长", 1<<16)+`"}}`); r.status != 413 {
		t.Errorf("a text that would take long: %d", r.status)
	}
	if w.count("needs", "1=1") != before {
		t.Error("measuring stored something")
	}
}
