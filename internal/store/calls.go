package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// callList is a list of people to call in the making.
type callList struct {
	lens    *Lens
	people  []*Person
	at      map[string]*Person // by id
	workers map[string]*core.Record
	orgs    map[string]*core.Record
}

// answers adds the sides that owe an answer to a docking.
func (c *callList) answers(_ time.Time) error {
	params := dbx.Params{"limit": maxCalls}
	var ids []string
	err := c.lens.App.DB().NewQuery("SELECT d.id FROM dockings d WHERE d.state IN ('expressed', 'clarifying') AND " + c.lens.ofDesk("d", params) +
		" ORDER BY d.due_at = '', d.due_at, d.rowid LIMIT {:limit}").Bind(params).Column(&ids)
	if err != nil {
		return fmt.Errorf("list dockings to call about: %w", err)
	}
	rows, err := c.lens.inOrder("dockings", ids)
	if err != nil {
		return err
	}
	with, err := c.lens.caseKin(rows)
	if err != nil {
		return err
	}
	leads, err := c.leads(with["teams"])
	if err != nil {
		return err
	}
	for _, d := range rows {
		why := Reason{Kind: "answer", ID: d.Id, Title: c.lens.caseCard(with, d).Title, DueAt: stamp(d, "due_at")}
		need, supply := owes(d)
		if need {
			c.add("org", with["orgs"][d.GetString("org")], why)
		}
		if supply {
			c.add("org", with["orgs"][d.GetString("supplier")], why)
			c.add("worker", with["workers"][d.GetString("worker")], why)
			c.add("worker", leads[d.GetString("team")], why)
		}
	}
	return nil
}

// owes tells which sides of a docking have to say something now.
func owes(d *core.Record) (need, supply bool) {
	if asked := d.GetString("asked_by"); d.GetString("state") == "clarifying" && asked != "" {
		return asked == "supply", asked == "need"
	}
	return d.GetString("need_accepted_at") == "", d.GetString("supply_accepted_at") == ""
}

// leads reads the workers who lead teams, by team.
func (c *callList) leads(teams map[string]*core.Record) (map[string]*core.Record, error) {
	ids := map[string]bool{}
	for _, t := range teams {
		gather(ids, t.GetString("lead"))
	}
	workers, err := c.lens.byID("workers", ids)
	if err != nil {
		return nil, err
	}
	leads := map[string]*core.Record{}
	for id, t := range teams {
		leads[id] = workers[t.GetString("lead")]
	}
	return leads, nil
}

// postings adds the owners of what runs out soon.
func (c *callList) postings(now time.Time) error {
	for _, collection := range []string{"needs", "offers"} {
		rows, err := c.lens.expiring(collection, now, maxCalls)
		if err != nil {
			return err
		}
		k, err := c.lens.kinOf(rows)
		if err != nil {
			return err
		}
		for _, r := range rows {
			why := Reason{Kind: "posting", ID: r.Id, Title: r.GetString("title"), DueAt: stamp(r, "valid_until"), Note: collection}
			c.add("org", k.orgs[r.GetString("org")], why)
			c.add("worker", k.workers[r.GetString("worker")], why)
			if t := k.teams[r.GetString("team")]; t != nil {
				c.add("worker", k.workers[t.GetString("lead")], why)
			}
		}
	}
	return nil
}

// steps adds those with whom a next step was agreed on that is due.
func (c *callList) steps(now time.Time) error {
	rows, err := c.lens.dueVisits(now, maxCalls)
	if err != nil {
		return err
	}
	ids := map[string]map[string]bool{"orgs": {}, "workers": {}}
	for _, v := range rows {
		gather(ids["orgs"], v.GetString("org"))
		gather(ids["workers"], v.GetString("worker"))
	}
	orgs, err := c.lens.byID("orgs", ids["orgs"])
	if err != nil {
		return err
	}
	workers, err := c.lens.byID("workers", ids["workers"])
	if err != nil {
		return err
	}
	for _, v := range rows {
		why := Reason{Kind: "next", ID: v.Id, Title: v.GetString("next_note"), DueAt: stamp(v, "next"), Note: v.GetString("docking")}
		c.add("org", orgs[v.GetString("org")], why)
		c.add("worker", workers[v.GetString("worker")], why)
	}
	return nil
}

// add notes a reason to call somebody of the viewer's own region.
func (c *callList) add(kind string, r *core.Record, why Reason) {
	if r == nil || !c.lens.Viewer.Answers(r.GetString("region")) {
		return
	}
	p := c.at[r.Id]
	if p == nil {
		p = &Person{Type: kind, ID: r.Id, Name: r.GetString("display_name") + r.GetString("name"), Place: c.lens.Names.Place(r.GetString("region"))}
		c.at[r.Id], c.people = p, append(c.people, p)
		if kind == "org" {
			c.orgs[r.Id] = r
		} else {
			c.workers[r.Id] = r
		}
	}
	p.Why = append(p.Why, why)
}
