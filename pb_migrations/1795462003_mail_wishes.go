package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(addMailWishes, dropMailWishes) }

// addMailWishes lets members say per topic whether they are mailed at once, in
// the digest, or never; and notes the month in which they were last told why
// there is nothing new.
func addMailWishes(app core.App) error {
	c, err := app.FindCollectionByNameOrId("members")
	if err != nil {
		return err
	}
	c.Fields.Add(jsonb("mail_wishes", "每类消息怎么寄：now 马上、digest 进摘要、never 不寄；没写的按默认"),
		hidden("quiet_month", "最近一次说明“没有新匹配”的月份"))
	rule := *c.UpdateRule + untouched("quiet_month")
	c.UpdateRule = &rule
	return app.Save(c)
}

func dropMailWishes(app core.App) error {
	c, err := app.FindCollectionByNameOrId("members")
	if err != nil {
		return err
	}
	rule := (*c.UpdateRule)[:len(*c.UpdateRule)-len(untouched("quiet_month"))]
	c.UpdateRule = &rule
	c.Fields.RemoveByName("mail_wishes")
	c.Fields.RemoveByName("quiet_month")
	return app.Save(c)
}
