package pb_migrations

import (
	_ "embed"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

// holidaysTSV: days on which the week is not what it seems, and of what kind.
// 2026 is the State Council's arrangement with its make-up workdays; 2027 holds
// the statutory days alone, since its arrangement is published later: the admin
// adds what that moves.
//
//go:embed data/holidays.tsv
var holidaysTSV string

func init() { m.Register(addHolidays, removeHolidays) }

// addHolidays fills the table of holidays and tells the admin what to add each
// year; a day that the admin entered stays as it is.
func addHolidays(app core.App) error {
	c, err := helpOnHolidays(app, "放假，或调休上班。国务院公布下一年的安排后（一般在每年11月），请把放假和调休上班的日子补全；2027年现在只有法定节假日，还没有调休")
	if err != nil {
		return err
	}
	for _, row := range rows(holidaysTSV) {
		if _, err := app.FindFirstRecordByData(c, "day", row[0]); err == nil {
			continue
		}
		r := core.NewRecord(c)
		r.Set("day", row[0])
		r.Set("kind", row[1])
		r.Set("name", row[2])
		if err := app.Save(r); err != nil {
			return err
		}
	}
	return nil
}

func helpOnHolidays(app core.App, help string) (*core.Collection, error) {
	c, err := app.FindCollectionByNameOrId("holidays")
	if err != nil {
		return nil, err
	}
	if kind, ok := c.Fields.GetByName("kind").(*core.SelectField); ok {
		kind.Help = help
	}
	return c, app.Save(c)
}

// removeHolidays takes out the days that came with the program.
func removeHolidays(app core.App) error {
	if _, err := helpOnHolidays(app, "放假，或调休上班"); err != nil {
		return err
	}
	for _, row := range rows(holidaysTSV) {
		if _, err := app.DB().Delete("holidays", dbx.HashExp{"day": row[0], "kind": row[1], "name": row[2]}).Execute(); err != nil {
			return err
		}
	}
	return nil
}
