package hooks

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// smallPages makes a re-match look up often.
func smallPages(t testing.TB) {
	rank, write := rankPage, writePage
	rankPage, writePage = 2, 2
	t.Cleanup(func() { rankPage, writePage = rank, write })
}

// fair fills a world with as many equal workers and equal needs; the workers
// come back with their offers.
func (w *world) fair(workers, needs int) (offers, wanted []*core.Record) {
	w.t.Helper()
	for i := range workers {
		worker := w.worker(w.member(fmt.Sprintf("worker%d", i)))
		offers = append(offers, w.publish(w.add("offers", with(offerText, map[string]any{"worker": worker.Id}))))
	}
	for range needs {
		wanted = append(wanted, w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))))
	}
	return offers, wanted
}

// rows are the pairs that hold, with all that the machine says of them.
func (w *world) rows() []string {
	w.t.Helper()
	var rows []string
	err := w.app.DB().NewQuery(`SELECT need || ' ' || offer || ' ' || score || ' ' || need_rank || ' ' || offer_rank || ' ' || why
		FROM matches WHERE active = TRUE ORDER BY need, offer`).Column(&rows)
	if err != nil {
		w.t.Fatal(err)
	}
	return rows
}

// newProcess is what the world looks like to the next process.
func (w *world) newProcess() *matcher {
	matcherOf(w.app).stop()
	m := newMatcher()
	w.app.Store().Set(matcherKey, m)
	return m
}

func (w *world) setting(key string, value any) {
	w.t.Helper()
	if err := store.SetSetting(w.app, key, value); err != nil {
		w.t.Fatal(err)
	}
}

// TestRematchWritesWhatChanged: the second night finds everything as it is.
func TestRematchWritesWhatChanged(t *testing.T) {
	w := newWorld(t)
	offers, needs := w.fair(3, 3)
	now := time.Now()
	night := func(at time.Time) map[string]int {
		t.Helper()
		return must(w.newProcess().rematchAll(t.Context(), w.app, at))
	}
	counts := night(now)
	if counts["needs"] != 3 || counts["offers"] != 3 || counts["written"] < 9 || counts["changes"] == 0 || counts["resumed"] != 0 {
		t.Errorf("the first night: %v", counts)
	}
	if open := w.count("match_queue", "applied_at = ''"); open != 0 {
		t.Errorf("%d changes are open after a night", open)
	}
	rows := w.rows()
	if len(rows) != 9 {
		t.Errorf("%d pairs hold, want 9", len(rows))
	}
	w.app.DB().NewQuery("UPDATE matches SET updated = 'untouched'").Execute()
	counts = night(now)
	if counts["written"]+counts["moved"]+counts["withdrawn"] != 0 || counts["unchanged"] != 18 || w.count("matches", "updated != 'untouched'") != 0 {
		t.Errorf("a night without changes: %v", counts)
	}
	if counts = night(now.Add(24 * time.Hour)); counts["written"] >= 9 || counts["withdrawn"] != 0 {
		t.Errorf("a day makes every row new: %v", counts)
	}
	w.app.DB().Update("needs", dbx.Params{"status": "closed"}, dbx.HashExp{"id": needs[0].Id}).Execute() // past the queue
	w.app.DB().Update("workers", dbx.Params{"availability": "full"}, dbx.HashExp{"id": offers[0].GetString("worker")}).Execute()
	if counts = night(now.Add(25 * time.Hour)); counts["withdrawn"] != 5 || len(w.rows()) != 4 {
		t.Errorf("after a need is closed and a worker is full: %v, %d rows", counts, len(w.rows()))
	}
	if _, err := os.Stat(filepath.Join(w.app.DataDir(), journalName)); !os.IsNotExist(err) {
		t.Errorf("the journal is still there: %v", err)
	}
}

// TestRematchGoesOn: cut short in any phase, the next process goes on from
// there and comes to what an undisturbed night comes to.
func TestRematchGoesOn(t *testing.T) {
	smallPages(t)
	w := newWorld(t)
	w.setting("match.weekly_per_person", 2)
	w.setting("match.top", 3)
	w.fair(6, 7)
	now := time.Now()
	must(w.newProcess().rematchAll(t.Context(), w.app, now))
	want := w.rows()
	for phase, name := range phaseNames {
		w.app.DB().NewQuery("DELETE FROM matches").Execute()
		ctx, cancel := context.WithCancel(t.Context())
		counts, err := w.newProcess().rematchAll(withProgress(ctx, func(what string, done, all int) {
			if what == name && done < all {
				cancel()
			}
		}), w.app, now)
		if err == nil || !unfinished(w.app, now) {
			t.Fatalf("%s: not cut short: %v", name, counts)
		}
		half := len(w.rows())
		var heard []string
		counts = must(w.newProcess().rematchAll(withProgress(t.Context(), func(what string, _, _ int) { heard = append(heard, what) }), w.app, now.Add(time.Hour)))
		if counts["resumed"] != 1 || heard[0] != name || counts["needs"] != 7 || counts["offers"] < 6 {
			t.Errorf("%s: it goes on with %q: %v", name, heard[0], counts)
		}
		if got := w.rows(); !slices.Equal(withoutScore(got), withoutScore(want)) {
			t.Errorf("%s: %d rows, then\n%s\nwant\n%s", name, half, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if phase > 0 && half == 0 || unfinished(w.app, now) {
			t.Errorf("%s: %d rows when cut short, unfinished %v", name, half, unfinished(w.app, now))
		}
	}
}

// withoutScore leaves out what an hour changes.
func withoutScore(rows []string) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		f := strings.Fields(r)
		out[i] = strings.Join(slices.Concat(f[:2], f[3:]), " ")
	}
	return out
}

// TestRematchBeginsAnew: what is of another night, or of other settings, is not
// gone on with.
func TestRematchBeginsAnew(t *testing.T) {
	smallPages(t)
	w := newWorld(t)
	w.fair(3, 5)
	now := time.Now()
	for _, c := range []struct {
		name   string
		later  time.Duration
		change func()
		resume int
	}{
		{"an hour later", time.Hour, func() {}, 1},
		{"the next night", 24 * time.Hour, func() {}, 0},
		{"by other settings", time.Hour, func() { w.setting("match.top", 2) }, 0},
		{"with a journal broken in the beginning", time.Hour, func() {
			path := filepath.Join(w.app.DataDir(), journalName)
			b := must(os.ReadFile(path))
			b[12] ^= 1
			os.WriteFile(path, b, 0o600)
		}, 0},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		w.newProcess().rematchAll(withProgress(ctx, func(string, int, int) { cancel() }), w.app, now)
		c.change()
		if counts := must(w.newProcess().rematchAll(t.Context(), w.app, now.Add(c.later))); counts["resumed"] != c.resume || counts["needs"] != 5 {
			t.Errorf("%s: %v", c.name, counts)
		}
	}
}

// TestRematchLeavesChangesToTheQueue: what was edited, closed or added while a
// night was cut short is as the queue left it.
func TestRematchLeavesChangesToTheQueue(t *testing.T) {
	smallPages(t)
	w := newWorld(t)
	offers, needs := w.fair(4, 4)
	now := time.Now()
	ctx, cancel := context.WithCancel(t.Context())
	w.newProcess().rematchAll(withProgress(ctx, func(what string, done, all int) {
		if what == phaseNames[rankNeeds] && done == all {
			cancel()
		}
	}), w.app, now)
	m := w.newProcess()
	edit := map[string]any{"title": "茶园杂草太多，想找人来除草", "summary": "三百亩老茶园杂草丛生，想找能机械除草又不伤根的队伍，每年两次。", "detail": "坡地。", "fields": []string{"s0603"}, "tried": "", "metrics": ""}
	w.call(w.anna, "PATCH", "/api/collections/needs/records/"+needs[0].Id, edit).want(t, 200)
	w.step(w.anna, needs[1], "close", map[string]any{"close_reason": "dropped"})
	w.step(w.staff, offers[0], "pause", nil)
	late := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.match()
	before := w.rows()
	counts := must(m.rematchAll(t.Context(), w.app, now.Add(time.Minute)))
	if counts["resumed"] != 1 {
		t.Errorf("it does not go on: %v", counts)
	}
	for _, c := range []struct {
		name   string
		column string
		id     string
		want   int64
	}{
		{"an edited need that fits no more", "need", needs[0].Id, 0}, {"a closed need", "need", needs[1].Id, 0},
		{"a paused offer", "offer", offers[0].Id, 0}, {"a new need", "need", late.Id, 3}, {"an untouched need", "need", needs[2].Id, 3},
	} {
		if n := must(w.app.CountRecords("matches", dbx.HashExp{c.column: c.id, "active": true})); n != c.want {
			t.Errorf("%s has %d matches, want %d; before:\n%s", c.name, n, c.want, strings.Join(before, "\n"))
		}
	}
}

// rematchAt tells the process to be killed in which phase of a re-match to wait
// for that.
const rematchAt = "KEJIYUN_TEST_REMATCH_AT"

// TestRematchChild is the process that TestKilledWhileRematching kills.
func TestRematchChild(t *testing.T) {
	app := asChild(t)
	smallPages(t)
	newMatcher().rematchAll(withProgress(t.Context(), func(what string, done, all int) {
		if what == os.Getenv(rematchAt) && done < all {
			os.WriteFile(filepath.Join(app.DataDir(), "reached"), nil, 0o600)
			select {} // until it is killed
		}
	}), app, time.Now())
}

// SIGKILL in any phase: the next process goes on, and the result is the same.
func TestKilledWhileRematching(t *testing.T) {
	w := newWorld(t)
	w.fair(4, 5)
	now := time.Now()
	must(w.newProcess().rematchAll(t.Context(), w.app, now))
	want := withoutScore(w.rows())
	for _, phase := range phaseNames {
		w.app.DB().NewQuery("DELETE FROM matches").Execute()
		child := child("TestRematchChild", w.app.DataDir(), rematchAt+"="+phase)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		reached := filepath.Join(w.app.DataDir(), "reached")
		for {
			if _, err := os.Stat(reached); err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		child.Process.Kill()
		child.Wait() // it was killed: that is its error
		os.Remove(reached)
		if counts := must(w.newProcess().rematchAll(t.Context(), w.app, time.Now())); counts["resumed"] != 1 {
			t.Errorf("killed in %s, it begins anew: %v", phase, counts)
		}
		if got := withoutScore(w.rows()); !slices.Equal(got, want) {
			t.Errorf("killed in %s: %d rows, want %d\n%s", phase, len(got), len(want), strings.Join(got, "\n"))
		}
	}
}

// TestServingGoesOn: a portal that starts again after it was cut short at night
// goes on by itself.
func TestServingGoesOn(t *testing.T) {
	smallPages(t)
	w := newWorld(t)
	w.fair(3, 5)
	ctx, cancel := context.WithCancel(t.Context())
	w.newProcess().rematchAll(withProgress(ctx, func(string, int, int) { cancel() }), w.app, time.Now())
	w.newProcess()
	_, s := serving(t, w.app)
	for unfinished(w.app, time.Now()) {
		time.Sleep(10 * time.Millisecond)
	}
	for {
		last, ran, err := store.LastRun(w.app, "rematch")
		if err != nil {
			t.Fatal(err)
		}
		if ran && last.Result != store.RunRunning {
			if last.Result != store.RunOK || last.Counts["resumed"] != 1 || len(w.rows()) != 15 {
				t.Errorf("%+v, %d rows", last, len(w.rows()))
			}
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.stop()
}
