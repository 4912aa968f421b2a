package hooks

import (
	"net/http"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// bindDesk binds the broker's workbench: what waits today, the list of cases,
// saved views of it, calls and visits, and whom to find by name. Leaders may
// look; telephone numbers are for those who call.
func bindDesk(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		g := e.Router.Group("/api/portal/desk")
		g.Bind(apis.Gzip())
		g.GET("/today", guard(uncached(deskToday)))
		g.GET("/cases", guard(uncached(deskCases)))
		g.GET("/views", guard(uncached(listViews)))
		g.POST("/views", guard(uncached(saveView)))
		g.DELETE("/views/{id}", guard(uncached(dropView)))
		g.GET("/visits", guard(uncached(listVisits)))
		g.POST("/visits", guard(uncached(logVisit)))
		g.GET("/calls", guard(uncached(callList)))
		g.GET("/people", guard(uncached(findPeople)))
		g.GET("/colleagues", guard(uncached(colleagues)))
		return e.Next()
	})
}

// deskReader lets everybody at the desk pass, leaders too.
func deskReader(e *core.RequestEvent) (*store.Lens, error) {
	if actorOf(e).Role != domain.Leader {
		if _, err := deskOnly(e); err != nil {
			return nil, err
		}
	}
	return look(e)
}

// deskToday answers what waits for the desk today.
func deskToday(e *core.RequestEvent) error {
	l, err := deskReader(e)
	if err != nil {
		return err
	}
	today, err := l.TodayOf(time.Now().In(zone), postingSettings(e.App).AutoPublishClarity)
	if err != nil {
		return err
	}
	calendar, err := workCalendar(e.App)
	if err != nil {
		return err
	}
	for _, list := range [][]store.CaseCard{today.Overdue.Items, today.Unanswered.Items, today.Escalated.Items, today.Confirm.Items} {
		fillDays(calendar, list)
	}
	return e.JSON(http.StatusOK, today)
}

// deskCases answers the list of cases.
func deskCases(e *core.RequestEvent) error {
	l, err := deskReader(e)
	if err != nil {
		return err
	}
	var f store.CaseFilter
	plain, err := filterOf(l.Names, func(c *checked) {
		c.Kind = c.choice("kind", domain.NeedKinds)
		c.Sort = c.choice("sort", []string{"updated", "oldest", "due"})
		f.State = c.choice("state", append([]string{"open"}, domain.DockingStates...))
		f.Broker = c.choice("broker", []string{"me", "none", "all"})
		f.Due = c.choice("due", []string{"overdue", "today", "week"})
	}, e.Request.URL.Query())
	if err != nil {
		return err
	}
	f.Q, f.Kind, f.Region, f.Sort, f.Page, f.PerPage = plain.Q, plain.Kind, plain.Region, plain.Sort, plain.Page, plain.PerPage
	if f.Now = time.Now().In(zone); f.Sort == "relevance" {
		f.Sort = ""
	}
	f.Broker = map[string]string{"me": l.Viewer.ID, "none": "none"}[f.Broker]
	page, err := l.CaseList(f)
	if err != nil {
		return err
	}
	calendar, err := workCalendar(e.App)
	if err != nil {
		return err
	}
	fillDays(calendar, page.Items)
	return e.JSON(http.StatusOK, page)
}
