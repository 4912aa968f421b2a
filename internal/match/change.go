package match

// put publishes a view in which d stands for its id.
func (e *Engine) put(s int, d *doc) {
	v := *e.now.Load()
	v.seq++
	d.weigh(v.frozen)
	e.count(d, 1)
	old := e.ids[s].get(d.id)
	if old != nil {
		e.count(old, -1)
		old.die(v.seq)
		v.sides[s].live--
	}
	v.sides[s] = v.sides[s].with(d)
	e.publish(&v)
	e.ids[s].set(d)
	if len(v.sides[s].fresh) >= maxFresh { // after it can be found
		w := v
		w.sides[s] = v.sides[s].seal(v.seq, e.sealer(v.frozen))
		e.publish(&w)
	}
}

// sealer says how segments are built now.
func (e *Engine) sealer(f *frozen) sealer {
	return sealer{e.vocab.size(), f, rootsOf(&e.weights.Blend)}
}

func (e *Engine) remove(s int, id string) {
	old := e.ids[s].get(id)
	if old == nil {
		return
	}
	v := *e.now.Load()
	v.seq++
	e.count(old, -1)
	old.die(v.seq)
	v.sides[s].live--
	e.publish(&v)
	e.ids[s].delete(id)
}

// rebuild freezes the rarities over the postings and seals them all.
func (e *Engine) rebuild(docs [2][]*doc) {
	v := &view{seq: e.now.Load().seq + 1}
	e.df = make([]uint32, e.vocab.size())
	for _, side := range docs {
		for _, d := range side {
			e.count(d, 1)
		}
	}
	v.frozen = e.vocab.freeze(e.df, len(docs[0])+len(docs[1]))
	for s, side := range docs {
		fresh := make([]*doc, len(side))
		shared(len(side), func(i int) { fresh[i] = side[i].again(v.frozen) })
		e.ids[s].replace(fresh)
		v.sides[s] = sideOf(fresh, v.seq, e.sealer(v.frozen))
	}
	e.publish(v)
}

// count adds a posting to the document frequencies or takes it away.
func (e *Engine) count(d *doc, by int) {
	if n := e.vocab.size(); n > len(e.df) {
		e.df = append(e.df, make([]uint32, n-len(e.df))...)
	}
	c := d.row.walk()
	for kind := range 2 {
		for c.next(kind) {
			if c.tf&15 > synonymTF {
				e.df[c.term] = uint32(int(e.df[c.term]) + by)
			}
		}
	}
}

func (e *Engine) publish(v *view) {
	v.terms = e.vocab.size()
	e.now.Store(v)
}
