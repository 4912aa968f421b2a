package store

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// CaseCard is a docking in a list of the desk. DaysLeft is the caller's to fill
// in: working days know the calendar.
type CaseCard struct {
	ID          string `json:"id"`
	State       string `json:"state"`
	Side        string `json:"side"` // who began
	Title       string `json:"title"`
	Kind        string `json:"kind"` // of the need, else of the offer
	Need        *Ref   `json:"need"`
	Offer       *Ref   `json:"offer"`
	Org         Party  `json:"org"`
	Provider    Party  `json:"provider"`
	DueAt       string `json:"due_at"`
	LapseAt     string `json:"lapse_at"`
	StoppedAt   string `json:"stopped_at"`
	EscalatedAt string `json:"escalated_at"`
	OutcomeAt   string `json:"outcome_at"` // an outcome was proposed and waits for its confirmation
	DaysLeft    *int   `json:"days_left"`  // working days until the answer is due, negative when overdue; null when no clock runs
	Broker      *Ref   `json:"broker"`
	Created     string `json:"created"`
	Updated     string `json:"updated"`
}

// Party is one side of a docking as the desk knows it.
type Party struct {
	Type  string `json:"type"` // worker, team, org
	ID    string `json:"id"`
	Name  string `json:"name"`
	Place Place  `json:"place"`
}

// Cases makes the cards of dockings, in the order of their ids.
func (l *Lens) Cases(ids []string) ([]CaseCard, error) {
	rows, err := l.inOrder("dockings", ids)
	if err != nil {
		return nil, err
	}
	with, err := l.caseKin(rows)
	if err != nil {
		return nil, err
	}
	cards := make([]CaseCard, len(rows))
	for i, d := range rows {
		cards[i] = l.caseCard(with, d)
	}
	return cards, nil
}

// caseKin are the records that the cards of dockings name, by collection and id.
func (l *Lens) caseKin(rows []*core.Record) (map[string]map[string]*core.Record, error) {
	ids := map[string]map[string]bool{"needs": {}, "offers": {}, "orgs": {}, "workers": {}, "teams": {}, "staff": {}}
	for _, d := range rows {
		for column, collection := range caseColumns {
			gather(ids[collection], d.GetString(column))
		}
	}
	found := map[string]map[string]*core.Record{}
	for collection, wanted := range ids {
		var err error
		if found[collection], err = l.byID(collection, wanted); err != nil {
			return nil, fmt.Errorf("read parties of cases: %w", err)
		}
	}
	return found, nil
}

var caseColumns = map[string]string{"need": "needs", "offer": "offers", "org": "orgs", "worker": "workers", "team": "teams", "supplier": "orgs", "broker": "staff"}

func (l *Lens) caseCard(with map[string]map[string]*core.Record, d *core.Record) CaseCard {
	c := CaseCard{ID: d.Id, State: d.GetString("state"), Side: d.GetString("side"), DueAt: stamp(d, "due_at"), LapseAt: stamp(d, "lapse_at"),
		StoppedAt: stamp(d, "stopped_at"), EscalatedAt: stamp(d, "escalated_at"), Created: stamp(d, "created"), Updated: stamp(d, "updated")}
	if c.State == "negotiating" {
		c.OutcomeAt = stamp(d, "outcome_at")
	}
	for _, side := range []struct {
		column string
		ref    **Ref
	}{{"offer", &c.Offer}, {"need", &c.Need}} {
		if p := with[caseColumns[side.column]][d.GetString(side.column)]; p != nil {
			*side.ref = &Ref{p.Id, p.GetString("title")}
			c.Title, c.Kind = p.GetString("title"), p.GetString("kind")
		}
	}
	if b := with["staff"][d.GetString("broker")]; b != nil {
		c.Broker = &Ref{b.Id, b.GetString("name")}
	}
	c.Org = l.demandSide(with, d)
	c.Provider = l.supplySide(with, d)
	return c
}

// demandSide names the org of a docking; one that stays anonymous is covered
// before both sides have accepted, except for the desk of its own region.
func (l *Lens) demandSide(with map[string]map[string]*core.Record, d *core.Record) Party {
	p := Party{Type: "org", ID: d.GetString("org"), Place: l.Names.Place(d.GetString("region"))}
	if org := with["orgs"][p.ID]; org != nil {
		p.Name = org.GetString("name")
	}
	need := with["needs"][d.GetString("need")]
	accepted := d.GetString("need_accepted_at") != "" && d.GetString("supply_accepted_at") != ""
	if need != nil && need.GetString("anonymity") == "masked" && !accepted && !l.Viewer.Answers(d.GetString("region")) {
		p.ID, p.Name = "", Masked
	}
	return p
}

func (l *Lens) supplySide(with map[string]map[string]*core.Record, d *core.Record) Party {
	p := Party{Place: l.Names.Place(d.GetString("supply_region"))}
	for _, side := range []struct{ column, kind, name string }{{"worker", "worker", "display_name"}, {"team", "team", "name"}, {"supplier", "org", "name"}} {
		if r := with[caseColumns[side.column]][d.GetString(side.column)]; r != nil {
			p.Type, p.ID, p.Name = side.kind, r.Id, r.GetString(side.name)
		}
	}
	return p
}

// ofDesk says that one side of a docking lies in the region that the viewer
// answers for; the docking's table goes by an alias.
func (l *Lens) ofDesk(alias string, params dbx.Params) string {
	if l.Viewer.Role == domain.Superuser {
		return "1 = 1"
	}
	params["within"], params["withinlast"] = l.Viewer.Region, domain.RegionLast(l.Viewer.Region)
	return fmt.Sprintf("(%[1]s.region BETWEEN {:within} AND {:withinlast} OR %[1]s.supply_region BETWEEN {:within} AND {:withinlast})", alias)
}
