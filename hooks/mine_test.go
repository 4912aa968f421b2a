package hooks

import (
	"slices"
	"strings"
	"testing"
)

func testMyPostings(t *testing.T, s *scene) {
	r := s.call(s.anna, "GET", "/api/portal/me/postings", nil).want(t, 200)
	byTitle := map[string]map[string]any{}
	for _, list := range []string{"offers", "needs"} {
		for _, i := range r.data[list].([]any) {
			p := i.(map[string]any)
			byTitle[strings.Split(p["title"].(string), "：")[0]] = p
		}
	}
	for name, id := range s.ids {
		mine := !slices.Contains([]string{"档案乙", "档案丙", "所能三", "所需四"}, name)
		p := byTitle[name]
		if strings.HasPrefix(name, "档案") {
			p = byTitle["高级农艺师"]
		}
		if got := p != nil && p["id"] == id; got != mine {
			t.Errorf("%s among anna's postings: %v, want %v", name, got, mine)
		}
	}
	for _, key := range []string{"clarity", "hints", "return_reasons", "return_note", "close_reason", "removed_reason", "can", "matches", "owner"} {
		if _, ok := byTitle["密returned"][key]; !ok {
			t.Errorf("a returned offer has no %s", key)
		}
	}
	if p := byTitle["高级农艺师"]; p["profile"] != true || byTitle["所能一"]["profile"] != false {
		t.Errorf("which offer mirrors the profile: %v", p)
	}
	// one holds; the other side of a second is paused
	if n := byTitle["所需一"]["matches"]; n != 1.0 {
		t.Errorf("matches of 所需一: %v", n)
	}
	if n := byTitle["所需二"]["matches"]; n != 0.0 {
		t.Errorf("matches of 所需二, dismissed: %v", n)
	}
	s.call(nil, "GET", "/api/portal/me/postings", nil).want(t, 401)
	s.call(s.broker, "GET", "/api/portal/me/postings", nil).want(t, 403)
	s.call(s.super, "GET", "/api/portal/me/matches", nil).want(t, 403)
	if r := s.call(nil, "GET", "/api/portal/me/matches", nil).want(t, 401); r.code("error") != "auth_required" {
		t.Errorf("a visitor's matches: %s", r.body)
	}
}

func testMatches(t *testing.T, s *scene) {
	whys := func(list any) []string {
		out := []string{}
		items, _ := list.([]any)
		for _, i := range items {
			out = append(out, i.(map[string]any)["why"].(string))
		}
		return out
	}
	mine := map[string][2][]string{
		"anna": {{"密理由一"}, {"密理由二"}}, "bert": {{}, {"密理由一"}}, "carl": {{"密理由二"}, {}},
	}
	for name, want := range mine {
		r := s.call(s.viewers()[name], "GET", "/api/portal/me/matches", nil).want(t, 200)
		if r.data["reco_on"] != true || !slices.Equal(whys(r.data["for_needs"]), want[0]) || !slices.Equal(whys(r.data["for_offers"]), want[1]) {
			t.Errorf("matches of %s: %s", name, r.body)
		}
	}
	cases := []struct {
		path   string
		status map[string]int // others get the one of ""
		want   []string
	}{
		{"/needs/" + s.ids["所需一"], map[string]int{"anna": 200, "broker": 200, "staff": 200, "leader": 200, "super": 200, "visitor": 401, "": 403}, []string{"密理由一"}},
		{"/offers/" + s.ids["所能三"], map[string]int{"bert": 200, "broker": 200, "staff": 200, "leader": 200, "super": 200, "visitor": 401, "": 403}, []string{"密理由一"}},
		{"/offers/" + s.ids["密paused"], map[string]int{"anna": 200, "broker": 200, "staff": 200, "leader": 200, "super": 200, "": 404}, []string{}},
		{"/needs/000000000000000", map[string]int{"": 404}, nil},
	}
	for _, c := range cases {
		for name, who := range s.viewers() {
			want, ok := c.status[name]
			if !ok {
				want = c.status[""]
			}
			r := s.call(who, "GET", "/api/portal"+c.path+"/matches", nil)
			if r.status != want || want == 200 && !slices.Equal(whys(r.data["items"]), c.want) {
				t.Errorf("matches of %s as %s: %d %s, want %d %v", c.path, name, r.status, r.body, want, c.want)
			}
		}
	}
	item := s.call(s.anna, "GET", "/api/portal/me/matches", nil).data["for_needs"].([]any)[0].(map[string]any)
	for key, want := range map[string]any{"score": .7, "grade": "high"} {
		if item[key] != want {
			t.Errorf("%s: %v, want %v", key, item[key], want)
		}
	}
	if part := item["parts"].([]any)[0].(map[string]any); part["name"] != "text" || part["note"] != "都说到花椒" || item["terms"].([]any)[0] != "花椒" {
		t.Errorf("parts and terms: %v", item)
	}
	masked := s.call(s.anna, "GET", "/api/portal/me/matches", nil).data["for_offers"].([]any)[0].(map[string]any)["need"].(map[string]any)
	if org := masked["org"].(map[string]any); org["name"] != "（匿名单位）" || org["id"] != "" {
		t.Errorf("a match unmasks its need: %v", org)
	}
}

// TestRecommendationsOff: who wants none gets none; the desk and the other side
// still do.
func TestRecommendationsOff(t *testing.T) {
	s := newScene(t)
	s.change(s.anna, map[string]any{"reco_on": false})
	if r := s.call(s.anna, "GET", "/api/portal/me/matches", nil).want(t, 200); strings.Contains(r.body, "密理由") || r.data["reco_on"] != false {
		t.Errorf("my matches: %s", r.body)
	}
	r := s.call(s.anna, "GET", "/api/portal/needs/"+s.ids["所需一"]+"/matches", nil).want(t, 200)
	if items := r.data["items"].([]any); len(items) != 0 || r.data["reco_on"] != false {
		t.Errorf("matches of my need: %s", r.body)
	}
	if r := s.call(s.anna, "GET", "/api/portal/me/postings", nil).want(t, 200); strings.Contains(r.body, `"matches":1`) {
		t.Error("my postings count matches")
	}
	if r := s.call(s.broker, "GET", "/api/portal/needs/"+s.ids["所需一"]+"/matches", nil).want(t, 200); len(r.data["items"].([]any)) != 1 {
		t.Errorf("the broker's list: %s", r.body)
	}
	if r := s.call(s.bert, "GET", "/api/portal/me/matches", nil).want(t, 200); !strings.Contains(r.body, "密理由一") {
		t.Errorf("the other side's list: %s", r.body)
	}
}

func testEvents(t *testing.T, s *scene) {
	for name, who := range s.viewers() {
		r := s.call(who, "GET", "/api/portal/needs/"+s.ids["所需一"]+"/events", nil)
		want := map[string]int{"anna": 200, "broker": 200, "staff": 200, "leader": 200, "super": 200, "visitor": 401}[name]
		if want == 0 {
			want = 403
		}
		if r.status != want {
			t.Errorf("events as %s: %d, want %d", name, r.status, want)
		}
		if want != 200 {
			continue
		}
		if !strings.Contains(r.body, `"action":"create"`) || !strings.Contains(r.body, `"diff"`) {
			t.Errorf("events as %s: %s", name, r.body)
		}
		for _, never := range []string{`"ip"`, `"actor"`, `"entered_by"`, `"id"`} {
			if strings.Contains(r.body, never) {
				t.Errorf("events as %s tell %s", name, never)
			}
		}
	}
}

func testDesk(t *testing.T, s *scene) {
	can := func(who, path string) []string {
		r := s.call(s.viewers()[who], "GET", "/api/portal"+path, nil).want(t, 200)
		out := []string{}
		for _, a := range r.data["can"].([]any) {
			out = append(out, a.(string))
		}
		return out
	}
	for _, c := range []struct {
		who, path string
		want      []string
	}{
		{"anna", "/offers/" + s.ids["密returned"], []string{"submit", "close"}},
		{"broker", "/offers/" + s.ids["密returned"], []string{"submit", "close"}},
		{"staff", "/offers/" + s.ids["密pending"], []string{"publish", "return", "close", "remove"}},
		{"leader", "/offers/" + s.ids["密pending"], []string{}},
		{"anna", "/needs/" + s.ids["所需一"], []string{"pause", "confirm", "close"}},
		{"anna", "/workers/" + s.annaWorker.Id, []string{"pause", "confirm", "close"}},
		{"staff", "/workers/" + s.client.Id, []string{"submit", "close", "remove"}},
	} {
		if got := can(c.who, c.path); !slices.Equal(got, c.want) {
			t.Errorf("%s on %s can %v, want %v", c.who, c.path, got, c.want)
		}
	}
	r := s.call(s.anna, "GET", "/api/portal/offers/"+s.ids["密returned"], nil).want(t, 200)
	if r.data["return_note"] != "密退回说明" || r.data["return_reasons"].([]any)[0] != "too_vague" {
		t.Errorf("why it was returned: %s", r.body)
	}
	hints, _ := r.data["hints"].([]any)
	if len(hints) == 0 {
		t.Fatalf("no hints: %s", r.body)
	}
	if h := hints[0].(map[string]any); h["code"] == "" || h["text"] == "" || h["field"] == nil || h["points"] == nil {
		t.Errorf("hint: %v", h)
	}
	w := s.call(s.anna, "GET", "/api/portal/workers/"+s.annaWorker.Id, nil).want(t, 200)
	if w.data["offer"] != s.ids["档案甲"] || w.data["status"] != "published" {
		t.Errorf("the offer behind a profile: %s", w.body)
	}
	for _, o := range w.data["offers"].([]any) {
		if o.(map[string]any)["id"] == s.ids["档案甲"] {
			t.Error("a profile stands among its worker's offers")
		}
	}
}
