package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createVisits, drop("visits")) }

// createVisits: what a broker did for an org, a worker or a docking: a call, a
// visit, what came of it and what is to be done next.
func createVisits(app core.App) error {
	c := core.NewBaseCollection("visits")
	c.Fields.Add(
		must(link(app, "broker", "staff", "谁去的")),
		link(app, "org", "orgs", "走访的单位"),
		link(app, "worker", "workers", "走访的科技工作者"),
		link(app, "docking", "dockings", "为哪张对接单"),
		link(app, "region", "regions", "所在地区"),
		must(choice("kind", "方式：电话、上门、线上、活动", "call", "visit", "online", "event")),
		must(date("date", "何时")),
		choice("result", "结果：联系上、没联系上、改日再联系", "reached", "not_reached", "later"),
		text("note", 1000, "情况"),
		date("next", "下次何时联系"),
		text("next_note", 300, "下次做什么"),
	)
	dates(c)
	c.AddIndex("idx_visits_broker", false, "broker, date", "")
	c.AddIndex("idx_visits_next", false, "broker, next", "")
	c.AddIndex("idx_visits_docking", false, "docking, date", "")
	c.AddIndex("idx_visits_org", false, "org, date", "")
	c.AddIndex("idx_visits_worker", false, "worker, date", "")
	c.AddIndex("idx_visits_region", false, "region, date", "")
	see := signedIn + " && " + deskReads + " && (broker = @request.auth.id || (" + within("region") + "))"
	rules(c, see, see, "", "", "")
	return app.Save(c)
}
