package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createNotifications, drop("notifications")) }

// createNotifications holds what people are told inside the portal. Everybody
// reads their own, live as well; only the server writes.
func createNotifications(app core.App) error {
	member, staff := link(app, "member", "members", "给哪位会员"), link(app, "staff", "staff", "给哪位工作人员")
	member.CascadeDelete, staff.CascadeDelete = true, true
	c := core.NewBaseCollection("notifications")
	c.Fields.Add(
		must(text("key", 120, "幂等键：同一件事只说一次")),
		member, staff,
		must(choice("topic", "哪类消息", "interest", "message", "outcome", "posting", "account", "news", "legal")),
		must(text("kind", 40, "具体是什么事")),
		must(shown(text("title", 200, "说什么"))),
		text("url", 300, "到哪一页去看"),
		flag("in_digest", "写进下一期摘要邮件"),
		date("mailed_at", "写进摘要邮件的时间"),
		date("read_at", "本人看过的时间"),
	)
	dates(c)
	c.AddIndex("idx_notifications_key", true, "key", "")
	c.AddIndex("idx_notifications_member", false, "member, created", "")
	c.AddIndex("idx_notifications_staff", false, "staff, created", "")
	c.AddIndex("idx_notifications_digest", false, "member, in_digest, mailed_at", "in_digest = TRUE")
	own := signedIn + " && ((" + aMember + " && member = @request.auth.id) || (" + deskReads + " && staff = @request.auth.id))"
	rules(c, own, own, "", "", "")
	return app.Save(c)
}
