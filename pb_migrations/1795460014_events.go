package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createEvents, drop("events")) }

// createEvents: append-only, held by triggers so that not even the admin UI or
// a superuser's SQL changes or deletes a row.
func createEvents(app core.App) error {
	c := core.NewBaseCollection("events")
	c.Fields.Add(
		must(date("at", "时间")),
		text("actor", 15, "谁（账号编号）"),
		must(choice("actor_role", "身份", "visitor", "member", "broker", "staff", "leader", "superuser", "system")),
		text("ip", 45, "来源地址"),
		must(text("collection", 40, "集合")),
		must(text("record", 40, "记录编号")),
		must(shown(text("action", 40, "动作"))),
		text("from", 40, "原状态"),
		text("to", 40, "新状态"),
		jsonb("diff", "改了什么；联系方式已打码"),
	)
	c.AddIndex("idx_events_record", false, "collection, record, at", "")
	c.AddIndex("idx_events_at", false, "at", "")
	c.AddIndex("idx_events_actor", false, "actor, at", "")
	rules(c, "", "", "", "", "")
	if err := app.Save(c); err != nil {
		return err
	}
	for _, verb := range []string{"UPDATE", "DELETE"} {
		_, err := app.DB().NewQuery("CREATE TRIGGER events_no_" + verb + " BEFORE " + verb +
			" ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END").Execute()
		if err != nil {
			return err
		}
	}
	return nil
}
