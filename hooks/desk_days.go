package hooks

import (
	"time"

	"kejiyun/internal/docking"
	"kejiyun/internal/store"
)

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
