package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createCallbacks, drop("callbacks")) }

// createCallbacks holds what visitors ask to be called back about. Only portal
// routes write and read it: it is full of telephone numbers.
func createCallbacks(app core.App) error {
	c := core.NewBaseCollection("callbacks")
	c.Fields.Add(
		must(shown(text("name", 40, "怎么称呼"))),
		must(text("phone", 20, "回电号码")),
		must(text("topic", 300, "想问什么")),
		must(link(app, "region", "regions", "由哪里的科协回电")),
		text("collection", 40, "从哪类内容的页面提出；没有则空"),
		text("record", 15, "那条内容的编号"),
		must(text("consent_version", 20, "同意的隐私政策版本")),
		must(choice("state", "状态：等待回电、已回电", "open", "done")),
		text("note", 300, "办理结果"),
		text("decided_by", 15, "办理人的账号编号"),
		date("decided_at", "办理时间"),
	)
	dates(c)
	c.AddIndex("idx_callbacks_state", false, "state, region, created", "")
	c.AddIndex("idx_callbacks_phone", false, "phone, state", "")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
