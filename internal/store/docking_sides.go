package store

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// SideMembers returns the ids of the members who act for a side (need or supply)
// of a docking; none when the side was entered for somebody without account.
func SideMembers(app core.App, docking *core.Record, side string) ([]string, error) {
	collection, id := sideOf(docking, side)
	r, err := onlyIf(app, collection, id)
	if err != nil || r == nil {
		return nil, err
	}
	switch collection {
	case "orgs":
		return r.GetStringSlice("members"), nil
	case "teams":
		if r, err = onlyIf(app, "workers", r.GetString("lead")); err != nil || r == nil {
			return nil, err
		}
	}
	return nonEmpty(r.GetString("member")), nil
}

// sideOf returns the record that stands for a side: an org, a worker or a team.
func sideOf(docking *core.Record, side string) (collection, id string) {
	if side == "need" {
		return "orgs", docking.GetString("org")
	}
	for column, collection := range map[string]string{"worker": "workers", "team": "teams", "supplier": "orgs"} {
		if id := docking.GetString(column); id != "" {
			return collection, id
		}
	}
	return "", ""
}

// onlyIf reads a record, nil when there is none of that id.
func onlyIf(app core.App, collection, id string) (*core.Record, error) {
	if id == "" {
		return nil, nil
	}
	rows, err := app.FindRecordsByIds(collection, []string{id})
	if err != nil {
		return nil, fmt.Errorf("read %s %s: %w", collection, id, err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return rows[0], nil
}

// SideSecrets returns what only a side's counterpart after acceptance may know
// of it: telephone numbers, mail addresses, WeChat ids and real names. A name
// that is public anyway is none.
func SideSecrets(app core.App, docking *core.Record, side string) ([]string, error) {
	collection, id := sideOf(docking, side)
	r, err := onlyIf(app, collection, id)
	if err != nil || r == nil {
		return nil, err
	}
	public := r.GetString("name") + r.GetString("display_name")
	if collection == "teams" {
		collection, id = "workers", r.GetString("lead")
		if r, err = onlyIf(app, collection, id); err != nil || r == nil {
			return nil, err
		}
		public += r.GetString("display_name")
	}
	members, err := SideMembers(app, docking, side)
	if err != nil {
		return nil, err
	}
	secrets := []string{r.GetString("real_name")}
	own := map[string]string{"orgs": "org", "workers": "worker"}[collection]
	contacts, err := app.FindAllRecords("contacts", dbx.Or(dbx.HashExp{own: id}, dbx.In("member", anys(members)...)))
	if err != nil {
		return nil, fmt.Errorf("read contacts of docking %s: %w", docking.Id, err)
	}
	for _, c := range contacts {
		secrets = append(secrets, c.GetString("phone"), c.GetString("email"), c.GetString("wechat"))
	}
	accounts, err := app.FindRecordsByIds("members", members)
	if err != nil {
		return nil, fmt.Errorf("read members of docking %s: %w", docking.Id, err)
	}
	for _, m := range accounts {
		secrets = append(secrets, m.GetString("name"), m.GetString("phone"), m.Email())
	}
	return slices.DeleteFunc(secrets, func(s string) bool { return s == "" || strings.Contains(public, s) }), nil
}

// anys makes arguments of strings.
func anys(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}
