package hooks

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/robfig/cron/v3"

	"kejiyun/internal/store"
)

// never is a day that does not come: the mirror of a job in PocketBase's cron
// is there for its run button, not for its clock.
const never = "0 0 31 2 *"

// stopWait is how long the end of the process waits for running jobs.
const stopWait = 5 * time.Second

// bindJobs runs the table of jobs while the app serves.
func bindJobs(app core.App) {
	s := &scheduler{wake: make(chan struct{}, 1)}
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		if err := e.Next(); err != nil || e.Server == nil {
			return err // without a server the routes are built for tests only
		}
		return s.start(e.App)
	})
	app.OnTerminate().BindFunc(func(e *core.TerminateEvent) error {
		s.stop()
		return e.Next()
	})
	app.OnRecordAfterCreateSuccess("outbox").BindFunc(func(e *core.RecordEvent) error {
		select {
		case s.wake <- struct{}{}:
		default: // it is awake already
		}
		return e.Next()
	})
}

// scheduler times the jobs by robfig/cron and mirrors them into PocketBase's
// cron, where admins can run them. Both go through the same chain, so that a
// job never runs twice at once in one process.
type scheduler struct {
	wake chan struct{} // a mail was committed: deliver it now

	mu      sync.Mutex
	cron    *cron.Cron
	cancel  context.CancelFunc
	stopped bool
	running sync.WaitGroup
}

func (s *scheduler) start(app core.App) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cron != nil || s.stopped {
		return nil
	}
	if err := store.InterruptRuns(app, time.Now()); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	log := cronLog{app}
	// This order: the other way round one panic would lose a job for ever.
	c := cron.New(cron.WithLocation(zone), cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)))
	app.Cron().SetTimezone(zone)
	for _, j := range jobs() {
		id, err := c.AddFunc("CRON_TZ="+zoneName+" "+j.spec, func() { s.run(ctx, app, j.name) })
		if err != nil {
			cancel()
			return fmt.Errorf("schedule job %s: %w", j.name, err)
		}
		chained := c.Entry(id).WrappedJob
		if err := app.Cron().Add(j.name, never, chained.Run); err != nil {
			cancel()
			return fmt.Errorf("mirror job %s: %w", j.name, err)
		}
		if j.name == "deliver" {
			go s.deliverWhenWoken(ctx, chained)
		}
		late, err := overdue(app, j, c.Entry(id).Schedule, time.Now())
		if err != nil {
			cancel()
			return err
		}
		if late {
			go chained.Run() // no process was there, or it was cut short
		}
	}
	s.cron, s.cancel = c, cancel
	c.Start()
	return nil
}

// deliverWhenWoken sends a mail as soon as it is committed.
func (s *scheduler) deliverWhenWoken(ctx context.Context, deliver cron.Job) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
			deliver.Run()
		}
	}
}

// run is what the clock and the admin's button start.
func (s *scheduler) run(ctx context.Context, app core.App, name string) {
	s.mu.Lock()
	if s.stopped {
		s.mu.Unlock()
		return
	}
	s.running.Add(1)
	s.mu.Unlock()
	defer s.running.Done()
	if _, err := runJob(ctx, app, name, time.Now()); err != nil {
		app.Logger().Error("job failed", "job", name, "error", err)
	}
}

// stop lets no job begin and waits a while for those that run.
func (s *scheduler) stop() {
	s.mu.Lock()
	s.stopped = true
	c, cancel := s.cron, s.cancel
	s.mu.Unlock()
	if c == nil {
		return
	}
	cancel()
	c.Stop()
	done := make(chan struct{})
	go func() {
		s.running.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(stopWait):
	}
}

// cronLog passes on what the chain of jobs has to say.
type cronLog struct{ app core.App }

func (l cronLog) Info(msg string, kv ...any) { l.app.Logger().Debug("jobs: "+msg, kv...) }

func (l cronLog) Error(err error, msg string, kv ...any) {
	l.app.Logger().Error("jobs: "+msg, append(kv, "error", err)...)
}
