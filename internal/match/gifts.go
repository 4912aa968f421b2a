package match

// prices are what a gift may cost, as shares of the score that loses its place:
// the cheapest gifts are made first. evenPrices are those of gifts that only
// make things more even.
var (
	prices     = []float64{.004, .01, .02, .035, .055, .08, .12}
	evenPrices = []float64{.005, .01, .02, .035, .06}
)

// give lets the last of the first places go to those who are shown least: to
// people whom nobody has seen, then to offers nobody has seen, then wherever it
// makes two people's exposure more even. Nobody becomes unseen by it.
func (m *market) give() {
	given, looked := make([]uint8, m.Len()), make([]int, m.Len())
	for _, wanted := range []func(to, from int) bool{m.unseenPerson, m.unseenOffer} {
		for i := range looked {
			looked[i] = m.from(i)
		}
		for _, price := range prices { // what was looked at is not unseen any more
			for i := range m.ends {
				m.giveIn(i, price, &given[i], &looked[i], wanted)
			}
		}
	}
	for _, price := range evenPrices {
		for i := range m.ends {
			at := m.from(i)
			m.giveIn(i, price, &given[i], &at, m.evens)
		}
	}
}

// giveIn makes the gifts in one list that are wanted and cost no more than price.
// It looks at those behind from looked on, and moves it.
func (m *market) giveIn(list int, price float64, given *uint8, looked *int, wanted func(to, from int) bool) {
	if m.ends[list]-m.from(list) <= m.First {
		return
	}
	from, left := m.ends[list]-1, m.Gifts-int(*given)
	for ; left > 0 && from >= m.from(list); from-- {
		if m.state[from] != first {
			continue
		}
		left--
		if m.offered[m.choices[from].Offer] <= 1 {
			continue // it would become unseen
		}
		to, ok := m.receiver(list, from, price, looked, wanted)
		if !ok {
			continue
		}
		loss := max(0, m.choices[from].Score-m.choices[to].Score)
		if !m.affords(loss, 1) {
			return
		}
		m.move(from, behind)
		m.move(to, gift)
		m.spent += int64(loss)
		*given++
	}
}

// receiver is the best choice behind that is wanted in a place.
func (m *market) receiver(list, from int, price float64, looked *int, wanted func(to, from int) bool) (int, bool) {
	score := m.choices[from].Score
	least := max(int32(float64(score)*(1-price)), int32(m.Near*float64(score))+1)
	for ; *looked < m.ends[list]; *looked++ {
		to := *looked
		if m.state[to] != behind {
			continue
		}
		if m.choices[to].Score < least {
			return 0, false
		}
		if wanted(to, from) && m.free(m.person[m.choices[to].Offer]) {
			return to, true
		}
	}
	return 0, false
}

func (m *market) unseenPerson(to, _ int) bool {
	p := &m.people[m.person[m.choices[to].Offer]]
	return p.load == 0 && p.shown == 0
}

func (m *market) unseenOffer(to, _ int) bool { return m.offered[m.choices[to].Offer] == 0 }

func (m *market) evens(to, from int) bool {
	p, q := &m.people[m.person[m.choices[to].Offer]], &m.people[m.person[m.choices[from].Offer]]
	return p.load+p.shown+2 <= q.load+q.shown
}
