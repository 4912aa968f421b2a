package store

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

// Desk is what only the owner of a posting and the desk see of it. What is
// measured and decided elsewhere (hints, what may be done) the caller fills in.
type Desk struct {
	Clarity       int      `json:"clarity"`
	Hints         any      `json:"hints"`
	ReturnReasons []string `json:"return_reasons"`
	ReturnNote    string   `json:"return_note"`
	CloseReason   string   `json:"close_reason"`
	RemovedReason string   `json:"removed_reason"`
	Can           any      `json:"can"`

	Deskable `json:"-"`
}

// Deskable is what the caller needs to fill a Desk in: the posting, its owners
// (member ids) and how its owner was verified.
type Deskable struct {
	Posting *core.Record
	Owners  []string
	Verify  string
}

// Note is one stored note of the clarity check; it has the shape of posting.Hint.
type Note struct {
	Code   string         `json:"code"`
	Field  string         `json:"field"`
	Points int            `json:"points"`
	Params map[string]any `json:"params,omitempty"`
}

// Notes reads the stored notes of the clarity check.
func (d Deskable) Notes() ([]Note, error) {
	var notes []Note
	if d.Posting.GetString("clarity_notes") == "" {
		return nil, nil
	}
	if err := d.Posting.UnmarshalJSONField("clarity_notes", &notes); err != nil {
		return nil, fmt.Errorf("read clarity notes of %s: %w", d.Posting.Id, err)
	}
	return notes, nil
}

func (k *kin) desk(r *core.Record) *Desk {
	d := &Desk{
		Clarity: r.GetInt("clarity"), Hints: []any{}, ReturnReasons: some(r.GetStringSlice("return_reasons")),
		ReturnNote: r.GetString("return_note"), CloseReason: r.GetString("close_reason"),
		RemovedReason: r.GetString("removed_reason"), Can: []string{},
		Deskable: Deskable{Posting: r, Owners: k.owners(r)},
	}
	for _, owner := range []*core.Record{k.workers[r.GetString("worker")], k.teams[r.GetString("team")], k.orgs[r.GetString("org")]} {
		if owner != nil {
			d.Verify = owner.GetString("verify")
		}
	}
	return d
}
