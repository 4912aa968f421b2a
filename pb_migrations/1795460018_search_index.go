package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() {
	m.Register(createSearchIndex, func(app core.App) error {
		_, err := app.DB().NewQuery("DROP TABLE IF EXISTS search_index").Execute()
		return err
	})
}

// createSearchIndex makes the full-text table behind the portal's search box.
// Its terms are single characters and pairs of characters written with spaces
// between them, so that words of two characters are found too; the server
// writes it in the same transaction as the record.
func createSearchIndex(app core.App) error {
	_, err := app.DB().NewQuery(
		"CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(collection UNINDEXED, record UNINDEXED, terms, tokenize = 'unicode61')",
	).Execute()
	return err
}
