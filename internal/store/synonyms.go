package store

import (
	"fmt"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// SynonymMark stands between the words of a row of synonyms.
const SynonymMark = "、"

// Synonyms returns the groups of words that mean the same, from the active rows
// of synonyms, the oldest first.
func Synonyms(app core.App) ([][]string, error) {
	var rows []string
	err := app.DB().Select("words").From("synonyms").Where(dbx.HashExp{"active": true}).OrderBy("created", "id").Column(&rows)
	if err != nil {
		return nil, fmt.Errorf("read synonyms: %w", err)
	}
	groups := make([][]string, len(rows))
	for i, words := range rows {
		groups[i] = strings.Split(words, SynonymMark)
	}
	return groups, nil
}
