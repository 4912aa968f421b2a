package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(addMatchLists, dropMatchLists) }

// matchListSettings are what an admin may tune about who is shown where.
var matchListSettings = [][3]string{
	{"match.spread", `true`, "差不多合适的，轮流露面：名额有限的人让一让，少露面的人优先排进前十，总匹配度损失不超过 1%；填 false 则一律按匹配度排"},
	{"match.weekly_per_person", `12`, "一位科技工作者一周内最多排进多少条需求的前十；手上有事的按剩余名额折算；没有合适的人可换时不受此限；填 0 则不限"},
}

// addMatchLists keeps for every pair where it stands in the list of either side:
// a pair holds while it stands in one of them.
func addMatchLists(app core.App) error {
	c, err := app.FindCollectionByNameOrId("matches")
	if err != nil {
		return err
	}
	for _, f := range []*core.NumberField{
		number("need_rank", 0, 10000, "在这条需求的名单里排第几；0 表示不在其中"),
		number("offer_rank", 0, 10000, "在这条所能的名单里排第几；0 表示不在其中"),
	} {
		f.OnlyInt = true
		c.Fields.Add(f)
	}
	if err := app.Save(c); err != nil {
		return err
	}
	_, err = app.DB().NewQuery(`UPDATE matches SET need_rank = x.n, offer_rank = x.o FROM (
		SELECT id, MIN(10000, row_number() OVER (PARTITION BY need ORDER BY score DESC, id)) AS n,
			MIN(10000, row_number() OVER (PARTITION BY offer ORDER BY score DESC, id)) AS o
		FROM matches WHERE active = TRUE) x WHERE x.id = matches.id`).Execute()
	if err != nil {
		return err
	}
	return addSettings(app, matchListSettings)
}

func dropMatchLists(app core.App) error {
	if err := dropSettings(app, matchListSettings); err != nil {
		return err
	}
	c, err := app.FindCollectionByNameOrId("matches")
	if err != nil {
		return err
	}
	c.Fields.RemoveByName("need_rank")
	c.Fields.RemoveByName("offer_rank")
	return app.Save(c)
}
