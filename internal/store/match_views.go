package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// myMatches bounds how many matches one answer holds.
const myMatches = 200

// MatchItem is a match with both of its sides, as one of them or the desk sees it.
type MatchItem struct {
	ID        string        `json:"id"`
	Score     float64       `json:"score"`
	Grade     string        `json:"grade"` // high, good, possible
	Parts     []domain.Part `json:"parts"`
	Terms     []string      `json:"terms"`
	Missing   []string      `json:"missing"`
	Why       string        `json:"why"`
	FirstSeen string        `json:"first_seen"`
	Offer     OfferCard     `json:"offer"`
	Need      NeedCard      `json:"need"`
}

// grade puts a score into words: from 0.6 a match is good by the measure of
// package match, so that is what people may rely on.
func grade(score float64) string {
	switch {
	case score >= 0.6:
		return "high"
	case score >= 0.45:
		return "good"
	}
	return "possible"
}

// holding says that a match m holds now: nobody dismissed it, and both sides
// stand in public (the engine hears of a change only after its commit).
const holding = `m.active = TRUE AND m.dismissed_by = ''
	AND o.status IN ({:status0}, {:status1}, {:status2}) AND n.status IN ({:status0}, {:status1}, {:status2})`

const matchTables = ` FROM matches m JOIN offers o ON o.id = m.offer JOIN needs n ON n.id = m.need WHERE `

func matchParams() dbx.Params {
	p := dbx.Params{}
	for i, s := range domain.ShownStatuses {
		p[fmt.Sprintf("status%d", i)] = s
	}
	return p
}

// MyMatches returns the matches that hold for the viewer's needs or offers,
// best first.
func (l *Lens) MyMatches(collection string) ([]MatchItem, error) {
	p := matchParams()
	p["me"] = l.Viewer.ID
	return l.matches(collection, ofMe(collection), p)
}

// MatchesOf returns the matches that hold for one posting, best first.
func (l *Lens) MatchesOf(collection, id string) ([]MatchItem, error) {
	p := matchParams()
	p["id"] = id
	own, _ := sides(collection)
	return l.matches(collection, "m."+own+" = {:id}", p)
}

// byRank is the order in which a need sees its matches: those of its list as
// they stand there, then those that only the offers' lists have.
const byRank = "m.need_rank = 0, m.need_rank, m.score DESC, m.id"

func (l *Lens) matches(collection, whose string, p dbx.Params) ([]MatchItem, error) {
	p["limit"] = myMatches
	order := "m.score DESC, m.id"
	if collection == "needs" {
		order = byRank
	}
	var ids []string
	err := l.App.DB().NewQuery("SELECT m.id" + matchTables + whose + " AND " + holding + " ORDER BY " + order + " LIMIT {:limit}").
		Bind(p).Column(&ids)
	if err != nil {
		return nil, fmt.Errorf("list matches: %w", err)
	}
	records, err := l.inOrder("matches", ids)
	if err != nil {
		return nil, err
	}
	return l.matchItems(records)
}

// matchItems makes the items of matches, reading both sides of all at once.
func (l *Lens) matchItems(records []*core.Record) ([]MatchItem, error) {
	offerIDs, needIDs := map[string]bool{}, map[string]bool{}
	for _, m := range records {
		offerIDs[m.GetString("offer")], needIDs[m.GetString("need")] = true, true
	}
	offers, err := l.byID("offers", offerIDs)
	if err != nil {
		return nil, err
	}
	needs, err := l.byID("needs", needIDs)
	if err != nil {
		return nil, err
	}
	both := make([]*core.Record, 0, len(offers)+len(needs))
	for _, r := range offers {
		both = append(both, r)
	}
	for _, r := range needs {
		both = append(both, r)
	}
	k, err := l.kinOf(both)
	if err != nil {
		return nil, err
	}
	items := make([]MatchItem, 0, len(records))
	for _, m := range records {
		o, n := offers[m.GetString("offer")], needs[m.GetString("need")]
		if o == nil || n == nil {
			continue // deleted between the two reads
		}
		items = append(items, matchItem(m, l.offerCard(k, o), l.needCard(k, n)))
	}
	return items, nil
}

func matchItem(m *core.Record, offer OfferCard, need NeedCard) MatchItem {
	item := MatchItem{ID: m.Id, Score: m.GetFloat("score"), Grade: grade(m.GetFloat("score")), Terms: some(words(m, "terms")),
		Missing: some(words(m, "missing")), Why: m.GetString("why"), Offer: offer, Need: need,
		FirstSeen: m.GetDateTime("created").Time().UTC().Format(time.RFC3339)}
	if m.UnmarshalJSONField("parts", &item.Parts) != nil || item.Parts == nil {
		item.Parts = []domain.Part{}
	}
	return item
}

// matchCounts tells how many matches hold for each posting.
func (l *Lens) matchCounts(collection string, ids []string) (map[string]int, error) {
	p := matchParams()
	column, _ := sides(collection)
	var rows []struct {
		ID string `db:"id"`
		N  int    `db:"n"`
	}
	err := l.App.DB().NewQuery("SELECT m." + column + " AS id, count(*) AS n" + matchTables + "m." + column + " IN " +
		inList(p, "id", ids) + " AND " + holding + " GROUP BY m." + column).Bind(p).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("count matches of %s: %w", collection, err)
	}
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.ID] = r.N
	}
	return counts, nil
}
