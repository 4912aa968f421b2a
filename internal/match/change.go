package match

import "kejiyun/internal/domain"

// PutOffer adds an offer or replaces the one of its id.
func (e *Engine) PutOffer(o domain.Offer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.kept != nil {
		e.kept.putOffer(o)
	}
	e.put(offerSide, e.offerDoc(e.now.Load().lexis, o, true))
}

// PutNeed adds a need or replaces the one of its id.
func (e *Engine) PutNeed(n domain.Need) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.kept != nil {
		e.kept.putNeed(n)
	}
	e.put(needSide, e.needDoc(e.now.Load().lexis, n, true))
}

// put publishes a view in which d stands for its id.
func (e *Engine) put(s int, d *doc) {
	v := *e.now.Load()
	d.stats = v.lexis.measure(walk(d.row))
	v.sides[s] = v.sides[s].without(d.id).with(d)
	e.now.Store(&v)
	if v.sides[s].fresh.size() >= maxFresh { // after it can be found
		w := v
		w.sides[s] = v.sides[s].seal(v.lexis)
		e.now.Store(&w)
	}
}

// RemoveOffer forgets an offer; an unknown id is no error.
func (e *Engine) RemoveOffer(id string) { e.remove(offerSide, id) }

// RemoveNeed forgets a need; an unknown id is no error.
func (e *Engine) RemoveNeed(id string) { e.remove(needSide, id) }

func (e *Engine) remove(s int, id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.kept != nil {
		e.kept.remove(s, id)
	}
	v := *e.now.Load()
	v.sides[s] = v.sides[s].without(id)
	e.now.Store(&v)
}
