package hooks

import (
	"encoding/json"
	"fmt"

	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"
)

// schemaCommand prints every collection as JSON, in the form in which
// PocketBase exports them: the portal's types are generated from it.
func schemaCommand(app core.App) *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: "打印全部集合的结构（JSON）", Args: cobra.NoArgs,
		RunE: migrated(app, func(cmd *cobra.Command, _ []string) error {
			collections, err := app.FindAllCollections()
			if err != nil {
				return fmt.Errorf("read collections: %w", err)
			}
			out := json.NewEncoder(cmd.OutOrStdout())
			out.SetIndent("", " ")
			return out.Encode(collections)
		}),
	}
}
