package pb_migrations

import (
	"slices"

	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(limitLetterbox, unlimitLetterbox) }

// letterbox are the routes by which people without an account leave something
// behind, and how often one address may use them.
var letterbox = []core.RateLimitRule{
	{Label: "POST /api/portal/callbacks", MaxRequests: 5, Duration: 600},
	{Label: "POST /api/portal/complaints", MaxRequests: 10, Duration: 600},
}

func limitLetterbox(app core.App) error {
	if err := unlimitLetterbox(app); err != nil {
		return err
	}
	s := app.Settings()
	s.RateLimits.Rules = append(slices.Clone(letterbox), s.RateLimits.Rules...)
	return app.Save(s)
}

func unlimitLetterbox(app core.App) error {
	s := app.Settings()
	s.RateLimits.Rules = slices.DeleteFunc(s.RateLimits.Rules, func(r core.RateLimitRule) bool {
		return slices.ContainsFunc(letterbox, func(l core.RateLimitRule) bool { return l.Label == r.Label })
	})
	return app.Save(s)
}
