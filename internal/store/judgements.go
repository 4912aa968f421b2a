package store

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// judged is the one query that reads what people have said about pairs, as far
// as it says something about the texts. Where several things were said of one
// pair, the highest level is to count.
//
// Level 0: either side put the pair away, or declined its docking, because the
// field does not fit. The other reasons (too far, solved, no time, too vague,
// something better, something else) say nothing about whether the texts belong
// together, and are no judgement.
//
// Level 1: the need's side was mailed the pair, and later put away another one of
// the same need for its field, or asked for another one, and let this one be though
// it is listed at least as high: whoever takes or puts away the fifth has looked
// at the first four (Joachims, “Optimizing Search Engines using Clickthrough
// Data”, 2002). What was listed lower, or shown to somebody who did neither, may
// never have been looked at and is no judgement; taking it for good or for bad
// would teach the order at hand, or its reverse.
//
// Level 2: somebody began a docking of the pair: one of its sides, or the
// association. One that was withdrawn is no judgement.
//
// Level 3: both sides said yes, whatever came of it.
const judged = `WITH looked AS (
		SELECT need, score, dismissed_at AS at FROM matches WHERE dismissed_reason = 'wrong_field' AND dismissed_by = 'need'
		UNION ALL
		SELECT m.need, m.score, d.created AS at FROM dockings d JOIN matches m ON m.need = d.need AND m.offer = d.offer WHERE d.side = 'need')
	SELECT need, offer, 0 AS level FROM matches WHERE dismissed_reason = 'wrong_field' AND dismissed_by != ''
	UNION ALL
	SELECT DISTINCT m.need, m.offer, 1 AS level FROM looked l JOIN matches m ON m.need = l.need
	WHERE (m.active = TRUE OR m.updated >= l.at) AND m.dismissed_by = '' AND m.mailed_need_at != '' AND m.mailed_need_at <= l.at AND m.score >= l.score
		AND NOT EXISTS (SELECT 1 FROM dockings d WHERE d.need = m.need AND d.offer = m.offer)
	UNION ALL
	SELECT need, offer, CASE WHEN negotiating_at != '' THEN 3 WHEN state = 'declined' AND decline_reason = 'wrong_field' THEN 0 ELSE 2 END AS level
	FROM dockings WHERE need != '' AND offer != '' AND state != 'withdrawn'
	ORDER BY need, offer, level`

// Judgements returns what people have said about pairs of need and offer by
// what they did with their matches and dockings, in the order of need, offer and
// level.
func Judgements(app core.App) ([]domain.Judgement, error) {
	var rows []struct {
		Need  string `db:"need"`
		Offer string `db:"offer"`
		Level int    `db:"level"`
	}
	if err := app.DB().NewQuery(judged).All(&rows); err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	out := make([]domain.Judgement, len(rows))
	for i, r := range rows {
		out[i] = domain.Judgement{Need: r.Need, Offer: r.Offer, Level: r.Level}
	}
	return out, nil
}
