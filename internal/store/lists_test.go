package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"

	"kejiyun/internal/domain"
	_ "kejiyun/pb_migrations"
)

const town = "511423101000"

// cloud is a database with n offers of n workers, each with a profile, and as
// many needs of a few orgs and teams: written past the hooks, as a bulk load
// would.
func cloud(t testing.TB, n int) core.App {
	t.Helper()
	app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Cleanup)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(app.RunInTransaction(func(tx core.App) error {
		insert := func(table string, values dbx.Params) {
			_, err := tx.DB().Insert(table, values).Execute()
			must(err)
		}
		for i := range 10 {
			insert("orgs", dbx.Params{"id": fmt.Sprintf("org%012d", i), "name": fmt.Sprintf("单位%d", i), "type": "enterprise", "region": town, "uscc": fmt.Sprint(i),
				"verify": []string{"none", "association", "refused"}[i%3], "members": "[]"})
		}
		for i := range n {
			id := fmt.Sprintf("%012d", i)
			at := time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC).Format("2006-01-02 15:04:05.000Z")
			status := domain.PostingStatuses[i%len(domain.PostingStatuses)]
			if i%3 > 0 {
				status = "published"
			}
			words := fmt.Sprintf("%s第%d号 花椒烘干%c", []string{"茶叶机械", "水产养殖", "果树修剪", "中药材"}[i%4], i, rune('一'+i%97))
			insert("workers", dbx.Params{"id": "wor" + id, "display_name": "工" + id, "unit": "某单位", "region": town, "fields": `["s0601"]`, "verify": "none"})
			common := dbx.Params{"title": words, "summary": strings.Repeat(words, 3), "fields": `["s0601"]`, "region": town, "status": status, "published_at": at, "created": at, "updated": at}
			insert("offers", merge(common, dbx.Params{"id": "off" + id, "worker": "wor" + id, "kind": "service"}))
			insert("offers", merge(common, dbx.Params{"id": "pro" + id, "worker": "wor" + id, "kind": "skill", "profile": true}))
			insert("needs", merge(common, dbx.Params{"id": "nee" + id, "org": fmt.Sprintf("org%012d", i%10), "kind": "service", "anonymity": []string{"named", "masked"}[i%2]}))
			if i%10 == 0 {
				insert("teams", dbx.Params{"id": "tea" + id, "name": "队" + id, "kind": "studio", "lead": "wor" + id, "region": town, "created": at,
					"members": `["wor` + id + `"]`, "verify": []string{"none", "unit", "refused", ""}[i/10%4]})
				if i%20 == 0 {
					insert("offers", merge(common, dbx.Params{"id": "tof" + id, "team": "tea" + id, "kind": "result"}))
				}
			}
		}
		return Reindex(tx)
	}))
	return app
}

func merge(a, b dbx.Params) dbx.Params {
	out := dbx.Params{}
	for _, p := range []dbx.Params{a, b} {
		for k, v := range p {
			out[k] = v
		}
	}
	return out
}

// TestListsReadInOrderOfAnIndex: the default lists are merged from their
// statuses in the order of an index, never sorted and never scanned.
func TestListsReadInOrderOfAnIndex(t *testing.T) {
	app := cloud(t, 50)
	f := Filter{Page: 1, PerPage: 20}
	for name, q := range map[string]*query{"offers": offersQuery(), "needs": needsQuery(), "workers": workersQuery()} {
		var plan []struct {
			Detail string `db:"detail"`
		}
		sql, _ := q.sql(f)
		if err := app.DB().NewQuery("EXPLAIN QUERY PLAN " + sql).Bind(q.params).All(&plan); err != nil {
			t.Fatal(err)
		}
		for _, step := range plan {
			if strings.Contains(step.Detail, "TEMP B-TREE") || strings.HasPrefix(step.Detail, "SCAN ") && !strings.Contains(step.Detail, "INDEX") {
				t.Errorf("%s: %s", name, step.Detail)
			}
		}
		if len(plan) < 6 {
			t.Errorf("%s: plan %v", name, plan)
		}
	}
	del := []struct {
		Detail string `db:"detail"`
	}{}
	if err := app.DB().NewQuery("EXPLAIN QUERY PLAN SELECT 1 FROM search_index WHERE rowid = 1").All(&del); err != nil || !strings.Contains(del[0].Detail, "INDEX 0:=") {
		t.Errorf("a row of the full-text table is not found by its id: %v %v", del, err)
	}
}

// TestListsAskFewQuestions: how many queries a page costs does not depend on how
// long it is.
func TestListsAskFewQuestions(t *testing.T) {
	app := cloud(t, 60)
	l, err := Look(app, domain.Actor{ID: "m", Role: domain.Member})
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	db := app.ConcurrentDB().(*dbx.DB)
	db.QueryLogFunc = func(context.Context, time.Duration, string, *sql.Rows, error) { asked++ }
	for name, run := range map[string]func(Filter) (int, error){
		"offers":  func(f Filter) (int, error) { p, err := l.Offers(f); return len(p.Items), err },
		"needs":   func(f Filter) (int, error) { p, err := l.Needs(f); return len(p.Items), err },
		"workers": func(f Filter) (int, error) { p, err := l.Workers(f); return len(p.Items), err },
		"teams":   func(f Filter) (int, error) { p, err := l.Teams(f); return len(p.Items), err },
	} {
		asked = 0
		n, err := run(Filter{Page: 1, PerPage: 40, Q: map[string]string{"offers": "花椒"}[name]})
		if err != nil || n == 0 {
			t.Fatalf("%s: %d, %v", name, n, err)
		}
		if asked > 8 {
			t.Errorf("%d %s cost %d queries", n, name, asked)
		}
	}
}

// TestListedInSQL holds the two ways to say which teams and orgs stand in
// public against each other.
func TestListedInSQL(t *testing.T) {
	app := cloud(t, 80)
	l, err := Look(app, domain.Actor{Role: domain.Visitor})
	if err != nil {
		t.Fatal(err)
	}
	page, err := l.Teams(Filter{Page: 1, PerPage: 50})
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, c := range page.Items {
		listed[c.ID] = true
	}
	all, err := app.FindAllRecords("teams")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		v, err := l.TeamPage(r.Id)
		if err != nil {
			t.Fatal(err)
		}
		if (v != nil) != listed[r.Id] {
			t.Errorf("team %s, verify %q: page %v, list %v", r.Id, r.GetString("verify"), v != nil, listed[r.Id])
		}
	}
	if page.Total != len(listed) || len(listed) == 0 || len(listed) == len(all) {
		t.Errorf("%d of %d teams, total %d", len(listed), len(all), page.Total)
	}
	var orgs []string
	q := newQuery("orgs", "orgs o", "o.id", "o.created", "o.rowid", []string{orgListed})
	sql, _ := q.sql(Filter{Page: 1, PerPage: 50})
	if err := app.DB().NewQuery(sql).Bind(q.params).Column(&orgs); err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		id := fmt.Sprintf("org%012d", i)
		v, err := l.OrgPage(id)
		if err != nil {
			t.Fatal(err)
		}
		if (v != nil) != slices.Contains(orgs, id) {
			t.Errorf("org %d: page %v, SQL %v", i, v != nil, !(v != nil))
		}
	}
}

// TestPlaceNames: county and township at home, city and county elsewhere.
func TestPlaceNames(t *testing.T) {
	app := cloud(t, 0)
	names, err := NamesOf(app)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ site, code, want string }{
		{"511423000000", town, "洪雅县·止戈镇"},
		{"511423000000", "511423000000", "洪雅县"},
		{"511423000000", "511402003000", "眉山市·东坡区"},
		{"511423000000", "511402000000", "眉山市·东坡区"},
		{"511423000000", "511400000000", "眉山市"},
		{"511423000000", "510000000000", "四川省"},
		{"511423101000", town, "洪雅县·止戈镇"},
		{"511400000000", town, "洪雅县·止戈镇"},
		{"511400000000", "511100000000", "乐山市"},
		{"510000000000", town, "眉山市·洪雅县"},
		{"510000000000", "511400000000", "眉山市"},
		{"", town, "眉山市·洪雅县"},
		{"511423000000", "999999999999", ""},
		{"511423000000", "nonsense", ""},
		{"511423000000", "", ""},
	} {
		n := *names
		n.Site = c.site
		if got := n.Place(c.code); got.Name != c.want || got.Code != c.code {
			t.Errorf("%s on the site of %s: %v, want %s", c.code, c.site, got, c.want)
		}
	}
	n := *names
	n.Site = "511423000000"
	if below := n.Below(""); len(below) != 1 || below[0].Name != "洪雅县" {
		t.Errorf("counties of a county's site: %v", below)
	}
	n.Site = "511400000000"
	if below := n.Below(""); len(below) != 6 || !strings.HasSuffix(below[0].Name, "区") {
		t.Errorf("counties of a city's site: %v", below)
	}
}

func BenchmarkListOffers(b *testing.B) {
	benchmarkList(b, Filter{})
}

func BenchmarkListOffersLastPage(b *testing.B) {
	benchmarkList(b, Filter{Page: 100})
}

func BenchmarkSearchOffersRareWord(b *testing.B) {
	benchmarkList(b, Filter{Q: "花椒烘干丁"})
}

func BenchmarkSearchOffersCommonWord(b *testing.B) {
	benchmarkList(b, Filter{Q: "花椒"})
}

func BenchmarkSearchOffersByRelevance(b *testing.B) {
	benchmarkList(b, Filter{Q: "茶叶机械", Sort: "relevance"})
}

func benchmarkList(b *testing.B, f Filter) {
	app := cloud(b, 5000)
	l, err := Look(app, domain.Actor{Role: domain.Visitor})
	if err != nil {
		b.Fatal(err)
	}
	f.Page, f.PerPage = max(f.Page, 1), 20
	b.ReportAllocs()
	for b.Loop() {
		if p, err := l.Offers(f); err != nil || p.Total == 0 {
			b.Fatal(p.Total, err)
		}
	}
}
