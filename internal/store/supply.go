package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// Supplier is who stands behind an offer, and how busy with being suggested.
type Supplier struct {
	Offer   string `db:"offer"`
	Worker  string `db:"worker"`   // empty for an offer of a team or an org
	MaxOpen int    `db:"max_open"` // of the worker; 0 for no limit
	Open    int    `db:"open"`     // dockings the worker has on hand
	Shown   int    `db:"shown"`    // how often needs were mailed this offer lately
	Places  int    `db:"places"`   // how many needs have it among the first of their list now
}

var supplierColumns = `SELECT o.id AS offer, o.worker, COALESCE(w.max_open, 0) AS max_open,
		(SELECT COUNT(*) FROM dockings d WHERE o.worker != '' AND d.worker = o.worker AND ` + dockingOnHand + `) AS open,
		(SELECT COUNT(*) FROM matches m WHERE m.offer = o.id AND m.mailed_need_at > {:since}) AS shown,
		(SELECT COUNT(*) FROM matches m WHERE m.offer = o.id AND m.active = TRUE AND m.need_rank BETWEEN 1 AND {:first}) AS places
	FROM offers o LEFT JOIN workers w ON w.id = o.worker WHERE `

// Suppliers returns who stands behind every offer that takes part in matching, in
// the order of the offers' ids. Lately is since then.
func Suppliers(app core.App, since time.Time) ([]Supplier, error) {
	var out []Supplier
	err := app.DB().NewQuery(supplierColumns + "o.status IN ({:s0}, {:s1}) ORDER BY o.id").
		Bind(dbx.Params{"since": Stamp(since), "first": FirstPlaces, "s0": MatchableStatuses[0], "s1": MatchableStatuses[1]}).All(&out)
	if err != nil {
		return nil, fmt.Errorf("read who stands behind the offers: %w", err)
	}
	return out, nil
}

// SuppliersOf returns who stands behind these offers; for one of a worker, all
// offers of that worker.
func SuppliersOf(app core.App, offers []string, since time.Time) ([]Supplier, error) {
	var out []Supplier
	err := app.DB().NewQuery(supplierColumns + `o.id IN (SELECT value FROM json_each({:ids})) OR
		o.worker IN (SELECT worker FROM offers WHERE worker != '' AND id IN (SELECT value FROM json_each({:ids}))) ORDER BY o.id`).
		Bind(dbx.Params{"since": Stamp(since), "first": FirstPlaces, "ids": idList(offers)}).All(&out)
	if err != nil {
		return nil, fmt.Errorf("read who stands behind some offers: %w", err)
	}
	return out, nil
}

// MatchableIDs returns the ids of at most limit postings of a collection that
// take part in matching, in order, after one of them.
func MatchableIDs(app core.App, collection, after string, limit int64) ([]string, error) {
	var ids []string
	err := app.DB().Select("id").From(collection).Where(dbx.And(dbx.In("status", MatchableStatuses...),
		dbx.NewExp("id > {:after}", dbx.Params{"after": after}))).OrderBy("id").Limit(limit).Column(&ids)
	if err != nil {
		return nil, fmt.Errorf("read ids of %s for matching: %w", collection, err)
	}
	return ids, nil
}

// CountMatchable is how many postings of a collection take part in matching.
func CountMatchable(app core.App, collection string) (int, error) {
	n, err := app.CountRecords(collection, dbx.In("status", MatchableStatuses...))
	if err != nil {
		return 0, fmt.Errorf("count %s for matching: %w", collection, err)
	}
	return int(n), nil
}
