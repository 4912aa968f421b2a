package pb_migrations

import (
	"testing"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"
)

// TestUpDownUp runs the whole history there, back and there again.
func TestUpDownUp(t *testing.T) {
	app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer app.Cleanup()
	own := core.AppMigrations.Items()
	runner := core.NewMigrationsRunner(app, core.AppMigrations)
	reverted, err := runner.Down(len(own))
	if err != nil {
		t.Fatal(err)
	}
	if len(reverted) != len(own) {
		t.Fatalf("reverted %d of %d migrations", len(reverted), len(own))
	}
	if _, err := app.FindCollectionByNameOrId("offers"); err == nil {
		t.Fatal("offers still there after going down")
	}
	if _, err := runner.Up(); err != nil {
		t.Fatal(err)
	}
	if n, err := app.CountRecords("regions"); err != nil || n < 3000 {
		t.Fatalf("regions after going up again: %d, %v", n, err)
	}
}
