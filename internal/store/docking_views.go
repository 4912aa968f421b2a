package store

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// Side is one side of a docking as the viewer may see it. ID is empty when it has
// no page that this viewer may open.
type Side struct {
	Type   string `json:"type"` // worker, team, org
	ID     string `json:"id"`
	Name   string `json:"name"`
	Verify string `json:"verify"`
	Place  Place  `json:"place"`
}

// Meeting is a docking with what stands on either side of it.
type Meeting struct {
	Record        *core.Record
	Need          *NeedCard
	Offer         *OfferCard
	Org, Provider Side
	NeedMembers   []string // who acts for the need
	SupplyMembers []string // who acts for the provider
}

// Meetings makes the two sides of dockings, reading all records at once.
func (l *Lens) Meetings(rows []*core.Record) ([]Meeting, error) {
	if err := l.meet(); err != nil {
		return nil, err
	}
	ids := map[string]map[string]bool{"needs": {}, "offers": {}, "orgs": {}, "workers": {}, "teams": {}}
	for _, r := range rows {
		for column, collection := range map[string]string{"need": "needs", "offer": "offers", "org": "orgs", "worker": "workers", "team": "teams", "supplier": "orgs"} {
			gather(ids[collection], r.GetString(column))
		}
	}
	found := map[string]map[string]*core.Record{}
	all := []*core.Record{}
	for _, collection := range []string{"needs", "offers", "workers", "teams"} {
		records, err := l.byID(collection, ids[collection])
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			all = append(all, r)
		}
		found[collection] = records
	}
	k, err := l.kinOf(all)
	if err != nil {
		return nil, err
	}
	orgs, err := l.byID("orgs", ids["orgs"])
	if err != nil {
		return nil, err
	}
	for id, org := range orgs {
		k.orgs[id] = org
	}
	for id, t := range found["teams"] {
		k.teams[id] = t
	}
	out := make([]Meeting, len(rows))
	for i, r := range rows {
		out[i] = l.meeting(k, r, found["needs"][r.GetString("need")], found["offers"][r.GetString("offer")])
	}
	return out, nil
}

// meeting makes the two sides of one docking.
func (l *Lens) meeting(k *kin, r, need, offer *core.Record) Meeting {
	m := Meeting{Record: r, Org: Side{Type: "org", Name: Masked}, Provider: Side{Type: "worker"}}
	if need != nil {
		card := l.needCard(k, need)
		m.Need = &card
	}
	if offer != nil {
		card := l.offerCard(k, offer)
		m.Offer = &card
	}
	if org := k.orgs[r.GetString("org")]; org != nil {
		m.NeedMembers = org.GetStringSlice("members")
		m.Org.Verify, m.Org.Place = org.GetString("verify"), l.Names.Place(r.GetString("region"))
		if m.Need != nil {
			m.Org.ID, m.Org.Name = m.Need.Org.ID, m.Need.Org.Name
		} else {
			m.Org.ID, m.Org.Name = l.listed(org, l.toOrg(org), false), org.GetString("name")
		}
	}
	m.Provider, m.SupplyMembers = l.provider(k, r, m.Offer)
	return m
}

// provider names who supplies in a docking, and who acts for them.
func (l *Lens) provider(k *kin, r *core.Record, offer *OfferCard) (Side, []string) {
	s, members := Side{Type: "worker", Place: l.Names.Place(r.GetString("supply_region"))}, []string(nil)
	if w := k.workers[r.GetString("worker")]; w != nil {
		s.Name, s.Verify, members = w.GetString("display_name"), w.GetString("verify"), nonEmpty(w.GetString("member"))
		if l.hasPage(k, w) {
			s.ID = w.Id
		}
		return s, members
	}
	posted := offer != nil && domain.ToVisitor.Shown(offer.Status)
	if t := k.teams[r.GetString("team")]; t != nil {
		s.Type, s.ID, s.Name, s.Verify = "team", l.listed(t, l.toTeam(k, t), posted), t.GetString("name"), t.GetString("verify")
		return s, k.memberOf(t.GetString("lead"))
	}
	if g := k.orgs[r.GetString("supplier")]; g != nil {
		s.Type, s.ID, s.Name, s.Verify = "org", l.listed(g, l.toOrg(g), posted), g.GetString("name"), g.GetString("verify")
		return s, g.GetStringSlice("members")
	}
	return s, nil
}

// Boxes are the lists of one's own dockings.
var Boxes = []string{"waiting", "open", "closed", "all"}

// boxed is the condition of a box on a docking d. What waits for a side is the
// rule of docking.Waiting, said in SQL.
func boxed(box string, member bool, p dbx.Params) string {
	ended := inList(p, "ended", domain.DockingsEnded)
	switch {
	case box == "open":
		return "d.state NOT IN " + ended
	case box == "closed":
		return "d.state IN " + ended
	case box == "waiting" && member:
		return "(" + waits(onNeedSide, "need") + " OR " + waits(onSupplySide, "supply") + ")"
	case box == "waiting":
		return "d.escalated_at != '' AND (d.state IN ('expressed', 'clarifying') OR d.state = 'negotiating' AND d.outcome_at != '')"
	}
	return "1 = 1"
}

// waits says that a docking waits for a side whose condition is given.
func waits(on, side string) string {
	return "(" + on + " AND (d.state = 'expressed' AND d." + side + "_accepted_at = '' OR d.state = 'clarifying' AND d.asked_by != '" + side +
		"' OR d.state = 'negotiating' AND d.outcome_at != '' AND d.outcome_side != '" + side + "'))"
}

// MyDockings lists the viewer's own dockings, the last to move first: a member's
// sides, a broker's cases.
func (l *Lens) MyDockings(box string, page, perPage int) (Page[*core.Record], error) {
	p := dbx.Params{"me": l.Viewer.ID}
	member := l.Viewer.Role == domain.Member
	whose := "d.broker = {:me}"
	if member {
		whose = "(" + onNeedSide + " OR " + onSupplySide + ")"
	}
	from := " FROM dockings d WHERE " + whose + " AND " + boxed(box, member, p)
	out := Page[*core.Record]{Page: page, PerPage: perPage, Items: []*core.Record{}}
	if err := l.App.DB().NewQuery(mine + "SELECT COUNT(*)" + from).Bind(p).Row(&out.Total); err != nil {
		return out, fmt.Errorf("count own dockings: %w", err)
	}
	p["limit"], p["offset"] = perPage, (page-1)*perPage
	var ids []string
	err := l.App.DB().NewQuery(mine + "SELECT d.id" + from + " ORDER BY d.updated DESC, d.rowid DESC LIMIT {:limit} OFFSET {:offset}").Bind(p).Column(&ids)
	if err != nil {
		return out, fmt.Errorf("list own dockings: %w", err)
	}
	out.Items, err = l.inOrder("dockings", ids)
	return out, err
}
