package hooks

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// withJob adds a job to the table for one test.
func withJob(t *testing.T, j job) {
	t.Helper()
	before := extraJobs
	extraJobs = append(extraJobs[:len(extraJobs):len(extraJobs)], j)
	t.Cleanup(func() { extraJobs = before })
}

func runRows(t testing.TB, app core.App, name string) int {
	t.Helper()
	var n int
	if err := app.DB().NewQuery("SELECT COUNT(*) FROM job_runs WHERE job = {:j}").Bind(map[string]any{"j": name}).Row(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// serving starts the clock as the server does, and returns what the admin's
// button for a job does.
func serving(t *testing.T, app core.App) (press func(name string), s *scheduler) {
	t.Helper()
	s = &scheduler{wake: make(chan struct{}, 1)}
	if err := s.start(app); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return func(name string) {
		t.Helper()
		for _, j := range app.Cron().Jobs() {
			if j.Id() == name {
				j.Run()
				return
			}
		}
		t.Fatalf("no button for job %s", name)
	}, s
}

func TestOverlappingRunIsSkipped(t *testing.T) {
	app, _ := mailApp(t)
	begun, finish := make(chan bool), make(chan bool)
	withJob(t, job{name: "slow", spec: "0 0 1 1 *", run: func(context.Context, core.App, time.Time) (map[string]int, error) {
		begun <- true
		<-finish
		return nil, nil
	}})
	press, _ := serving(t, app)
	ended := make(chan bool)
	for range 2 { // once it has ended, the job runs again
		go func() {
			press("slow")
			ended <- true
		}()
		<-begun
		press("slow") // returns at once, or the test hangs
		finish <- true
		<-ended
	}
	if n := runRows(t, app, "slow"); n != 2 {
		t.Errorf("%d rows, want 2", n)
	}
}

func TestPanicDoesNotEndAJob(t *testing.T) {
	app, _ := mailApp(t)
	runs := 0
	withJob(t, job{name: "shaky", spec: "0 0 1 1 *", run: func(context.Context, core.App, time.Time) (map[string]int, error) {
		runs++
		if runs == 2 {
			panic("out of luck")
		}
		return map[string]int{"runs": runs}, nil
	}})
	press, _ := serving(t, app)
	for range 3 {
		press("shaky")
	}
	if runs != 3 || runRows(t, app, "shaky") != 3 {
		t.Fatalf("%d runs, %d rows, want 3 of both", runs, runRows(t, app, "shaky"))
	}
	last, _, err := store.LastRun(app, "shaky")
	if err != nil || last.Result != store.RunOK || last.Counts["runs"] != 3 || last.Finished.IsZero() {
		t.Errorf("last run %+v, %v", last, err)
	}
	var why string
	if err := app.DB().NewQuery("SELECT error FROM job_runs WHERE result = 'failed'").Row(&why); err != nil || why != "任务出错：out of luck" {
		t.Errorf("reason %q, %v", why, err)
	}
}

func TestEveryRunLeavesARow(t *testing.T) {
	app, _ := mailApp(t)
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, zone)
	withJob(t, job{name: "bad", spec: "@daily", run: func(context.Context, core.App, time.Time) (map[string]int, error) {
		return nil, errors.New("no luck")
	}})
	withJob(t, job{name: "cut", spec: "@daily", run: func(ctx context.Context, _ core.App, _ time.Time) (map[string]int, error) {
		return nil, context.Canceled
	}})
	for _, c := range []struct {
		job, result string
		rows        int
	}{{"digest", store.RunOK, 1}, {"deliver", "", 0}, {"bad", store.RunFailed, 1}, {"cut", store.RunOK, 1}} {
		runJob(t.Context(), app, c.job, now)
		last, _, err := store.LastRun(app, c.job)
		if err != nil || last.Result != c.result || runRows(t, app, c.job) != c.rows {
			t.Errorf("job %s: %d rows, last %+v, %v", c.job, runRows(t, app, c.job), last, err)
		}
	}
	queue(t, app, 1)
	deliverAt(t, app, time.Now())
	if n := runRows(t, app, "deliver"); n != 1 {
		t.Errorf("%d rows for a delivery that did something, want 1", n)
	}
	if _, err := runJob(t.Context(), app, "nonsense", now); err == nil {
		t.Error("a job that does not exist ran")
	}
}

// What a process that died left as running is told as interrupted.
func TestInterruptedRunsAreTold(t *testing.T) {
	app, _ := mailApp(t)
	if _, err := store.StartRun(app, "digest", time.Now()); err != nil {
		t.Fatal(err)
	}
	serving(t, app)
	last, _, err := store.LastRun(app, "digest")
	if err != nil || last.Result != store.RunFailed || last.Error != "任务运行途中程序退出" {
		t.Errorf("%+v, %v", last, err)
	}
}

// Stopping lets what runs finish, and lets nothing begin.
func TestStopWaitsForRunningJobs(t *testing.T) {
	app, _ := mailApp(t)
	begun, done := make(chan bool), false
	withJob(t, job{name: "last", spec: "0 0 1 1 *", run: func(ctx context.Context, _ core.App, _ time.Time) (map[string]int, error) {
		begun <- true
		<-ctx.Done()
		done = true
		return nil, ctx.Err()
	}})
	press, s := serving(t, app)
	go press("last")
	<-begun
	s.stop()
	if !done {
		t.Error("the process ended before the job")
	}
	press("last") // does not begin: it would hang
	if n := runRows(t, app, "last"); n != 1 {
		t.Errorf("%d rows, want 1", n)
	}
}

// A committed mail is delivered without waiting for the clock; one that was
// rolled back never was.
func TestCommittedMailWakesTheDelivery(t *testing.T) {
	app, d := mailApp(t)
	sent := make(chan string, 10)
	d.setFault(func(stage string, _ int) string {
		if stage == "dot" {
			sent <- "250 taken"
			return "250 taken"
		}
		return ""
	})
	bindJobs(app)
	serveForReal(t, app)
	app.RunInTransaction(func(tx core.App) error {
		queue(t, tx, 1)
		return errors.New("no")
	})
	queue(t, app, 1)
	<-sent
	if n := d.connections(); n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
}

func TestJobListInChinese(t *testing.T) {
	app, _ := mailApp(t)
	now := time.Date(2026, 11, 24, 8, 31, 0, 0, zone)
	if _, err := runJob(t.Context(), app, "digest", now.Add(-time.Minute)); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := listJobs(app, &out, now); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"任务", "下次", "上次", "结果", "生成到期的摘要邮件", "2026-11-24 08:45:00", "2026-11-24 08:30:00", "成功：没有要做的",
		"发送发件箱里的邮件", "2026-11-24 08:31:10", "还没有运行过",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the list lacks %q:\n%s", want, out.String())
		}
	}
}
