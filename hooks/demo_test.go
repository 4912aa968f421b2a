package hooks

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"

	"kejiyun/internal/demo"
)

// demoCounty is a portal filled with the sample county.
func demoCounty(t testing.TB, out io.Writer) *world {
	t.Helper()
	app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Cleanup)
	Register(app, nil)
	app.Settings().RateLimits.Enabled = false
	if err := fillDemo(t.Context(), app, time.Now(), 0, out); err != nil {
		t.Fatal(err)
	}
	return &world{t: t, app: app}
}

// TestDemo: the sample county is as large as promised, passes every law on the
// way in, leaves the desk something to do, and goes into an empty database only.
func TestDemo(t *testing.T) {
	var said strings.Builder
	w := demoCounty(t, &said)
	w.mux = w.serve()
	for collection, least := range map[string]int64{"workers": 300, "teams": 20, "orgs": 80, "offers": 400, "needs": 150, "members": 300, "matches": 500} {
		if n, err := w.app.CountRecords(collection); err != nil || n < least {
			t.Errorf("%d %s, want at least %d (%v)", n, collection, least, err)
		}
	}
	if n, err := w.app.CountRecords("needs", dbx.HashExp{"status": "pending"}); err != nil || n < 3 {
		t.Errorf("%d needs wait for review, %v", n, err)
	}
	var fields int
	if err := w.app.DB().NewQuery("SELECT COUNT(DISTINCT substr(f.value, 1, 3)) FROM needs n, json_each(n.fields) f WHERE n.status = 'published'").Row(&fields); err != nil || fields < 20 {
		t.Errorf("needs in %d groups of fields, %v", fields, err)
	}
	for _, p := range demoPeople {
		if !strings.Contains(said.String(), p.email) {
			t.Errorf("%s is not told", p.email)
		}
	}
	_, after, _ := strings.Cut(said.String(), "（只显示这一次）：")
	password, _, _ := strings.Cut(after, "\n")
	for _, p := range demoPeople {
		collection := map[string]string{"superuser": core.CollectionNameSuperusers, "member": "members"}[p.role]
		if collection == "" {
			collection = "staff"
		}
		w.call(nil, "POST", "/api/collections/"+collection+"/auth-with-password", map[string]any{"identity": p.email, "password": password}).want(t, 200)
	}
	if err := fillDemo(t.Context(), w.app, time.Now(), 0, io.Discard); err == nil {
		t.Error("the sample county went into a database that has one already")
	}
}

// TestDemoMatches: of the pairs that somebody who knows the trade would bring
// together, and that nothing forbids (out of reach, shared in another county
// only, one's own), nearly all are found, though they share few words.
func TestDemoMatches(t *testing.T) {
	w := demoCounty(t, io.Discard)
	d, m, titles := demo.County(time.Now()), matcherOf(w.app), map[string]string{}
	for _, o := range d.Offers {
		titles[o.ID] = o.Title
	}
	for _, n := range d.Needs {
		titles[n.ID] = n.Title
	}
	found, tried := 0, 0
	for _, p := range demo.Pairs() {
		need, err := w.app.FindFirstRecordByData("needs", "title", titles[p[0]])
		if err != nil {
			t.Fatal(err)
		}
		offer, err := w.app.FindFirstRecordByData("offers", "title", titles[p[1]])
		if err != nil {
			t.Fatal(err)
		}
		if x, ok := m.engine.Explain(need.Id, offer.Id, time.Now()); !ok || len(x.Blocked) > 0 {
			continue
		}
		tried++
		if n, err := w.app.CountRecords("matches", dbx.HashExp{"need": need.Id, "offer": offer.Id, "active": true}); err != nil {
			t.Fatal(err)
		} else if n > 0 {
			found++
		} else {
			t.Logf("not found: %s ↔ %s", titles[p[0]], titles[p[1]])
		}
	}
	t.Logf("%d of %d known pairs found", found, tried)
	if tried < 50 || found*10 < tried*9 {
		t.Errorf("only %d of %d known pairs found", found, tried)
	}
}

// BenchmarkNeedToMatch takes one need from its publication to the rows that the
// portal shows, in the sample county.
func BenchmarkNeedToMatch(b *testing.B) {
	w := demoCounty(b, io.Discard)
	org, err := w.app.FindFirstRecordByFilter("orgs", "verify = 'association'")
	if err != nil {
		b.Fatal(err)
	}
	m, took := matcherOf(w.app), []time.Duration{}
	for b.Loop() {
		b.StopTimer()
		need := w.add("needs", with(needText, map[string]any{"org": org.Id}))
		b.StartTimer()
		start := time.Now()
		w.publish(need)
		if n, err := m.drain(b.Context(), w.app, time.Now()); err != nil || n == 0 {
			b.Fatal(n, err)
		}
		b.StopTimer()
		took = append(took, time.Since(start))
		if n, err := w.app.CountRecords("matches", dbx.HashExp{"need": need.Id, "active": true}); err != nil || n == 0 {
			b.Fatalf("%d matches, %v", n, err)
		}
		if _, err := w.app.DB().Delete("needs", dbx.HashExp{"id": need.Id}).Execute(); err != nil {
			b.Fatal(err)
		}
		m.mu.Lock()
		m.engine.RemoveNeed(need.Id)
		m.mu.Unlock()
		b.StartTimer()
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
}
