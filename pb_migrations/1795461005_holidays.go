package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createHolidays, drop("holidays")) }

// createHolidays: the days on which the week is not what it seems: public
// holidays on working days, and weekends worked to make up for them. All other
// days are told by the week. The desk reads them, the admin writes them.
func createHolidays(app core.App) error {
	c := core.NewBaseCollection("holidays")
	day := text("day", 10, "哪一天，例如 2027-02-06")
	day.Pattern = `^\d{4}-\d{2}-\d{2}$`
	c.Fields.Add(
		must(shown(day)),
		must(choice("kind", "放假，或调休上班", "holiday", "workday")),
		text("name", 40, "什么节，例如：春节"),
	)
	dates(c)
	c.AddIndex("idx_holidays_day", true, "day", "")
	see := signedIn + " && " + deskReads
	rules(c, see, see, "", "", "")
	return app.Save(c)
}
