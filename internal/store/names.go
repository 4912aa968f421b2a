package store

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/pocketbase/pocketbase/core"
)

// Ref names a record that a view only mentions.
type Ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Place names a region code.
type Place struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// RegionRow is one region as the portal's region picker wants it.
type RegionRow struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Level  string `json:"level"`
	Parent string `json:"parent"`
}

// FieldRow is one field of the taxonomy with the other words for it.
type FieldRow struct {
	ID       string   `json:"id"`
	Parent   string   `json:"parent"`
	Scheme   string   `json:"scheme"`
	Name     string   `json:"name"`
	Synonyms []string `json:"synonyms"`
}

// Names holds the reference data that nearly every view needs: regions, fields
// and the region the site serves. It is read once and never changed.
type Names struct {
	Site    string      // code of the site's region
	Regions []RegionRow // by code
	Fields  []FieldRow  // in the order of the taxonomy
	region  map[string]int
	field   map[string]int
	below   map[string][]string // parent field → its children
}

const namesKey = "kejiyun.names"

// namesCell holds the names of one app until they are forgotten. Whoever still
// fills a forgotten cell fills it for nobody, so that old names never return.
type namesCell struct {
	mu    sync.Mutex
	names *Names
}

// NamesOf returns the names of an app, from memory when they were read before.
func NamesOf(app core.App) (*Names, error) {
	cell := app.Store().GetOrSet(namesKey, func() any { return &namesCell{} }).(*namesCell)
	cell.mu.Lock()
	defer cell.mu.Unlock()
	if cell.names == nil {
		names, err := loadNames(app)
		if err != nil {
			return nil, err
		}
		cell.names = names
	}
	return cell.names, nil
}

// ForgetNames makes the next NamesOf read them again: to be called whenever a
// region, a field or a setting was changed, or its change was rolled back.
func ForgetNames(app core.App) { app.Store().Remove(namesKey) }

// SettingText reads a setting that is a text. A code or a telephone number that
// an admin typed without quotes is one too.
func SettingText(app core.App, key string) string {
	if text := Setting(app, key, ""); text != "" {
		return text
	}
	return Setting(app, key, json.Number("")).String()
}

func loadNames(app core.App) (*Names, error) {
	n := &Names{Site: SettingText(app, "site.region"), region: map[string]int{}, field: map[string]int{}, below: map[string][]string{}}
	if err := app.DB().Select("code", "name", "level", "parent").From("regions").OrderBy("code").All(&n.Regions); err != nil {
		return nil, fmt.Errorf("read names of regions: %w", err)
	}
	for i, r := range n.Regions {
		n.region[r.Code] = i
	}
	var rows []struct {
		FieldRow
		Words string `db:"words"`
	}
	err := app.DB().Select("id", "parent", "scheme", "name", "COALESCE(synonyms, '') AS words").From("fields").OrderBy("rowid").All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read names of fields: %w", err)
	}
	for i, r := range rows {
		f := r.FieldRow
		if json.Unmarshal([]byte(r.Words), &f.Synonyms) != nil || f.Synonyms == nil {
			f.Synonyms = []string{}
		}
		n.Fields = append(n.Fields, f)
		n.field[f.ID] = i
		if f.Parent != "" {
			n.below[f.Parent] = append(n.below[f.Parent], f.ID)
		}
	}
	return n, nil
}

// Region returns a region by its code.
func (n *Names) Region(code string) (RegionRow, bool) {
	i, ok := n.region[code]
	if !ok {
		return RegionRow{}, false
	}
	return n.Regions[i], true
}

// Field returns a field by its id.
func (n *Names) Field(id string) (FieldRow, bool) {
	i, ok := n.field[id]
	if !ok {
		return FieldRow{}, false
	}
	return n.Fields[i], true
}
