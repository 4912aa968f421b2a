package hooks

import (
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
	return nil
}

// matchConfig gives the engine its weights, the taxonomy, the synonyms,
// the meanings and the names of places.
func matchConfig(app core.App) (match.Config, error) {
	config := match.Config{Weights: weightsNow(app)}
	names, err := store.NamesOf(app)
	if err != nil {
		return config, err
	}
	for _, f := range names.Fields {
		config.Fields = append(config.Fields, match.Field{ID: f.ID, Parent: f.Parent, Scheme: f.Scheme, Name: f.Name, Synonyms: f.Synonyms})
	}
	if config.Synonyms, err = store.Synonyms(app); err != nil {
		return config, err
	}
	withMeaning(app, &config)
	config.PlaceName = func(code string) string {
		r, _ := names.Region(code)
		return r.Name
	}
	return config, nil
}
