package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createUsedLinks, drop("used_links")) }

// createUsedLinks remembers which answer links of mails were used, so that each
// answers once. Links that were not used leave no row. Nobody reads it but the
// server.
func createUsedLinks(app core.App) error {
	c := core.NewBaseCollection("used_links")
	docking := link(app, "docking", "dockings", "哪张对接单")
	docking.CascadeDelete = true
	c.Fields.Add(
		must(shown(text("mark", 40, "链接的记号"))),
		must(docking),
		must(text("member", 15, "谁用的：会员编号")),
		must(text("action", 20, "用来做了什么")),
	)
	dates(c)
	c.AddIndex("idx_used_links_mark", true, "mark, docking", "")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
