package hooks

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/cmd"
	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"
)

// addCommands adds PocketBase's own commands and ours to the command line.
func addCommands(app core.App, root *cobra.Command) {
	superuser := cmd.NewSuperuserCommand(app)
	superuser.PersistentPreRunE = migrated(app, func(*cobra.Command, []string) error { return nil }) // its event needs our schema
	root.AddCommand(cmd.NewServeCommand(app, true), superuser,
		matchCommand(), trainCommand(app), benchCommand(), demoCommand(app), jobCommand(app), mailCommand(app), webhookCommand(app), digestCommand(app), schemaCommand(app), doctorCommand(app))
	for _, c := range root.Commands() {
		failHard(c)
	}
}

// failHard makes a command that fails end the process with 1, or the code that
// its error has, as scripts and service managers expect: PocketBase would end it with 0.
func failHard(c *cobra.Command) {
	if run := c.RunE; run != nil {
		c.SilenceErrors, c.SilenceUsage = true, true
		c.RunE = func(c *cobra.Command, args []string) error {
			if err := run(c, args); err != nil {
				fmt.Fprintln(c.ErrOrStderr(), err.Error())
				code := 1
				var own interface{ ExitCode() int }
				if errors.As(err, &own) {
					code = own.ExitCode()
				}
				os.Exit(code)
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		failHard(sub)
	}
}

// noDatabase annotates the commands that run without opening a data directory.
const noDatabase = "kejiyun.no-database"

// butDatabase annotates such a command with the flag with which it opens one.
const butDatabase = "kejiyun.but-database"

// NeedsNoDatabase tells whether these arguments name such a command.
func NeedsNoDatabase(root *cobra.Command, args []string) bool {
	c, _, err := root.Find(args)
	if err != nil || c.Annotations[noDatabase] == "" {
		return false
	}
	flag := c.Annotations[butDatabase]
	return flag == "" || !slices.ContainsFunc(args, func(a string) bool { return a == flag || strings.HasPrefix(a, flag+"=") })
}
