package hooks

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// readMessages answers GET /api/portal/dockings/{id}/messages ?after= ?before=.
func readMessages(e *core.RequestEvent) error {
	s, err := takeSeat(e.App, actorOf(e), e.Request.PathValue("id"))
	if err != nil {
		return err
	}
	if err := s.mayRead(e.App); err != nil {
		return err
	}
	q := e.Request.URL.Query()
	list, err := store.Messages(e.App, s.docking.Id, string(s.reader), q.Get("after"), q.Get("before"))
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, list)
}

// markSeen answers POST …/seen {last?}: the caller's side has read up to that
// message, or up to now. It never goes back.
func markSeen(e *core.RequestEvent) error {
	s, err := takeSeat(e.App, actorOf(e), e.Request.PathValue("id"))
	if err != nil {
		return err
	}
	if !s.reader.MayWrite() {
		return domain.Errorf(domain.Forbidden, "not_allowed")
	}
	var asked struct {
		Last string `json:"last"`
	}
	if err := e.BindBody(&asked); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	seen := store.Stamp(time.Now())
	if asked.Last != "" {
		m, err := e.App.FindRecordById("messages", asked.Last)
		if err != nil || m.GetString("docking") != s.docking.Id {
			return domain.Errorf(domain.NotFound, "not_found")
		}
		seen = m.GetString("created")
	}
	// Past the record hooks: that somebody read is no change of the docking, and
	// must not bring up what another request is changing.
	column := string(s.reader) + "_seen_at"
	_, err = e.App.DB().Update("dockings", dbx.Params{column: seen},
		dbx.And(dbx.HashExp{"id": s.docking.Id}, dbx.NewExp(column+" < {:seen}", dbx.Params{"seen": seen}))).Execute()
	if err != nil {
		return fmt.Errorf("note that docking %s was read: %w", s.docking.Id, err)
	}
	return e.NoContent(http.StatusNoContent)
}

// sendMessageFile answers GET …/messages/{mid}/files/{name}.
func sendMessageFile(e *core.RequestEvent) error {
	s, err := takeSeat(e.App, actorOf(e), e.Request.PathValue("id"))
	if err != nil {
		return err
	}
	m, err := e.App.FindRecordById("messages", e.Request.PathValue("mid"))
	name := e.Request.PathValue("name")
	if err != nil || m.GetString("docking") != s.docking.Id || !slices.Contains(m.GetStringSlice("files"), name) {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	if err := s.mayRead(e.App); err != nil {
		return err
	}
	if !s.reader.MayOpen(m.GetString("side"), s.state(), m.GetBool("confidential"), s.accepted) {
		return domain.Errorf(domain.Forbidden, "file_confidential")
	}
	return serveFile(e, m, name)
}
