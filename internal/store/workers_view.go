package store

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/dbutils"

	"kejiyun/internal/domain"
)

// WorkerCard is a worker in a list.
type WorkerCard struct {
	ID           string   `json:"id"`
	DisplayName  string   `json:"display_name"`
	TitleLevel   string   `json:"title_level"`
	TitleName    string   `json:"title_name"`
	Unit         string   `json:"unit,omitempty"`
	UnitType     string   `json:"unit_type"`
	Fields       []Ref    `json:"fields"`
	Keywords     []string `json:"keywords"`
	Intro        string   `json:"intro"`
	Place        Place    `json:"place"`
	Radius       string   `json:"radius"`
	Modes        []string `json:"modes"`
	Fee          string   `json:"fee"`
	Availability string   `json:"availability"`
	Verify       string   `json:"verify"`
	Teams        []Ref    `json:"teams"`
	Marks        Marks    `json:"marks,omitempty"`
}

// WorkerView is the page of a worker. For the owner and the desk it also has
// the offer that mirrors the profile: its id and status, and its Desk.
type WorkerView struct {
	WorkerCard
	Offers []OfferCard `json:"offers"`
	*Profile
	*Desk
}

// Profile is the offer that mirrors a worker's profile.
type Profile struct {
	Offer  string `json:"offer"`
	Status string `json:"status"`
}

func (l *Lens) workerCard(w *core.Record, teams []Ref) WorkerCard {
	return WorkerCard{
		ID: w.Id, DisplayName: w.GetString("display_name"), TitleLevel: w.GetString("title_level"), TitleName: w.GetString("title_name"),
		Unit: l.unit(w), UnitType: w.GetString("unit_type"), Fields: l.Names.Refs(w.GetStringSlice("fields")),
		Keywords: some(words(w, "keywords")), Intro: w.GetString("intro"), Place: l.Names.Place(w.GetString("region")),
		Radius: w.GetString("radius"), Modes: some(w.GetStringSlice("modes")), Fee: w.GetString("fee"),
		Availability: w.GetString("availability"), Verify: w.GetString("verify"), Teams: teams,
		Marks: l.marks(w, "display_name", "intro"),
	}
}

// WorkerPage finds a worker for the viewer: nil when there is none, or not for
// them.
func (l *Lens) WorkerPage(id string) (*WorkerView, error) {
	found, err := l.inOrder("workers", []string{id})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	if err := l.meet(); err != nil {
		return nil, err
	}
	k, err := l.kinOf(found)
	if err != nil || !l.hasPage(k, found[0]) {
		return nil, err
	}
	teams, err := l.teamsOf([]string{id})
	if err != nil {
		return nil, err
	}
	v := &WorkerView{WorkerCard: l.workerCard(found[0], some(teams[id]))}
	if p := k.profiles[id]; p != nil && l.toWorker(found[0]).Sees(domain.SeeDesk, domain.Let{}) {
		v.Profile, v.Desk = &Profile{p.Id, p.GetString("status")}, k.desk(p)
	}
	v.Offers, err = l.offersOf("worker", id)
	return v, err
}

// teamsOf names the teams of workers that stand in public, by worker.
func (l *Lens) teamsOf(workers []string) (map[string][]Ref, error) {
	q := newQuery("teams", "teams t", "t.id", "t.created", "t.rowid", []string{teamListed})
	in := inList(q.params, "worker", workers)
	var rows []struct {
		Worker string `db:"worker"`
		ID     string `db:"id"`
		Name   string `db:"name"`
	}
	err := l.App.DB().NewQuery("SELECT je.value AS worker, t.id AS id, t.name AS name FROM teams t, " + dbutils.JSONEach("t.members") +
		" AS je WHERE je.value IN " + in + " AND " + teamListed +
		" UNION SELECT t.lead, t.id, t.name FROM teams t WHERE t.lead IN " + in + " AND " + teamListed + " ORDER BY name, id").
		Bind(q.params).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read teams of workers: %w", err)
	}
	teams := map[string][]Ref{}
	for _, r := range rows {
		teams[r.Worker] = append(teams[r.Worker], Ref{r.ID, r.Name})
	}
	return teams, nil
}
