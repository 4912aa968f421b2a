package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// DigestMatch is one new match as one side of it sees the other.
type DigestMatch struct {
	ID      string  `db:"id"`
	Score   float64 `db:"score"`
	Why     string  `db:"why"`
	Lacks   string  `db:"missing"`
	Need    string  `db:"need"`
	Offer   string  `db:"offer"`
	Other   string  `db:"other"`  // id of the other side's posting
	Owner   string  `db:"owner"`  // its owner's display name, "" when it is not shown
	Title   string  `db:"title"`  // title level of the worker behind it
	Region  string  `db:"region"` // of the other side's posting
	ForNeed bool    `db:"for_need"`
}

// Missing returns what does not fit, in Chinese.
func (m *DigestMatch) Missing() []string {
	var words []string
	_ = json.Unmarshal([]byte(m.Lacks), &words) // nothing to say is nothing said
	return words
}

const (
	digestPublic = "('published', 'engaged', 'unconfirmed')"
	// "+" keeps SQLite from reading all postings of a status: it goes by owner.
	digestNew = "m.active = TRUE AND m.dismissed_by = '' AND +n.status IN " + digestPublic + " AND +o.status IN " + digestPublic
	// A need is told of those among the first of its list; a row without any rank
	// is of neither list and was there before there were ranks.
	digestFirst = "(m.need_rank BETWEEN 1 AND 10 OR m.need_rank = 0 AND m.offer_rank = 0)"
	forNeeds    = "SELECT m.id, m.score, m.why, COALESCE(m.missing, '') AS missing, n.title AS need, o.title AS offer, o.id AS other, " +
		"COALESCE(w.display_name, t.name, g.name, '') AS owner, COALESCE(w.title_level, '') AS title, o.region, TRUE AS for_need " +
		"FROM needs n JOIN matches m ON m.need = n.id JOIN offers o ON o.id = m.offer " +
		"LEFT JOIN workers w ON w.id = o.worker LEFT JOIN teams t ON t.id = o.team LEFT JOIN orgs g ON g.id = o.org " +
		"WHERE n.org IN (SELECT value FROM json_each({:orgs})) AND " + digestFirst + " AND " + digestNew
	// Only a need that says "named" shows its org: a masked one never does.
	forOffers = "SELECT m.id, m.score, m.why, COALESCE(m.missing, '') AS missing, n.title AS need, o.title AS offer, n.id AS other, " +
		"CASE n.anonymity WHEN 'named' THEN COALESCE(g.name, '') ELSE '' END AS owner, '' AS title, n.region, FALSE AS for_need " +
		"FROM offers o JOIN matches m ON m.offer = o.id JOIN needs n ON n.id = m.need LEFT JOIN orgs g ON g.id = n.org " +
		"WHERE " + digestMine + " AND " + digestNew
	// One query an index each: an OR over the three would read every offer.
	digestMine = "o.id IN (SELECT id FROM offers WHERE worker IN (SELECT value FROM json_each({:workers})) UNION ALL " +
		"SELECT id FROM offers WHERE team IN (SELECT value FROM json_each({:teams})) UNION ALL " +
		"SELECT id FROM offers WHERE org IN (SELECT value FROM json_each({:orgs})))"
)

// DigestMatches returns the matches that a member was not mailed yet, for their
// needs and for their offers, each best first and at most limit. mark is the
// time of this run: an org's second member gets the matches of the same run too.
func DigestMatches(app core.App, m *DigestMember, mark time.Time, limit int) (needs, offers []*DigestMatch, err error) {
	return digestMatches(app, m, "m.mailed_need_at IN ('', {:mark})", "m.mailed_offer_at IN ('', {:mark})", dbx.Params{"mark": Stamp(mark), "limit": limit})
}

// MatchesSince returns those that were found after one time and not after
// another, whoever was mailed about them.
func MatchesSince(app core.App, m *DigestMember, since, until time.Time, limit int) (needs, offers []*DigestMatch, err error) {
	const within = "m.created > {:since} AND m.created <= {:until}"
	return digestMatches(app, m, within, within, dbx.Params{"since": Stamp(since), "until": Stamp(until), "limit": limit})
}

func digestMatches(app core.App, m *DigestMember, newNeed, newOffer string, params dbx.Params) (needs, offers []*DigestMatch, err error) {
	for _, x := range []struct {
		query, order string
		into         *[]*DigestMatch
	}{{forNeeds + " AND " + newNeed, byRank, &needs}, {forOffers + " AND " + newOffer, "m.score DESC, m.id", &offers}} {
		if err := app.DB().NewQuery(x.query + " ORDER BY " + x.order + " LIMIT {:limit}").Bind(m.params(params)).All(x.into); err != nil {
			return nil, nil, fmt.Errorf("matches for digest of %s: %w", m.ID, err)
		}
	}
	return needs, offers, nil
}

// portalKey is how the key of a notification begins that tells matches to who
// gets no mail; the time up to which it tells follows.
func portalKey(member string) string { return "matches:" + member + ":" }

// MatchesToldKey is the key of such a notification.
func MatchesToldKey(member string, until time.Time) string { return portalKey(member) + Stamp(until) }

// MatchesToldUntil tells up to when a member was told of matches in the portal;
// zero for never.
func MatchesToldUntil(app core.App, member string) (time.Time, error) {
	var last string
	err := app.DB().NewQuery("SELECT COALESCE(MAX(CASE WHEN [[key]] GLOB 'matches:*' THEN substr([[key]], {:from}) ELSE created END), '') FROM notifications " +
		"WHERE member = {:member} AND kind = 'matches'").Bind(dbx.Params{"member": member, "from": len(portalKey(member)) + 1}).Row(&last)
	if err != nil {
		return time.Time{}, fmt.Errorf("until when %s was told of matches: %w", member, err)
	}
	return parseStamp(last), nil
}

func (m *DigestMember) params(p dbx.Params) dbx.Params {
	p["workers"], p["teams"], p["orgs"] = idList(m.Workers), idList(m.Teams), idList(m.Orgs)
	return p
}

// DigestMailed marks matches as mailed to one side.
func DigestMailed(app core.App, matches []*DigestMatch, mark time.Time) error {
	for _, m := range matches {
		column := "mailed_offer_at"
		if m.ForNeed {
			column = "mailed_need_at"
		}
		_, err := app.DB().Update("matches", dbx.Params{column: Stamp(mark)}, dbx.HashExp{"id": m.ID}).Execute()
		if err != nil {
			return fmt.Errorf("mark match %s mailed: %w", m.ID, err)
		}
	}
	return nil
}
