package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createReviews, drop("reviews")) }

// createReviews: one review a side. When each may be read depends on the other,
// so that portal routes alone read them.
func createReviews(app core.App) error {
	c := core.NewBaseCollection("reviews")
	by := text("by", 15, "写的人的账号编号；不对外")
	by.Hidden = true
	score := number("score", 1, 5, "几分：1–5")
	score.OnlyInt = true
	c.Fields.Add(
		must(link(app, "docking", "dockings", "哪张对接单")),
		must(choice("side", "哪一方的评价", "need", "supply")),
		by,
		must(score),
		text("text", 500, "评语"),
	)
	dates(c)
	c.AddIndex("idx_reviews_docking", true, "docking, side", "")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
