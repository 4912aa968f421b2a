package hooks

import (
	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// Whom no mail reaches is told of new matches in the portal: one line under the
// bell for all of a period, when their digest would have come. Whatever was told so
// is not told so again. It marks no match as mailed: the member still gets it by mail
// once their address is confirmed, and so does who joins their org meanwhile.

// portalNote is that line; none without new matches.
func (w *digestWriter) portalNote(d *composedDigest) []store.MemberNote {
	if len(d.NewForNeeds)+len(d.NewForOffers) == 0 {
		return nil
	}
	return []store.MemberNote{matchNote(d, store.MatchesToldKey(d.member.ID, w.now), digest.Headline(d.Input))}
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
	w.addMatches(&in, m, needs, offers)
	return in, nil
}
