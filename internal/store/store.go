// Package store is the one adapter between PocketBase's records and the nouns of
// the domain: it reads records into nouns, holds the queries, and writes the
// rows that other rows cause (events, queue entries, mails). Every function
// takes the app first and works inside whatever transaction that app is; none
// opens one of its own, sends anything, or decides anything.
package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
)

// Setting returns the value of a row of the settings collection, or fallback
// when the row is missing or holds another type.
func Setting[T any](app core.App, key string, fallback T) T {
	r, err := app.FindFirstRecordByData("settings", "key", key)
	if err != nil {
		return fallback
	}
	var v T
	if err := r.UnmarshalJSONField("value", &v); err != nil {
		return fallback
	}
	return v
}

// SetSetting writes a row of the settings collection, making it when missing.
func SetSetting(app core.App, key string, value any) error {
	r, err := app.FindFirstRecordByData("settings", "key", key)
	if err != nil {
		c, err := app.FindCachedCollectionByNameOrId("settings")
		if err != nil {
			return fmt.Errorf("set %s: %w", key, err)
		}
		r = core.NewRecord(c)
		r.Set("key", key)
	}
	encoded, err := json.Marshal(value) // or PocketBase would take a code for a number
	if err != nil {
		return fmt.Errorf("set %s: %w", key, err)
	}
	r.Set("value", types.JSONRaw(encoded))
	if err := app.Save(r); err != nil {
		return fmt.Errorf("set %s: %w", key, err)
	}
	return nil
}

// actorKey carries the actor of a write on the record itself: the only thing
// that reaches the record hooks from the request, a command or the admin UI.
const actorKey = "@actor"

// By notes on a record who is about to change it and returns the record.
func By(r *core.Record, a domain.Actor) *core.Record {
	r.SetRaw(actorKey, a)
	return r
}

// Actor tells who changes a record; nobody noted means the system itself.
func Actor(r *core.Record) domain.Actor {
	if a, ok := r.GetRaw(actorKey).(domain.Actor); ok {
		return a
	}
	return domain.Actor{Role: domain.System}
}

// stepKey carries the lawful step that a change of state belongs to.
const stepKey = "@step"

// Step notes that a change of a posting's state was allowed as this action.
func Step(r *core.Record, action string) { r.SetRaw(stepKey, action) }

// StepOf returns the action noted by Step, "" when there is none.
func StepOf(r *core.Record) string {
	s, _ := r.GetRaw(stepKey).(string)
	return s
}

// asKey carries the capacity in which a step is taken.
const asKey = "@as"

// StepAs notes a step together with the capacity in which it is taken: the log
// keeps for which side somebody acted.
func StepAs(r *core.Record, action, as string) {
	Step(r, action)
	r.SetRaw(asKey, as)
}

// AsOf returns the capacity noted by StepAs, "" when there is none.
func AsOf(r *core.Record) string {
	s, _ := r.GetRaw(asKey).(string)
	return s
}

// atKey carries the moment of a change that is told after the event.
const atKey = "@at"

// At notes when a change happened that is written down only now, as the sample
// county does: its event bears that moment.
func At(r *core.Record, t time.Time) { r.SetRaw(atKey, t) }

// AtOf returns the moment noted by At, now when there is none.
func AtOf(r *core.Record) time.Time {
	if t, ok := r.GetRaw(atKey).(time.Time); ok {
		return t
	}
	return time.Now()
}

// Enqueue asks for an offer or a need to be matched again. It must run in the
// transaction of the change, so that no change is ever missed.
func Enqueue(app core.App, collection, record string) error {
	_, err := app.DB().NewQuery(
		"INSERT INTO match_queue (id, seq, collection, record, applied_at, error, created, updated) " +
			"SELECT lower(hex(randomblob(7))) || 'q', COALESCE(MAX(seq), 0) + 1, {:c}, {:r}, '', '', " +
			"strftime('%Y-%m-%d %H:%M:%fZ'), strftime('%Y-%m-%d %H:%M:%fZ') FROM match_queue",
	).Bind(dbx.Params{"c": collection, "r": record}).Execute()
	if err != nil {
		return fmt.Errorf("queue %s %s for matching: %w", collection, record, err)
	}
	return nil
}
