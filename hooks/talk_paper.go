package hooks

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// draftContract answers GET …/contract ?type=: a draft to print, with what the
// records know filled in. It names both sides, so that it is there from the
// acceptance on, and every look is an event.
func draftContract(e *core.RequestEvent) error {
	s, err := takeSeat(e.App, actorOf(e), e.Request.PathValue("id"))
	if err != nil {
		return err
	}
	if !s.reader.MayWrite() && !(s.desk && s.actor.Role != domain.Leader) {
		return domain.Errorf(domain.Forbidden, "not_allowed")
	}
	if !s.accepted || !docking.Drafts(s.state()) {
		return domain.Errorf(domain.Conflict, "contract_too_early", "state", s.state())
	}
	facts, kind, err := paperFacts(e.App, s.docking)
	if err != nil {
		return err
	}
	if asked := e.Request.URL.Query().Get("type"); asked != "" {
		kind = asked
	}
	paper, ok := docking.Contract(kind, facts)
	if !ok {
		return domain.Errorf(domain.Invalid, "contract_no_draft")
	}
	if err := s.note(e.App, "contract_seen"); err != nil {
		return err
	}
	return e.JSON(http.StatusOK, paper)
}

// serviceRecord is what a worker prints at the end of a year.
type serviceRecord struct {
	Year   int                   `json:"year"`
	Worker store.Ref             `json:"worker"`
	Unit   string                `json:"unit"`
	Host   string                `json:"host"` // the association that vouches for it
	Items  []docking.Service     `json:"items"`
	Totals docking.ServiceTotals `json:"totals"`
}

// yearOfService answers GET /api/portal/me/service ?year=.
func yearOfService(e *core.RequestEvent) error {
	actor, err := memberOnly(e)
	if err != nil {
		return err
	}
	year := time.Now().In(zone).Year()
	if asked := e.Request.URL.Query().Get("year"); asked != "" {
		if year, err = strconv.Atoi(asked); err != nil || year < 2000 || year > 2100 {
			return domain.FieldErrors{"year": domain.Errorf(domain.Invalid, "number_invalid", "min", 2000)}.Err()
		}
	}
	workers, err := e.App.FindAllRecords("workers", dbx.HashExp{"member": actor.ID})
	if err != nil {
		return fmt.Errorf("find worker of member: %w", err)
	}
	if len(workers) == 0 {
		return domain.Errorf(domain.NotFound, "no_worker")
	}
	w := workers[0]
	done, err := store.ServicesOf(e.App, w.Id)
	if err != nil {
		return err
	}
	all := make([]docking.Service, len(done))
	for i, d := range done {
		all[i] = docking.Service(d)
	}
	items, totals := docking.ServiceYear(all, year)
	return e.JSON(http.StatusOK, serviceRecord{Year: year, Worker: store.Ref{ID: w.Id, Name: cmp.Or(w.GetString("real_name"), w.GetString("display_name"))},
		Unit: w.GetString("unit"), Host: store.SettingText(e.App, "site.host"), Items: items, Totals: totals})
}
