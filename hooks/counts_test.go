package hooks

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"

	"kejiyun/internal/store"
)

// testCounts: each number beside a filter's value is what the list has when that
// value is chosen.
func testCounts(t *testing.T, s *scene) {
	if err := store.SetSetting(s.app, "site.region", here); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.SetSetting(s.app, "site.region", "510000000000") })
	for _, path := range []string{
		"/needs", "/needs?kind=challenge", "/needs?budget=5_20&kind=service", "/needs?q=" + url.QueryEscape("诊断") + "&kind=service", "/needs?field=s06&region=" + here,
		"/offers", "/offers?kind=result", "/offers?field=s0601", "/workers", "/workers?title_level=senior", "/teams", "/teams?kind=studio",
		"/orgs", "/orgs?kind=cooperative", "/orgs?q=" + url.QueryEscape("花椒"),
	} {
		joint := "?"
		if strings.Contains(path, "?") {
			joint = "&"
		}
		if r := s.call(nil, "GET", "/api/portal"+path, nil).want(t, 200); r.data["counts"] != nil {
			t.Errorf("%s counts unasked", path)
		}
		counts := countsIn(s.call(nil, "GET", "/api/portal"+path+joint+"counts=1", nil).want(t, 200))
		if len(counts) < 2 {
			t.Errorf("%s: %v", path, counts)
		}
		for filter, values := range counts {
			for value, n := range values {
				u, _ := url.Parse("/api/portal" + path)
				query := u.Query()
				query.Set(filter, value)
				u.RawQuery = query.Encode()
				if r := s.call(nil, "GET", u.String(), nil).want(t, 200); r.data["total"] != float64(n) || n == 0 {
					t.Errorf("%s, %s=%s: counted %d, listed %v", path, filter, value, n, r.data["total"])
				}
			}
		}
	}
	got := countsIn(s.call(nil, "GET", "/api/portal/needs?counts=1&kind=challenge", nil))
	if got["kind"]["service"] != 3 || got["kind"]["challenge"] != 1 || got["field"]["s06"] != 1 || got["region"][here] != 1 {
		t.Errorf("counts of needs: %v", got)
	}
}

func countsIn(r reply) map[string]map[string]int {
	var body struct{ Counts map[string]map[string]int }
	_ = json.Unmarshal([]byte(r.body), &body)
	return body.Counts
}

// TestCountsFollow: a change shows in the counts at once.
func TestCountsFollow(t *testing.T) {
	w := newWorld(t)
	count := func() map[string]map[string]int {
		return countsIn(w.call(nil, "GET", "/api/portal/needs?counts=1", nil))
	}
	if got := count(); len(got["kind"]) != 0 {
		t.Fatalf("nothing is there: %v", got)
	}
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	if got := count(); got["kind"]["service"] != 1 || got["budget"]["1_5"] != 1 {
		t.Errorf("one is published: %v", got)
	}
	w.call(w.anna, "POST", "/api/portal/needs/"+need.Id+"/pause", map[string]any{}).want(t, 200)
	if got := count(); len(got["kind"]) != 0 {
		t.Errorf("it is paused: %v", got)
	}
}

// testOrgs: the list of orgs shows what is public of them and finds them by it.
func testOrgs(t *testing.T, s *scene) {
	for _, c := range []struct {
		why, path string
		want      []string
	}{
		{"all that are there", "/orgs", []string{"云溪花椒合作社", "远山机械厂"}},
		{"by type", "/orgs?kind=cooperative", []string{"云溪花椒合作社", "远山机械厂"}},
		{"by another type", "/orgs?kind=school", nil},
		{"by a part of the name", "/orgs?q=" + url.QueryEscape("花椒"), []string{"云溪花椒合作社"}},
		{"by two parts", "/orgs?q=" + url.QueryEscape("合作社 云溪"), []string{"云溪花椒合作社"}},
		{"by what is not there", "/orgs?q=" + url.QueryEscape("花椒 机械"), nil},
		{"by one that is hidden", "/orgs?q=" + url.QueryEscape("密字号"), nil},
		{"by a secret address", "/orgs?q=" + url.QueryEscape("密地址"), nil},
		{"by every character", "/orgs?q=" + url.QueryEscape("%"), nil},
		{"by any character", "/orgs?q=_", nil},
		{"in the county", "/orgs?region=" + here, []string{"云溪花椒合作社", "远山机械厂"}},
		{"elsewhere", "/orgs?region=" + elsewhere, nil},
	} {
		r := s.call(nil, "GET", "/api/portal"+c.path, nil).want(t, 200)
		got := titles(r)
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, append([]string{}, c.want...)) || r.data["total"] != float64(len(c.want)) {
			t.Errorf("%s: %v of %v, want %v", c.why, got, r.data["total"], c.want)
		}
	}
	var shown []float64
	for _, item := range s.call(nil, "GET", "/api/portal/orgs?sort=postings", nil).want(t, 200).data["items"].([]any) {
		org := item.(map[string]any)
		shown = append(shown, org["need_count"].(float64)+org["offer_count"].(float64))
	}
	if len(shown) < 2 || shown[0] <= shown[len(shown)-1] || !slices.IsSortedFunc(shown, func(a, b float64) int { return cmp.Compare(b, a) }) {
		t.Errorf("those with most postings first: %v", shown)
	}
	// 所需二 of anna's org is anonymous: the number beside the org must not tell of it.
	r := s.call(nil, "GET", "/api/portal/orgs?q="+url.QueryEscape("云溪"), nil)
	var named int
	if err := s.app.DB().NewQuery("SELECT count(*) FROM needs WHERE org = {:o} AND anonymity != 'masked' AND status IN ('published', 'engaged', 'unconfirmed')").
		Bind(dbx.Params{"o": s.annaOrg.Id}).Row(&named); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(r.body, fmt.Sprintf(`"need_count":%d,`, named)) || strings.Contains(r.body, "address") || strings.Contains(r.body, "uscc") {
		t.Errorf("named needs: %d in %s", named, r.body)
	}
}

// testRelated: beside a record stands what else there is of its fields, never
// the record itself, and nothing beside what is not there.
func testRelated(t *testing.T, s *scene) {
	lists := func(r reply) map[string][]string {
		found := map[string][]string{}
		for _, name := range []string{"needs", "offers", "workers", "teams"} {
			items, _ := r.data[name].([]any)
			found[name] = titles(reply{data: map[string]any{"items": items}})
		}
		return found
	}
	need := lists(s.call(nil, "GET", "/api/portal/needs/"+s.ids["所需一"]+"/related", nil).want(t, 200))
	if len(need["needs"]) != 3 || slices.Contains(need["needs"], "所需一") || len(need["offers"]) != 3 || len(need["workers"]) != 0 {
		t.Errorf("of a need: %v", need)
	}
	worker := lists(s.call(nil, "GET", "/api/portal/workers/"+s.annaWorker.Id+"/related", nil).want(t, 200))
	if !slices.Equal(worker["workers"], []string{"bert老师"}) || len(worker["needs"]) != 3 || len(worker["offers"]) != 0 {
		t.Errorf("of a worker: %v", worker)
	}
	for _, path := range []string{"/needs/" + s.ids["密需草稿"], "/offers/" + s.ids["密removed"], "/workers/" + s.client.Id, "/teams/" + s.hidden.Id, "/needs/none"} {
		if r := s.call(nil, "GET", "/api/portal"+path+"/related", nil); r.status != 404 {
			t.Errorf("%s: %d %s", path, r.status, r.body)
		}
	}
	s.call(s.anna, "GET", "/api/portal/needs/"+s.ids["密需草稿"]+"/related", nil).want(t, 200)
}
