package store

import (
	"slices"
	"strings"

	"kejiyun/internal/domain"
)

// upwards returns fields with the fields above them, each once.
func (n *Names) upwards(ids []string) []string {
	all := make([]string, 0, 2*len(ids))
	for _, id := range ids {
		for id != "" && !slices.Contains(all, id) {
			all = append(all, id)
			row, _ := n.Field(id)
			id = row.Parent
		}
	}
	return all
}

// above returns a place's own county and, at home in a county, the township.
func (n *Names) above(code string) []string {
	county := domain.RegionAt(code, "county")
	if county != code && county == n.Site {
		return []string{county, code}
	}
	return []string{county}
}

// idsIn reads the ids of a relation column as the database holds them: a JSON
// list of ids without any character that JSON would escape, or one bare id.
func idsIn(column string) []string {
	column = strings.Trim(column, "[]")
	if column == "" {
		return nil
	}
	ids := strings.Split(column, ",")
	for i, id := range ids {
		ids[i] = strings.Trim(id, `" `)
	}
	return ids
}

func join(arms []string) string { return strings.Join(arms, " OR ") }
