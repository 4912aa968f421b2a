package store

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// judged is the one query that reads what people have said about matches, as
// far as it says something about the texts.
//
// Level 0: either side put the pair away because the field does not fit. The
// other reasons (too far, solved, no time, too vague, something else) say nothing
// about whether the texts belong together, and are no judgement.
//
// Level 1: the need's side was mailed the pair, later put away another one of
// the same need for its field, and let this one stand though it is listed at least
// as high: whoever puts away the fifth has looked at the first four. What was
// listed lower, or shown to somebody who never put anything away, may never have
// been looked at and is no judgement; taking it for good or for bad would teach
// the order at hand, or its reverse.
//
// Dockings will add levels 2 (interest expressed) and 3 (accepted) as further
// arms of the union; the highest level of a pair is to count then.
const judged = `WITH looked AS (
		SELECT need, MIN(score) AS lowest, MAX(dismissed_at) AS at FROM matches
		WHERE dismissed_reason = 'wrong_field' AND dismissed_by = 'need' GROUP BY need)
	SELECT need, offer, 0 AS level FROM matches WHERE dismissed_reason = 'wrong_field' AND dismissed_by != ''
	UNION ALL
	SELECT m.need, m.offer, 1 AS level FROM matches m JOIN looked l ON l.need = m.need
	WHERE m.active = TRUE AND m.dismissed_by = '' AND m.mailed_need_at != '' AND m.mailed_need_at <= l.at AND m.score >= l.lowest
	ORDER BY need, offer`

// Judgements returns what people have said about pairs of need and offer by
// what they did with their matches, in the order of need and offer.
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
