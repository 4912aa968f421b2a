package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// LastDigest tells when a member last got a digest; when they never did, since
// when they could have: their account's first day.
func LastDigest(app core.App, m *DigestMember) (time.Time, error) {
	var last string
	err := app.DB().Select("COALESCE(MAX(created), '')").From("outbox").Where(dbx.HashExp{"member": m.ID, "kind": "digest"}).Row(&last)
	if err != nil {
		return time.Time{}, fmt.Errorf("last digest of %s: %w", m.ID, err)
	}
	return parseStamp(max(last, m.Created)), nil
}

// QuietFacts counts what explains that a member has no new matches.
func QuietFacts(app core.App, m *DigestMember) (domain.Silence, error) {
	s := domain.Silence{RecoOff: !m.RecoOn}
	err := app.DB().NewQuery("WITH mine AS ("+
		"SELECT id, status, clarity, 'need' AS side FROM needs WHERE org IN (SELECT value FROM json_each({:orgs})) "+
		"UNION ALL SELECT id, status, clarity, 'offer' FROM offers o WHERE "+digestMine+") SELECT "+
		"COUNT(*) FILTER (WHERE status != 'draft'), "+
		"COUNT(*) FILTER (WHERE side = 'need' AND status IN "+digestPublic+"), "+
		"COUNT(*) FILTER (WHERE side = 'offer' AND status IN "+digestPublic+"), "+
		"COUNT(*) FILTER (WHERE status IN "+digestPublic+" AND clarity < 60), "+
		"(SELECT COUNT(*) FROM workers WHERE id IN (SELECT value FROM json_each({:workers})) AND availability IN ('full', 'paused')), "+
		"(SELECT COUNT(*) FROM matches WHERE active = TRUE AND need IN (SELECT id FROM mine WHERE side = 'need')), "+
		"(SELECT COUNT(*) FROM matches WHERE active = TRUE AND offer IN (SELECT id FROM mine WHERE side = 'offer')) FROM mine").
		Bind(m.params(dbx.Params{})).Row(&s.Postings, &s.Needs, &s.Offers, &s.Vague, &s.Away, &s.ForNeeds, &s.ForOffers)
	if err != nil {
		return s, fmt.Errorf("why %s has no new matches: %w", m.ID, err)
	}
	return s, nil
}
