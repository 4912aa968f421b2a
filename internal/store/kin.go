package store

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// Lens is one viewer's look at the records: every view is made through it, and
// what it shows is what domain's sight allows this viewer.
type Lens struct {
	App    core.App
	Viewer domain.Actor
	Names  *Names
	// Find looks for postings by words; nil leaves it to the full-text table.
	Find Finder
	// sought is what the cards being made were looked for by, to be marked in them.
	sought string
	// met are those whom the viewer meets in dockings; nil where nobody asked.
	met meetings
}

// Look returns the lens of a viewer.
func Look(app core.App, viewer domain.Actor) (*Lens, error) {
	names, err := NamesOf(app)
	if err != nil {
		return nil, err
	}
	return &Lens{App: app, Viewer: viewer, Names: names}, nil
}

// kin are the records behind a page of records, read with one query each:
// workers, teams and orgs by id, and the status of each worker's profile.
type kin struct {
	workers, teams, orgs map[string]*core.Record
	profiles             map[string]*core.Record // worker id → the offer that mirrors the profile
}

// kinOf reads the kin of postings, teams and workers.
func (l *Lens) kinOf(records []*core.Record) (*kin, error) {
	k := &kin{}
	workers, teams, orgs := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, r := range records {
		switch r.Collection().Name {
		case "workers":
			workers[r.Id] = true
		case "teams":
			gather(workers, r.GetString("lead"))
			gather(workers, r.GetStringSlice("members")...)
		default:
			gather(workers, r.GetString("worker"))
			gather(teams, r.GetString("team"))
			gather(orgs, r.GetString("org"))
		}
	}
	var err error
	if k.teams, err = l.byID("teams", teams); err != nil {
		return nil, err
	}
	for _, t := range k.teams {
		gather(workers, t.GetString("lead"))
	}
	if k.workers, err = l.byID("workers", workers); err != nil {
		return nil, err
	}
	if k.orgs, err = l.byID("orgs", orgs); err != nil {
		return nil, err
	}
	k.profiles, err = l.profilesOf(workers)
	return k, err
}

func gather(set map[string]bool, ids ...string) {
	for _, id := range ids {
		if id != "" {
			set[id] = true
		}
	}
}

// byID reads records by their ids.
func (l *Lens) byID(collection string, ids map[string]bool) (map[string]*core.Record, error) {
	found := make(map[string]*core.Record, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	records, err := l.App.FindRecordsByIds(collection, keys(ids))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", collection, err)
	}
	for _, r := range records {
		found[r.Id] = r
	}
	return found, nil
}

// inOrder reads records in the order of their ids; those that are gone are left out.
func (l *Lens) inOrder(collection string, ids []string) ([]*core.Record, error) {
	set := map[string]bool{}
	gather(set, ids...)
	found, err := l.byID(collection, set)
	if err != nil {
		return nil, err
	}
	records := make([]*core.Record, 0, len(ids))
	for _, id := range ids {
		if r := found[id]; r != nil {
			records = append(records, r)
		}
	}
	return records, nil
}

func (l *Lens) profilesOf(workers map[string]bool) (map[string]*core.Record, error) {
	found := make(map[string]*core.Record, len(workers))
	if len(workers) == 0 {
		return found, nil
	}
	var offers []*core.Record
	ids := make([]any, 0, len(workers))
	for id := range workers {
		ids = append(ids, id)
	}
	err := l.App.RecordQuery("offers").AndWhere(dbx.In("worker", ids...)).AndWhere(dbx.HashExp{"profile": true}).All(&offers)
	if err != nil {
		return nil, fmt.Errorf("read profiles of workers: %w", err)
	}
	for _, o := range offers {
		found[o.GetString("worker")] = o
	}
	return found, nil
}

func keys(set map[string]bool) []string {
	ids := make([]string, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	return ids
}
