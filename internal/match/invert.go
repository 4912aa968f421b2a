package match

import "slices"

// inverting builds one of the indexes of a segment.
type inverting struct {
	whole bool
	next  []uint32 // by term: how many postings, then where in all the next one goes
	all   []listed
	index inverted
	runs  runs
}

// listed is one posting of a list while it is built.
type listed struct {
	at     uint16
	impact uint8
	shown  bool
}

// invert builds the indexes of a segment and what searches need beside them.
func (l *lexis) invert(s *segment) {
	of := [2]*inverting{{next: make([]uint32, l.size()+1)}, {next: make([]uint32, l.size()+1), whole: true}}
	for i := range s.facts {
		c := walk(s.rows.at(i))
		for kind := range 2 {
			for c.next(kind) {
				if l.weight(c.term, kind == pairs) == 0 {
					continue
				}
				of[0].next[c.term] += uint32(boolInt(c.tf>>4 > 0))
				of[1].next[c.term] += uint32(kind) // characters are not listed by the whole text
			}
		}
	}
	of[0].allot()
	of[1].allot()
	for i := range s.facts {
		length := &s.stats[i]
		eachTerm(s.rows.at(i), s.shown.at(i), func(kind int, term uint32, shown bool, tf uint8) {
			w := l.weight(term, kind == pairs)
			if w > 0 && tf>>4 > 0 {
				of[0].put(term, listed{uint16(i), steps(length.titled(kind, w, tf>>4), titleUnit), shown && tf>>4 > synonymTF})
			}
			if w > 0 && kind == pairs {
				of[1].put(term, listed{uint16(i), steps(impact(w, tf&15, length.whole[kind]), wholeUnit), shown})
			}
		})
	}
	sets := newSetting(l, s)
	of[0].lay(sets)
	of[1].lay(sets)
	s.titles, s.wholes = of[0].index, of[1].index
	s.seek = sets.seek()
}

// allot gives each term its part of all.
func (v *inverting) allot() {
	total, lists := uint32(0), 0
	for t, n := range v.next {
		lists += boolInt(n > 0)
		v.next[t], total = total, total+n
	}
	v.all = make([]listed, total)
	room := int(total)*25/16 + lists*3/2
	v.index = inverted{words: make([]termWord, len(v.next)/64+1), heads: make([]listHead, 0, lists), lists: make([]uint16, 0, room)}
}

func (v *inverting) put(term uint32, p listed) {
	v.all[v.next[term]] = p
	v.next[term]++
}

// lay puts the lists one behind the other.
func (v *inverting) lay(sets *setting) {
	x, from := &v.index, uint32(0)
	for t, to := range v.next {
		if t&63 == 0 {
			x.words[t>>6].before = uint32(len(x.heads))
		}
		if to > from {
			x.words[t>>6].has |= 1 << (t & 63)
			v.append(uint32(t), v.all[from:to], sets)
		}
		from = to
	}
	x.lists = slices.Clip(x.lists)
}

// append adds a list; of a long one of whole texts only the postings of greatest
// impact, and apart from it all that show the term.
func (v *inverting) append(term uint32, list []listed, sets *setting) {
	x, n := &v.index, len(list)
	if v.whole && n >= maxList {
		for _, p := range list {
			if p.shown {
				sets.add(setKey(term, true), int(p.at))
			}
		}
		n = maxList
	}
	h := listHead{from: uint32(len(x.lists)), n: uint16(n)}
	if n < inRuns {
		for i, p := range list {
			if i&1 == 0 {
				x.lists = append(x.lists, 0)
			}
			x.lists[len(x.lists)-1] |= uint16(p.impact) << (i & 1 * 8)
		}
	} else {
		list = v.runs.sort(list)[:n]
		for i, p := range list {
			if i == 0 || p.impact != list[i-1].impact {
				h.runs++
				x.lists = append(x.lists, uint16(p.impact), 0)
			}
			x.lists[len(x.lists)-1]++
		}
	}
	for _, p := range list {
		h.most = max(h.most, p.impact)
		x.lists = append(x.lists, p.at)
	}
	for i, p := range list {
		if i&15 == 0 {
			x.lists = append(x.lists, 0)
		}
		x.lists[len(x.lists)-1] |= uint16(boolInt(p.shown)) << (i & 15)
	}
	x.heads = append(x.heads, h)
}

// runs is room to sort lists in.
type runs []listed

// sort returns a list in the order of impact, greatest first, and of number.
func (r *runs) sort(list []listed) []listed {
	var next [256]int
	for _, p := range list {
		next[p.impact]++
	}
	from := 0
	for impact := len(next) - 1; impact >= 0; impact-- {
		next[impact], from = from, from+next[impact]
	}
	*r = slices.Grow((*r)[:0], len(list))[:len(list)]
	for _, p := range list {
		(*r)[next[p.impact]] = p
		next[p.impact]++
	}
	return *r
}
