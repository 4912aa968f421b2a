package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createOrgs, drop("orgs")) }

func createOrgs(app core.App) error {
	c := core.NewBaseCollection("orgs")
	c.Fields.Add(
		must(shown(text("name", 60, "单位全称"))),
		must(text("uscc", 18, "统一社会信用代码，18 位")),
		must(choice("type", "单位类型", "enterprise", "institution", "cooperative", "family_farm", "social_org", "agency", "hospital", "school")),
		link(app, "industry", "fields", "所属行业"),
		choice("scale", "规模", "micro", "small", "medium", "large"),
		must(link(app, "region", "regions", "所在地区")),
		text("address", 120, "地址，登录后可见"),
		text("intro", 800, "简介"),
		documents("licence", 1, "营业执照或法人证书，只有本单位和科协看得到"),
		links(app, "members", "members", 50, "代表本单位的会员"),
		choice("verify", "核验：未核验、单位、科协、未通过", "none", "unit", "association", "refused"),
		link(app, "verified_by", "staff", "核验人"),
		date("verified_at", "核验时间"),
		text("verify_note", 300, "核验说明"),
		choices("badges", "称号", "high_tech", "little_giant", "leading_farm", "model_coop", "science_base"),
		date("last_confirmed", "最近一次确认资料属实"),
		link(app, "entered_by", "staff", "由谁代为录入"),
	)
	dates(c)
	c.AddIndex("idx_orgs_uscc", true, "uscc", "")
	c.AddIndex("idx_orgs_region", false, "region, created", "")
	c.AddIndex("idx_orgs_verify", false, "verify, created", "")
	mine := aMember + " && members.id ?= @request.auth.id"
	see := signedIn + " && ((" + mine + ") || (" + deskReads + " && " + within("region") + "))"
	update := signedIn + " && ((" + mine + " && @request.body.uscc:changed = false) || (" + deskWrites + " && " + within("region") + "))" +
		untouched("members", "verify", "verified_by", "verified_at", "verify_note", "badges", "entered_by")
	rules(c, see, see, "", update, "")
	return app.Save(c)
}
