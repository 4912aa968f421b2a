package store

import (
	"slices"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// fileLayers tells which layer of a record the files of a column belong to.
var fileLayers = map[string]domain.Layer{
	"attachments":  domain.SeeInside,
	"confidential": domain.SeeExact,
	"evidence":     domain.SeeEvidence,
}

// File finds a file of a record by its stored name: the record that holds it,
// nil when there is none or the record is not there for the viewer, and whether
// the viewer may have the file.
func (l *Lens) File(collection, id, name string) (*core.Record, bool, error) {
	found, err := l.inOrder(collection, []string{id})
	if err != nil || len(found) == 0 {
		return nil, false, err
	}
	r := found[0]
	if err := l.meet(); err != nil {
		return nil, false, err
	}
	k, err := l.kinOf(found)
	if err != nil {
		return nil, false, err
	}
	as, let, shown := l.toFile(k, r)
	if !shown {
		return nil, false, nil
	}
	for column, layer := range fileLayers {
		if slices.Contains(r.GetStringSlice(column), name) {
			return r, as.Sees(layer, let), nil
		}
	}
	return nil, false, nil
}

// toFile says what the viewer is to the owner of a record, what that owner lets
// be seen, and whether the record is there for the viewer at all.
func (l *Lens) toFile(k *kin, r *core.Record) (as domain.Relation, let domain.Let, shown bool) {
	switch r.Collection().Name {
	case "workers":
		return l.toWorker(r), domain.Let{}, l.hasPage(k, r)
	case "needs":
		let = letByNeed(r)
	default:
		let = domain.LetByOffer()
	}
	as = l.toPosting(k, r)
	return as, let, as.Shown(r.GetString("status"))
}
