package hooks

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"regexp"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/filesystem"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// askedMessage is the body of POST …/messages. ID is chosen by the writer, so
// that asking again after a lost answer makes no second message.
type askedMessage struct {
	ID           string `json:"id" form:"id"`
	Body         string `json:"body" form:"body"`
	Confidential bool   `json:"confidential" form:"confidential"`
}

var recordID = regexp.MustCompile(`^[a-z0-9]{15}$`)

// writeMessage answers POST /api/portal/dockings/{id}/messages.
func writeMessage(e *core.RequestEvent) error {
	s, err := takeSeat(e.App, actorOf(e), e.Request.PathValue("id"))
	if err != nil {
		return err
	}
	if !s.reader.MayWrite() {
		return domain.Errorf(domain.Forbidden, "not_allowed")
	}
	files, err := uploaded(e, "files")
	if err != nil {
		return err
	}
	var asked askedMessage
	if err := e.BindBody(&asked); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if asked.ID != "" && !recordID.MatchString(asked.ID) {
		return domain.FieldErrors{"id": domain.Errorf(domain.Invalid, "unknown_value")}.Err()
	}
	if len(files) > 6 {
		return domain.FieldErrors{"files": domain.Errorf(domain.Invalid, "too_many", "max", 6)}.Err()
	}
	var view store.MessageView
	err = e.App.RunInTransaction(func(tx core.App) error {
		view, err = s.say(tx, asked, files)
		return err
	})
	if err != nil {
		return err
	}
	return e.JSON(http.StatusCreated, view)
}

// say writes a message, or finds the one that was written under its id before.
// The docking is read anew: it may have moved while the files came in.
func (s *seat) say(tx core.App, asked askedMessage, files []*filesystem.File) (store.MessageView, error) {
	if asked.ID != "" {
		switch r, err := tx.FindRecordById("messages", asked.ID); {
		case err == nil && r.GetString("docking") == s.docking.Id && r.GetString("from") == s.actor.ID:
			return store.Message(r, string(s.reader)), nil
		case err == nil:
			return store.MessageView{}, domain.FieldErrors{"id": domain.Errorf(domain.Invalid, "unknown_value")}.Err()
		case !errors.Is(err, sql.ErrNoRows):
			return store.MessageView{}, fmt.Errorf("find message %s: %w", asked.ID, err)
		}
	}
	now, err := takeSeat(tx, s.actor, s.docking.Id)
	if err != nil {
		return store.MessageView{}, err
	}
	if !docking.Talks(now.state()) {
		return store.MessageView{}, domain.Errorf(domain.Conflict, "docking_silent", "state", now.state())
	}
	c, err := tx.FindCachedCollectionByNameOrId("messages")
	if err != nil {
		return store.MessageView{}, err
	}
	r := core.NewRecord(c)
	r.Load(map[string]any{"docking": now.docking.Id, "side": string(now.reader), "from": now.actor.ID, "body": asked.Body,
		"confidential": asked.Confidential && len(files) > 0})
	if asked.ID != "" {
		r.Id = asked.ID
	}
	if len(files) > 0 {
		r.Set("files", files)
	}
	if err := tx.Save(store.By(r, now.actor)); err != nil {
		return store.MessageView{}, saveError(err, "message", now.docking)
	}
	return store.Message(r, string(now.reader)), nil
}
