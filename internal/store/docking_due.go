package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// clockRow holds the columns that clocks read.
type clockRow struct {
	ID         string `db:"id"`
	State      string `db:"state"`
	Due        string `db:"due_at"`
	Lapse      string `db:"lapse_at"`
	Stopped    string `db:"stopped_at"`
	LeftDays   int    `db:"left_days"`
	HalfTold   string `db:"half_told_at"`
	DueTold    string `db:"due_told_at"`
	Escalated  string `db:"escalated_at"`
	OutcomeAt  string `db:"outcome_at"`
	Negotiated string `db:"negotiating_at"`
	FollowedUp int    `db:"followed_up"`
	Completed  string `db:"completed_at"`
}

// RunningClocks returns the dockings in which some clock runs, with no more than
// the columns that clocks read: thousands of them cost one query.
func RunningClocks(app core.App) ([]domain.Docking, error) {
	var rows []clockRow
	err := app.DB().NewQuery("SELECT id, state, due_at, lapse_at, stopped_at, left_days, half_told_at, due_told_at, escalated_at, outcome_at, negotiating_at, " +
		"followed_up, completed_at FROM dockings WHERE state IN ('expressed', 'clarifying', 'negotiating') OR state = 'completed' AND closed_at = '' ORDER BY id").All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read the clocks of dockings: %w", err)
	}
	out := make([]domain.Docking, len(rows))
	for i, r := range rows {
		out[i] = domain.Docking{ID: r.ID, State: r.State, Due: parseStamp(r.Due), Lapse: parseStamp(r.Lapse), Stopped: parseStamp(r.Stopped), LeftDays: r.LeftDays,
			HalfTold: parseStamp(r.HalfTold), DueTold: parseStamp(r.DueTold), Escalated: parseStamp(r.Escalated), OutcomeAt: parseStamp(r.OutcomeAt),
			Negotiating: parseStamp(r.Negotiated), FollowedUp: r.FollowedUp, Completed: parseStamp(r.Completed)}
	}
	return out, nil
}

// EscalatedCase is a docking that was given to a broker and still waits.
type EscalatedCase struct {
	ID        string `db:"id"`
	State     string `db:"state"`
	Broker    string `db:"broker"` // empty: nobody handles it
	Region    string `db:"region"`
	Title     string `db:"title"`
	Org       string `db:"org"`
	Provider  string `db:"provider"`
	Escalated string `db:"escalated_at"`
	Since     string `db:"since"` // when it fell due, stood still or was proposed
}

// EscalatedAt returns when the case was given to the broker.
func (c EscalatedCase) EscalatedAt() time.Time { return parseStamp(c.Escalated) }

// SinceTime returns since when somebody waits.
func (c EscalatedCase) SinceTime() time.Time { return parseStamp(c.Since) }

// EscalatedCases returns what was given to brokers since a time and still waits,
// the oldest first.
func EscalatedCases(app core.App, since time.Time) ([]EscalatedCase, error) {
	var rows []EscalatedCase
	err := app.DB().NewQuery("SELECT d.id, d.state, d.broker, d.region, COALESCE(n.title, o.title, '') AS title, COALESCE(g.name, '') AS org, " +
		"COALESCE(w.display_name, t.name, s.name, '') AS provider, d.escalated_at, " +
		"CASE d.state WHEN 'expressed' THEN d.due_at WHEN 'clarifying' THEN d.stopped_at ELSE d.outcome_at END AS since FROM dockings d " +
		"LEFT JOIN needs n ON n.id = d.need LEFT JOIN offers o ON o.id = d.offer LEFT JOIN orgs g ON g.id = d.org LEFT JOIN workers w ON w.id = d.worker " +
		"LEFT JOIN teams t ON t.id = d.team LEFT JOIN orgs s ON s.id = d.supplier " +
		"WHERE d.state IN ('expressed', 'clarifying', 'negotiating') AND d.escalated_at > {:since} AND (d.state != 'negotiating' OR d.outcome_at != '' AND d.escalated_at >= d.outcome_at) " +
		"ORDER BY d.escalated_at, d.id").Bind(dbx.Params{"since": Stamp(since)}).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read escalated dockings: %w", err)
	}
	return rows, nil
}

// UnreadTalk are messages that one side of a docking has not read.
type UnreadTalk struct {
	Docking string `db:"docking"`
	Side    string `db:"side"` // need or supply: who has not read them
	Count   int    `db:"n"`
	Newest  string `db:"newest"`
}

// NewestTime returns when the newest of them was written.
func (u UnreadTalk) NewestTime() time.Time { return parseStamp(u.Newest) }

// UnreadTalks returns, by docking and side, the messages written since a time of
// which the oldest has waited since before another: whoever is in the
// conversation reads them at once.
func UnreadTalks(app core.App, since, before time.Time) ([]UnreadTalk, error) {
	const one = "SELECT m.docking, '%[1]s' AS side, COUNT(*) AS n, MAX(m.created) AS newest FROM messages m JOIN dockings d ON d.id = m.docking " +
		"WHERE m.created > {:since} AND m.side NOT IN ('%[1]s', 'system') AND m.created > d.%[1]s_seen_at GROUP BY m.docking HAVING MIN(m.created) <= {:before}"
	var rows []UnreadTalk
	err := app.DB().NewQuery(fmt.Sprintf(one+" UNION ALL ", "need") + fmt.Sprintf(one, "supply")).
		Bind(dbx.Params{"since": Stamp(since), "before": Stamp(before)}).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read unread messages: %w", err)
	}
	return rows, nil
}
