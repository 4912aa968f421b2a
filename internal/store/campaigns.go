package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// Audience is whom a notice is sent to.
type Audience struct {
	Who    string // workers, orgs, all
	Region string // code
	Fields []string
}

// Audiences are the codes of Audience.Who.
var Audiences = []string{"workers", "orgs", "all"}

// Reach counts how the people of an audience would be told: by a mail at once,
// by a line of their digest, in the portal alone.
type Reach struct {
	People   int `db:"people" json:"people"`
	AtOnce   int `db:"at_once" json:"at_once"`
	InDigest int `db:"in_digest" json:"in_digest"`
	InPortal int `db:"-" json:"in_portal"`
}

// where is the condition for a member m of the audience: a worker or an org of
// the region with something in the fields (an org by its needs), or, where all
// are meant and no field is named, an account of the region.
func (a Audience) where(params dbx.Params) string {
	params["first"], params["last"], params["fields"] = a.Region, domain.RegionLast(a.Region), idList(a.Fields)
	in := func(alias string) string { return alias + ".region BETWEEN {:first} AND {:last}" }
	of := func(alias string) string {
		if len(a.Fields) == 0 {
			return ""
		}
		return " AND EXISTS (SELECT 1 FROM json_each(" + alias + ".fields) f WHERE f.value IN (SELECT value FROM json_each({:fields})))"
	}
	workers := "m.id IN (SELECT w.member FROM workers w WHERE " + in("w") + of("w") + ")"
	orgs := "m.id IN (SELECT j.value FROM orgs o, json_each(o.members) j WHERE " + in("o")
	if len(a.Fields) > 0 {
		orgs += " AND EXISTS (SELECT 1 FROM needs n WHERE n.org = o.id AND n.status IN " + digestPublic + of("n") + ")"
	}
	orgs += ")"
	where := map[string]string{"workers": workers, "orgs": orgs, "all": workers + " OR " + orgs}[a.Who]
	if a.Who == "all" && len(a.Fields) == 0 {
		where += " OR " + in("m")
	}
	return "m.deleted_at = '' AND (" + where + ")"
}

// CountAudience counts the people of an audience, and how each would be told.
func CountAudience(app core.App, a Audience) (Reach, error) {
	var r Reach
	params := dbx.Params{}
	err := app.DB().NewQuery("SELECT COUNT(*) AS people, COALESCE(SUM(wish = 'now' AND mail), 0) AS at_once, COALESCE(SUM(wish = 'digest' AND mail AND digest != 'off'), 0) AS in_digest FROM (" +
		"SELECT m.digest, COALESCE(CASE WHEN json_valid(m.mail_wishes) THEN json_extract(m.mail_wishes, '$.news') END, 'digest') AS wish, " +
		"(m.email != '' AND m.verified AND NOT EXISTS (SELECT 1 FROM suspensions s WHERE s.email = lower(m.email) AND s.lifted_at = '')) AS mail " +
		"FROM members m WHERE " + a.where(params) + ")").Bind(params).One(&r)
	if err != nil {
		return r, fmt.Errorf("count an audience: %w", err)
	}
	r.InPortal = r.People - r.AtOnce - r.InDigest
	return r, nil
}

// AudienceAfter returns the ids of the next members of an audience, in the order
// of their ids.
func AudienceAfter(app core.App, a Audience, after string, limit int) ([]string, error) {
	params := dbx.Params{"after": after, "limit": limit}
	var ids []string
	err := app.DB().NewQuery("SELECT m.id FROM members m WHERE m.id > {:after} AND " + a.where(params) + " ORDER BY m.id LIMIT {:limit}").Bind(params).Column(&ids)
	if err != nil {
		return nil, fmt.Errorf("members of an audience: %w", err)
	}
	return ids, nil
}

// CampaignKey is how the keys of what one notice tells begin; a member's id
// follows. However often it is sent, to whatever audiences, nobody gets it twice.
func CampaignKey(notice string) string { return "campaign:" + notice + ":" }

// Told counts what became of a notice that was sent.
type Told struct {
	Told    int `json:"told"` // in the portal: everybody
	Read    int `json:"read"` // of them looked at it there
	Waiting int `json:"waiting"`
	Sent    int `json:"sent"`
	Failed  int `json:"failed"`
}

// ToldOf counts it. Its mails are those of the outbox with the notice's keys.
func ToldOf(app core.App, notice string) (Told, error) {
	var t Told
	key := dbx.Params{"first": CampaignKey(notice), "last": CampaignKey(notice) + "~"}
	err := app.DB().NewQuery("SELECT COUNT(*), COALESCE(SUM(read_at != ''), 0) FROM notifications WHERE [[key]] > {:first} AND [[key]] < {:last}").Bind(key).Row(&t.Told, &t.Read)
	if err == nil {
		err = app.DB().NewQuery("SELECT COALESCE(SUM(state = 'sent'), 0), COALESCE(SUM(state IN ('failed', 'uncertain')), 0), COALESCE(SUM(state NOT IN ('sent', 'failed', 'uncertain')), 0) "+
			"FROM outbox WHERE [[key]] > {:first} AND [[key]] < {:last}").Bind(key).Row(&t.Sent, &t.Failed, &t.Waiting)
	}
	if err != nil {
		return t, fmt.Errorf("count what became of notice %s: %w", notice, err)
	}
	return t, nil
}

// CampaignMoved notes how far a campaign that runs has come; false when it does
// not run any more, or another process was faster.
func CampaignMoved(app core.App, id, from, to string, reached int, now time.Time) (bool, error) {
	res, err := app.DB().Update("campaigns", dbx.Params{"cursor": to, "reached": dbx.NewExp("reached + {:n}", dbx.Params{"n": reached}), "updated": Stamp(now)},
		dbx.HashExp{"id": id, "state": "running", "cursor": from}).Execute()
	if err != nil {
		return false, fmt.Errorf("note how far campaign %s has come: %w", id, err)
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// CampaignEnds moves a campaign that runs to another state; false when it does not run.
func CampaignEnds(app core.App, id, state string, now time.Time) (bool, error) {
	res, err := app.DB().Update("campaigns", dbx.Params{"state": state, "finished_at": Stamp(now), "updated": Stamp(now)}, dbx.HashExp{"id": id, "state": "running"}).Execute()
	if err != nil {
		return false, fmt.Errorf("end campaign %s: %w", id, err)
	}
	n, err := res.RowsAffected()
	return n == 1, err
}
