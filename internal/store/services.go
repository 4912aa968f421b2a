package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// Served is one completed docking of a worker.
type Served struct {
	Docking, Org, Title, Outcome string
	Hours                        float64
	People                       int
	Completed                    time.Time
}

// ServicesOf returns what a worker, alone or as lead of a team, has brought to
// completion, oldest first. Voided and disputed ones are left out.
func ServicesOf(app core.App, worker string) ([]Served, error) {
	var rows []struct {
		ID        string         `db:"id"`
		Org       string         `db:"org"`
		Title     string         `db:"title"`
		Outcome   string         `db:"outcome"`
		Hours     float64        `db:"hours"`
		People    int            `db:"people"`
		Completed types.DateTime `db:"completed_at"`
	}
	err := app.DB().NewQuery(`SELECT d.id, o.name AS org, COALESCE(NULLIF(n.title, ''), f.title, '') AS title, d.outcome, d.hours, d.people, d.completed_at
		FROM dockings d JOIN orgs o ON o.id = d.org LEFT JOIN needs n ON n.id = d.need LEFT JOIN offers f ON f.id = d.offer
		WHERE (d.worker = {:w} OR d.team IN (SELECT id FROM teams WHERE lead = {:w})) AND d.state IN ('completed', 'reviewed')
		ORDER BY d.completed_at, d.id`).Bind(dbx.Params{"w": worker}).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read services of worker %s: %w", worker, err)
	}
	out := make([]Served, len(rows))
	for i, r := range rows {
		out[i] = Served{r.ID, r.Org, r.Title, r.Outcome, r.Hours, r.People, r.Completed.Time()}
	}
	return out, nil
}
