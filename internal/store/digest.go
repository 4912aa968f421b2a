package store

import (
	"encoding/json"
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// DigestMember is what the digest has to know about a member.
type DigestMember struct {
	ID       string `db:"id"`
	Email    string `db:"email"`
	Name     string `db:"name"`
	Verified bool   `db:"verified"`
	Deleted  string `db:"deleted_at"`
	RecoOn   bool   `db:"reco_on"`
	Digest   string `db:"digest"`
	Weekday  int    `db:"digest_weekday"`
	Hour     string `db:"digest_hour"`
	Period   string `db:"digest_period"`
	Created  string `db:"created"`
	// Suspended says that the address takes no mail.
	Suspended bool `db:"suspended"`
	// What the member answers for: ids.
	Workers, Teams, Orgs []string
}

// DigestMembers returns up to limit members who want digests, in the order of
// their ids from after on; DigestOwned says what they answer for.
func DigestMembers(app core.App, after string, limit int64) ([]*DigestMember, error) {
	var members []*DigestMember
	err := digestMembers(app).Where(dbx.NewExp("id > {:after} AND digest != 'off'", dbx.Params{"after": after})).
		OrderBy("id").Limit(limit).All(&members)
	if err != nil {
		return nil, fmt.Errorf("members for digest: %w", err)
	}
	return members, nil
}

// CountDigestMembers counts the members who want digests.
func CountDigestMembers(app core.App) (int, error) {
	var n int
	if err := app.DB().Select("COUNT(*)").From("members").Where(dbx.NewExp("digest != 'off'")).Row(&n); err != nil {
		return 0, fmt.Errorf("count members for digest: %w", err)
	}
	return n, nil
}

// DigestMemberOf returns one member by id or email, whatever they want.
func DigestMemberOf(app core.App, who string) (*DigestMember, error) {
	var m DigestMember
	err := digestMembers(app).Where(dbx.NewExp("id = {:who} OR (email != '' AND email = {:who})", dbx.Params{"who": who})).Limit(1).One(&m)
	if err != nil {
		return nil, fmt.Errorf("member %s: %w", who, err)
	}
	return &m, DigestOwned(app, []*DigestMember{&m})
}

func digestMembers(app core.App) *dbx.SelectQuery {
	return app.DB().Select("id", "email", "name", "verified", "deleted_at", "reco_on", "digest", "digest_weekday", "digest_hour",
		"digest_period", "created", "EXISTS(SELECT 1 FROM suspensions s WHERE s.email = lower(members.email) AND s.lifted_at = '') AS suspended").From("members")
}

// DigestOwned fills in workers, teams and orgs, one query each for all members:
// the more at once the better, since every org is looked at each time.
func DigestOwned(app core.App, members []*DigestMember) error {
	byID := map[string]*DigestMember{}
	ids := make([]string, len(members))
	for i, m := range members {
		byID[m.ID], ids[i] = m, m.ID
	}
	for _, owned := range []struct {
		query string
		into  func(*DigestMember) *[]string
	}{
		{"SELECT member, id FROM workers WHERE member IN (SELECT value FROM json_each({:ids}))",
			func(m *DigestMember) *[]string { return &m.Workers }},
		{"SELECT w.member, t.id FROM teams t JOIN workers w ON w.id = t.lead WHERE w.member IN (SELECT value FROM json_each({:ids}))",
			func(m *DigestMember) *[]string { return &m.Teams }},
		{"SELECT j.value AS member, o.id FROM orgs o, json_each(o.members) j WHERE j.value IN (SELECT value FROM json_each({:ids}))",
			func(m *DigestMember) *[]string { return &m.Orgs }},
	} {
		var rows []struct {
			Member string `db:"member"`
			ID     string `db:"id"`
		}
		if err := app.DB().NewQuery(owned.query).Bind(dbx.Params{"ids": idList(ids)}).All(&rows); err != nil {
			return fmt.Errorf("what members answer for: %w", err)
		}
		for _, r := range rows {
			into := owned.into(byID[r.Member])
			*into = append(*into, r.ID)
		}
	}
	return nil
}

// idList writes ids for json_each.
func idList(ids []string) string {
	if ids == nil {
		return "[]"
	}
	b, _ := json.Marshal(ids) // strings always encode
	return string(b)
}

// ownedBy is a table of what members answer for, and ofTheirs of their offers: one
// query an index each, since an OR over the three would read every offer.
const (
	ownedBy  = "own AS MATERIALIZED (SELECT value ->> 0 AS member, value ->> 1 AS kind, value ->> 2 AS id FROM json_each({:owned}))"
	ofTheirs = "mine AS MATERIALIZED (" +
		"SELECT own.member, o.id FROM own CROSS JOIN offers o ON o.worker = own.id WHERE own.kind = 'worker' UNION ALL " +
		"SELECT own.member, o.id FROM own CROSS JOIN offers o ON o.team = own.id WHERE own.kind = 'team' UNION ALL " +
		"SELECT own.member, o.id FROM own CROSS JOIN offers o ON o.org = own.id WHERE own.kind = 'org')"
)

// ownedParam is what ownedBy reads.
func ownedParam(members []*DigestMember) string {
	rows := [][3]string{}
	for _, m := range members {
		for kind, ids := range map[string][]string{"worker": m.Workers, "team": m.Teams, "org": m.Orgs} {
			for _, id := range ids {
				rows = append(rows, [3]string{m.ID, kind, id})
			}
		}
	}
	b, _ := json.Marshal(rows) // strings always encode
	return string(b)
}

// memberIDs are the ids of members.
func memberIDs(members []*DigestMember) []string {
	ids := make([]string, len(members))
	for i, m := range members {
		ids[i] = m.ID
	}
	return ids
}

// DigestsTaken notes that the digests of some members are settled, with the
// period of each, and returns the ids of those for whom that was ours to do:
// nobody else had done so, and their wish had not changed meanwhile.
func DigestsTaken(app core.App, members []*DigestMember, periods []string) (map[string]bool, error) {
	rows := make([][4]string, len(members))
	for i, m := range members {
		rows[i] = [4]string{m.ID, m.Digest, m.Period, periods[i]}
	}
	b, _ := json.Marshal(rows) // strings always encode
	var ids []string
	err := app.DB().NewQuery("UPDATE members SET digest_period = j.value ->> 3 FROM json_each({:rows}) j " +
		"WHERE members.id = j.value ->> 0 AND members.digest = j.value ->> 1 AND members.digest_period = j.value ->> 2 AND members.deleted_at = '' " +
		"RETURNING members.id").Bind(dbx.Params{"rows": string(b)}).Column(&ids)
	if err != nil {
		return nil, fmt.Errorf("note digests: %w", err)
	}
	ours := make(map[string]bool, len(ids))
	for _, id := range ids {
		ours[id] = true
	}
	return ours, nil
}
