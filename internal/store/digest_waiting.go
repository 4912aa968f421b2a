package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// DigestWait is something that waits for a member.
type DigestWait struct {
	Kind    string `db:"kind"` // needs, offers, joins
	ID      string `db:"id"`
	Title   string `db:"title"` // of the posting or org
	Status  string `db:"status"`
	Reasons string `db:"reasons"`
	Note    string `db:"note"`
	Until   string `db:"until"`
	Who     string `db:"who"` // joins: who asks, as others may see them
	Profile bool   `db:"profile"`
}

// ReasonCodes returns why a posting was sent back.
func (w *DigestWait) ReasonCodes() []string {
	var codes []string
	_ = json.Unmarshal([]byte(w.Reasons), &codes) // nothing to say is nothing said
	return codes
}

// UntilTime returns when an unconfirmed posting expires.
func (w *DigestWait) UntilTime() time.Time { return parseStamp(w.Until) }

// DigestWaiting returns what waits for a member: postings sent back, postings to
// be confirmed, and people who ask to join an org; the oldest first.
func DigestWaiting(app core.App, m *DigestMember) ([]*DigestWait, error) {
	const columns = "title, status, COALESCE(return_reasons, '') AS reasons, return_note AS note, valid_until AS until, '' AS who"
	var rows []*DigestWait
	err := app.DB().NewQuery("SELECT * FROM (" +
		"SELECT 'needs' AS kind, id, " + columns + ", FALSE AS profile, updated FROM needs " +
		"WHERE org IN (SELECT value FROM json_each({:orgs})) AND status IN ('returned', 'unconfirmed') " +
		"UNION ALL SELECT 'offers', id, " + columns + ", profile, updated FROM offers o " +
		"WHERE " + digestMine + " AND +status IN ('returned', 'unconfirmed') " +
		"UNION ALL SELECT 'joins', j.id, g.name, j.state, '', '', '', COALESCE(w.display_name, substr(a.name, 1, 1) || '**'), FALSE, j.updated " +
		"FROM org_joins j JOIN orgs g ON g.id = j.org JOIN members a ON a.id = j.member LEFT JOIN workers w ON w.member = a.id " +
		"WHERE j.org IN (SELECT value FROM json_each({:orgs})) AND j.state = 'asked' AND j.member != {:me}) ORDER BY updated, id LIMIT 50").
		Bind(m.params(dbx.Params{"me": m.ID})).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("what waits for %s: %w", m.ID, err)
	}
	return rows, nil
}
