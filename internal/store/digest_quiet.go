package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// LastDigests tells, by member, when they last got a digest; of those who never
// did, since when they could have: their account's first day.
func LastDigests(app core.App, members []*DigestMember) (map[string]time.Time, error) {
	last := make(map[string]time.Time, len(members))
	for _, m := range members {
		last[m.ID] = parseStamp(m.Created)
	}
	var rows []struct {
		Member string `db:"member"`
		At     string `db:"at"`
	}
	err := app.DB().NewQuery("SELECT member, MAX(created) AS at FROM outbox WHERE member IN (SELECT value FROM json_each({:ids})) " +
		"AND kind = 'digest' GROUP BY member").Bind(dbx.Params{"ids": idList(memberIDs(members))}).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("last digests: %w", err)
	}
	for _, r := range rows {
		if at := parseStamp(r.At); at.After(last[r.Member]) {
			last[r.Member] = at
		}
	}
	return last, nil
}

// QuietFacts counts, by member, what explains that they have no new matches.
func QuietFacts(app core.App, members []*DigestMember) (map[string]domain.Silence, error) {
	var rows []struct {
		Member    string `db:"member"`
		Postings  int    `db:"postings"`
		Needs     int    `db:"needs"`
		Offers    int    `db:"offers"`
		Vague     int    `db:"vague"`
		Away      int    `db:"away"`
		ForNeeds  int    `db:"for_needs"`
		ForOffers int    `db:"for_offers"`
	}
	const public = "p.status IN " + digestPublic
	err := app.DB().NewQuery("WITH " + ownedBy + ", " + ofTheirs + ", posted AS MATERIALIZED (" +
		"SELECT own.member, n.id, n.status, n.clarity, 'need' AS side FROM own CROSS JOIN needs n ON n.org = own.id WHERE own.kind = 'org' UNION ALL " +
		"SELECT mine.member, o.id, o.status, o.clarity, 'offer' FROM mine CROSS JOIN offers o ON o.id = mine.id) " +
		"SELECT i.value AS member, " +
		"COUNT(p.id) FILTER (WHERE p.status != 'draft') AS postings, " +
		"COUNT(p.id) FILTER (WHERE p.side = 'need' AND " + public + ") AS needs, " +
		"COUNT(p.id) FILTER (WHERE p.side = 'offer' AND " + public + ") AS offers, " +
		"COUNT(p.id) FILTER (WHERE " + public + " AND p.clarity < 60) AS vague, " +
		"(SELECT COUNT(*) FROM own JOIN workers w ON w.id = own.id WHERE own.member = i.value AND own.kind = 'worker' AND w.availability IN ('full', 'paused')) AS away, " +
		"COALESCE(SUM((SELECT COUNT(*) FROM matches m WHERE p.side = 'need' AND m.active = TRUE AND m.need = p.id)), 0) AS for_needs, " +
		"COALESCE(SUM((SELECT COUNT(*) FROM matches m WHERE p.side = 'offer' AND m.active = TRUE AND m.offer = p.id)), 0) AS for_offers " +
		"FROM json_each({:ids}) i LEFT JOIN posted p ON p.member = i.value GROUP BY i.value").
		Bind(dbx.Params{"owned": ownedParam(members), "ids": idList(memberIDs(members))}).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("why members have no new matches: %w", err)
	}
	facts := make(map[string]domain.Silence, len(rows))
	for _, r := range rows {
		facts[r.Member] = domain.Silence{Postings: r.Postings, Needs: r.Needs, Offers: r.Offers, Vague: r.Vague, Away: r.Away,
			ForNeeds: r.ForNeeds, ForOffers: r.ForOffers}
	}
	for _, m := range members {
		f := facts[m.ID]
		f.RecoOff = !m.RecoOn
		facts[m.ID] = f
	}
	return facts, nil
}
