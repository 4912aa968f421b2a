package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createSuspensions, drop("suspensions")) }

// createSuspensions holds the addresses that a mail server has refused for
// good: they get nothing but security mails until somebody has talked to the
// person. Only the server and superusers write it.
func createSuspensions(app core.App) error {
	member := link(app, "member", "members", "这个地址是哪位会员的；没有则空")
	member.CascadeDelete = true
	c := core.NewBaseCollection("suspensions")
	c.Fields.Add(
		must(shown(text("email", 200, "停止寄信的地址，小写"))),
		member,
		text("reason", 1000, "对方服务器怎么说"),
		must(date("since", "从何时停止")),
		date("lifted_at", "从何时恢复；空为仍然停止"),
		text("lifted_by", 15, "恢复人的账号编号；空为系统"),
	)
	dates(c)
	c.AddIndex("idx_suspensions_email", true, "email", "")
	c.AddIndex("idx_suspensions_open", false, "lifted_at, since", "")
	c.AddIndex("idx_suspensions_member", false, "member", "")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
