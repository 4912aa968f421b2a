package hooks

import (
	"slices"
	"strings"
	"testing"
)

// TestRecords: the desk lists every record of its own region, whatever its state.
func TestRecords(t *testing.T) {
	s := newScene(t)
	for who, want := range map[string]int{"visitor": 401, "anna": 403, "broker": 200, "staff": 200, "leader": 200, "super": 200, "far": 200} {
		r := s.call(s.viewers()[who], "GET", "/api/portal/records/needs", nil)
		if r.status != want {
			t.Errorf("needs as %s: %d, want %d", who, r.status, want)
		}
		if who == "far" && r.data["total"] != 0.0 {
			t.Errorf("a broker elsewhere lists %v needs", r.data["total"])
		}
	}
	titles := func(path string) []string {
		t.Helper()
		r := s.call(s.staff, "GET", "/api/portal/records/"+path, nil).want(t, 200)
		out := []string{}
		for _, i := range r.data["items"].([]any) {
			out = append(out, strings.Split(i.(map[string]any)["title"].(string), "：")[0])
		}
		slices.Sort(out)
		return out
	}
	for _, c := range []struct {
		name, path string
		want       []string
	}{
		{"needs, drafts too", "needs", []string{"密需草稿", "所需一", "所需三", "所需二", "所需四"}},
		{"of a kind", "needs?kind=challenge", []string{"所需二"}},
		{"in a state", "needs?status=draft", []string{"密需草稿"}},
		{"of an org that is anonymous to others", "needs?q=密字号", []string{"所需四"}},
		{"with two words", "needs?q=密字号+所需四", []string{"所需四"}},
		{"with a percent sign", "needs?q=%25", []string{}},
		{"offers sent back", "offers?status=returned", []string{"密returned"}},
		{"offers of a team", "offers?q=工作室", []string{"所能二"}},
		{"workers without an account", "workers?status=draft", []string{"客户丙"}},
		{"workers by their real name", "workers?q=真名anna", []string{"anna老师"}},
		{"orgs nobody has verified", "orgs?verify=none", []string{"密字号食品厂"}},
		{"orgs by their code", "orgs?q=91350100M000100Y43", []string{"云溪花椒合作社"}},
		{"orgs of a type", "orgs?kind=enterprise", []string{"密字号食品厂"}},
		{"elsewhere in the region", "needs?region=511423102000", []string{}},
		{"a field", "workers?field=s06&q=anna", []string{"anna老师"}},
	} {
		if got := titles(c.path); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	row := s.call(s.staff, "GET", "/api/portal/records/offers?q=所能一", nil).data["items"].([]any)[0].(map[string]any)
	for key, want := range map[string]any{"owner": "anna老师", "status": "published", "kind": "service"} {
		if row[key] != want {
			t.Errorf("%s: %v, want %v", key, row[key], want)
		}
	}
	first := s.call(s.staff, "GET", "/api/portal/records/needs?per_page=2&sort=name", nil).want(t, 200)
	second := s.call(s.staff, "GET", "/api/portal/records/needs?per_page=2&sort=name&page=2", nil).want(t, 200)
	if first.data["total"] != 5.0 || len(second.data["items"].([]any)) != 2 || first.body == second.body {
		t.Errorf("paging: %s then %s", first.body, second.body)
	}
	for path, column := range map[string]string{"needs?kind=skill": "kind", "needs?status=nothing": "status", "orgs?sort=deadline": "sort", "orgs?verify=x": "verify", "needs?region=1": "region"} {
		if r := s.call(s.staff, "GET", "/api/portal/records/"+path, nil).want(t, 400); r.code(column) == "" {
			t.Errorf("%s: %s", path, r.body)
		}
	}
	s.call(s.staff, "GET", "/api/portal/records/members", nil).want(t, 404)
}
