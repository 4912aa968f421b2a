package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
)

// FirstPlaces is how many of a need's list are shown at once: what is counted as
// being shown, and what a need is mailed.
const FirstPlaces = 10

// As tells WriteMatch and SetRank to leave a rank as it is.
const AsIs = -1

// Ranks say where a pair stands in the lists of its two sides, from 1; 0 for not
// at all, AsIs for no change. A pair holds while it stands in one of them.
type Ranks struct{ Need, Offer int }

// HeldPair is a pair that holds now, as seen from one of its postings.
type HeldPair struct {
	Other  string  `db:"other"` // the posting of the other side
	Score  float64 `db:"score"`
	Own    int     `db:"own"`    // its rank in the list of the posting
	Its    int     `db:"its"`    // its rank in the list of the other side
	Lately bool    `db:"lately"` // one side was mailed it lately
}

// HeldPairs returns the pairs of a posting that hold now. Mailed since says what
// counts as lately.
func HeldPairs(app core.App, collection, record string, since time.Time) ([]HeldPair, error) {
	own, other := sides(collection)
	var pairs []HeldPair
	err := app.DB().NewQuery("SELECT " + other + " AS other, score, " + own + "_rank AS own, " + other + "_rank AS its, " +
		"(mailed_need_at > {:since} OR mailed_offer_at > {:since}) AS lately FROM matches WHERE " + own + " = {:id} AND active = TRUE ORDER BY " + other).
		Bind(dbx.Params{"id": record, "since": Stamp(since)}).All(&pairs)
	if err != nil {
		return nil, fmt.Errorf("read matches of %s %s: %w", collection, record, err)
	}
	return pairs, nil
}

// WriteMatch stores a match that holds now and where it stands. What people did
// with the pair before (mailed, dismissed) is kept; a dismissed pair stays out of
// the lists. It tells whether anything had to be written.
func WriteMatch(app core.App, m domain.Match, ranks Ranks, run string, now time.Time) (bool, error) {
	at, err := types.ParseDateTime(now)
	if err != nil {
		return false, fmt.Errorf("write match: %w", err)
	}
	params := dbx.Params{"need": m.Need, "offer": m.Offer, "score": m.Score, "why": m.Why, "run": run, "at": at.String(), "nr": ranks.Need, "or": ranks.Offer}
	for name, v := range map[string]any{"parts": m.Parts, "terms": m.Terms, "missing": m.Missing} {
		b, err := json.Marshal(v)
		if err != nil {
			return false, fmt.Errorf("write match: %w", err)
		}
		params[name] = string(b)
	}
	res, err := app.DB().NewQuery(`INSERT INTO matches (id, need, offer, score, active, need_rank, offer_rank, parts, terms, missing, why, run, created, updated,
			mailed_need_at, mailed_offer_at, dismissed_by, dismissed_reason, dismissed_at)
		VALUES (lower(hex(randomblob(7))) || 'm', {:need}, {:offer}, {:score}, TRUE, MAX({:nr}, 0), MAX({:or}, 0), {:parts}, {:terms}, {:missing}, {:why}, {:run}, {:at}, {:at}, '', '', '', '', '')
		ON CONFLICT (need, offer) DO UPDATE SET score = excluded.score, active = (dismissed_by = ''), parts = excluded.parts, terms = excluded.terms,
			missing = excluded.missing, why = excluded.why, run = excluded.run, updated = excluded.updated,
			need_rank = CASE WHEN {:nr} < 0 THEN need_rank ELSE {:nr} END, offer_rank = CASE WHEN {:or} < 0 THEN offer_rank ELSE {:or} END
		WHERE NOT active AND dismissed_by = '' OR score != excluded.score OR why != excluded.why OR parts != excluded.parts OR terms != excluded.terms OR missing != excluded.missing
			OR {:nr} NOT IN (-1, need_rank) OR {:or} NOT IN (-1, offer_rank)`).
		Bind(params).Execute()
	if err != nil {
		return false, fmt.Errorf("write match %s/%s: %w", m.Need, m.Offer, err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// SetRank says anew where a pair that holds stands.
func SetRank(app core.App, need, offer string, ranks Ranks, run string, now time.Time) error {
	set := dbx.Params{"run": run, "updated": Stamp(now)}
	if ranks.Need != AsIs {
		set["need_rank"] = ranks.Need
	}
	if ranks.Offer != AsIs {
		set["offer_rank"] = ranks.Offer
	}
	_, err := app.DB().Update("matches", set, dbx.HashExp{"need": need, "offer": offer, "active": true}).Execute()
	if err != nil {
		return fmt.Errorf("rank match %s/%s: %w", need, offer, err)
	}
	return nil
}

// WithdrawMatch says that a match holds no longer.
func WithdrawMatch(app core.App, need, offer, run string, now time.Time) error {
	_, err := app.DB().Update("matches", dbx.Params{"active": false, "need_rank": 0, "offer_rank": 0, "run": run, "updated": Stamp(now)},
		dbx.HashExp{"need": need, "offer": offer, "active": true}).Execute()
	if err != nil {
		return fmt.Errorf("withdraw match %s/%s: %w", need, offer, err)
	}
	return nil
}

// WithdrawOrphans withdraws the matches whose need or offer takes part in
// matching no more, and returns how many there were. The change of a posting
// does the same at once; this finds what was ever missed.
func WithdrawOrphans(app core.App, run string, now time.Time) (int, error) {
	p := dbx.Params{"run": run, "at": Stamp(now)}
	for i, s := range MatchableStatuses {
		p[fmt.Sprintf("s%d", i)] = s
	}
	res, err := app.DB().NewQuery(`UPDATE matches SET active = FALSE, need_rank = 0, offer_rank = 0, run = {:run}, updated = {:at} WHERE active = TRUE AND (
		NOT EXISTS (SELECT 1 FROM needs n WHERE n.id = matches.need AND n.status IN ({:s0}, {:s1})) OR
		NOT EXISTS (SELECT 1 FROM offers o WHERE o.id = matches.offer AND o.status IN ({:s0}, {:s1})))`).Bind(p).Execute()
	if err != nil {
		return 0, fmt.Errorf("withdraw matches of closed postings: %w", err)
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// RankIn is the place a score would have in the list of a need.
func RankIn(app core.App, need string, score float64) (int, error) {
	n := 0
	err := app.DB().NewQuery("SELECT COUNT(*) + 1 FROM matches WHERE need = {:n} AND active = TRUE AND need_rank > 0 AND score > {:s}").
		Bind(dbx.Params{"n": need, "s": score}).Row(&n)
	if err != nil {
		return 0, fmt.Errorf("find a place in the list of need %s: %w", need, err)
	}
	return n, nil
}
