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
// their ids from after on, with what they answer for.
func DigestMembers(app core.App, after string, limit int64) ([]*DigestMember, error) {
	var members []*DigestMember
	err := digestMembers(app).Where(dbx.NewExp("id > {:after} AND digest != 'off'", dbx.Params{"after": after})).
		OrderBy("id").Limit(limit).All(&members)
	if err != nil {
		return nil, fmt.Errorf("members for digest: %w", err)
	}
	return members, digestOwned(app, members)
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
	return &m, digestOwned(app, []*DigestMember{&m})
}

func digestMembers(app core.App) *dbx.SelectQuery {
	return app.DB().Select("id", "email", "name", "verified", "deleted_at", "reco_on", "digest", "digest_weekday", "digest_hour",
		"digest_period", "created", "EXISTS(SELECT 1 FROM suspensions s WHERE s.email = lower(members.email) AND s.lifted_at = '') AS suspended").From("members")
}

// digestOwned fills in workers, teams and orgs, one query each for all members.
func digestOwned(app core.App, members []*DigestMember) error {
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

// DigestTaken notes that a member's digest of a period is settled; false when
// somebody else has done so, or the member's wish has changed meanwhile.
func DigestTaken(app core.App, m *DigestMember, period string) (bool, error) {
	res, err := app.DB().Update("members", dbx.Params{"digest_period": period},
		dbx.HashExp{"id": m.ID, "digest": m.Digest, "digest_period": m.Period, "deleted_at": ""}).Execute()
	if err != nil {
		return false, fmt.Errorf("note digest %s of %s: %w", period, m.ID, err)
	}
	n, err := res.RowsAffected()
	return n == 1, err
}
