package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() {
	m.Register(secureSettings, func(core.App) error { return nil })
}

// secureSettings switches on what PocketBase leaves off: rate limits, half a
// year of logs, nightly backups, and no schema editing in the admin UI.
func secureSettings(app core.App) error {
	s := app.Settings()
	s.Meta.AppName, s.Meta.AppURL = "科技云", "http://127.0.0.1:8090"
	s.Meta.SenderName, s.Meta.SenderAddress = "科技云", "noreply@localhost.example"
	s.Meta.AccentColor, s.Meta.HideControls = "#0b5c63", true
	s.Logs.MaxDays, s.Logs.LogAuthId, s.Logs.LogIP = 183, true, true
	s.Backups.Cron, s.Backups.CronMaxKeep = "30 2 * * *", 7
	s.Batch.Enabled = false
	s.RateLimits.Enabled = true
	s.RateLimits.Rules = []core.RateLimitRule{
		{Label: "*:auth", MaxRequests: 20, Duration: 60},
		{Label: "*:create", MaxRequests: 60, Duration: 60},
		{Label: "*:requestPasswordReset", MaxRequests: 5, Duration: 60},
		{Label: "*:requestVerification", MaxRequests: 5, Duration: 60},
		{Label: "*:requestOTP", MaxRequests: 5, Duration: 60},
		{Label: "POST /api/portal/register", MaxRequests: 10, Duration: 60},
		{Label: "/u/", MaxRequests: 30, Duration: 60},
		{Label: "/api/", MaxRequests: 600, Duration: 10},
	}
	return app.Save(s)
}
