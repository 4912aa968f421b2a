package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createOutbox, drop("outbox")) }

func createOutbox(app core.App) error {
	c := core.NewBaseCollection("outbox")
	c.Fields.Add(
		must(text("key", 120, "幂等键：同一封信只写一次")),
		must(choice("kind", "种类", "digest", "system", "notice", "invite")),
		link(app, "member", "members", "收信会员"),
		must(text("to", 200, "收信地址")),
		text("to_name", 60, "收信人"),
		must(shown(text("subject", 200, "主题"))),
		text("html", 200000, "HTML 正文"),
		text("text", 100000, "纯文本正文"),
		jsonb("headers", "附加信头"),
		must(text("message_id", 200, "Message-ID，重试时不变")),
		must(choice("state", "状态：排队、已领、发送中、已发、推迟、失败、不确定", "queued", "claimed", "sending", "sent", "deferred", "failed", "uncertain")),
		number("attempts", 0, 1000, "试过几次"),
		date("next_at", "下次尝试时间"),
		date("leased_until", "占用到何时"),
		text("last_error", 1000, "最近一次出错原因"),
		date("sent_at", "发出时间"),
	)
	dates(c)
	c.AddIndex("idx_outbox_key", true, "key", "")
	c.AddIndex("idx_outbox_due", false, "state, next_at", "")
	c.AddIndex("idx_outbox_sent", false, "state, sent_at", "")
	c.AddIndex("idx_outbox_member", false, "member, created", "")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
