package hooks

import (
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

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
