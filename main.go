// Command kejiyun is the portal of a county association for science and
// technology: one binary with its database, pages and jobs inside.
package main

import (
	"os"
	_ "time/tzdata" // schedules are in Asia/Shanghai, also on hosts without zone data

	"github.com/pocketbase/pocketbase"

	"kejiyun/hooks"
	_ "kejiyun/pb_migrations"
)

func main() {
	app := pocketbase.NewWithConfig(hooks.Config())
	hooks.Register(app, app.RootCmd)
	start := app.Execute
	if hooks.NeedsNoDatabase(app.RootCmd, os.Args[1:]) {
		start = app.RootCmd.Execute
	}
	if err := start(); err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
}
