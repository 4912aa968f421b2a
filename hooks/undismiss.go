package hooks

import (
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// liftDismissals lets the dismissed pairs of a posting that says something else
// now be suggested again, in the transaction of the change; the change itself is
// queued if the posting takes part in matching, and the engine hears of it there.
func liftDismissals(app core.App, r *core.Record) error {
	if !saysOtherwise(r) {
		return nil
	}
	lifted, err := store.LiftDismissals(app, r.Collection().Name, r.Id)
	if err != nil {
		return err
	}
	for _, d := range lifted {
		err := store.Event(app, store.Actor(r), "matches", d.ID, "restore", d.Side, "", map[string][2]any{"reason": {d.Reason, ""}})
		if err != nil {
			return err
		}
	}
	return nil
}

// saysOtherwise tells whether a save changes what a posting says.
func saysOtherwise(r *core.Record) bool {
	if r.Collection().Name == "offers" {
		was, is := store.OfferText(r.Original()), store.OfferText(r)
		return match.OfferChanged(&was, &is)
	}
	was, is := store.NeedText(r.Original()), store.NeedText(r)
	return match.NeedChanged(&was, &is)
}
