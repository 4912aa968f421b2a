package store

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
)

// meetings are what the viewer meets in dockings, and how near they have come to
// it: the relation to each record, by collection and id.
type meetings map[string]map[string]domain.Relation

// mine names what a member acts for: orgs, their profile, and teams they lead.
const mine = `WITH g AS (SELECT o.id FROM orgs o, json_each(o.members) m WHERE m.value = {:me}),
	w AS (SELECT id FROM workers WHERE member = {:me}),
	t AS (SELECT id FROM teams WHERE lead IN (SELECT id FROM w)) `

// Conditions on a docking d, under mine.
const (
	onNeedSide   = `d.org IN (SELECT id FROM g)`
	onSupplySide = `(d.worker IN (SELECT id FROM w) OR d.team IN (SELECT id FROM t) OR d.supplier IN (SELECT id FROM g))`
)

// meet reads the viewer's dockings, once a lens: without it the other side of a
// docking is any other member. Only pages of single records ask for it; a list
// shows what every member may see.
func (l *Lens) meet() error {
	if l.met != nil || l.Viewer.Role != domain.Member {
		return nil
	}
	var rows []struct {
		Need         string         `db:"need"`
		Offer        string         `db:"offer"`
		Org          string         `db:"org"`
		Worker       string         `db:"worker"`
		Team         string         `db:"team"`
		Supplier     string         `db:"supplier"`
		State        string         `db:"state"`
		NeedAccepted types.DateTime `db:"need_accepted_at"`
		SupAccepted  types.DateTime `db:"supply_accepted_at"`
		OnNeed       bool           `db:"on_need"`
		OnSupply     bool           `db:"on_supply"`
	}
	p := dbx.Params{"me": l.Viewer.ID}
	states := inList(p, "state", append(domain.DockingInterests[:2:2], domain.DockingsOpened...))
	err := l.App.DB().NewQuery(mine + `SELECT d.need, d.offer, d.org, d.worker, d.team, d.supplier, d.state, d.need_accepted_at, d.supply_accepted_at,
		` + onNeedSide + ` AS on_need, ` + onSupplySide + ` AS on_supply FROM dockings d
		WHERE (` + onNeedSide + ` OR ` + onSupplySide + `) AND d.state IN ` + states).Bind(p).All(&rows)
	if err != nil {
		return fmt.Errorf("read dockings of member: %w", err)
	}
	met := meetings{}
	for _, r := range rows {
		as := domain.Docking{State: r.State, NeedAccepted: r.NeedAccepted.Time(), SupplyAccepted: r.SupAccepted.Time()}.Relation()
		if r.OnNeed {
			met.add(as, "offers", r.Offer)
			met.add(as, "workers", r.Worker)
			met.add(as, "teams", r.Team)
			met.add(as, "orgs", r.Supplier)
		}
		if r.OnSupply {
			met.add(as, "needs", r.Need)
			if as == domain.ToCounterpart || r.Need == "" {
				met.add(as, "orgs", r.Org) // of an anonymous need, its org is nobody before
			}
		}
	}
	l.met = met
	return nil
}

// add keeps the nearest relation to a record.
func (m meetings) add(as domain.Relation, collection, id string) {
	if id == "" {
		return
	}
	if m[collection] == nil {
		m[collection] = map[string]domain.Relation{}
	}
	m[collection][id] = max(m[collection][id], as)
}

// nearer is what the viewer is to a record, dockings taken into account.
func (l *Lens) nearer(as domain.Relation, collection, id string) domain.Relation {
	if as == domain.ToMember {
		return max(as, l.met[collection][id])
	}
	return as
}
