package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createCampaigns, drop("campaigns")) }

// createCampaigns holds to whom notices were sent: who asked for it, to which
// audience, how far it has come. Only the server writes it; the mails themselves
// are in the outbox, one a person.
func createCampaigns(app core.App) error {
	notice := must(link(app, "notice", "notices", "寄的是哪条通知公告")).(*core.RelationField)
	notice.CascadeDelete = true
	c := core.NewBaseCollection("campaigns")
	c.Fields.Add(
		notice,
		must(choice("audience", "寄给谁：科技工作者、单位的会员、两者和其他会员", "workers", "orgs", "all")),
		must(link(app, "region", "regions", "哪个地区的人")),
		link(app, "field", "fields", "只寄给这个领域的人；空为不限"),
		must(choice("state", "状态：正在写入发件箱、已完成、已停止", "running", "done", "stopped")),
		number("people", 0, 1e7, "发起时算出有多少人"),
		number("reached", 0, 1e7, "已经告诉了多少人"),
		text("cursor", 15, "写到哪位会员；中断以后从这里接着写"),
		text("by", 15, "谁发起的：账号编号"),
		date("finished_at", "完成或停止的时间"),
	)
	dates(c)
	c.AddIndex("idx_campaigns_notice", false, "notice, created", "")
	c.AddIndex("idx_campaigns_running", true, "notice", "state = 'running'")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
