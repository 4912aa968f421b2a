package pb_migrations

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(allowErased, forbidErased) }

const keepLetters = "letterbox.keep_days"

// allowErased lets a callback stand without what its person wrote: once it is
// long done, who asked is nobody's business any more.
func allowErased(app core.App) error {
	if err := requireOfCallbacks(app, false); err != nil {
		return err
	}
	c, err := app.FindCollectionByNameOrId("settings")
	if err != nil {
		return err
	}
	if n, err := app.CountRecords(c, dbx.HashExp{"key": keepLetters}); err != nil || n > 0 {
		return err
	}
	r := core.NewRecord(c)
	r.Set("key", keepLetters)
	r.Set("value", `180`)
	r.Set("help", "回电请求、举报办结多少天后抹去称呼、号码和本人写的话；0 为不抹去")
	return app.Save(r)
}

func forbidErased(app core.App) error {
	if _, err := app.DB().Delete("settings", dbx.HashExp{"key": keepLetters}).Execute(); err != nil {
		return err
	}
	return requireOfCallbacks(app, true)
}

func requireOfCallbacks(app core.App, required bool) error {
	c, err := app.FindCollectionByNameOrId("callbacks")
	if err != nil {
		return err
	}
	for _, name := range []string{"name", "phone", "topic"} {
		f, ok := c.Fields.GetByName(name).(*core.TextField)
		if !ok {
			return fmt.Errorf("callbacks has no text column %s", name)
		}
		f.Required = required
	}
	return app.Save(c)
}
