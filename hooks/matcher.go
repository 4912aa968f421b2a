package hooks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/routine"

	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

const matcherKey = "kejiyun.matcher"

// matcherOf returns the matcher of an app.
func matcherOf(app core.App) *matcher { return app.Store().Get(matcherKey).(*matcher) }

// matcher keeps an engine in step with the database and writes what it finds to
// matches. The database is the truth: the engine is loaded from it at the start,
// and the queue is replayed from the first row that was not applied.
type matcher struct {
	mu     sync.Mutex // one drain at a time
	engine *match.Engine
	shown  atomic.Pointer[match.Engine] // the same for searches, which do not wait for a drain
	// outdated says that what the engine was built from has changed, not only postings.
	outdated atomic.Bool
	weights  string // state of the file of weights at the last look
	woken    chan struct{}
	cancel   context.CancelFunc
	done     chan struct{}
	// guest is set in a process beside the one that serves: the queue is the
	// other's, whose engine has to hear of every change.
	guest bool
}

func newMatcher() *matcher { return &matcher{woken: make(chan struct{}, 1)} }

// wake tells the matcher that there is something in the queue; it never blocks.
func (m *matcher) wake() {
	select {
	case m.woken <- struct{}{}:
	default:
	}
}

// start runs the matcher until stop. A drain that fails is logged and tried
// again at the next change, or a minute later.
func (m *matcher) start(app core.App) {
	ctx, cancel := context.WithCancel(context.Background())
	m.cancel, m.done = cancel, make(chan struct{})
	m.watchWeights(app)
	m.outdated.Store(false) // what changed until now, as the migrations did, it reads anyway
	m.wake()
	routine.FireAndForget(func() {
		defer close(m.done)
		for {
			select {
			case <-ctx.Done():
				return
			case <-m.woken:
			case <-time.After(time.Minute):
			}
			m.watchWeights(app)
			if m.outdated.Load() && !m.settle(ctx) {
				return
			}
			if err := m.refresh(ctx, app, time.Now()); err != nil {
				app.Logger().Error("matching anew failed", "error", err)
			}
			if _, err := m.drain(ctx, app, time.Now()); err != nil {
				app.Logger().Error("matching failed", "error", err)
			}
		}
	})
}

func (m *matcher) stop() {
	if m.cancel != nil {
		m.cancel()
		<-m.done
		m.cancel = nil
	}
}

// drain applies the queue in order until it is empty and returns how many
// changes it applied.
func (m *matcher) drain(ctx context.Context, app core.App, now time.Time) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.ready(app); err != nil {
		return 0, err
	}
	applied := 0
	for ctx.Err() == nil {
		rows, err := store.NextQueued(app, 100)
		if err != nil || len(rows) == 0 {
			return applied, err
		}
		for _, q := range rows {
			if ctx.Err() != nil {
				return applied, ctx.Err()
			}
			if err := m.apply(app, q, now); err != nil {
				return applied, err
			}
			applied++
		}
	}
	return applied, ctx.Err()
}

// apply brings one changed posting into the engine and its matches up to date,
// and marks the change as applied in the same transaction.
func (m *matcher) apply(app core.App, q store.Queued, now time.Time) error {
	held, err := store.HeldPairs(app, q.Collection, q.Record, now.Add(-mailedFor))
	if err != nil {
		return err
	}
	if err := m.restore(app, q); err != nil {
		return err
	}
	problem, err := tell(app, m.engine, q)
	if err != nil {
		return err
	}
	list, err := m.listNow(app, q.Collection, q.Record, held, now)
	if err != nil {
		return err
	}
	s := settle(m.engine, q.Collection, q.Record, list, held, nil, now)
	run := fmt.Sprintf("queue-%d", q.Seq)
	return app.RunInTransaction(func(tx core.App) error {
		if err := s.save(tx, run, now, map[string]int{}); err != nil {
			return err
		}
		return store.MarkApplied(tx, q.Seq, problem)
	})
}

// tell brings one changed posting into an engine as the database has it now.
// problem says why it cannot be read; such a posting matches nothing.
func tell(app core.App, engine *match.Engine, q store.Queued) (problem string, err error) {
	r, err := app.FindRecordById(q.Collection, q.Record)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("find %s %s for matching: %w", q.Collection, q.Record, err)
	}
	if err == nil && matchable(r.GetString("status")) {
		err = put(app, engine, r)
		if err == nil || tooLate(err) {
			return "", err
		}
		problem = err.Error()
	}
	if q.Collection == "offers" {
		engine.RemoveOffer(q.Record)
	} else {
		engine.RemoveNeed(q.Record)
	}
	return problem, nil
}

func put(app core.App, engine *match.Engine, r *core.Record) error {
	if r.Collection().Name == "offers" {
		o, err := store.Offer(app, r)
		if err == nil {
			engine.PutOffer(o)
		}
		return err
	}
	n, err := store.Need(app, r)
	if err == nil {
		engine.PutNeed(n)
	}
	return err
}

// dismiss keeps a pair from being suggested again, from now on.
func (m *matcher) dismiss(need, offer string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.engine != nil {
		m.engine.Dismiss(need, offer)
	}
}

// restore lets the engine suggest what is dismissed no longer.
func (m *matcher) restore(app core.App, q store.Queued) error {
	others, err := store.Undismissed(app, q.Collection, q.Record)
	for _, other := range others {
		if q.Collection == "offers" {
			m.engine.Restore(other, q.Record)
		} else {
			m.engine.Restore(q.Record, other)
		}
	}
	return err
}
