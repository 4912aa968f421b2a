package hooks

import (
	"fmt"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// postingRef names a posting of a docking.
type postingRef struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// dockingCard is a docking in a list, as its reader sees it. Times are RFC 3339
// in UTC, empty when there is none.
type dockingCard struct {
	ID          string      `json:"id"`
	State       string      `json:"state"`
	Side        string      `json:"side"` // who began
	Me          string      `json:"me"`   // need, supply, broker, desk
	Title       string      `json:"title"`
	Counterpart store.Side  `json:"counterpart"`
	Org         store.Side  `json:"org"`
	Provider    store.Side  `json:"provider"`
	Need        *postingRef `json:"need"`
	Offer       *postingRef `json:"offer"`
	DueAt       string      `json:"due_at"`
	LapseAt     string      `json:"lapse_at"`
	StoppedAt   string      `json:"stopped_at"`
	DaysLeft    *int        `json:"days_left"` // working days to due, negative when overdue; null while no clock runs
	Waiting     bool        `json:"waiting"`
	Unread      int         `json:"unread"`
	Created     string      `json:"created"`
	Updated     string      `json:"updated"`

	meeting store.Meeting
	facts   docking.Facts
	as      docking.Capacity
}

// dockingCards makes the cards of dockings for the viewer of a lens.
func dockingCards(l *store.Lens, rows []*core.Record) ([]dockingCard, error) {
	meetings, err := l.Meetings(rows)
	if err != nil {
		return nil, err
	}
	days, err := workCalendar(l.App)
	if err != nil {
		return nil, err
	}
	cards, bySide := make([]dockingCard, len(meetings)), map[string][]string{}
	for i, m := range meetings {
		cards[i] = dockingCardOf(l.Viewer, m, days)
		bySide[cards[i].Me] = append(bySide[cards[i].Me], m.Record.Id)
	}
	unread := map[string]int{}
	for side, ids := range bySide {
		counts, err := store.Unread(l.App, side, ids...)
		if err != nil {
			return nil, err
		}
		for id, n := range counts {
			unread[id] = n
		}
	}
	for i := range cards {
		cards[i].Unread = unread[cards[i].ID]
	}
	return cards, nil
}

func dockingCardOf(viewer domain.Actor, m store.Meeting, days docking.Calendar) dockingCard {
	d := store.Docking(m.Record)
	as := docking.CapacityOf(viewer, d, m.NeedMembers, m.SupplyMembers)
	c := dockingCard{ID: d.ID, State: d.State, Side: d.Side, Me: string(as), Org: m.Org, Provider: m.Provider, Counterpart: m.Provider,
		DueAt: moment(d.Due), LapseAt: moment(d.Lapse), StoppedAt: moment(d.Stopped), Created: moment(d.Created), Updated: moment(d.Updated),
		meeting: m, facts: docking.Facts{Docking: d}, as: as}
	switch as {
	case docking.AsSupply:
		c.Counterpart = m.Org
	case docking.AsNeed, docking.AsBroker:
	default:
		c.Me = "desk"
	}
	if m.Offer != nil {
		c.Offer, c.Title = &postingRef{m.Offer.ID, m.Offer.Title}, m.Offer.Title
	}
	if m.Need != nil {
		c.Need, c.Title = &postingRef{m.Need.ID, m.Need.Title}, m.Need.Title
	}
	if !d.Due.IsZero() {
		left := days.Between(time.Now(), d.Due)
		c.DaysLeft = &left
	}
	c.Waiting = docking.Waiting(c.facts, as)
	return c
}

// moment writes a time as RFC 3339 in UTC to the millisecond, "" for none: what
// somebody saw is told by it (see askedAction.Seen).
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z07:00")
}

// myDockings answers GET /api/portal/dockings: one's own ones.
func myDockings(e *core.RequestEvent) error {
	if actorOf(e).Role == domain.Visitor {
		return signInFirst()
	}
	l, err := look(e)
	if err != nil {
		return err
	}
	box := "all"
	f, err := filterOf(l.Names, func(c *checked) {
		if b := c.choice("box", store.Boxes); b != "" {
			box = b
		}
	}, e.Request.URL.Query())
	if err != nil {
		return err
	}
	rows, err := l.MyDockings(box, f.Page, f.PerPage)
	if err != nil {
		return err
	}
	cards, err := dockingCards(l, rows.Items)
	if err != nil {
		return err
	}
	return e.JSON(200, store.Page[dockingCard]{Page: rows.Page, PerPage: rows.PerPage, Total: rows.Total, Items: cards})
}

// showDocking answers GET /api/portal/dockings/{id}. A leader may read it.
func showDocking(e *core.RequestEvent) error {
	actor := actorOf(e)
	if actor.Role == domain.Visitor {
		return signInFirst()
	}
	id := e.Request.PathValue("id")
	_, _, err := findDocking(e.App, actor, id)
	if de, ok := domain.AsError(err); ok && de.Kind == domain.Forbidden {
		err = nil
	}
	if err != nil {
		return err
	}
	return answerDocking(e, 200, id, nil)
}

// answerDocking answers a docking as the caller sees it now.
func answerDocking(e *core.RequestEvent, status int, id string, more func(*dockingView)) error {
	l, err := look(e)
	if err != nil {
		return err
	}
	v, err := dockingViewOf(l, id)
	if err != nil {
		return fmt.Errorf("show docking %s: %w", id, err)
	}
	if more != nil {
		more(v)
	}
	return e.JSON(status, v)
}
