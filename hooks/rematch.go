package hooks

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/routine"

	"kejiyun/internal/domain"
	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// snapshotName is the file of the data directory that holds what the engine
// derived from the postings, so that a start need not read them all. It may be
// deleted at any time.
const snapshotName = "match.snapshot"

// ready brings the engine up when it is not yet: from the snapshot and the
// changes since, or else from the database. The caller holds mu.
func (m *matcher) ready(app core.App) error {
	if m.engine != nil {
		return nil
	}
	err := m.open(app)
	if err == nil || m.guest {
		return err
	}
	if !errors.Is(err, fs.ErrNotExist) {
		app.Logger().Info("the snapshot of the matcher is of no use, reading all postings", "reason", err)
	}
	return m.load(app, untold)
}

// open takes the engine from the snapshot and tells it what has changed since. In
// a process beside the one that serves it reads the database.
func (m *matcher) open(app core.App) error {
	if m.guest {
		return m.load(app, untold)
	}
	engine, err := m.newEngine(app)
	if err != nil {
		return err
	}
	at, err := engine.Open()
	if err != nil {
		return err
	}
	if known, err := store.KnownChange(app, at.Seq, at.Mark); err != nil {
		return err
	} else if !known {
		return errors.New("it is of another database")
	}
	changes, all, err := store.QueuedAfter(app, at.Seq)
	if err != nil {
		return err
	}
	if !all {
		return errors.New("changes since are forgotten")
	}
	told := map[store.Queued]bool{}
	for _, q := range changes {
		q.Seq = 0
		if told[q] {
			continue
		}
		told[q] = true
		if _, err := tell(app, engine, q); err != nil {
			return err
		}
	}
	m.use(app, engine)
	return nil
}

// use makes an engine the one that answers, and lets it take its snapshot into
// memory meanwhile.
func (m *matcher) use(app core.App, engine *match.Engine) {
	m.engine = engine
	m.shown.Store(engine)
	routine.FireAndForget(func() {
		if err := engine.Warm(); err != nil {
			app.Logger().Warn("the matcher's snapshot stays on disk", "error", err)
		}
	})
}

// load builds the engine, and its snapshot, from what the database says now, and
// tells how far it is.
func (m *matcher) load(app core.App, tell progress) error {
	engine, err := m.newEngine(app)
	if err != nil {
		return err
	}
	offers, err := store.CountMatchable(app, "offers")
	if err != nil {
		return err
	}
	needs, err := store.CountMatchable(app, "needs")
	if err != nil {
		return err
	}
	source := match.Source{Offers: telling(store.OfferStream(app), offers, tell, "读取所能"), Needs: telling(store.NeedStream(app), needs, tell, "读取需求")}
	if source.Position.Seq, source.Position.Mark, err = store.LastChange(app); err != nil {
		return err
	}
	if err := engine.LoadFrom(source); err != nil {
		return fmt.Errorf("load the matcher: %w", err)
	}
	m.use(app, engine)
	return nil
}

// telling passes a stream on and tells how far it is.
func telling[T any](in iter.Seq2[T, error], all int, tell progress, what string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		done := 0
		for x, err := range in {
			if done++; done%1024 == 0 || done == all {
				tell(what, done, max(all, done))
			}
			if !yield(x, err) {
				return
			}
		}
	}
}

// newEngine returns an empty engine that knows what was dismissed.
func (m *matcher) newEngine(app core.App) (*match.Engine, error) {
	config, err := matchConfig(app)
	if err != nil {
		return nil, err
	}
	config.Texts = recordTexts{app}
	if !m.guest {
		config.Snapshot = filepath.Join(app.DataDir(), snapshotName)
	}
	dismissed, err := store.DismissedPairs(app)
	if err != nil {
		return nil, err
	}
	engine := match.New(config)
	for _, p := range dismissed {
		engine.Dismiss(p[0], p[1])
	}
	return engine, nil
}

// recordTexts give the engine back the postings as the database has them now.
type recordTexts struct{ app core.App }

func (t recordTexts) Offer(id string) (domain.Offer, bool) {
	return postingText(t.app, "offers", id, store.Offer)
}

func (t recordTexts) Need(id string) (domain.Need, bool) {
	return postingText(t.app, "needs", id, store.Need)
}

func postingText[T any](app core.App, collection, id string, read func(core.App, *core.Record) (T, error)) (T, bool) {
	x, err := again(func() (T, error) {
		r, err := app.FindRecordById(collection, id)
		if err != nil {
			var none T
			return none, err
		}
		return read(app, r)
	})
	return x, err == nil
}

// again reads once more what came too late, and gives up the third time.
func again[T any](read func() (T, error)) (T, error) {
	for try := 1; ; try++ {
		x, err := read()
		if try == 3 || !tooLate(err) {
			return x, err
		}
	}
}

// tooLate tells that a query's time ran out, as when the machine stands still: that
// says nothing about the record.
func tooLate(err error) bool { return errors.Is(err, context.DeadlineExceeded) }
