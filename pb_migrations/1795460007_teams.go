package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createTeams, drop("teams")) }

func createTeams(app core.App) error {
	c := core.NewBaseCollection("teams")
	c.Fields.Add(
		must(shown(text("name", 60, "团队名称"))),
		must(choice("kind", "类型：工作室、实验室、科技小院、学会、服务站", "studio", "lab", "backyard", "society", "station")),
		must(link(app, "lead", "workers", "负责人")),
		links(app, "members", "workers", 200, "成员"),
		text("unit", 60, "依托单位"),
		text("intro", 800, "介绍"),
		links(app, "fields", "fields", 8, "领域"),
		must(link(app, "region", "regions", "所在地区")),
		&core.GeoPointField{Name: "location", Help: "地图上的位置"},
		choice("verify", "核验：未核验、单位、科协、未通过", "none", "unit", "association", "refused"),
		date("last_confirmed", "最近一次确认资料属实"),
		link(app, "entered_by", "staff", "由谁代为录入"),
	)
	dates(c)
	c.AddIndex("idx_teams_region", false, "region, created", "")
	c.AddIndex("idx_teams_lead", false, "lead", "")
	leads := aMember + " && lead.member = @request.auth.id"
	desk := deskWrites + " && " + within("region")
	byServer := untouched("verify", "entered_by")
	see := signedIn + " && ((" + aMember + " && (lead.member = @request.auth.id || members.member ?= @request.auth.id)) || (" +
		deskReads + " && " + within("region") + "))"
	rules(c, see, see,
		signedIn+" && (("+leads+") || ("+desk+"))"+byServer,
		signedIn+" && (("+leads+") || ("+desk+"))"+byServer, "")
	return app.Save(c)
}
