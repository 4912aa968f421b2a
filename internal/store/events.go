package store

import (
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/filesystem"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
)

// Event appends one row to the log of who did what. diff maps a column to its
// old and new value and may be nil. It must run in the transaction of the change.
func Event(app core.App, a domain.Actor, collection, record, action, from, to string, diff map[string][2]any) error {
	return EventAt(app, time.Now(), a, collection, record, action, from, to, diff)
}

// EventAt is Event for what happened at another moment.
func EventAt(app core.App, at time.Time, a domain.Actor, collection, record, action, from, to string, diff map[string][2]any) error {
	c, err := app.FindCachedCollectionByNameOrId("events")
	if err != nil {
		return fmt.Errorf("event %s: %w", action, err)
	}
	r := core.NewRecord(c)
	r.Set("at", at)
	r.Set("actor", a.ID)
	r.Set("actor_role", string(a.Role))
	r.Set("ip", a.IP)
	r.Set("collection", collection)
	r.Set("record", record)
	r.Set("action", action)
	r.Set("from", from)
	r.Set("to", to)
	r.Set("diff", diff)
	if err := app.Save(r); err != nil {
		return fmt.Errorf("event %s of %s %s: %w", action, collection, record, err)
	}
	return nil
}

// Diff lists what a save is about to change, column by column. Secrets are left
// out, contact values are masked, long texts are cut: the log says that they
// changed, it is not a second copy of them.
func Diff(r *core.Record) map[string][2]any {
	old := r.Original()
	diff := map[string][2]any{}
	for _, f := range r.Collection().Fields {
		name := f.GetName()
		if f.Type() == core.FieldTypePassword || f.Type() == core.FieldTypeAutodate || name == "tokenKey" || name == "id" {
			continue
		}
		before, after := written(old, name), written(r, name)
		if before != after && name == "value" && secret(r) {
			diff[name] = [2]any{"", "（不记录）"}
		} else if before != after {
			before, after = changed(before, after)
			diff[name] = [2]any{forLog(r.Collection().Name, name, before), forLog(r.Collection().Name, name, after)}
		}
	}
	return diff
}

// secret tells whether a row is a setting whose value nobody may read in the log.
func secret(r *core.Record) bool {
	key := r.GetString("key")
	return r.Collection().Name == "settings" && (strings.HasPrefix(key, "secret.") || strings.HasSuffix(key, ".key"))
}

// written is the value of a column as the log writes it: lists joined by commas.
func written(r *core.Record, column string) string {
	switch v := r.Get(column).(type) {
	case []string:
		return strings.Join(v, ",")
	case types.GeoPoint:
		return v.String()
	case []any: // files, of which some are still being uploaded
		names := make([]string, len(v))
		for i, one := range v {
			if f, ok := one.(*filesystem.File); ok {
				one = f.Name
			}
			names[i] = fmt.Sprint(one)
		}
		return strings.Join(names, ",")
	}
	return r.GetString(column)
}

// contactColumns hold values that must never stand in the log in clear.
var contactColumns = map[string]bool{"phone": true, "email": true, "wechat": true, "real_name": true, "address": true}

// letterColumns hold what people wrote to the desk: their letters are erased in
// time, which the log could not be.
var letterColumns = map[string]map[string]bool{"callbacks": {"name": true, "topic": true}, "complaints": {"text": true}}

func forLog(collection, column, value string) string {
	if collection == "messages" && column == "body" {
		return "（不记录）" // the message itself is kept for ever, and is for its parties alone
	}
	if contactColumns[column] || letterColumns[collection][column] || collection == "contacts" || collection == "members" && column == "name" {
		return Mask(value)
	}
	if runes := []rune(value); len(runes) > logged {
		return string(runes[:logged]) + "…"
	}
	return value
}

// logged is how many characters of a value the log keeps; around is how many of
// them stand before and after what was changed in a longer one.
const (
	logged = 200
	around = 20
)

// changed leaves out what a long text begins and ends with before and after
// alike, so that of the characters that the log keeps most tell what is new.
func changed(before, after string) (string, string) {
	b, a := []rune(before), []rune(after)
	if len(b) <= logged && len(a) <= logged {
		return before, after
	}
	start, end := 0, 0
	for start < min(len(b), len(a)) && b[start] == a[start] {
		start++
	}
	for end < min(len(b), len(a))-start && b[len(b)-1-end] == a[len(a)-1-end] {
		end++
	}
	return middle(b, start, end), middle(a, start, end)
}

// middle writes a text from shortly before start to shortly before its last end
// characters.
func middle(text []rune, start, end int) string {
	from, to := max(0, start-around), min(len(text), len(text)-end+around)
	out := string(text[from:to])
	if from > 0 {
		out = "…" + out
	}
	if to < len(text) {
		out += "…"
	}
	return out
}

// Mask keeps the first character and the length class of a contact value.
func Mask(value string) string {
	runes := []rune(value)
	if len(runes) == 0 {
		return ""
	}
	return string(runes[:1]) + strings.Repeat("*", min(len(runes)-1, 8))
}

// Time reads a date column; the zero time when it is empty.
func Time(r *core.Record, column string) time.Time { return r.GetDateTime(column).Time() }
