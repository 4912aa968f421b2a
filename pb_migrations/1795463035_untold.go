package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(addUntold, dropUntold) }

// addUntold keeps for every match of which somebody was mailed who of the same
// side is still to be: colleagues in an org whose digest comes at another time.
// Of what was mailed before there was this column nobody is: who got it is not
// known any more. Only the server reads it, since it names accounts.
func addUntold(app core.App) error {
	c, err := app.FindCollectionByNameOrId("matches")
	if err != nil {
		return err
	}
	for _, f := range []*core.JSONField{
		jsonb("untold_need", "需求方单位里还没在摘要邮件里收到它的会员；一个也没写过时为空"),
		jsonb("untold_offer", "供给方单位里还没在摘要邮件里收到它的会员；一个也没写过时为空"),
	} {
		f.Hidden = true
		c.Fields.Add(f)
	}
	return app.Save(c)
}

func dropUntold(app core.App) error {
	c, err := app.FindCollectionByNameOrId("matches")
	if err != nil {
		return err
	}
	c.Fields.RemoveByName("untold_need")
	c.Fields.RemoveByName("untold_offer")
	return app.Save(c)
}
