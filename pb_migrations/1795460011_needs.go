package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createNeeds, drop("needs")) }

func createNeeds(app core.App) error {
	c := core.NewBaseCollection("needs")
	c.Fields.Add(
		must(link(app, "org", "orgs", "哪个单位的需求")),
		must(choice("kind", "类型：服务、攻关、人才", "service", "challenge", "talent")),
	)
	postingText(app, c)
	c.Fields.Add(
		text("detail", 3000, "详细说明"),
		choice("detail_to", "详细说明给谁看：登录会员，或接受对接以后", "members", "accepted"),
		text("metrics", 800, "考核指标：做到什么程度算解决"),
		text("tried", 800, "已经试过什么"),
		choice("budget", "预算（万元）", "welfare", "under_1", "1_5", "5_20", "20_50", "50_100", "over_100", "negotiable"),
		number("amount", 0, 1e12, "准确预算（元），接受对接后对方才看得到"),
		date("deadline", "希望何时解决"),
		choice("urgency", "紧急程度", "normal", "soon", "urgent"),
		choice("challenge_class", "攻关类别", "bottleneck", "process", "new_product", "quality", "energy", "digital", "pests_disease", "other"),
		jsonb("open_call", "揭榜挂帅：目标、指标、期限（≤36 个月）、知识产权归属、经费、揭榜条件"),
		jsonb("talent", "人才：岗位、人数、期限、待遇、方式"),
		choice("anonymity", "公开单位名称，或只公开行业和地区", "named", "masked"),
		flag("nda", "需要签保密协议"),
		documents("attachments", 6, "附件"),
		documents("confidential", 6, "保密附件，接受对接后对方才能下载"),
	)
	postingLife(app, c)
	postingIndexes(c)
	c.AddIndex("idx_needs_org", false, "org, status", "")
	c.AddIndex("idx_needs_deadline", false, "status, deadline", "")
	postingRules(c, aMember+" && org.members.id ?= @request.auth.id", " && @request.body.org:changed = false")
	return app.Save(c)
}
