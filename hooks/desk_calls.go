package hooks

import (
	"net/http"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// call is one line of the call list. The number is empty until it is asked for,
// and where there is none.
type call struct {
	*store.Person
	Email    bool   `json:"email"` // a mail can reach them, too
	Contact  string `json:"contact"`
	Phone    string `json:"phone"`
	BestTime string `json:"best_time"`
	Seen     bool   `json:"seen"` // the number was asked for, so that none means there is none
}

// callList answers whom to call today and why. With numbers=1, or ids of single
// people, their telephone numbers stand in it, and every one of them is an event.
func callList(e *core.RequestEvent) error {
	l, err := deskReader(e)
	if err != nil {
		return err
	}
	query := e.Request.URL.Query()
	all, one := query.Get("numbers") == "1", query.Get("of")
	if (all || one != "") && l.Viewer.Role == domain.Leader {
		return domain.Errorf(domain.Forbidden, "not_allowed")
	}
	people, err := l.Calls(time.Now().In(zone))
	if err != nil {
		return err
	}
	out := make([]call, 0, len(people))
	err = e.App.RunInTransaction(func(tx core.App) error {
		for _, p := range people {
			line := call{Person: p, Email: !p.WithoutEmail()}
			if all || one == p.ID {
				line.Phone, line.Contact, line.BestTime = p.Phone()
				if line.Seen = true; line.Phone != "" {
					if err := store.Event(tx, l.Viewer, p.Type+"s", p.ID, "contact_seen", "", "", nil); err != nil {
						return err
					}
				}
			}
			out = append(out, line)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, map[string]any{"items": out})
}
