package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// DigestWait is something that waits for a member.
type DigestWait struct {
	Member  string `db:"member"`
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

// digestWaiting lists what waits by member, one query an index each.
var digestWaiting = func() string {
	const from = " FROM own CROSS JOIN dockings d ON d.%s = own.id LEFT JOIN needs n ON n.id = d.need LEFT JOIN offers o ON o.id = d.offer LEFT JOIN orgs g ON g.id = d.org " +
		"LEFT JOIN workers w ON w.id = d.worker LEFT JOIN teams t ON t.id = d.team LEFT JOIN orgs s ON s.id = d.supplier " +
		"WHERE own.kind = '%s' AND d.state IN ('expressed', 'clarifying', 'negotiating') AND "
	const docking, due = "SELECT own.member, 'dockings' AS kind, d.id, ", ", d.state AS status, '' AS reasons, '' AS note, d.due_at AS until, "
	const posting = ", r.id, r.title, r.status, COALESCE(r.return_reasons, '') AS reasons, r.return_note AS note, r.valid_until AS until, '' AS who, "
	all := []string{docking + "COALESCE(n.title, o.title, '') AS title" + due + "COALESCE(w.display_name, t.name, s.name, '') AS who, FALSE AS profile, d.updated" +
		fmt.Sprintf(from, "org", "org") + waitsFor("need", "supply")}
	for _, supply := range [][2]string{{"worker", "worker"}, {"team", "team"}, {"supplier", "org"}} {
		all = append(all, docking+"COALESCE(o.title, n.title, '') AS title"+due+
			"CASE WHEN n.anonymity = 'masked' AND d.state != 'negotiating' THEN '' ELSE COALESCE(g.name, '') END AS who, FALSE AS profile, d.updated"+
			fmt.Sprintf(from, supply[0], supply[1])+waitsFor("supply", "need"))
	}
	all = append(all,
		"SELECT own.member, 'needs' AS kind"+posting+"FALSE AS profile, r.updated FROM own CROSS JOIN needs r ON r.org = own.id "+
			"WHERE own.kind = 'org' AND r.status IN ('returned', 'unconfirmed')",
		"SELECT mine.member, 'offers' AS kind"+posting+"r.profile, r.updated FROM mine CROSS JOIN offers r ON r.id = mine.id "+
			"WHERE r.status IN ('returned', 'unconfirmed')",
		"SELECT own.member, 'joins' AS kind, j.id, g.name AS title, j.state AS status, '' AS reasons, '' AS note, '' AS until, "+
			"COALESCE(w.display_name, substr(a.name, 1, 1) || '**') AS who, FALSE AS profile, j.updated "+
			"FROM own CROSS JOIN org_joins j ON j.org = own.id JOIN orgs g ON g.id = j.org JOIN members a ON a.id = j.member LEFT JOIN workers w ON w.member = a.id "+
			"WHERE own.kind = 'org' AND j.state = 'asked' AND j.member != own.member")
	return "WITH " + ownedBy + ", " + ofTheirs + " SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY member ORDER BY kind != 'dockings', updated, id) AS place FROM (" +
		strings.Join(all, " UNION ALL ") + ")) WHERE place <= 50 ORDER BY member, place"
}()

// DigestWaiting returns, by member, what waits for them: first dockings that wait
// for their side, then postings sent back, postings to be confirmed, and people
// who ask to join an org; the oldest first.
func DigestWaiting(app core.App, members []*DigestMember) (map[string][]*DigestWait, error) {
	var rows []*DigestWait
	if err := app.DB().NewQuery(digestWaiting).Bind(dbx.Params{"owned": ownedParam(members)}).All(&rows); err != nil {
		return nil, fmt.Errorf("what waits for members: %w", err)
	}
	by := map[string][]*DigestWait{}
	for _, r := range rows {
		by[r.Member] = append(by[r.Member], r)
	}
	return by, nil
}
