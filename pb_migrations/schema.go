// Package pb_migrations holds the schema as a history of changes, one a file,
// each with a way up and a way down. A file that has landed is frozen: a later
// change is a later file. The package imports PocketBase alone, so that history
// never moves under it; tests elsewhere hold it against the nouns of the domain.
//
// This file has the words the migrations are written in: a column is made by
// the function of its type with its name, its limits and the help text that a
// clerk reads under the input in the admin UI.
package pb_migrations

import (
	"fmt"
	"github.com/pocketbase/dbx"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

func text(name string, max int, help string) *core.TextField {
	return &core.TextField{Name: name, Max: max, Help: help}
}

func number(name string, min, max float64, help string) *core.NumberField {
	return &core.NumberField{Name: name, Min: &min, Max: &max, Help: help}
}

func flag(name, help string) *core.BoolField {
	return &core.BoolField{Name: name, Help: help}
}

func date(name, help string) *core.DateField {
	return &core.DateField{Name: name, Help: help}
}

func jsonb(name, help string) *core.JSONField {
	return &core.JSONField{Name: name, MaxSize: 1 << 16, Help: help}
}

func choice(name, help string, values ...string) *core.SelectField {
	return &core.SelectField{Name: name, Values: values, MaxSelect: 1, Help: help}
}

func choices(name, help string, values ...string) *core.SelectField {
	return &core.SelectField{Name: name, Values: values, MaxSelect: len(values), Help: help}
}

func link(app core.App, name, collection, help string) *core.RelationField {
	return &core.RelationField{Name: name, CollectionId: idOf(app, collection), MaxSelect: 1, Help: help}
}

func links(app core.App, name, collection string, max int, help string) *core.RelationField {
	f := link(app, name, collection, help)
	f.MaxSelect = max
	return f
}

// documents are files that only the owner, staff and, where a route says so,
// the counterpart may download.
func documents(name string, max int, help string) *core.FileField {
	return &core.FileField{Name: name, MaxSelect: max, MaxSize: 10 << 20, Protected: true, Help: help, MimeTypes: []string{
		"image/jpeg", "image/png", "image/webp", "application/pdf",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}}
}

// must marks a column as required.
func must(f core.Field) core.Field {
	switch f := f.(type) {
	case *core.TextField:
		f.Required = true
	case *core.SelectField:
		f.Required = true
	case *core.RelationField:
		f.Required = true
	case *core.DateField:
		f.Required = true
	case *core.JSONField:
		f.Required = true
	case *core.NumberField:
		f.Required = true
	case *core.EmailField:
		f.Required = true
	default:
		panic(fmt.Sprintf("must: %T", f))
	}
	return f
}

// shown marks a column as the one that names its record in relation labels.
func shown(f *core.TextField) *core.TextField {
	f.Presentable = true
	return f
}

// dates adds the columns that PocketBase keeps by itself.
func dates(c *core.Collection) {
	c.Fields.Add(
		&core.AutodateField{Name: "created", OnCreate: true},
		&core.AutodateField{Name: "updated", OnCreate: true, OnUpdate: true},
	)
}

// rules sets the five rules of a collection; "" stands for nobody (nil), since
// no collection of ours is open to everybody.
func rules(c *core.Collection, list, view, create, update, remove string) {
	for rule, to := range map[**string]string{
		&c.ListRule: list, &c.ViewRule: view, &c.CreateRule: create, &c.UpdateRule: update, &c.DeleteRule: remove,
	} {
		*rule = nil
		if to != "" {
			*rule = types.Pointer(to)
		}
	}
}

func idOf(app core.App, collection string) string {
	c, err := app.FindCollectionByNameOrId(collection)
	if err != nil {
		panic(fmt.Errorf("collection %s: %w", collection, err))
	}
	return c.Id
}

// drop returns a way down that deletes collections, the last one first.
func drop(names ...string) func(core.App) error {
	return func(app core.App) error {
		for i := len(names) - 1; i >= 0; i-- {
			c, err := app.FindCollectionByNameOrId(names[i])
			if err != nil {
				return err
			}
			if err := app.Delete(c); err != nil {
				return err
			}
		}
		return nil
	}
}

// Pieces of rules. Every rule begins with signedIn: without it a guest's empty
// id would equal the empty owner of an ownerless row.
const (
	signedIn = "@request.auth.id != ''"
	aMember  = "@request.auth.collectionName = 'members'"
	// deskReads: staff of any role; deskWrites: not leaders, who only read.
	deskReads  = "@request.auth.collectionName = 'staff'"
	deskWrites = "@request.auth.collectionName = 'staff' && @request.auth.role != 'leader'"
)

// within says that a column lies in the region a staff account answers for:
// codes inside a region are the range from its own code to its last one.
func within(column string) string {
	return column + " >= @request.auth.region && " + column + " <= @request.auth.region.last"
}

// untouched says that a request sets none of the columns the server alone sets.
func untouched(columns ...string) string {
	s := ""
	for _, c := range columns {
		s += " && @request.body." + c + ":isset = false"
	}
	return s
}

// addSettings adds rows to settings: key, value as JSON, help.
func addSettings(app core.App, rows [][3]string) error {
	c, err := app.FindCollectionByNameOrId("settings")
	if err != nil {
		return err
	}
	for _, s := range rows {
		r := core.NewRecord(c)
		r.Set("key", s[0])
		r.Set("value", s[1])
		r.Set("help", s[2])
		if err := app.Save(r); err != nil {
			return err
		}
	}
	return nil
}

// dropSettings takes them away again.
func dropSettings(app core.App, rows [][3]string) error {
	for _, s := range rows {
		if _, err := app.DB().Delete("settings", dbx.HashExp{"key": s[0]}).Execute(); err != nil {
			return err
		}
	}
	return nil
}
