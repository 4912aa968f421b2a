package store

import (
	"kejiyun/internal/domain"
)

// PreviewItem is a match that a draft would have: the other side as everybody
// sees it, and the reasons in words. Scores are left out, so that nobody learns
// from them, draft by draft, what a text holds that is not shown to him.
type PreviewItem struct {
	Grade   string        `json:"grade"` // high, good, possible
	Parts   []PreviewPart `json:"parts"`
	Terms   []string      `json:"terms"`
	Missing []string      `json:"missing"`
	Why     string        `json:"why"`
	Offer   *OfferCard    `json:"offer,omitempty"`
	Need    *NeedCard     `json:"need,omitempty"`
}

// PreviewPart is a reason of a PreviewItem that speaks for it.
type PreviewPart struct {
	Name string `json:"name"`
	Note string `json:"note"`
}

// Preview makes items of what a draft of a collection matches, in the order
// given; what the viewer may not see is left out.
func (l *Lens) Preview(collection string, found []domain.Match) ([]PreviewItem, error) {
	other := "offers"
	if collection == "offers" {
		other = "needs"
	}
	ids := make([]string, len(found))
	of := map[string]domain.Match{}
	for i, m := range found {
		ids[i] = m.Offer
		if other == "needs" {
			ids[i] = m.Need
		}
		of[ids[i]] = m
	}
	records, err := l.inOrder(other, ids)
	if err != nil {
		return nil, err
	}
	k, err := l.kinOf(records)
	if err != nil {
		return nil, err
	}
	items := []PreviewItem{}
	for _, r := range records {
		if !l.toPosting(k, r).Shown(r.GetString("status")) {
			continue // the engine hears of a change only after its commit
		}
		item := previewItem(of[r.Id])
		if other == "offers" {
			card := l.offerCard(k, r)
			item.Offer = &card
		} else {
			card := l.needCard(k, r)
			item.Need = &card
		}
		items = append(items, item)
	}
	return items, nil
}

func previewItem(m domain.Match) PreviewItem {
	item := PreviewItem{Grade: grade(m.Score), Parts: []PreviewPart{}, Terms: some(m.Terms), Missing: some(m.Missing), Why: m.Why}
	for _, p := range m.Parts {
		if p.Score > 0 && p.Note != "" {
			item.Parts = append(item.Parts, PreviewPart{p.Name, p.Note})
		}
	}
	return item
}
