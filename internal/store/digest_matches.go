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
	Member  string  `db:"member"`
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
	forNeeds    = "WITH " + ownedBy + " SELECT * FROM (SELECT own.member, m.id, m.score, m.why, COALESCE(m.missing, '') AS missing, " +
		"n.title AS need, o.title AS offer, o.id AS other, COALESCE(w.display_name, t.name, g.name, '') AS owner, " +
		"COALESCE(w.title_level, '') AS title, o.region, TRUE AS for_need, " +
		"ROW_NUMBER() OVER (PARTITION BY own.member ORDER BY " + byRank + ") AS place " +
		"FROM own CROSS JOIN needs n ON n.org = own.id CROSS JOIN matches m ON m.need = n.id JOIN offers o ON o.id = m.offer " +
		"LEFT JOIN workers w ON w.id = o.worker LEFT JOIN teams t ON t.id = o.team LEFT JOIN orgs g ON g.id = o.org " +
		"WHERE own.kind = 'org' AND %s AND " + digestNew + ")" + digestBest
	// Only a need that says "named" shows its org: a masked one never does.
	forOffers = "WITH " + ownedBy + ", " + ofTheirs + " SELECT * FROM (SELECT mine.member, m.id, m.score, m.why, COALESCE(m.missing, '') AS missing, " +
		"n.title AS need, o.title AS offer, n.id AS other, " +
		"CASE n.anonymity WHEN 'named' THEN COALESCE(g.name, '') ELSE '' END AS owner, '' AS title, n.region, FALSE AS for_need, " +
		"ROW_NUMBER() OVER (PARTITION BY mine.member ORDER BY m.score DESC, m.id) AS place " +
		"FROM mine CROSS JOIN offers o ON o.id = mine.id CROSS JOIN matches m ON m.offer = o.id JOIN needs n ON n.id = m.need LEFT JOIN orgs g ON g.id = n.org " +
		"WHERE %s AND " + digestNew + ")" + digestBest
	digestBest = " WHERE place <= {:limit} ORDER BY member, place"
)

// DigestMatches returns, by member, the matches that they were not mailed yet, for
// their needs and for their offers, each best first and at most limit: those of
// which nobody of their side was mailed, and those of which a colleague was while
// they are still to be, wherever the list has these now.
func DigestMatches(app core.App, members []*DigestMember, limit int) (needs, offers map[string][]*DigestMatch, err error) {
	return digestMatches(app, members, "(m.mailed_need_at = '' AND "+digestFirst+" OR instr(m.untold_need, own.member) > 0)",
		"(m.mailed_offer_at = '' OR instr(m.untold_offer, mine.member) > 0)", dbx.Params{"limit": limit})
}

// MatchesSince returns those of one member that were found after one time and not
// after another, whoever was mailed about them.
func MatchesSince(app core.App, m *DigestMember, since, until time.Time, limit int) (needs, offers []*DigestMatch, err error) {
	const within = "m.created > {:since} AND m.created <= {:until}"
	n, o, err := digestMatches(app, []*DigestMember{m}, within+" AND "+digestFirst, within,
		dbx.Params{"since": Stamp(since), "until": Stamp(until), "limit": limit})
	return n[m.ID], o[m.ID], err
}

func digestMatches(app core.App, members []*DigestMember, newNeed, newOffer string, params dbx.Params) (needs, offers map[string][]*DigestMatch, err error) {
	needs, offers = map[string][]*DigestMatch{}, map[string][]*DigestMatch{}
	params["owned"] = ownedParam(members)
	for _, x := range []struct {
		query string
		into  map[string][]*DigestMatch
	}{{fmt.Sprintf(forNeeds, newNeed), needs}, {fmt.Sprintf(forOffers, newOffer), offers}} {
		var rows []*DigestMatch
		if err := app.DB().NewQuery(x.query).Bind(params).All(&rows); err != nil {
			return nil, nil, fmt.Errorf("matches for digests: %w", err)
		}
		for _, r := range rows {
			x.into[r.Member] = append(x.into[r.Member], r)
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

// markMailed marks matches as mailed to some members of one side. Who else of an org
// is to be told is settled when the first of them is: those who are in it then and
// want digests and recommendations. Whoever joins later is told of what is new.
const markMailed = "UPDATE matches SET mailed_%[1]s_at = {:mark}, untold_%[1]s = (SELECT NULLIF(json_group_array(c.value), '[]') FROM json_each(" +
	"CASE WHEN matches.mailed_%[1]s_at != '' THEN matches.untold_%[1]s ELSE (SELECT json_group_array(b.id) " +
	"FROM %[1]ss p JOIN orgs g ON g.id = p.org CROSS JOIN json_each(g.members) j CROSS JOIN members b ON b.id = j.value " +
	"WHERE p.id = matches.%[1]s AND b.digest != 'off' AND b.reco_on = TRUE AND b.deleted_at = '') END) c " +
	"WHERE instr(t.value ->> 1, c.value) = 0) FROM json_each({:told}) t WHERE matches.id = t.value ->> 0"

// DigestMailed marks matches as mailed to their members, each for one side.
func DigestMailed(app core.App, matches []*DigestMatch, mark time.Time) error {
	told := map[string]map[string]string{"need": {}, "offer": {}} // by side and match: the members
	for _, m := range matches {
		side := "offer"
		if m.ForNeed {
			side = "need"
		}
		told[side][m.ID] += m.Member + " "
	}
	for side, members := range told {
		if len(members) == 0 {
			continue
		}
		rows := make([][2]string, 0, len(members))
		for match, ids := range members {
			rows = append(rows, [2]string{match, ids})
		}
		b, _ := json.Marshal(rows) // strings always encode
		if _, err := app.DB().NewQuery(fmt.Sprintf(markMailed, side)).Bind(dbx.Params{"mark": Stamp(mark), "told": string(b)}).Execute(); err != nil {
			return fmt.Errorf("mark matches mailed: %w", err)
		}
	}
	return nil
}
