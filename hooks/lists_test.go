package hooks

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
)

// titles returns what a list's items begin with, up to the colon.
func titles(r reply) []string {
	items, _ := r.data["items"].([]any)
	out := []string{}
	for _, i := range items {
		item := i.(map[string]any)
		for _, key := range []string{"title", "display_name", "name"} {
			if s, ok := item[key].(string); ok {
				out = append(out, strings.Split(s, "：")[0])
				break
			}
		}
	}
	return out
}

func testListParameters(t *testing.T, s *scene) {
	cases := []struct{ path, column, code string }{
		{"/offers?kind=nonsense", "kind", "unknown_choice"},
		{"/offers?kind=challenge", "kind", "unknown_choice"},
		{"/needs?kind=skill", "kind", "unknown_choice"},
		{"/needs?budget=1", "budget", "unknown_choice"},
		{"/offers?sort=deadline", "sort", "unknown_choice"},
		{"/needs?sort=created", "sort", "unknown_choice"},
		{"/needs?sort=-org.name", "sort", "unknown_choice"},
		{"/workers?title_level=god", "title_level", "unknown_choice"},
		{"/offers?owner=1234567890123456", "owner", "unknown_choice"},
		{"/offers?field=nonsense", "field", "field_unknown"},
		{"/teams?field='", "field", "field_unknown"},
		{"/offers?region=51", "region", "region_unknown"},
		{"/workers?region=51142310100a", "region", "region_unknown"},
		{"/regions?parent=51", "parent", "region_unknown"},
		{"/offers?page=0", "page", "number_invalid"},
		{"/offers?page=-1", "page", "number_invalid"},
		{"/offers?page=abc", "page", "number_invalid"},
		{"/offers?page=99999999999999999999", "page", "number_invalid"},
		{"/offers?page=101", "error", "page_too_deep"},
		{"/needs?per_page=51", "per_page", "number_invalid"},
		{"/needs?per_page=0", "per_page", "number_invalid"},
		{"/teams?q=" + strings.Repeat("a", 101), "q", "too_long"},
	}
	for _, c := range cases {
		r := s.call(nil, "GET", "/api/portal"+strings.ReplaceAll(c.path, "'", "%27"), nil)
		if r.status != 400 || r.code(c.column) != c.code {
			t.Errorf("%s: %d %s, want 400 with %s: %s", c.path, r.status, r.body, c.column, c.code)
		}
	}
}

func testListFilters(t *testing.T, s *scene) {
	offers := []string{"所能一", "所能二", "所能三", "所能五", "所能六"}
	profiles := []string{"高级农艺师", "高级农艺师"}
	cases := []struct {
		why, path string
		want      []string
	}{
		{"all offers that are there", "/offers", append(profiles, offers...)},
		{"by kind", "/offers?kind=result", []string{"所能二"}},
		{"by the field itself", "/offers?kind=result&field=s0601", []string{"所能二"}},
		{"by the field above", "/offers?kind=result&field=s06", []string{"所能二"}},
		{"by another field", "/offers?field=s0401", nil},
		{"in the county", "/offers?kind=result&region=511423000000", []string{"所能二"}},
		{"in the township", "/offers?kind=result&region=" + s.town(), []string{"所能二"}},
		{"elsewhere", "/offers?region=" + elsewhere, nil},
		{"of a worker", "/offers?owner=" + s.annaWorker.Id, []string{"高级农艺师", "所能一", "所能五", "所能六"}},
		{"of a team", "/offers?owner=" + s.team.Id, []string{"所能二"}},
		{"of an org", "/offers?owner=" + s.bertOrg.Id, []string{"所能三"}},
		{"of nobody", "/offers?owner=abc", nil},
		{"all needs that are there", "/needs", []string{"所需一", "所需二", "所需三", "所需四"}},
		{"by kind of need", "/needs?kind=challenge", []string{"所需二"}},
		{"by budget", "/needs?budget=5_20", []string{"所需一"}},
		{"all workers that are there", "/workers", []string{"anna老师", "bert老师"}},
		{"by title", "/workers?title_level=senior", []string{"anna老师", "bert老师"}},
		{"by another title", "/workers?title_level=junior", nil},
		{"workers of a field", "/workers?field=s06", []string{"anna老师", "bert老师"}},
		{"workers elsewhere", "/workers?region=" + elsewhere, nil},
		{"all teams that are there", "/teams", []string{"止戈椒业工作室"}},
		{"teams of another field", "/teams?field=s0401", nil},
	}
	for _, c := range cases {
		r := s.call(nil, "GET", "/api/portal"+c.path, nil).want(t, 200)
		got, want := titles(r), append([]string{}, c.want...)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || r.data["total"] != float64(len(want)) {
			t.Errorf("%s (%s): %v of %v, want %v", c.why, c.path, got, r.data["total"], want)
		}
	}
}

// TestSearch: what the full-text table finds, the engine finds too.
func TestSearch(t *testing.T) {
	s := newScene(t)
	s.put("测土", "offers", "published", map[string]any{"worker": s.annaWorker.Id, "title": "无人机 CBN-811 测土", "summary": "用高光谱测土壤含氮量，精度 7.5 克，可到现场服务，三日内出报告单。",
		"keywords": []string{"光谱仪"}, "fields": []string{"s0401"}, "description": "密隐语"})
	cases := []searchCase{
		{"光谱", "/offers", []string{"测土"}},
		{"谱", "/offers", []string{"测土"}},
		{"高光谱测土壤", "/offers", []string{"测土"}},
		{"光谱仪", "/offers", []string{"测土"}},
		{"cbn", "/offers", []string{"测土"}},
		{"CBN-811", "/offers", []string{"测土"}},
		{"土壤 光谱", "/offers", []string{"测土"}},
		{"土壤 石油", "/offers", nil},
		{"种茶", "/offers", []string{"测土"}}, // a synonym of its field
		{"茶树栽培", "/offers", []string{"测土"}},
		{"密隐语", "/offers", nil}, // the description is not public
		{"密说明一", "/offers", nil},
		{"密草稿", "/offers", nil},
		{"密详情一", "/needs", nil},
		{"云溪花椒", "/needs", nil}, // the name of an org finds none of its needs
		{"诊断", "/needs", []string{"所需一", "所需二", "所需三", "所需四"}},
		{"anna", "/workers", []string{"anna老师"}},
		{"密单位甲", "/workers", nil},
		{"公开单位", "/workers", []string{"bert老师"}},
		{"密真名丙", "/workers", nil},
		{"客户丙", "/workers", nil},
		{"椒业", "/teams", []string{"止戈椒业工作室"}},
		{"密团队", "/teams", nil},
		{"！？。", "/offers", nil},
	}
	testSearches(t, s, "by the table", append(cases, searchCase{"介绍甲", "/workers", []string{"anna老师"}}))
	s.engine()
	testSearches(t, s, "by the engine", append(cases, []searchCase{
		{"高光诺测土", "/offers", []string{"测土"}},              // one character mistyped
		{"wrj", "/offers", []string{"测土"}},                // initials
		{"cb", "/offers", []string{"测土"}},                 // the beginning of a word
		{"介绍丁", "/workers", []string{"anna老师", "bert老师"}}, // of 介绍甲 and 介绍乙 one character is another
	}...))
}

// searchCase is what a list finds by words, by the beginnings of titles.
type searchCase struct {
	q, path string
	want    []string
}

// engine gives the scene an engine, which holds what is there now.
func (s *scene) engine() {
	s.t.Helper()
	if err := matcherOf(s.app).load(s.app, untold); err != nil {
		s.t.Fatal(err)
	}
}

func testSearches(t *testing.T, s *scene, how string, cases []searchCase) {
	t.Helper()
	for _, c := range cases {
		for _, sort := range []string{"", "&sort=newest", "&sort=relevance"} {
			r := s.call(nil, "GET", "/api/portal"+c.path+"?q="+url.QueryEscape(c.q)+sort, nil).want(t, 200)
			got := titles(r)
			for i := range got { // the title was given here, the rest is the scene's
				if strings.HasPrefix(got[i], "测土") {
					got[i] = "测土"
				}
			}
			slices.Sort(got)
			want := append([]string{}, c.want...)
			slices.Sort(want)
			if !slices.Equal(got, want) || r.data["total"] != float64(len(want)) {
				t.Errorf("%s: %s %q%s: %v of %v, want %v", how, c.path, c.q, sort, got, r.data["total"], want)
			}
		}
	}
}

// TestFoundPages: pages, counts and marks of what the engine finds.
func TestFoundPages(t *testing.T) {
	s := newScene(t)
	s.put("测土", "offers", "unconfirmed", map[string]any{"worker": s.annaWorker.Id, "title": "无人机 CBN-811 测土", "summary": "🌶️用高光谱测土壤含氮量", "kind": "service"})
	s.engine()
	get := func(path, q string) reply {
		return s.call(nil, "GET", "/api/portal"+path+"&q="+url.QueryEscape(q), nil).want(t, 200)
	}
	whole := titles(get("/offers?sort=relevance", "所能"))
	var pieces []string
	for page := 1; page <= 3; page++ {
		r := get(fmt.Sprintf("/offers?sort=relevance&per_page=2&page=%d", page), "所能")
		if r.data["total"] != 5.0 {
			t.Errorf("page %d: %s", page, r.body)
		}
		pieces = append(pieces, titles(r)...)
	}
	if len(whole) != 5 || !slices.Equal(whole, pieces) {
		t.Errorf("in pieces %v, whole %v", pieces, whole)
	}
	r := get("/offers?sort=relevance&counts=1", "测土")
	counts, _ := r.data["counts"].(map[string]any)
	kinds, _ := counts["kind"].(map[string]any)
	regions, _ := counts["region"].(map[string]any)
	if kinds["service"] != 1.0 || regions[here] != 1.0 {
		t.Errorf("counts: %s", r.body)
	}
	if strings.Contains(get("/offers?sort=relevance", "测土").body, "counts") {
		t.Error("counts without being asked for")
	}
	if marks := r.data["items"].([]any)[0].(map[string]any)["marks"]; fmt.Sprint(marks) != "map[summary:[[7 9]] title:[[0 2] [15 17]]]" {
		t.Errorf("marks %v of %s", marks, r.body)
	}
	if r := get("/offers?sort=relevance&owner="+s.bertOrg.Id, "所能"); !slices.Equal(titles(r), []string{"所能三"}) {
		t.Errorf("of an org: %s", r.body)
	}
	if strings.Contains(s.call(nil, "GET", "/api/portal/offers", nil).body, "marks") {
		t.Error("marks where nothing was looked for")
	}
	// one that lacks a character follows in the order of relevance alone
	s.put("介绍", "offers", "published", map[string]any{"worker": s.annaWorker.Id, "title": "蜂箱保温", "published_at": "2026-11-01 08:00:00.000Z"})
	s.put("介绍二", "offers", "published", map[string]any{"worker": s.annaWorker.Id, "title": "蜂箱保湿", "published_at": "2026-11-22 08:00:00.000Z"})
	s.engine()
	for sort, want := range map[string][]string{"": {"介绍", "介绍二"}, "&sort=newest": {"介绍"}, "&sort=relevance": {"介绍", "介绍二"}} {
		if r := get("/offers?kind=service"+sort, "蜂箱保温"); !slices.Equal(titles(r), want) {
			t.Errorf("sort %q: %v, want %v", sort, titles(r), want)
		}
	}
	// what has left the lists since the engine heard of it is not shown
	offer, err := s.app.FindRecordById("offers", s.ids["测土"])
	if err != nil {
		t.Fatal(err)
	}
	s.settle(offer, "paused")
	for _, sort := range []string{"newest", "relevance"} {
		if r := get("/offers?sort="+sort, "测土"); len(titles(r)) != 0 {
			t.Errorf("paused, sort %s: %s", sort, r.body)
		}
	}
}

func TestRelevance(t *testing.T) {
	s := newScene(t)
	s.put("长", "offers", "published", map[string]any{"worker": s.annaWorker.Id, "summary": "主要做育苗和修剪，偶尔也看蜂箱。" + strings.Repeat("其他各种农事服务都可以商量。", 10), "published_at": "2026-11-22 08:00:00.000Z"})
	s.put("短", "offers", "published", map[string]any{"worker": s.annaWorker.Id, "summary": "蜂箱改良：蜂箱保温、蜂箱通风、蜂箱消毒，蜂箱里的事都管。", "keywords": []string{"蜂箱"}})
	r := s.call(nil, "GET", "/api/portal/offers?q="+url.QueryEscape("蜂箱")+"&sort=relevance", nil).want(t, 200)
	if got := titles(r); !slices.Equal(got, []string{"短", "长"}) {
		t.Errorf("by relevance: %v", got)
	}
}

func testHostileInputIsHarmless(t *testing.T, s *scene) {
	hostile := []string{`'`, `"`, `' OR 1=1 --`, `") OR 1=1 --`, `; DROP TABLE offers;--`, `花椒" OR "a`, `NEAR(花椒 根)`, `terms:花椒`, `-花椒`, `花椒 NOT 根`, `*`, `花椒*`,
		`{:words}`, `{{offers}}`, `[[id]]`, `%`, `_`, "\x00", "\xff\xfe", `<script>alert(1)</script>`, `collection:needs`, `^花`, `a AND`, `((((`, `𠮷`}
	for _, q := range hostile {
		for _, path := range []string{"/offers?q=", "/offers?sort=relevance&q=", "/needs?q=", "/workers?q=", "/teams?q=", "/offers?owner=", "/offers?field=", "/offers?region=", "/needs?kind=", "/regions?parent="} {
			r := s.call(nil, "GET", "/api/portal"+path+url.QueryEscape(q), nil)
			if r.status != 200 && r.status != 400 || r.status == 400 && !strings.Contains(r.body, `"code"`) {
				t.Errorf("%s%q: %d %s", path, q, r.status, r.body)
			}
			if strings.Contains(r.body, "密") {
				t.Errorf("%s%q shows what is not public: %s", path, q, r.body)
			}
		}
	}
	if r := s.call(nil, "GET", "/api/portal/offers", nil); r.data["total"] != 7.0 {
		t.Errorf("afterwards: %s", r.body)
	}
}

func testPaging(t *testing.T, s *scene) {
	whole := titles(s.call(nil, "GET", "/api/portal/offers", nil))
	var pieces []string
	for page := 1; page <= 4; page++ {
		r := s.call(nil, "GET", fmt.Sprintf("/api/portal/offers?per_page=2&page=%d", page), nil).want(t, 200)
		if r.data["page"] != float64(page) || r.data["per_page"] != 2.0 || r.data["total"] != 7.0 {
			t.Errorf("page %d: %s", page, r.body)
		}
		pieces = append(pieces, titles(r)...)
	}
	if !slices.Equal(whole, pieces) {
		t.Errorf("in pieces %v, whole %v", pieces, whole)
	}
	beyond := s.call(nil, "GET", "/api/portal/offers?page=100", nil).want(t, 200)
	if items, ok := beyond.data["items"].([]any); !ok || len(items) != 0 || beyond.data["total"] != 7.0 {
		t.Errorf("beyond the end: %s", beyond.body)
	}
	if r := s.call(nil, "GET", "/api/portal/offers?page=50&q="+url.QueryEscape("所能"), nil).want(t, 200); r.data["total"] != 5.0 {
		t.Errorf("beyond the end of a search: %s", r.body)
	}
}

func TestOrder(t *testing.T) {
	s := newScene(t)
	for _, n := range []struct{ name, status, published, deadline string }{
		{"甲", "engaged", "2026-11-03 08:00:00.000Z", "2099-02-01 00:00:00.000Z"},
		{"乙", "published", "2026-11-02 08:00:00.000Z", "2020-01-01 00:00:00.000Z"},
		{"丙", "unconfirmed", "2026-11-01 08:00:00.000Z", "2099-01-01 00:00:00.000Z"},
		{"丁", "published", "2026-11-04 08:00:00.000Z", ""},
	} {
		s.put(n.name, "needs", n.status, map[string]any{"org": s.annaOrg.Id, "budget": "welfare"})
		// what lies in the past can no longer be typed in
		_, err := s.app.DB().Update("needs", dbx.Params{"published_at": n.published, "deadline": n.deadline}, dbx.HashExp{"id": s.ids[n.name]}).Execute()
		if err != nil {
			t.Fatal(err)
		}
	}
	for sort, want := range map[string][]string{
		"newest":    {"丁", "甲", "乙", "丙"},
		"":          {"丁", "甲", "乙", "丙"},
		"relevance": {"丁", "甲", "乙", "丙"}, // of nothing: the newest first
		"deadline":  {"丙", "甲", "丁", "乙"}, // the next first, then none, then past
	} {
		r := s.call(nil, "GET", "/api/portal/needs?budget=welfare&sort="+sort, nil).want(t, 200)
		if got := titles(r); !slices.Equal(got, want) {
			t.Errorf("sort %q: %v, want %v", sort, got, want)
		}
	}
}
