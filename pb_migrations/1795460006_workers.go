package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createWorkers, drop("workers")) }

func createWorkers(app core.App) error {
	c := core.NewBaseCollection("workers")
	c.Fields.Add(
		link(app, "member", "members", "本人的账号；由科服保姆代录时可以没有"),
		must(shown(text("display_name", 40, "对外显示的称呼，例如 王老师"))),
		text("real_name", 40, "真实姓名，双方都接受对接后对方才看得到"),
		must(text("unit", 60, "工作单位")),
		flag("unit_public", "公开工作单位"),
		choice("unit_type", "单位类型", "enterprise", "university", "institute", "hospital", "school", "agency", "cooperative", "self_employed", "other"),
		choice("title_level", "职称级别", "senior", "associate_senior", "intermediate", "junior", "technician", "local_expert", "none"),
		text("title_name", 40, "职称名称，例如 高级农艺师"),
		choice("degree", "学历", "doctor", "master", "bachelor", "college", "other"),
		must(links(app, "fields", "fields", 8, "擅长的领域")),
		jsonb("keywords", "关键词，最多 10 个"),
		text("intro", 800, "介绍：能解决什么问题，做成过什么"),
		must(link(app, "region", "regions", "所在地区")),
		choice("radius", "服务半径", "township", "county", "city", "province", "nation", "online"),
		choices("modes", "服务方式", "phone_advice", "online_diagnosis", "on_site", "training", "testing", "joint_rnd", "part_time"),
		choice("fee", "收费：公益、成本、面议、明码", "free", "cost", "negotiable", "listed"),
		text("fee_note", 200, "收费说明"),
		choice("availability", "现在能接单吗：能、本月已满、暂停", "open", "full", "paused"),
		number("max_open", 0, 50, "同时最多接几单"),
		documents("evidence", 6, "证书、照片等证明，只有本人和科协看得到"),
		choice("verify", "核验：未核验、单位、科协、未通过", "none", "unit", "association", "refused"),
		link(app, "verified_by", "staff", "核验人"),
		date("verified_at", "核验时间"),
		text("verify_note", 300, "核验说明"),
		date("last_confirmed", "最近一次确认资料属实"),
		link(app, "entered_by", "staff", "由谁代为录入"),
	)
	dates(c)
	c.AddIndex("idx_workers_member", true, "member", "member != ''")
	c.AddIndex("idx_workers_region", false, "region, created", "")
	c.AddIndex("idx_workers_verify", false, "verify, created", "")
	mine := aMember + " && member = @request.auth.id"
	desk := deskWrites + " && " + within("region")
	byServer := untouched("verify", "verified_by", "verified_at", "verify_note", "entered_by")
	see := signedIn + " && ((" + mine + ") || (" + deskReads + " && " + within("region") + "))"
	create := signedIn + " && ((" + mine + ") || (" + desk + " && member = ''))" + byServer
	update := signedIn + " && ((" + mine + ") || (" + desk + ")) && @request.body.member:changed = false" + byServer
	rules(c, see, see, create, update, "")
	return app.Save(c)
}
