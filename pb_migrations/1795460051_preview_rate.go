package pb_migrations

import (
	"slices"

	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(ratePreview, unratePreview) }

const previewLabel = "POST /api/portal/preview"

// ratePreview bounds how often one address may have a draft ranked: a whole
// office behind one address still gets an answer for every pause in typing.
func ratePreview(app core.App) error {
	s := app.Settings()
	known := func(r core.RateLimitRule) bool { return r.Label == previewLabel }
	if slices.ContainsFunc(s.RateLimits.Rules, known) {
		return nil
	}
	s.RateLimits.Rules = append(s.RateLimits.Rules, core.RateLimitRule{Label: previewLabel, MaxRequests: 60, Duration: 30})
	return app.Save(s)
}

func unratePreview(app core.App) error {
	s := app.Settings()
	s.RateLimits.Rules = slices.DeleteFunc(s.RateLimits.Rules, func(r core.RateLimitRule) bool { return r.Label == previewLabel })
	return app.Save(s)
}
