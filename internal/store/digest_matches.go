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
	// {:mark}: an org's second member gets the matches of the same run too. "+"
	// keeps SQLite from reading all postings of a status: it goes by owner.
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
		"WHERE own.kind = 'org' AND m.mailed_need_at IN ('', {:mark}) AND " + digestFirst + " AND " + digestNew + ")" + digestBest
	// Only a need that says "named" shows its org: a masked one never does.
	forOffers = "WITH " + ownedBy + ", " + ofTheirs + " SELECT * FROM (SELECT mine.member, m.id, m.score, m.why, COALESCE(m.missing, '') AS missing, " +
		"n.title AS need, o.title AS offer, n.id AS other, " +
		"CASE n.anonymity WHEN 'named' THEN COALESCE(g.name, '') ELSE '' END AS owner, '' AS title, n.region, FALSE AS for_need, " +
		"ROW_NUMBER() OVER (PARTITION BY mine.member ORDER BY m.score DESC, m.id) AS place " +
		"FROM mine CROSS JOIN offers o ON o.id = mine.id CROSS JOIN matches m ON m.offer = o.id JOIN needs n ON n.id = m.need LEFT JOIN orgs g ON g.id = n.org " +
		"WHERE m.mailed_offer_at IN ('', {:mark}) AND " + digestNew + ")" + digestBest
	digestBest = " WHERE place <= {:limit} ORDER BY member, place"
)

// DigestMatches returns, by member, the matches that they were not mailed yet, for
// their needs and for their offers, each best first and at most limit. mark is the
// time of this run.
func DigestMatches(app core.App, members []*DigestMember, mark time.Time, limit int) (needs, offers map[string][]*DigestMatch, err error) {
	needs, offers = map[string][]*DigestMatch{}, map[string][]*DigestMatch{}
	params := dbx.Params{"owned": ownedParam(members), "mark": Stamp(mark), "limit": limit}
	for _, x := range []struct {
		query string
		into  map[string][]*DigestMatch
	}{{forNeeds, needs}, {forOffers, offers}} {
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

// DigestMailed marks matches as mailed to one side.
func DigestMailed(app core.App, matches []*DigestMatch, mark time.Time) error {
	sides := map[string][]string{}
	for _, m := range matches {
		column := "mailed_offer_at"
		if m.ForNeed {
			column = "mailed_need_at"
		}
		sides[column] = append(sides[column], m.ID)
	}
	for column, ids := range sides {
		_, err := app.DB().NewQuery("UPDATE matches SET " + column + " = {:mark} WHERE id IN (SELECT value FROM json_each({:ids}))").
			Bind(dbx.Params{"mark": Stamp(mark), "ids": idList(ids)}).Execute()
		if err != nil {
			return fmt.Errorf("mark matches mailed: %w", err)
		}
	}
	return nil
}
