package hooks

import (
	"context"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// ready loads the engine when it has not been loaded yet. The caller holds mu.
func (m *matcher) ready(app core.App) error {
	if m.engine != nil {
		return nil
	}
	return m.load(app)
}

// load builds the engine from what the database says now.
func (m *matcher) load(app core.App) error {
	config, err := matchConfig(app)
	if err != nil {
		return err
	}
	var offers []domain.Offer
	var needs []domain.Need
	err = store.EachMatchable(app, "offers", func(r *core.Record) error {
		o, err := store.Offer(app, r)
		if err == nil {
			offers = append(offers, o)
		}
		return err
	})
	if err != nil {
		return err
	}
	err = store.EachMatchable(app, "needs", func(r *core.Record) error {
		n, err := store.Need(app, r)
		if err == nil {
			needs = append(needs, n)
		}
		return err
	})
	if err != nil {
		return err
	}
	dismissed, err := store.DismissedPairs(app)
	if err != nil {
		return err
	}
	engine := match.New(config)
	for _, p := range dismissed {
		engine.Dismiss(p[0], p[1])
	}
	engine.Load(offers, needs)
	m.engine = engine
	m.shown.Store(engine)
	return nil
}

// matchConfig gives the engine the taxonomy and the names of places.
func matchConfig(app core.App) (match.Config, error) {
	config := match.Config{Weights: match.DefaultWeights()}
	names, err := store.NamesOf(app)
	if err != nil {
		return config, err
	}
	for _, f := range names.Fields {
		config.Fields = append(config.Fields, match.Field{ID: f.ID, Parent: f.Parent, Scheme: f.Scheme, Name: f.Name, Synonyms: f.Synonyms})
	}
	config.PlaceName = func(code string) string {
		r, _ := names.Region(code)
		return r.Name
	}
	return config, nil
}

// rematchAll loads everything anew and ranks every need and every offer; it
// writes only the rows that have changed. It returns how many of each it ranked.
func (m *matcher) rematchAll(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	counts := map[string]int{}
	applied, err := m.drain(ctx, app, now)
	if err != nil {
		return counts, err
	}
	counts["queued"] = applied
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.load(app); err != nil {
		return counts, err
	}
	run := "nightly-" + now.Format("20060102")
	top := store.Setting(app, "match.top", 20)
	for _, collection := range []string{"needs", "offers"} {
		err := store.EachMatchable(app, collection, func(r *core.Record) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			counts[collection]++
			return m.rematch(app, store.Queued{Collection: collection, Record: r.Id}, run, now, top)
		})
		if err != nil {
			return counts, err
		}
	}
	return counts, nil
}

// rematch ranks one posting anew.
func (m *matcher) rematch(app core.App, q store.Queued, run string, now time.Time, top int) error {
	pairs, err := store.ActivePairs(app, q.Collection, q.Record)
	if err != nil {
		return err
	}
	keep := m.rank(q.Collection, q.Record, pairs, now, top)
	return app.RunInTransaction(func(tx core.App) error {
		return writeMatches(tx, keep, pairs, q, run, now)
	})
}
