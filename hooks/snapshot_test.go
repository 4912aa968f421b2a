package hooks

import (
	"archive/zip"
	"bytes"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// TestStreamsReadWhatRecordsSay: a stream of postings, made by one statement, is
// what reading record by record gives, in the whole sample county.
func TestStreamsReadWhatRecordsSay(t *testing.T) {
	w := demoCounty(t, new(bytes.Buffer))
	n := 0
	for got, err := range store.OfferStream(w.app) {
		want := must(store.Offer(w.app, must(w.app.FindRecordById("offers", got.ID))))
		if n++; err != nil || !reflect.DeepEqual(unlisted(got), unlisted(want)) {
			t.Fatalf("%v\n%+v\n%+v", err, got, want)
		}
	}
	for got, err := range store.NeedStream(w.app) {
		want := must(store.Need(w.app, must(w.app.FindRecordById("needs", got.ID))))
		if n++; err != nil || !reflect.DeepEqual(unlisted(got), unlisted(want)) {
			t.Fatalf("%v\n%+v\n%+v", err, got, want)
		}
	}
	held := must(store.CountMatchable(w.app, "offers")) + must(store.CountMatchable(w.app, "needs"))
	if n != held || n < 700 {
		t.Errorf("%d postings in the streams, %d in the tables", n, held)
	}
}

// unlisted takes out of a posting how its empty lists are written.
func unlisted(x any) any {
	v := reflect.New(reflect.TypeOf(x)).Elem()
	v.Set(reflect.ValueOf(x))
	var walk func(reflect.Value)
	walk = func(v reflect.Value) {
		for i := range v.NumField() {
			switch f := v.Field(i); {
			case f.Kind() == reflect.Slice && f.Len() == 0:
				f.SetZero()
			case f.Kind() == reflect.Struct && f.Type() != reflect.TypeFor[time.Time]():
				walk(f)
			}
		}
	}
	walk(v)
	return v.Interface()
}

// rebuilt is the snapshot of an engine that reads the database anew.
func rebuilt(t *testing.T, app core.App, at match.Position) []byte {
	t.Helper()
	config := must(matchConfig(app))
	config.Texts, config.Snapshot = recordTexts{app}, filepath.Join(t.TempDir(), "rebuilt")
	err := match.New(config).LoadFrom(match.Source{Offers: store.OfferStream(app), Needs: store.NeedStream(app), Position: at})
	if err != nil {
		t.Fatal(err)
	}
	return must(os.ReadFile(config.Snapshot))
}

// matcherSeed makes the changes of the process to be killed others.
const matcherSeed = "KEJIYUN_TEST_MATCH_SEED"

// TestMatchChild is the process that TestKilledWhileMatching kills: it changes
// postings, matches them and writes snapshots until then.
func TestMatchChild(t *testing.T) {
	app := asChild(t, func(app core.App) { Register(app, nil) })
	seed, _ := strconv.ParseInt(os.Getenv(matcherSeed), 10, 64)
	r := rand.New(rand.NewSource(seed))
	for i := 0; ; i++ {
		changeSomething(t, app, r)
		if _, err := matcherOf(app).drain(t.Context(), app, time.Now()); err != nil {
			t.Fatal(err)
		}
		if r.Intn(12) == 0 {
			saveSnapshot(t, app)
		}
		os.WriteFile(filepath.Join(app.DataDir(), "alive"), nil, 0o600)
	}
}

// saveSnapshot writes the snapshot as a night does.
func saveSnapshot(t *testing.T, app core.App) {
	m := matcherOf(app)
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.load(app, untold); err != nil {
		t.Fatal(err)
	}
}

// changeSomething edits, pauses, resumes or deletes a posting, or changes how a
// worker stands.
func changeSomething(t *testing.T, app core.App, r *rand.Rand) {
	words := []string{"花椒", "烘干", "茶园", "病虫害", "检测", "水渠", "培训", "软件", "饲料", "模具"}
	pick := func() string { return words[r.Intn(len(words))] }
	if r.Intn(5) == 0 {
		workers := must(app.FindAllRecords("workers"))
		worker := workers[r.Intn(len(workers))]
		worker.Set("availability", domain.Availabilities[r.Intn(3)])
		if err := app.Save(worker); err != nil {
			t.Fatal(err)
		}
		return
	}
	collection := postings[r.Intn(2)]
	all := must(app.FindAllRecords(collection))
	p := all[r.Intn(len(all))]
	switch {
	case r.Intn(4) == 0 && len(all) > 4:
		if err := app.Delete(p); err != nil {
			t.Fatal(err)
		}
		return
	case r.Intn(3) == 0:
		to := map[string]string{"published": "paused", "paused": "published"}[p.GetString("status")]
		if to == "" {
			return
		}
		p.Set("status", to)
		store.Step(p, map[string]string{"paused": "pause", "published": "resume"}[to])
	default:
		p.Set("title", pick()+pick()+"的"+pick())
		p.Set("summary", "想找人做"+pick()+"和"+pick()+"，就在本县，越快越好。")
	}
	if err := app.Save(p); err != nil {
		t.Fatal(err)
	}
}

// SIGKILL at random moments while postings change, are matched and snapshots are
// written: the next process starts from the snapshot and the changes since, and
// is, byte for byte, what a rebuild from the database is.
func TestKilledWhileMatching(t *testing.T) {
	w := newWorld(t)
	w.fair(12, 12)
	w.match()
	saveSnapshot(t, w.app)
	alive := filepath.Join(w.app.DataDir(), "alive")
	r := rand.New(rand.NewSource(5))
	fromSnapshot := 0
	for kill := range 12 {
		os.Remove(alive)
		child := child("TestMatchChild", w.app.DataDir(), matcherSeed+"="+strconv.Itoa(kill))
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		for tries := 0; ; tries++ {
			if _, err := os.Stat(alive); err == nil {
				break
			}
			if tries > 20000 {
				t.Fatal("the child does nothing")
			}
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(time.Duration(r.Intn(300)) * time.Millisecond)
		child.Process.Kill()
		child.Wait() // it was killed: that is its error
		m := w.newProcess()
		m.mu.Lock()
		if err := m.open(w.app); err == nil {
			fromSnapshot++
		} else {
			t.Logf("kill %d: %v", kill, err)
		}
		m.mu.Unlock()
		w.match()
		at := match.Position{}
		at.Seq, at.Mark, _ = store.LastChange(w.app)
		if err := m.engine.Save(at); err != nil {
			t.Fatal(err)
		}
		got, want := must(os.ReadFile(filepath.Join(w.app.DataDir(), snapshotName))), rebuilt(t, w.app, at)
		if !bytes.Equal(got, want) {
			t.Fatalf("kill %d: the engine is another than a rebuild, %d and %d bytes", kill, len(got), len(want))
		}
	}
	if fromSnapshot < 10 {
		t.Errorf("only %d of 12 starts came from the snapshot", fromSnapshot)
	}
}

// TestSnapshotsOfOtherDatabases: a snapshot is used only with the very log of
// changes that it speaks of.
func TestSnapshotsOfOtherDatabases(t *testing.T) {
	w := newWorld(t)
	w.fair(3, 3)
	w.match()
	saveSnapshot(t, w.app)
	for _, c := range []struct {
		name string
		sql  string
		fits bool
	}{
		{"as it was", "SELECT 1", true},
		{"after the log went on", "UPDATE match_queue SET applied_at = applied_at", true},
		{"another row under the number", "UPDATE match_queue SET id = id || 'x' WHERE seq = (SELECT MAX(seq) FROM match_queue)", false},
		{"a log that ends before", "DELETE FROM match_queue", false},
	} {
		if _, err := w.app.DB().NewQuery(c.sql).Execute(); err != nil {
			t.Fatal(err)
		}
		m := w.newProcess()
		if err := m.open(w.app); (err == nil) != c.fits {
			t.Errorf("%s: %v", c.name, err)
		}
		if err := m.ready(w.app); err != nil || m.engine.Stats().Offers != 3 {
			t.Errorf("%s: the matcher is not ready: %v", c.name, err)
		}
	}
	saveSnapshot(t, w.app)
	w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.match()
	w.app.DB().Delete("match_queue", dbx.NewExp("seq = (SELECT MIN(seq) + 1 FROM match_queue)")).Execute()
	if m := w.newProcess(); m.ready(w.app) != nil || m.engine.Stats().Needs != 5 {
		t.Error("needs of after the snapshot are missing")
	}
}

// TestBackupsLeaveTheSnapshotOut: it is derived, and may be larger than the rest.
func TestBackupsLeaveTheSnapshotOut(t *testing.T) {
	w := newWorld(t)
	w.fair(2, 2)
	saveSnapshot(t, w.app)
	if err := w.app.CreateBackup(t.Context(), "one.zip"); err != nil {
		t.Fatal(err)
	}
	z := must(zip.OpenReader(filepath.Join(w.app.DataDir(), core.LocalBackupsDirName, "one.zip")))
	defer z.Close()
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if !slices.Contains(names, "data.db") || slices.Contains(names, snapshotName) {
		t.Errorf("in the backup: %v", names)
	}
}

// BenchmarkRebuild reads the postings of a synthetic province from the database
// and lays them in a snapshot; ns/op is for all of them.
func BenchmarkRebuild(b *testing.B) {
	const n = 50000
	w := newWorld(b)
	p := match.NewProvince(1, time.Now())
	err := w.app.RunInTransaction(func(tx core.App) error {
		for i := range n {
			o := p.Offer(i)
			_, err := tx.DB().Insert("offers", dbx.Params{"id": "o" + strconv.Itoa(1e13+i), "worker": w.annaWorker.Id, "kind": o.Kind, "title": o.Title, "summary": o.Summary,
				"description": o.Description, "region": here, "share": o.Share, "status": "published", "keywords": `["` + o.Keywords[0] + `"]`, "fields": `["s0601"]`,
				"modes": `["on_site"]`, "cooperation": `["service"]`, "valid_until": "2030-01-01 00:00:00.000Z", "updated": "2026-01-01 00:00:00.000Z"}).Execute()
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	m := matcherOf(w.app)
	for b.Loop() {
		m.mu.Lock()
		err := m.load(w.app, untold)
		m.mu.Unlock()
		if err != nil || m.engine.Stats().Offers != n {
			b.Fatal(err, m.engine.Stats())
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "postings/s")
}
