package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createWebhooks, drop("webhooks", "webhook_calls")) }

// createWebhooks holds the group bots that are told what happens, and what they
// are told: a row a message, written with what caused it, delivered by a job.
func createWebhooks(app core.App) error {
	hooks := core.NewBaseCollection("webhooks")
	address := &core.URLField{Name: "url", Required: true, Help: "机器人的地址，含它的钥匙，不要给别人看"}
	secret := text("secret", 200, "加签的密钥（钉钉、通用）；企业微信不用填")
	hooks.Fields.Add(
		must(shown(text("name", 40, "群的名字"))),
		must(choice("kind", "哪一种：企业微信群机器人、钉钉群机器人、通用 JSON", "wecom", "dingtalk", "json")),
		address, secret,
		choices("topics", "通知哪些事", "review", "published", "letter", "bounce", "job"),
		flag("active", "是否启用"),
	)
	dates(hooks)
	rules(hooks, "", "", "", "", "")
	if err := app.Save(hooks); err != nil {
		return err
	}
	to := link(app, "webhook", "webhooks", "发给哪个群")
	to.CascadeDelete = true
	calls := core.NewBaseCollection("webhook_calls")
	calls.Fields.Add(
		must(text("key", 120, "幂等键：同一件事一个群只说一次")),
		must(to),
		must(text("topic", 20, "哪类事")),
		must(shown(text("title", 200, "说什么"))),
		text("link", 300, "到哪一页去看"),
		must(choice("state", "状态：排队、已发、推迟、失败", "queued", "sent", "deferred", "failed")),
		number("attempts", 0, 1000, "试过几次"),
		date("next_at", "下次尝试时间"),
		text("last_error", 1000, "最近一次出错原因"),
		date("sent_at", "发出时间"),
	)
	dates(calls)
	calls.AddIndex("idx_webhook_calls_key", true, "webhook, key", "")
	calls.AddIndex("idx_webhook_calls_due", false, "state, next_at", "")
	rules(calls, "", "", "", "", "")
	return app.Save(calls)
}
