package hooks

import (
	"net/http"
	"slices"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// maxProof is how many files may prove an outcome.
const maxProof = 6

// addProof answers POST …/proof: files that prove an outcome, from a party or the
// desk.
func addProof(e *core.RequestEvent) error {
	s, err := takeSeat(e.App, actorOf(e), e.Request.PathValue("id"))
	if err != nil {
		return err
	}
	if !s.reader.MayWrite() && s.actor.Role != domain.Staff {
		return domain.Errorf(domain.Forbidden, "not_allowed")
	}
	files, err := uploaded(e, "proof")
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return domain.FieldErrors{"proof": domain.Errorf(domain.Invalid, "required")}.Err()
	}
	var list []store.FileView
	err = e.App.RunInTransaction(func(tx core.App) error {
		now, err := takeSeat(tx, s.actor, s.docking.Id)
		if err != nil {
			return err
		}
		r := now.docking
		if !docking.Proves(now.state()) {
			return domain.Errorf(domain.Conflict, "proof_too_early", "state", now.state())
		}
		if len(r.GetStringSlice("proof"))+len(files) > maxProof {
			return domain.FieldErrors{"proof": domain.Errorf(domain.Invalid, "too_many", "max", maxProof)}.Err()
		}
		r.Set("proof+", files)
		if err := cleanAttachments(r, "proof"); err != nil {
			return err
		}
		if err := tx.Save(store.By(r, now.actor)); err != nil {
			return saveError(err, "proof", r)
		}
		list = store.FilesOf(r, "proof")
		return nil
	})
	if err != nil {
		return err
	}
	return e.JSON(http.StatusCreated, map[string]any{"proof": list})
}

// sendProof answers GET …/proof/{name}: to both parties and to the desk.
func sendProof(e *core.RequestEvent) error {
	s, err := takeSeat(e.App, actorOf(e), e.Request.PathValue("id"))
	if err != nil {
		return err
	}
	name := e.Request.PathValue("name")
	if !slices.Contains(s.docking.GetStringSlice("proof"), name) {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	return serveFile(e, s.docking, name)
}
