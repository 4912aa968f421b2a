package hooks

import (
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// writeInPortal tells a member whom no mail reaches of their new matches: one
// line under the bell for all of a period, when their digest would have come.
// Whatever was told so is not told so again. It marks no match as mailed: the
// other members of an org, and the member once their address is confirmed, still
// get it by mail.
func (w *digestWriter) writeInPortal(m *store.DigestMember, period, why string) (outcome string, err error) {
	in, err := w.gatherForPortal(m)
	if err != nil {
		return "", err
	}
	outcome = why
	err = w.app.RunInTransaction(func(tx core.App) error {
		if ours, err := store.DigestTaken(tx, m, period); err != nil || !ours {
			outcome = "taken"
			return err
		}
		found := len(in.NewForNeeds) + len(in.NewForOffers)
		if found == 0 {
			return nil
		}
		outcome = "in_portal"
		return tellDigest(tx, m, store.MatchesToldKey(m.ID, w.now), digest.Headline(in), found)
	})
	return outcome, err
}

// gatherForPortal collects the matches found since the member was last told.
func (w *digestWriter) gatherForPortal(m *store.DigestMember) (in digest.Input, err error) {
	if !m.RecoOn {
		return in, nil
	}
	since, err := store.MatchesToldUntil(w.app, m.ID)
	if err != nil {
		return in, err
	}
	if oldest := w.now.AddDate(0, 0, -keepNotificationDays); since.Before(oldest) {
		since = oldest // what was told before that is not known any more
	}
	needs, offers, err := store.MatchesSince(w.app, m, since, w.now, w.max)
	if err != nil {
		return in, err
	}
	for _, match := range needs {
		in.NewForNeeds = append(in.NewForNeeds, w.matchItem(m, match, "/offers/"))
	}
	for _, match := range offers {
		in.NewForOffers = append(in.NewForOffers, w.matchItem(m, match, "/needs/"))
	}
	return in, nil
}
