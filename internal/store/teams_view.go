package store

import (
	"github.com/pocketbase/pocketbase/core"
)

// TeamCard is a team in a list. It names only those workers who have a page that
// this viewer may open: nobody is made public by somebody else's team. Lead is
// nil when the lead has none.
type TeamCard struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Unit    string `json:"unit"`
	Intro   string `json:"intro"`
	Fields  []Ref  `json:"fields"`
	Place   Place  `json:"place"`
	Lead    *Ref   `json:"lead"`
	Members []Ref  `json:"members"`
	Verify  string `json:"verify"`
}

// TeamView is the page of a team.
type TeamView struct {
	TeamCard
	Offers []OfferCard `json:"offers"`
}

func (l *Lens) teamCard(k *kin, t *core.Record) TeamCard {
	c := TeamCard{
		ID: t.Id, Name: t.GetString("name"), Kind: t.GetString("kind"), Unit: t.GetString("unit"), Intro: t.GetString("intro"),
		Fields: l.Names.Refs(t.GetStringSlice("fields")), Place: l.Names.Place(t.GetString("region")),
		Members: []Ref{}, Verify: t.GetString("verify"),
	}
	if w := k.workers[t.GetString("lead")]; w != nil && l.hasPage(k, w) {
		c.Lead = &Ref{w.Id, w.GetString("display_name")}
	}
	for _, id := range t.GetStringSlice("members") {
		if w := k.workers[id]; w != nil && l.hasPage(k, w) {
			c.Members = append(c.Members, Ref{w.Id, w.GetString("display_name")})
		}
	}
	return c
}

// TeamPage finds a team for the viewer.
func (l *Lens) TeamPage(id string) (*TeamView, error) {
	found, err := l.inOrder("teams", []string{id})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	if err := l.meet(); err != nil {
		return nil, err
	}
	k, err := l.kinOf(found)
	if err != nil {
		return nil, err
	}
	v := &TeamView{TeamCard: l.teamCard(k, found[0])}
	if v.Offers, err = l.offersOf("team", id); err != nil {
		return nil, err
	}
	if !l.toTeam(k, found[0]).Listed(v.Verify, len(v.Offers) > 0) {
		return nil, nil
	}
	return v, nil
}
