package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// sitemapRows bounds how many pages of one collection a sitemap names; the
// format itself ends at 50,000 in all.
const sitemapRows = 9900

// ShownPage is a record whose page stands in public.
type ShownPage struct {
	Collection, ID string
	Changed        time.Time
}

// ShownPages names all records whose pages stand in public, the newest first of
// each collection, at most 9,900 of each.
func ShownPages(app core.App) ([]ShownPage, error) {
	var pages []ShownPage
	for _, c := range []struct {
		q       *query
		changed string
	}{{needsQuery(), "n.updated"}, {offersQuery(), "o.updated"}, {workersQuery(), "w.updated"}, {teamsQuery(), "t.updated"}, {orgsQuery(), "o.updated"}} {
		if c.q.table == "offers" {
			c.q.where = append(c.q.where, "o.profile = FALSE") // the worker's own page says the same
		}
		var rows []struct {
			ID      string         `db:"id"`
			Changed types.DateTime `db:"changed"`
		}
		err := app.DB().NewQuery(fmt.Sprintf("SELECT %s AS id, %s AS changed FROM %s WHERE %s ORDER BY %s DESC, %s DESC LIMIT %d",
			c.q.id, c.changed, c.q.from, c.q.conditions(join(c.q.arms)), c.q.newest, c.q.row, sitemapRows)).Bind(c.q.params).All(&rows)
		if err != nil {
			return nil, fmt.Errorf("pages of %s: %w", c.q.table, err)
		}
		for _, r := range rows {
			pages = append(pages, ShownPage{c.q.table, r.ID, r.Changed.Time()})
		}
	}
	notices, err := noticePages(app, time.Now())
	if err != nil {
		return nil, fmt.Errorf("pages of notices: %w", err)
	}
	return append(pages, notices...), nil
}
