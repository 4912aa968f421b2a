package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createOffers, drop("offers")) }

func createOffers(app core.App) error {
	c := core.NewBaseCollection("offers")
	worker := link(app, "worker", "workers", "谁的所能：科技工作者（三者填一）")
	team := link(app, "team", "teams", "谁的所能：团队（三者填一）")
	org := link(app, "org", "orgs", "谁的所能：单位（三者填一）")
	worker.CascadeDelete, team.CascadeDelete, org.CascadeDelete = true, true, true // an offer without an owner is nothing
	c.Fields.Add(
		worker, team, org,
		flag("profile", "由个人档案自动生成的“技能”，随档案更新"),
		must(choice("kind", "类型：技能、服务、成果", "skill", "service", "result")),
	)
	postingText(app, c)
	c.Fields.Add(
		text("description", 3000, "详细说明，登录会员可见"),
		text("advantages", 800, "优势"),
		choice("stage", "成熟度：概念、实验室、中试、样机、量产", "concept", "lab", "pilot", "prototype", "production"),
		number("trl", 0, 9, "技术成熟度等级 1–9，不清楚填 0"),
		choice("ipr", "知识产权", "none", "pending", "patent", "software", "plant_variety", "secret"),
		text("ipr_note", 300, "知识产权说明，例如专利号"),
		choice("fee", "收费：公益、成本、面议、明码", "free", "cost", "negotiable", "listed"),
		text("price", 60, "价格"),
		text("price_note", 300, "价格说明"),
		choices("modes", "服务方式", "phone_advice", "online_diagnosis", "on_site", "training", "testing", "joint_rnd", "part_time"),
		choice("radius", "服务半径", "township", "county", "city", "province", "nation", "online"),
		documents("attachments", 6, "附件"),
	)
	postingLife(app, c)
	postingIndexes(c)
	c.AddIndex("idx_offers_worker", false, "worker, profile", "")
	c.AddIndex("idx_offers_team", false, "team", "")
	c.AddIndex("idx_offers_org", false, "org", "")
	mine := aMember + " && (worker.member = @request.auth.id || team.lead.member = @request.auth.id || org.members.id ?= @request.auth.id)"
	postingRules(c, mine, " && @request.body.worker:changed = false && @request.body.team:changed = false && @request.body.org:changed = false"+untouched("profile"))
	*c.CreateRule += untouched("profile")
	return app.Save(c)
}
