package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// DockingNames are the words in which mails speak of a docking. None is a
// contact detail; the org's name is for those who may see it.
type DockingNames struct {
	Need     string `db:"need"`  // title; empty for none
	Offer    string `db:"offer"` // title; empty for none
	Org      string `db:"org"`
	Masked   bool   `db:"masked"`   // the need does not show its org before acceptance
	Provider string `db:"provider"` // display name
	Why      string `db:"why"`      // of the match, if there is one
}

// DockingNamesOf returns the words for one docking.
func DockingNamesOf(app core.App, id string) (DockingNames, error) {
	var n DockingNames
	err := app.DB().NewQuery("SELECT COALESCE(n.title, '') AS need, COALESCE(o.title, '') AS offer, COALESCE(g.name, '') AS org, " +
		"COALESCE(n.anonymity, '') = 'masked' AS masked, " +
		"COALESCE(w.display_name, t.name, s.name, '') AS provider, COALESCE(m.why, '') AS why FROM dockings d LEFT JOIN needs n ON n.id = d.need " +
		"LEFT JOIN offers o ON o.id = d.offer LEFT JOIN orgs g ON g.id = d.org LEFT JOIN workers w ON w.id = d.worker LEFT JOIN teams t ON t.id = d.team " +
		"LEFT JOIN orgs s ON s.id = d.supplier LEFT JOIN matches m ON m.need = d.need AND m.offer = d.offer WHERE d.id = {:id}").
		Bind(dbx.Params{"id": id}).One(&n)
	if err != nil {
		return n, fmt.Errorf("names of docking %s: %w", id, err)
	}
	return n, nil
}

// BrokersFor returns the brokers who answer for a region, those of the smallest
// region around it alone.
func BrokersFor(app core.App, region string) ([]*core.Record, error) {
	all, err := app.FindAllRecords("staff", dbx.HashExp{"role": string(domain.Broker)})
	if err != nil {
		return nil, fmt.Errorf("find brokers for %s: %w", region, err)
	}
	var near []*core.Record
	best := 0
	for _, b := range all {
		own := b.GetString("region")
		n := len(domain.RegionPrefix(own))
		if !domain.RegionWithin(region, own) || n < best {
			continue
		}
		if n > best {
			best, near = n, nil
		}
		near = append(near, b)
	}
	return near, nil
}

// LinkUsed tells whether the answer link with this mark was used for a docking.
func LinkUsed(app core.App, docking, mark string) (bool, error) {
	n, err := app.CountRecords("used_links", dbx.HashExp{"mark": mark, "docking": docking})
	if err != nil {
		return false, fmt.Errorf("look up answer link of docking %s: %w", docking, err)
	}
	return n > 0, nil
}

// UseLink notes that an answer link was used. A second one with the same mark
// cannot be noted.
func UseLink(app core.App, docking, mark, member, action string) error {
	c, err := app.FindCachedCollectionByNameOrId("used_links")
	if err != nil {
		return fmt.Errorf("use answer link of docking %s: %w", docking, err)
	}
	r := core.NewRecord(c)
	r.Load(map[string]any{"docking": docking, "mark": mark, "member": member, "action": action})
	if err := app.Save(r); err != nil {
		return fmt.Errorf("use answer link of docking %s: %w", docking, err)
	}
	return nil
}

// LastTold returns the key of the last mail whose key begins with prefix, in the
// order of the keys, and when it was written; both empty when there is none.
func LastTold(app core.App, prefix string) (key string, at time.Time, err error) {
	var rows []struct {
		Key     string `db:"key"`
		Created string `db:"created"`
	}
	err = app.DB().NewQuery("SELECT [[key]], created FROM notifications WHERE [[key]] >= {:from} AND [[key]] < {:to} ORDER BY [[key]] DESC LIMIT 1").
		Bind(dbx.Params{"from": prefix, "to": prefix + "\U0010FFFF"}).All(&rows)
	if err != nil || len(rows) == 0 {
		return "", time.Time{}, err
	}
	return rows[0].Key, parseStamp(rows[0].Created), nil
}

// LastToldAt returns when the newest notification whose key begins with prefix was written.
func LastToldAt(app core.App, prefix string) (time.Time, error) {
	var at []string
	err := app.DB().NewQuery("SELECT COALESCE(MAX(created), '') FROM notifications WHERE [[key]] >= {:from} AND [[key]] < {:to}").
		Bind(dbx.Params{"from": prefix, "to": prefix + "\U0010FFFF"}).Column(&at)
	if err != nil || len(at) == 0 {
		return time.Time{}, err
	}
	return parseStamp(at[0]), nil
}
