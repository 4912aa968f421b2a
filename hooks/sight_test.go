package hooks

import (
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
)

// everyPath are all portal routes that read, with every id of the scene.
func (s *scene) everyPath() []string {
	paths := []string{"/site", "/home", "/regions", "/fields", "/offers?per_page=50", "/needs?per_page=50", "/workers", "/teams", "/me/postings", "/me/matches",
		"/offers?q=花椒&sort=relevance", "/needs?q=花椒&sort=deadline", "/workers?q=花椒", "/teams?q=椒", "/orgs?counts=1", "/orgs?q=椒", "/needs?counts=1", "/offers?counts=1", "/workers?counts=1", "/teams?counts=1",
		"/teams/" + s.team.Id, "/teams/" + s.hidden.Id}
	for _, w := range []*core.Record{s.annaWorker, s.bertWorker, s.client} {
		paths = append(paths, "/workers/"+w.Id)
	}
	for _, w := range []*core.Record{s.annaWorker, s.bertWorker, s.client} {
		paths = append(paths, "/workers/"+w.Id+"/related")
	}
	for _, o := range []*core.Record{s.annaOrg, s.bertOrg, s.carlOrg} {
		paths = append(paths, "/orgs/"+o.Id)
	}
	for _, id := range s.ids {
		for _, c := range postings {
			paths = append(paths, "/"+c+"/"+id, "/"+c+"/"+id+"/related", "/"+c+"/"+id+"/matches", "/"+c+"/"+id+"/events")
		}
	}
	return paths
}

// testNothingLeaks walks every route as everybody and looks for what each may
// and may not read there.
func testNothingLeaks(t *testing.T, s *scene) {
	desk := []string{"broker", "staff", "leader", "super"}
	signedIn := append([]string{"anna", "bert", "carl", "far"}, desk...)
	with := func(names ...string) []string { return append(names, desk...) }
	secrets := map[string][]string{
		"所能一": append([]string{"visitor"}, signedIn...), "所能五": append([]string{"visitor"}, signedIn...),
		"所能六": append([]string{"visitor"}, signedIn...), "所需四": append([]string{"visitor"}, signedIn...),
		"公开单位乙": append([]string{"visitor"}, signedIn...), "云溪花椒合作社": append([]string{"visitor"}, signedIn...),
		"密说明一": signedIn, "密说明二": signedIn, "密说明三": signedIn, "密价格一": signedIn, "密详情一": signedIn, "密详情三": signedIn,
		"密详情二": with("anna"), "密指标二": with("anna"), "密试过二": with("anna"), "密目标二": with("anna"),
		"密详情四": with("carl"), "87654": with("anna"), "76543": with("anna"), "密单位甲": with("anna"),
		"密字号食品厂": with("carl"), "密草稿": with("anna"), "密需草稿": with("anna"), "密退回说明": with("anna"),
		"密pending": with("anna"), "密returned": with("anna"), "密paused": with("anna"), "密expired": with("anna"),
		"密closed": with("anna"), "密removed": with("anna"), "密团队": with("bert"), "客户丙": desk,
		"密理由一": with("anna", "bert"), "密理由二": with("anna", "carl"), "密理由三": {}, "密理由四": {}, "密理由五": {}, "密单位丙": desk,
		"密真名丙": {}, "真名anna": {}, "13999999999": {}, "13800000001": {}, "mi-weixin": {}, "密地址一号": with("carl"), "91350100M000100Y43": {},
		s.anna.Id: {}, s.carl.Id: {}, "127.0.0.1": {}, "192.0.2.1": {},
	}
	for name, who := range s.viewers() {
		var all strings.Builder
		for _, path := range s.everyPath() {
			r := s.call(who, "GET", "/api/portal"+path, nil)
			if r.status >= 500 {
				t.Errorf("%s gets %d from %s: %s", name, r.status, path, r.body)
			}
			all.WriteString(r.body)
		}
		for secret, may := range secrets {
			found := strings.Contains(strings.ReplaceAll(all.String(), "http://127.0.0.1:8090", ""), secret)
			if want := slices.Contains(may, name); found != want {
				t.Errorf("%s reads %q: %v, want %v", name, secret, found, want)
			}
		}
	}
}

// testColumnsOfPages says for each kind of page which keys are there for whom.
func testColumnsOfPages(t *testing.T, s *scene) {
	offerInside := []string{"description", "advantages", "trl", "ipr", "ipr_note", "price", "fee_note", "radius", "availability"}
	needInside := []string{"detail", "metrics", "tried", "open_call", "talent", "nda"}
	needOwn := []string{"amount", "detail_to", "anonymity"}
	desk := []string{"clarity", "hints", "return_reasons", "return_note", "close_reason", "removed_reason", "can"}
	cases := []struct {
		path  string
		who   []string
		has   []string
		hasnt []string
	}{
		{"/offers/所能一", []string{"visitor"}, []string{"title", "keywords", "share", "valid_until", "fee", "modes", "stage", "owner"}, append(offerInside, desk...)},
		{"/offers/所能一", []string{"bert", "carl", "far"}, offerInside, desk},
		{"/offers/所能一", []string{"anna", "broker", "staff", "leader", "super"}, append(offerInside, desk...), nil},
		{"/needs/所需一", []string{"visitor"}, []string{"title", "org", "masked", "budget", "deadline"}, slices.Concat(needInside, needOwn, desk)},
		{"/needs/所需一", []string{"bert", "carl", "far"}, needInside, append(needOwn, desk...)},
		{"/needs/所需一", []string{"anna", "broker", "staff", "leader", "super"}, slices.Concat(needInside, needOwn, desk), nil},
		{"/needs/所需二", []string{"visitor", "bert", "carl", "far"}, []string{"summary", "challenge_class"}, slices.Concat(needInside, needOwn, desk)},
		{"/needs/所需二", []string{"anna", "broker", "staff", "leader", "super"}, slices.Concat(needInside, needOwn, desk), nil},
	}
	for _, c := range cases {
		parts := strings.Split(c.path, "/")
		for _, name := range c.who {
			r := s.call(s.viewers()[name], "GET", "/api/portal/"+parts[1]+"/"+s.ids[parts[2]], nil).want(t, 200)
			for _, key := range c.has {
				if _, ok := r.data[key]; !ok {
					t.Errorf("%s as %s: no %s", c.path, name, key)
				}
			}
			for _, key := range c.hasnt {
				if v, ok := r.data[key]; ok {
					t.Errorf("%s as %s: %s is %v", c.path, name, key, v)
				}
			}
		}
	}
}

// testWhoOpensWhat says which pages are there for whom.
func testWhoOpensWhat(t *testing.T, s *scene) {
	desk := []string{"broker", "staff", "leader", "super"}
	everybody := append([]string{"visitor", "anna", "bert", "carl", "far"}, desk...)
	cases := []struct {
		why, path string
		may       []string
	}{
		{"a published offer", "/offers/" + s.ids["所能一"], everybody},
		{"an engaged offer", "/offers/" + s.ids["所能五"], everybody},
		{"an unconfirmed offer", "/offers/" + s.ids["所能六"], everybody},
		{"a draft", "/offers/" + s.ids["密草稿"], append([]string{"anna"}, desk...)},
		{"a removed offer", "/offers/" + s.ids["密removed"], append([]string{"anna"}, desk...)},
		{"an offer asked for as a need", "/needs/" + s.ids["所能一"], nil},
		{"no such offer", "/offers/000000000000000", nil},
		{"an id that is SQL", "/offers/'%20OR%201=1--", nil},
		{"a masked need", "/needs/" + s.ids["所需四"], everybody},
		{"a worker with a published profile", "/workers/" + s.annaWorker.Id, everybody},
		{"a worker whose profile is a draft", "/workers/" + s.client.Id, desk},
		{"a team with an offer", "/teams/" + s.team.Id, everybody},
		{"a team with nothing", "/teams/" + s.hidden.Id, append([]string{"bert"}, desk...)},
		{"a verified org", "/orgs/" + s.annaOrg.Id, everybody},
		{"an org with nothing but an anonymous need", "/orgs/" + s.carlOrg.Id, append([]string{"carl"}, desk...)},
	}
	for _, c := range cases {
		for name, who := range s.viewers() {
			r := s.call(who, "GET", "/api/portal"+c.path, nil)
			want := 404
			if slices.Contains(c.may, name) {
				want = 200
			}
			if r.status != want {
				t.Errorf("%s as %s: %d, want %d", c.why, name, r.status, want)
			}
			if want == 404 && r.code("error") != "not_found" {
				t.Errorf("%s as %s: %s", c.why, name, r.body)
			}
		}
	}
}

// testMaskedOrg: whose need it is can be had neither from the need nor from the
// org nor by asking around.
func testMaskedOrg(t *testing.T, s *scene) {
	for name, who := range s.viewers() {
		r := s.call(who, "GET", "/api/portal/needs/"+s.ids["所需四"], nil).want(t, 200)
		org := r.data["org"].(map[string]any)
		if r.data["masked"] != true || org["type"] != "enterprise" || org["industry"] == nil {
			t.Errorf("%s: masked, type and industry are for all: %v", name, r.body)
		}
		knows := slices.Contains([]string{"carl", "broker", "staff", "leader", "super"}, name)
		if got := org["name"] == "密字号食品厂" && org["id"] == s.carlOrg.Id; got != knows {
			t.Errorf("%s knows the org: %v, want %v", name, got, knows)
		}
		if !knows && (org["name"] != "（匿名单位）" || org["id"] != "") {
			t.Errorf("%s: org %v", name, org)
		}
		page := s.call(who, "GET", "/api/portal/orgs/"+s.annaOrg.Id, nil).want(t, 200)
		if strings.Contains(page.body, "所需三") || !strings.Contains(page.body, "所需一") {
			t.Errorf("%s: the org's page lists %s", name, page.body)
		}
		for _, ask := range []string{"q=密字号食品厂", "q=密字号", "q=密字号食品厂&sort=relevance"} {
			if r := s.call(who, "GET", "/api/portal/needs?"+ask, nil).want(t, 200); r.data["total"] != 0.0 {
				t.Errorf("%s finds the need by %s", name, ask)
			}
		}
		all := s.call(who, "GET", "/api/portal/needs", nil).data["total"]
		for _, ask := range []string{"owner=", "org=", "org.name="} {
			if r := s.call(who, "GET", "/api/portal/needs?"+ask+s.carlOrg.Id, nil); r.status == 200 && r.data["total"] != all {
				t.Errorf("%s narrows needs by %s", name, ask)
			}
		}
		if r := s.call(who, "GET", "/api/portal/offers?owner="+s.carlOrg.Id, nil).want(t, 200); r.data["total"] != 0.0 {
			t.Errorf("%s: offers of the org: %s", name, r.body)
		}
	}
}

// testGuestsGetNoRawRecords: PocketBase's own lists are empty or closed.
func testGuestsGetNoRawRecords(t *testing.T, s *scene) {
	collections, err := s.app.FindAllCollections()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range collections {
		if c.IsView() {
			continue
		}
		for _, ask := range []string{"", "?filter=id!=''", "?sort=created&expand=org,worker", "?filter=org.name~'食品'"} {
			r := s.call(nil, "GET", "/api/collections/"+c.Name+"/records"+strings.ReplaceAll(ask, " ", "%20"), nil)
			if items, _ := r.data["items"].([]any); r.status == 200 && len(items) > 0 {
				t.Errorf("a guest lists %s%s: %s", c.Name, ask, r.body)
			}
		}
	}
	for name, id := range s.ids {
		for _, c := range postings {
			if r := s.call(nil, "GET", "/api/collections/"+c+"/records/"+id, nil); r.status == 200 {
				t.Errorf("a guest reads %s raw", name)
			}
		}
	}
}
