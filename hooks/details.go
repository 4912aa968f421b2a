package hooks

import (
	"net/http"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

func showOffer(e *core.RequestEvent) error {
	return show(e, (*store.Lens).OfferPage, func(v *store.OfferView) *store.Desk { return v.Desk })
}

func showNeed(e *core.RequestEvent) error {
	return show(e, (*store.Lens).NeedPage, func(v *store.NeedView) *store.Desk { return v.Desk })
}

func showWorker(e *core.RequestEvent) error {
	return show(e, (*store.Lens).WorkerPage, func(v *store.WorkerView) *store.Desk { return v.Desk })
}

func showTeam(e *core.RequestEvent) error {
	return show(e, (*store.Lens).TeamPage, func(*store.TeamView) *store.Desk { return nil })
}

func showOrg(e *core.RequestEvent) error {
	return show(e, (*store.Lens).OrgPage, func(*store.OrgView) *store.Desk { return nil })
}

// relatedTo answers what else there is of a record's fields, for whoever may
// read the record itself.
func relatedTo(collection string) func(*core.RequestEvent) error {
	return func(e *core.RequestEvent) error {
		l, err := look(e)
		if err != nil {
			return err
		}
		related, err := l.Related(collection, e.Request.PathValue("id"))
		if err != nil {
			return err
		}
		if related == nil {
			return domain.Errorf(domain.NotFound, "not_found")
		}
		return e.JSON(http.StatusOK, related)
	}
}

// show answers the page of one record, or that there is none for this viewer.
func show[V any](e *core.RequestEvent, find func(*store.Lens, string) (*V, error), desk func(*V) *store.Desk) error {
	l, err := look(e)
	if err != nil {
		return err
	}
	v, err := find(l, e.Request.PathValue("id"))
	if err != nil {
		return err
	}
	if v == nil {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	if err := fillDesk(desk(v), l.Viewer, postingSettings(e.App)); err != nil {
		return err
	}
	return e.JSON(http.StatusOK, v)
}

// fillDesk adds to a desk what package posting knows: hints in words, and what
// the viewer may do now.
func fillDesk(d *store.Desk, viewer domain.Actor, s posting.Settings) error {
	if d == nil {
		return nil
	}
	notes, err := d.Notes()
	if err != nil {
		return err
	}
	hints := make([]posting.Hint, len(notes))
	for i, n := range notes {
		hints[i] = posting.Hint(n)
	}
	d.Hints = hintsOf(hints)
	facts := posting.Facts{Status: d.Posting.GetString("status"), Clarity: d.Clarity,
		OwnerVerified: d.Verify == "unit" || d.Verify == "association"}
	as := posting.CapacityOf(viewer, d.Owners, d.Posting.GetString("region"))
	if can := posting.Next(facts, as, s); can != nil {
		d.Can = can
	}
	return nil
}
