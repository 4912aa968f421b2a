package store

import (
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// owners returns the ids of the members who own a posting.
func (k *kin) owners(posting *core.Record) []string {
	if t := k.teams[posting.GetString("team")]; t != nil {
		return k.memberOf(t.GetString("lead"))
	}
	if o := k.orgs[posting.GetString("org")]; o != nil {
		return o.GetStringSlice("members")
	}
	return k.memberOf(posting.GetString("worker"))
}

func (k *kin) memberOf(worker string) []string {
	if w := k.workers[worker]; w != nil {
		return nonEmpty(w.GetString("member"))
	}
	return nil
}

// RelationTo says what the viewer is to a posting: nil when there is none, or
// not for them.
func (l *Lens) RelationTo(collection, id string) (*domain.Relation, error) {
	r, k, err := l.posting(collection, id)
	if r == nil || err != nil {
		return nil, err
	}
	as := l.toPosting(k, r)
	return &as, nil
}

// toPosting says what the viewer is to a posting.
func (l *Lens) toPosting(k *kin, posting *core.Record) domain.Relation {
	return l.nearer(l.Viewer.RelationTo(k.owners(posting), posting.GetString("region")), posting.Collection().Name, posting.Id)
}

// toWorker says what the viewer is to a worker.
func (l *Lens) toWorker(worker *core.Record) domain.Relation {
	return l.nearer(l.Viewer.RelationTo(nonEmpty(worker.GetString("member")), worker.GetString("region")), "workers", worker.Id)
}

// toTeam says what the viewer is to a team.
func (l *Lens) toTeam(k *kin, team *core.Record) domain.Relation {
	return l.nearer(l.Viewer.RelationTo(k.memberOf(team.GetString("lead")), team.GetString("region")), "teams", team.Id)
}

// toOrg says what the viewer is to an org.
func (l *Lens) toOrg(org *core.Record) domain.Relation {
	return l.nearer(l.Viewer.RelationTo(org.GetStringSlice("members"), org.GetString("region")), "orgs", org.Id)
}

// hasPage tells whether the viewer may open the page of a worker.
func (l *Lens) hasPage(k *kin, worker *core.Record) bool {
	status := ""
	if p := k.profiles[worker.Id]; p != nil {
		status = p.GetString("status")
	}
	return l.toWorker(worker).Shown(status)
}
