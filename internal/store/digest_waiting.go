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
	Kind    string `db:"kind"` // dockings, needs, offers, joins
	ID      string `db:"id"`
	Title   string `db:"title"` // of the posting or org; dockings: of the member's own posting, otherwise of the other's
	Status  string `db:"status"`
	Reasons string `db:"reasons"`
	Note    string `db:"note"`
	Until   string `db:"until"`
	Who     string `db:"who"` // joins: who asks, dockings: the other side; as others may see them
	Profile bool   `db:"profile"`
}

// ReasonCodes returns why a posting was sent back.
func (w *DigestWait) ReasonCodes() []string {
	var codes []string
	_ = json.Unmarshal([]byte(w.Reasons), &codes) // nothing to say is nothing said
	return codes
}

// UntilTime returns when an unconfirmed posting expires, or an answer is due.
func (w *DigestWait) UntilTime() time.Time { return parseStamp(w.Until) }

// waitsFor is the condition that a docking waits for a side, as docking.Waiting
// has it.
func waitsFor(side, other string) string {
	return "(d.state = 'expressed' AND d." + side + "_accepted_at = '' OR d.state = 'clarifying' AND d.asked_by = '" + other + "' OR " +
		"d.state = 'negotiating' AND d.outcome_at != '' AND d.outcome_side != '" + side + "')"
}

// One query an index each, as in digestMine.
var dockingsWaiting = func() string {
	const from = " FROM dockings d LEFT JOIN needs n ON n.id = d.need LEFT JOIN offers o ON o.id = d.offer LEFT JOIN orgs g ON g.id = d.org " +
		"LEFT JOIN workers w ON w.id = d.worker LEFT JOIN teams t ON t.id = d.team LEFT JOIN orgs s ON s.id = d.supplier WHERE d."
	const state = " AND d.state IN ('expressed', 'clarifying', 'negotiating') AND "
	query := "SELECT 'dockings' AS kind, d.id, COALESCE(n.title, o.title, '') AS title, d.state AS status, '' AS reasons, '' AS note, d.due_at AS until, " +
		"COALESCE(w.display_name, t.name, s.name, '') AS who, FALSE AS profile, d.updated" + from +
		"org IN (SELECT value FROM json_each({:orgs}))" + state + waitsFor("need", "supply")
	for _, supply := range [][2]string{{"worker", "workers"}, {"team", "teams"}, {"supplier", "orgs"}} {
		query += " UNION ALL SELECT 'dockings', d.id, COALESCE(o.title, n.title, ''), d.state, '', '', d.due_at, " +
			"CASE WHEN n.anonymity = 'masked' AND d.state != 'negotiating' THEN '' ELSE COALESCE(g.name, '') END, FALSE, d.updated" + from +
			supply[0] + " IN (SELECT value FROM json_each({:" + supply[1] + "}))" + state + waitsFor("supply", "need")
	}
	return query
}()

// DigestWaiting returns what waits for a member: first dockings that wait for
// their side, then postings sent back, postings to be confirmed, and people who
// ask to join an org; the oldest first.
func DigestWaiting(app core.App, m *DigestMember) ([]*DigestWait, error) {
	const columns = "title, status, COALESCE(return_reasons, '') AS reasons, return_note AS note, valid_until AS until, '' AS who"
	var rows []*DigestWait
	err := app.DB().NewQuery("SELECT * FROM (" + dockingsWaiting + " UNION ALL " +
		"SELECT 'needs' AS kind, id, " + columns + ", FALSE AS profile, updated FROM needs " +
		"WHERE org IN (SELECT value FROM json_each({:orgs})) AND status IN ('returned', 'unconfirmed') " +
		"UNION ALL SELECT 'offers', id, " + columns + ", profile, updated FROM offers o " +
		"WHERE " + digestMine + " AND +status IN ('returned', 'unconfirmed') " +
		"UNION ALL SELECT 'joins', j.id, g.name, j.state, '', '', '', COALESCE(w.display_name, substr(a.name, 1, 1) || '**'), FALSE, j.updated " +
		"FROM org_joins j JOIN orgs g ON g.id = j.org JOIN members a ON a.id = j.member LEFT JOIN workers w ON w.member = a.id " +
		"WHERE j.org IN (SELECT value FROM json_each({:orgs})) AND j.state = 'asked' AND j.member != {:me}) ORDER BY kind != 'dockings', updated, id LIMIT 50").
		Bind(m.params(dbx.Params{"me": m.ID})).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("what waits for %s: %w", m.ID, err)
	}
	return rows, nil
}
