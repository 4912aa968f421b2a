package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createSavedViews, drop("saved_views")) }

// createSavedViews: filters of a list that somebody at the desk keeps under a
// name, as the query of the list's address. Portal routes alone read and write.
func createSavedViews(app core.App) error {
	c := core.NewBaseCollection("saved_views")
	staff := link(app, "staff", "staff", "谁的")
	staff.CascadeDelete = true
	c.Fields.Add(
		must(staff),
		must(text("page", 40, "哪个列表")),
		must(shown(text("name", 40, "叫什么"))),
		text("query", 1000, "筛选条件：地址里问号后面的部分"),
	)
	dates(c)
	c.AddIndex("idx_saved_views_name", true, "staff, page, name", "")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
