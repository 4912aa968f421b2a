// Package adminui puts PocketBase's dashboard into Chinese and shows our collections, columns and codes by
// their Chinese names. It is one UI extension: a script that replaces words on the page after PocketBase
// has drawn it.
//
// UI extensions are experimental in PocketBase, so the script asks little of the page and gives up quietly:
// a phrase it does not know stays English, a part of the dashboard that is gone is passed over, and after a
// few errors it stops. Nothing of that reaches a request or a record; without it everything works, in
// English. Beside the words it has one button: a group bot is tried from its form. PocketBase is pinned; after raising its version, look through the dashboard once and add what is new to words.js.
package adminui

import (
	"bytes"
	"embed"
	"io/fs"

	"github.com/pocketbase/pocketbase/core"
)

// Name is the extension's part of the URL: /_/extensions/zh/….
const Name = "zh"

// parts are joined, in this order, to the one script that PocketBase loads: words before their use.
var parts = []string{"words.js", "schema.js", "main.js", "actions.js"}

//go:embed words.js schema.js main.js actions.js
var files embed.FS

// Register adds the extension to a server that is starting. PocketBase lets browsers keep the script for two
// weeks, which would show an old dictionary after an upgrade: here they ask each time.
func Register(e *core.ServeEvent) {
	e.UIExtensions = append(e.UIExtensions, Extension())
	e.Router.BindFunc(func(re *core.RequestEvent) error {
		if re.Request.URL.Path == "/_/extensions.js" {
			re.Response.Header().Set("Cache-Control", "no-cache")
		}
		return re.Next()
	})
}

// Extension is the Chinese dashboard, to be added to [core.ServeEvent.UIExtensions] while the server starts.
func Extension() core.UIExtension {
	return core.UIExtension{Name: Name, FS: joined{}}
}

// joined is a file system with a single file, main.js: all parts in order.
type joined struct{}

func (joined) Open(name string) (fs.File, error) {
	if name != "main.js" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	script, err := script()
	if err != nil {
		return nil, err
	}
	info, err := fs.Stat(files, name)
	if err != nil {
		return nil, err
	}
	return file{bytes.NewReader(script), sized{info, int64(len(script))}}, nil
}

// script returns all parts in order.
func script() ([]byte, error) {
	var all []byte
	for _, part := range parts {
		text, err := files.ReadFile(part)
		if err != nil {
			return nil, err
		}
		all = append(append(all, text...), '\n')
	}
	return all, nil
}

// file is the joined script, open for reading.
type file struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f file) Close() error               { return nil }

// sized is a file's description with another size, in bytes.
type sized struct {
	fs.FileInfo
	size int64
}

func (s sized) Size() int64 { return s.size }
