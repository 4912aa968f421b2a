package hooks

import (
	"fmt"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/store"
)

// workdays reads the calendar of working days that the admin keeps.
func workdays(app core.App) (docking.Calendar, error) {
	var rows []docking.Holiday
	if err := app.DB().Select("day", "kind").From("holidays").All(&rows); err != nil {
		return docking.Calendar{}, fmt.Errorf("read holidays: %w", err)
	}
	return docking.NewCalendar(rows)
}

// fillDays says for each case whose clock runs how many working days are left to
// answer.
func fillDays(calendar docking.Calendar, cards []store.CaseCard) {
	now := time.Now()
	for i := range cards {
		due, err := time.Parse(time.RFC3339, cards[i].DueAt)
		if err != nil || cards[i].StoppedAt != "" || cards[i].State != docking.StateExpressed {
			continue
		}
		left := calendar.Between(now, due)
		cards[i].DaysLeft = &left
	}
}
