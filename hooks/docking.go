package hooks

import (
	"fmt"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// bindDocking binds the law of dockings and the routes by which people take
// their steps.
func bindDocking(app core.App) {
	bindDockingLaw(app)
	bindDockingEnds(app)
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		at := "/api/portal/dockings"
		e.Router.POST(at, guard(uncached(beginDocking))).Bind(apis.BodyLimit(64 << 10))
		e.Router.GET(at, guard(uncached(myDockings)))
		e.Router.GET(at+"/{id}", guard(uncached(showDocking)))
		e.Router.GET(at+"/{id}/contacts", guard(uncached(dockingContacts)))
		e.Router.POST(at+"/{id}/{action}", guard(uncached(actOnDocking))).Bind(apis.BodyLimit(64 << 10))
		e.Router.POST("/api/portal/desk/dockings/{id}/accept-by-phone", guard(uncached(acceptByPhone))).Bind(apis.BodyLimit(12 << 20))
		e.Router.POST("/api/portal/desk/dockings/{id}/hand-over", guard(uncached(handOver))).Bind(apis.BodyLimit(64 << 10))
		return e.Next()
	})
}

func dockingSettings(app core.App) docking.Settings {
	d := docking.DefaultSettings()
	return docking.Settings{
		AnswerDays:  store.Setting(app, "docking.answer_days", d.AnswerDays),
		LapseDays:   store.Setting(app, "docking.lapse_days", d.LapseDays),
		ConfirmDays: store.Setting(app, "docking.confirm_days", d.ConfirmDays),
		ReviewDays:  store.Setting(app, "docking.review_days", d.ReviewDays),
		ShowDays:    store.Setting(app, "docking.review_show_days", d.ShowDays),
	}
}

// workCalendar reads the working days from the table of holidays. A row that is
// no day is left out: the admin edits the table, and the clocks must go on.
func workCalendar(app core.App) (docking.Calendar, error) {
	rows, err := app.FindAllRecords("holidays")
	if err != nil {
		return docking.Calendar{}, fmt.Errorf("read holidays: %w", err)
	}
	days := make([]docking.Holiday, 0, len(rows))
	for _, r := range rows {
		day := docking.Holiday{Day: r.GetString("day"), Kind: r.GetString("kind")}
		if _, err := docking.NewCalendar([]docking.Holiday{day}); err == nil {
			days = append(days, day)
		}
	}
	return docking.NewCalendar(days)
}

// newMove begins a move on a docking as it is now.
func newMove(app core.App, d domain.Docking, action docking.Action, as docking.Capacity, account string) (docking.Move, error) {
	facts, err := dockingFacts(app, d)
	if err != nil {
		return docking.Move{}, err
	}
	days, err := workCalendar(app)
	return docking.Move{Docking: facts, Action: action, As: as, Account: account, Settings: dockingSettings(app), Calendar: days, Now: time.Now()}, err
}

// dockingFacts reads what a decision about a docking needs to know.
func dockingFacts(app core.App, d domain.Docking) (docking.Facts, error) {
	f := docking.Facts{Docking: d}
	var err error
	if f.OnHand, err = store.OnHand(app, d); err != nil {
		return f, err
	}
	switch collection, id := d.Provider(); collection {
	case "":
		f.SupplyGone = true
	case "workers":
		w, err := app.FindRecordById("workers", id)
		if err != nil {
			return f, fmt.Errorf("read provider of docking %s: %w", d.ID, err)
		}
		f.Availability, f.MaxOpen = w.GetString("availability"), w.GetInt("max_open")
	}
	if f.NeedGone, err = gone(app, "needs", d.Need); err != nil {
		return f, err
	}
	offerGone, err := gone(app, "offers", d.Offer)
	f.SupplyGone = f.SupplyGone || offerGone
	if err != nil || d.ID == "" {
		return f, err
	}
	sides := []string{}
	if err := app.DB().Select("side").From("reviews").Where(hash("docking", d.ID)).Column(&sides); err != nil {
		return f, fmt.Errorf("read reviews of docking %s: %w", d.ID, err)
	}
	f.NeedReviewed, f.SupplyReviewed = slices.Contains(sides, "need"), slices.Contains(sides, "supply")
	return f, nil
}

// gone tells whether a posting was closed, removed or deleted; "" is none that
// could be.
func gone(app core.App, collection, id string) (bool, error) {
	if id == "" {
		return false, nil
	}
	var status []string
	if err := app.DB().Select("status").From(collection).Where(hash("id", id)).Column(&status); err != nil {
		return false, fmt.Errorf("read status of %s %s: %w", collection, id, err)
	}
	return len(status) == 0 || status[0] == "closed" || status[0] == "removed", nil
}
