package hooks

import (
	"cmp"
	"fmt"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/store"
)

// paperFacts gathers what the records of a docking know for its contract, and
// which kind of contract it looks like.
func paperFacts(app core.App, d *core.Record) (docking.PaperFacts, string, error) {
	f := docking.PaperFacts{Docking: d.Id, Amount: d.GetFloat("amount"), RegisteredAmount: d.GetFloat("registered_amount"),
		Signed: store.Time(d, "signed_at"), Hours: d.GetFloat("hours"), People: d.GetInt("people")}
	found := map[string]*core.Record{}
	for column, collection := range map[string]string{"need": "needs", "offer": "offers", "org": "orgs", "worker": "workers", "team": "teams", "supplier": "orgs"} {
		if id := d.GetString(column); id != "" {
			r, err := app.FindRecordById(collection, id)
			if err != nil {
				return f, "", fmt.Errorf("read %s of docking %s: %w", column, d.Id, err)
			}
			found[column] = r
		}
	}
	if t := found["team"]; t != nil && t.GetString("lead") != "" {
		lead, err := app.FindRecordById("workers", t.GetString("lead"))
		if err != nil {
			return f, "", fmt.Errorf("read lead of team %s: %w", t.Id, err)
		}
		found["lead"] = lead
	}
	names, err := store.NamesOf(app)
	if err != nil {
		return f, "", err
	}
	paperParties(&f, found, names)
	cooperation := ofNeed(&f, found["need"], names)
	cooperation = append(cooperation, ofOffer(&f, found["offer"])...)
	return f, paperKind(d.GetString("contract_type"), cooperation), nil
}

// paperParties names both sides. A team is nobody in law: its lead signs.
func paperParties(f *docking.PaperFacts, found map[string]*core.Record, names *store.Names) {
	org := func(r *core.Record) docking.Party {
		return docking.Party{Name: r.GetString("name"), USCC: r.GetString("uscc"), Place: names.Place(r.GetString("region")).Name}
	}
	person := func(r *core.Record) docking.Party {
		return docking.Party{Name: cmp.Or(r.GetString("real_name"), r.GetString("display_name")), Unit: r.GetString("unit"),
			Place: names.Place(r.GetString("region")).Name, Person: true}
	}
	if r := found["org"]; r != nil {
		f.Need = org(r)
		f.Place = f.Need.Place
	}
	switch {
	case found["worker"] != nil:
		f.Supply = person(found["worker"])
	case found["supplier"] != nil:
		f.Supply = org(found["supplier"])
	case found["team"] != nil:
		team := found["team"]
		if lead := found["lead"]; lead != nil {
			f.Supply = person(lead)
			f.Supply.Name += "（代表“" + team.GetString("name") + "”）"
		}
		f.Supply.Unit = cmp.Or(team.GetString("unit"), f.Supply.Unit)
	}
}

// ofNeed adds what a need says and returns how its org would work together.
func ofNeed(f *docking.PaperFacts, r *core.Record, names *store.Names) []string {
	if r == nil {
		return nil
	}
	n := store.NeedText(r)
	f.Project, f.Goal, f.Metrics, f.Tried = n.Title, n.Summary, n.Metrics, n.Tried
	if n.Detail != "" {
		f.Goal += " " + n.Detail
	}
	if c := n.Call; c != nil {
		f.Ownership, f.Funding, f.TermMonths = c.IPOwnership, c.Funding, c.TermMonths
		f.Metrics = cmp.Or(f.Metrics, c.Metrics)
	}
	f.NDA, f.Deadline, f.Place = n.NDA, n.Deadline, names.Place(n.Region).Name
	if f.Amount == 0 {
		f.Amount = n.Amount
	}
	if n.Kind == "challenge" {
		return append(n.Cooperation, "development")
	}
	return n.Cooperation
}

// ofOffer adds what an offer says and returns how its owner would work together.
func ofOffer(f *docking.PaperFacts, r *core.Record) []string {
	if r == nil {
		return nil
	}
	o := store.OfferText(r)
	f.Project = cmp.Or(f.Project, o.Title)
	f.Supplied = o.Title + "。" + o.Summary
	f.Modes, f.Stage, f.IPR, f.IPRNote = o.Modes, o.Stage, o.IPR, r.GetString("ipr_note")
	return o.Cooperation
}

// paperKind picks the kind of contract: the one that was agreed, otherwise the
// first way of working together that comes to one.
func paperKind(agreed string, cooperation []string) string {
	like := map[string]string{"joint_production": "development", "training": "service"}
	for _, c := range append([]string{agreed}, cooperation...) {
		if c = cmp.Or(like[c], c); docking.PaperKinds[c] != "" || c == "non_technical" {
			return c
		}
	}
	return "service"
}
