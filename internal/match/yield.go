package match

import "cmp"

// yield lets people who are among the first of more lists than they have room
// for give way, where that costs least first, within a share of the loss allowed.
func (m *market) yield(share float64) {
	var q givings
	for i := range m.ends {
		for at := m.from(i); at < m.ends[i]; at++ {
			if m.state[at] == behind || !m.over(at) {
				continue
			}
			if to, ok := m.standIn(i, at); ok {
				q = append(q, givenWay{m.choices[at].Score - m.choices[to].Score, int32(i), at})
			}
		}
	}
	q.order()
	for len(q) > 0 {
		x := q.pop()
		if !m.over(x.at) {
			continue
		}
		to, ok := m.standIn(int(x.list), x.at)
		if !ok {
			continue
		}
		if loss := m.choices[x.at].Score - m.choices[to].Score; loss != x.loss { // the cheaper one is full by now
			q.push(givenWay{loss, x.list, x.at})
			continue
		}
		if !m.affords(x.loss, share) {
			return // all that follow cost as much or more
		}
		m.move(x.at, behind)
		m.move(to, first)
		m.spent += int64(x.loss)
	}
}

// over tells whether the person of a choice is among the first of more lists
// than there is room for.
func (m *market) over(at int) bool {
	p := &m.people[m.person[m.choices[at].Offer]]
	return p.room >= 0 && p.load > p.room
}

// standIn finds the best choice behind of a list whose person has room and that
// may take the place of another.
func (m *market) standIn(list, at int) (int, bool) {
	for to := m.from(list); to < m.ends[list]; to++ {
		if m.state[to] != behind {
			continue
		}
		if !m.near(m.choices[to].Score, m.choices[at].Score) {
			return 0, false
		}
		if m.free(m.person[m.choices[to].Offer]) {
			return to, true
		}
	}
	return 0, false
}

// givenWay is a place that somebody may give up, and what that costs.
type givenWay struct {
	loss int32
	list int32
	at   int
}

// givings is a heap of such places, the cheapest on top.
type givings []givenWay

func (q givings) less(i, j int) bool {
	a, b := q[i], q[j]
	return cmp.Or(cmp.Compare(a.loss, b.loss), cmp.Compare(a.at, b.at)) < 0
}

func (q givings) order() {
	for i := len(q)/2 - 1; i >= 0; i-- {
		q.down(i)
	}
}

func (q *givings) push(x givenWay) {
	*q = append(*q, x)
	for i := len(*q) - 1; i > 0 && q.less(i, (i-1)/2); i = (i - 1) / 2 {
		(*q)[i], (*q)[(i-1)/2] = (*q)[(i-1)/2], (*q)[i]
	}
}

func (q *givings) pop() givenWay {
	top, last := (*q)[0], len(*q)-1
	(*q)[0] = (*q)[last]
	*q = (*q)[:last]
	q.down(0)
	return top
}

func (q givings) down(i int) {
	for {
		least := i
		for c := 2*i + 1; c <= 2*i+2 && c < len(q); c++ {
			if q.less(c, least) {
				least = c
			}
		}
		if least == i {
			return
		}
		q[i], q[least] = q[least], q[i]
		i = least
	}
}
