package hooks

import (
	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// find is the Finder of lists: the matcher's engine, once it is loaded. It does
// not wait for changes that are still in the queue.
func (m *matcher) find(q store.Sought) (store.Findings, bool) {
	engine := m.shown.Load()
	if engine == nil {
		return store.Findings{}, false
	}
	r := engine.Search(match.SearchQuery{Offers: q.Collection == "offers", Text: q.Q, Kind: q.Kind, Field: q.Field, Region: q.Region,
		K: q.Limit, Offset: q.Offset, Counts: q.Counts})
	found := store.Findings{Total: r.Total, Counts: r.Counts}
	for _, f := range r.Found {
		found.IDs = append(found.IDs, f.ID)
		if f.Whole {
			found.Whole++
		}
	}
	return found, true
}
