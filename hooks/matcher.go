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

	"kejiyun/internal/domain"
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
	shown  atomic.Pointer[match.Engine] // the same, for who only asks: a drain may hold mu for long
	woken  chan struct{}
	cancel context.CancelFunc
	done   chan struct{}
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
	pairs, err := store.ActivePairs(app, q.Collection, q.Record)
	if err != nil {
		return err
	}
	problem := ""
	r, err := app.FindRecordById(q.Collection, q.Record)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("find %s %s for matching: %w", q.Collection, q.Record, err)
	}
	if err != nil || !matchable(r.GetString("status")) {
		m.remove(q.Collection, q.Record)
	} else if err := m.put(app, r); err != nil {
		m.remove(q.Collection, q.Record) // a posting that cannot be read matches nothing
		problem = err.Error()
	}
	keep := m.rank(q.Collection, q.Record, pairs, now, store.Setting(app, "match.top", 20))
	run := fmt.Sprintf("queue-%d", q.Seq)
	return app.RunInTransaction(func(tx core.App) error {
		if err := writeMatches(tx, keep, pairs, q, run, now); err != nil {
			return err
		}
		return store.MarkApplied(tx, q.Seq, problem)
	})
}

func (m *matcher) put(app core.App, r *core.Record) error {
	if r.Collection().Name == "offers" {
		o, err := store.Offer(app, r)
		if err != nil {
			return err
		}
		m.engine.PutOffer(o)
		return nil
	}
	n, err := store.Need(app, r)
	if err != nil {
		return err
	}
	m.engine.PutNeed(n)
	return nil
}

func (m *matcher) remove(collection, id string) {
	if collection == "offers" {
		m.engine.RemoveOffer(id)
	} else {
		m.engine.RemoveNeed(id)
	}
}

// rank returns the best matches of a posting now, together with those of its
// present pairs that still hold: they may be among the best of the other side.
func (m *matcher) rank(collection, id string, pairs []string, now time.Time, top int) []domain.Match {
	var best []domain.Match
	if collection == "offers" {
		best = m.engine.NeedsFor(id, now, top)
	} else {
		best = m.engine.OffersFor(id, now, top)
	}
	seen := map[string]bool{}
	for _, b := range best {
		seen[otherSide(collection, b)] = true
	}
	for _, other := range pairs {
		if seen[other] {
			continue
		}
		need, offer := id, other
		if collection == "offers" {
			need, offer = other, id
		}
		if x, ok := m.engine.Explain(need, offer, now); ok && len(x.Blocked) == 0 {
			best = append(best, x.Match)
		}
	}
	return best
}

func otherSide(collection string, m domain.Match) string {
	if collection == "offers" {
		return m.Need
	}
	return m.Offer
}

// writeMatches stores what holds and withdraws the pairs that no longer do.
func writeMatches(tx core.App, keep []domain.Match, pairs []string, q store.Queued, run string, now time.Time) error {
	held := map[string]bool{}
	for _, k := range keep {
		held[otherSide(q.Collection, k)] = true
		if err := store.WriteMatch(tx, k, run, now); err != nil {
			return err
		}
	}
	for _, other := range pairs {
		need, offer := q.Record, other
		if q.Collection == "offers" {
			need, offer = other, q.Record
		}
		if !held[other] {
			if err := store.WithdrawMatch(tx, need, offer, run); err != nil {
				return err
			}
		}
	}
	return nil
}

// dismiss keeps a pair from being suggested again, from now on.
func (m *matcher) dismiss(need, offer string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.engine != nil {
		m.engine.Dismiss(need, offer)
	}
}
