// Package pb_public embeds the portal: the pages as built into dist/, and the
// list of routes that the pages themselves are routed by. A tree that has not
// been built yet embeds an empty dist and serves no pages.
package pb_public

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Routes is src/routes.json: a list of {name, path, who, title} and,
// where the server writes more of the page than that, {lead, narrow}.
//
//go:embed src/routes.json
var Routes []byte

// Dist returns the built files: index.html and assets/, each text also as .br and .gz.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the name is constant
	}
	return sub
}
