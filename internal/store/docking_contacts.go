package store

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

// SideNames returns the real name of the person who stands for a side, "" for an
// org, and the org, team or unit they stand for.
func SideNames(app core.App, docking *core.Record, side string) (person, of string) {
	collection, id := sideOf(docking, side)
	r, err := onlyIf(app, collection, id)
	if err != nil || r == nil {
		return "", ""
	}
	switch collection {
	case "orgs":
		return "", r.GetString("name")
	case "teams":
		lead, err := onlyIf(app, "workers", r.GetString("lead"))
		if err != nil || lead == nil {
			return "", r.GetString("name")
		}
		return nameOf(lead), r.GetString("name")
	}
	return nameOf(r), r.GetString("unit")
}

func nameOf(worker *core.Record) string {
	if real := worker.GetString("real_name"); real != "" {
		return real
	}
	return worker.GetString("display_name")
}

// ProxyContact finds the contact that the desk wrote down for a side without
// account; nil when there is none.
func ProxyContact(app core.App, docking *core.Record, side string) (*core.Record, error) {
	collection, id := sideOf(docking, side)
	if collection == "teams" {
		team, err := onlyIf(app, collection, id)
		if err != nil || team == nil {
			return nil, err
		}
		collection, id = "workers", team.GetString("lead")
	}
	column := map[string]string{"orgs": "org", "workers": "worker"}[collection]
	if column == "" || id == "" {
		return nil, nil
	}
	c, err := app.FindFirstRecordByData("contacts", column, id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read contact of %s %s: %w", collection, id, err)
	}
	return c, nil
}
