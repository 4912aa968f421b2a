// Command kejiyun is the portal of a county association for science and
// technology: one binary with its database, pages and jobs inside.
package main

import (
	"os"
	_ "time/tzdata" // schedules are in Asia/Shanghai, also on hosts without zone data

	"github.com/KimMachineGun/automemlimit/memlimit"
	"github.com/pocketbase/pocketbase"

	"kejiyun/hooks"
	_ "kejiyun/pb_migrations"
)

// memoryShare is how much of the memory there is Go's heap should keep to. The rest is
// for SQLite, the matcher's snapshot and the system's own cache of files.
const memoryShare = .5

func main() {
	// Where the memory is not known there is no limit.
	_, _ = memlimit.Set(memlimit.WithRatio(memoryShare), memlimit.WithProvider(memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)))
	app := pocketbase.NewWithConfig(hooks.Config(os.Args[1:]))
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
