package match

import "sync"

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
