package hooks

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

func TestMissed(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		spec, last, now string
		want            bool
	}{
		{"30 6 * * *", "2026-11-24 06:30", "2026-11-24 23:00", false},
		{"30 6 * * *", "2026-11-24 06:30", "2026-11-25 06:29", false},
		{"30 6 * * *", "2026-11-24 06:30", "2026-11-25 06:31", true},
		{"30 6 * * *", "2026-11-20 06:30", "2026-11-25 07:00", true},
		{"*/15 * * * *", "2026-11-24 06:30", "2026-11-24 06:44", false},
		{"*/15 * * * *", "2026-11-24 06:30", "2026-11-24 07:10", true},
		{"@every 10s", "2026-11-20 06:30", "2026-11-25 07:00", false},
		{"30 6 * * *", "", "2026-11-25 07:00", false},
	} {
		j := job{name: "x", spec: c.spec}
		s, err := scheduleOf(j)
		if err != nil {
			t.Fatal(err)
		}
		var last store.Run
		if c.last != "" {
			last.Started = at(c.last).UTC()
		}
		if got := missed(j, s, last, c.last != "", at(c.now)); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// A job whose time has come several times without a process runs once at the start.
func TestMissedRunIsCaughtUpOnce(t *testing.T) {
	app, _ := mailApp(t)
	var runs atomic.Int32
	withJob(t, job{name: "yearly", spec: "0 0 1 1 *", run: func(context.Context, core.App, time.Time) (map[string]int, error) {
		runs.Add(1)
		return nil, nil
	}})
	r, err := store.StartRun(app, "yearly", time.Now().AddDate(-3, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if err := store.FinishRun(app, r, time.Now().AddDate(-3, 0, 0), nil, nil); err != nil {
		t.Fatal(err)
	}
	serving(t, app)
	deadline := time.Now().Add(10 * time.Second)
	for runs.Load() == 0 && time.Now().Before(deadline) {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond)
	if n := runs.Load(); n != 1 {
		t.Errorf("%d runs at the start, want 1", n)
	}
	if n := runRows(t, app, "yearly"); n != 2 {
		t.Errorf("%d rows, want the old one and the one that catches up", n)
	}
}
