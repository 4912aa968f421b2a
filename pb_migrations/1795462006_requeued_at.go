package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(addRequeuedAt, dropRequeuedAt) }

// addRequeuedAt notes when somebody put a mail into the queue again: from then
// on its days are counted anew.
func addRequeuedAt(app core.App) error {
	c, err := app.FindCollectionByNameOrId("outbox")
	if err != nil {
		return err
	}
	c.Fields.Add(date("requeued_at", "最近一次由人重新排队的时间"))
	return app.Save(c)
}

func dropRequeuedAt(app core.App) error {
	c, err := app.FindCollectionByNameOrId("outbox")
	if err != nil {
		return err
	}
	c.Fields.RemoveByName("requeued_at")
	return app.Save(c)
}
