package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(addMailWishes, dropMailWishes) }

// addMailWishes lets members say per topic whether they are mailed at once, in
// the digest, or never.
func addMailWishes(app core.App) error {
	c, err := app.FindCollectionByNameOrId("members")
	if err != nil {
		return err
	}
	c.Fields.Add(jsonb("mail_wishes", "每类消息怎么寄：now 马上、digest 进摘要、never 不寄；没写的按默认"))
	return app.Save(c)
}

func dropMailWishes(app core.App) error {
	c, err := app.FindCollectionByNameOrId("members")
	if err != nil {
		return err
	}
	c.Fields.RemoveByName("mail_wishes")
	return app.Save(c)
}
