package match

// What is said of a choice while lists are spread.
const (
	behind = iota // not among the first
	first         // among the first by its score, or in the place of one who gave way
	gift          // among the first because it was shown least
)

// market is one run of Spread. People are numbered in the order in which their
// offers stand in the supply.
type market struct {
	Spread
	Lists
	state   []uint8 // by choice: behind, first or gift
	supply  []Supply
	person  []int32 // by offer
	people  []exposed
	offered []int32 // by offer: load and shown of the offer alone
	plain   int64   // score of all first places at the beginning
	spent   int64   // of it, given away so far
}

// exposed is how a person stands.
type exposed struct {
	room  int32 // negative for any number
	load  int32 // how many lists they are among the first of
	shown int32 // before these lists
}

func newMarket(s Spread, candidates *Lists, supply []Supply) *market {
	m := &market{Spread: s, supply: supply, person: make([]int32, len(supply)), offered: make([]int32, len(supply))}
	numbers := make(map[uint64]int32)
	for i, o := range supply {
		n, known := numbers[o.Person]
		if o.Person == 0 || !known {
			n = int32(len(m.people))
			if o.Person != 0 {
				numbers[o.Person] = n
			}
			m.people = append(m.people, exposed{room: o.Room})
		}
		p := &m.people[n]
		if p.room >= 0 && (o.Room < 0 || o.Room > p.room) {
			p.room = o.Room
		}
		p.shown += o.Shown
		m.person[i], m.offered[i] = n, o.Shown
	}
	m.take(candidates)
	return m
}

// take copies the candidates that may be in a list at all and puts the best of
// each among the first.
func (m *market) take(candidates *Lists) {
	m.ends, m.choices = make([]int, 0, candidates.Len()), make([]Choice, 0, len(candidates.choices))
	last := make([]int32, len(m.people)) // by person: the number of the list, from 1, that has them
	for i := range candidates.Len() {
		for _, c := range candidates.At(i) {
			if p := m.person[c.Offer]; c.Score >= m.Floor && last[p] != int32(i+1) {
				last[p] = int32(i + 1)
				m.choices = append(m.choices, c)
			}
		}
		m.ends = append(m.ends, len(m.choices))
	}
	m.state = make([]uint8, len(m.choices))
	for i := range m.ends {
		for at := m.from(i); at < min(m.ends[i], m.from(i)+m.First); at++ {
			m.move(at, first)
			m.plain += int64(m.choices[at].Score)
		}
	}
}

// move gives a choice another state.
func (m *market) move(at int, state uint8) {
	by := int32(0)
	switch {
	case m.state[at] == behind && state != behind:
		by = 1
	case m.state[at] != behind && state == behind:
		by = -1
	}
	c := m.choices[at]
	m.state[at] = state
	m.people[m.person[c.Offer]].load += by
	m.offered[c.Offer] += by
}

// free tells whether a person may be among the first of one more list.
func (m *market) free(person int32) bool {
	p := &m.people[person]
	return p.room < 0 || p.load < p.room
}

// affords tells whether a loss leaves the given share of what Keep allows.
func (m *market) affords(loss int32, share float64) bool {
	return float64(m.spent+int64(loss)) <= (1-m.Keep)*share*float64(m.plain)
}

// near tells whether a score is near enough to one it is to stand in for.
func (m *market) near(score, of int32) bool { return float64(score) >= m.Near*float64(of) }

// lists writes the lists down: the first by score, then the rest.
func (m *market) lists() *Lists {
	out := &Lists{ends: make([]int, 0, m.Len()), choices: make([]Choice, 0, m.Len()*m.Length)}
	for i := range m.ends {
		from := len(out.choices)
		for _, wanted := range []bool{true, false} {
			for at := m.from(i); at < m.ends[i] && len(out.choices)-from < m.Length; at++ {
				if (m.state[at] != behind) == wanted {
					out.choices = append(out.choices, m.choices[at])
				}
			}
		}
		out.ends = append(out.ends, len(out.choices))
	}
	return out
}
