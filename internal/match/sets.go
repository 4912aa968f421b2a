package match

import "sync"

// idMap finds the newest posting of an id.
type idMap struct {
	mu *sync.RWMutex
	m  map[string]*doc
}

func newIDMap() idMap { return idMap{mu: &sync.RWMutex{}, m: map[string]*doc{}} }

func (m *idMap) get(id string) *doc {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.m[id]
}

func (m *idMap) set(d *doc) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[d.id] = d
}

func (m *idMap) delete(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, id)
}

// replace makes the map hold these postings alone. Of two with one id the
// later stays; the rest is returned in order.
func (m *idMap) replace(docs []*doc) []*doc {
	byID := make(map[string]*doc, len(docs))
	for _, d := range docs {
		byID[d.id] = d
	}
	kept := docs[:0]
	for _, d := range docs {
		if byID[d.id] == d {
			kept = append(kept, d)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m = byID
	return kept
}

// pairSet is a set of pairs of a need and an offer.
type pairSet struct {
	mu  sync.RWMutex
	m   map[[2]string]struct{}
	ids map[string]int // in how many pairs of the set each posting is
}

func (s *pairSet) has(need, offer string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, ok := s.m[[2]string{need, offer}]
	return ok
}

// some tells whether a posting is in any pair of the set.
func (s *pairSet) some(id string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.ids[id] > 0
}

// Dismiss keeps a pair from being suggested again, to either side.
func (e *Engine) Dismiss(need, offer string) {
	e.dismissed.mu.Lock()
	defer e.dismissed.mu.Unlock()
	if e.dismissed.m == nil {
		e.dismissed.m, e.dismissed.ids = map[[2]string]struct{}{}, map[string]int{}
	}
	if _, in := e.dismissed.m[[2]string{need, offer}]; !in {
		e.dismissed.m[[2]string{need, offer}] = struct{}{}
		e.dismissed.ids[need]++
		e.dismissed.ids[offer]++
	}
}

// Restore takes a dismissal back, as when one side has changed.
func (e *Engine) Restore(need, offer string) {
	e.dismissed.mu.Lock()
	defer e.dismissed.mu.Unlock()
	if _, in := e.dismissed.m[[2]string{need, offer}]; !in {
		return
	}
	delete(e.dismissed.m, [2]string{need, offer})
	for _, id := range []string{need, offer} {
		if e.dismissed.ids[id]--; e.dismissed.ids[id] <= 0 {
			delete(e.dismissed.ids, id)
		}
	}
}
