package store

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// recentEvents bounds how many events one answer holds.
const recentEvents = 200

// EventView is one line of a posting's history: in what role it was done, never
// by which account or from which address.
type EventView struct {
	At        string            `json:"at"`
	ActorRole string            `json:"actor_role"`
	Action    string            `json:"action"`
	From      string            `json:"from"`
	To        string            `json:"to"`
	Diff      map[string][2]any `json:"diff"` // column → before and after; null when nothing was changed by hand
}

// whoColumns hold ids of accounts; they are left out of what a view tells.
var whoColumns = []string{"entered_by", "verified_by", "proxy_consent"}

// EventsOf returns the history of a record, newest first.
func EventsOf(app core.App, collection, id string) ([]EventView, error) {
	var rows []*core.Record
	err := app.RecordQuery("events").AndWhere(dbx.HashExp{"collection": collection, "record": id}).
		OrderBy("at DESC", "rowid DESC").Limit(recentEvents).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read history of %s %s: %w", collection, id, err)
	}
	events := make([]EventView, len(rows))
	for i, r := range rows {
		events[i] = EventView{At: stamp(r, "at"), ActorRole: r.GetString("actor_role"), Action: r.GetString("action"),
			From: r.GetString("from"), To: r.GetString("to")}
		if err := r.UnmarshalJSONField("diff", &events[i].Diff); err != nil {
			return nil, fmt.Errorf("read change of %s %s: %w", collection, id, err)
		}
		for _, column := range whoColumns {
			delete(events[i].Diff, column)
		}
	}
	return events, nil
}
