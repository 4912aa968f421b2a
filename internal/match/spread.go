package match

import "math"

// Choice is one candidate of a list: an offer by its number in a []Supply, and
// its score in steps of 2^-16.
type Choice struct {
	Offer uint32
	Score int32
}

// Lists are many lists of choices, best first, stored end to end: eight bytes
// a choice. The zero value holds none.
type Lists struct {
	ends    []int
	choices []Choice
}

// Add appends one list; it is copied.
func (l *Lists) Add(list []Choice) {
	l.choices = append(l.choices, list...)
	l.ends = append(l.ends, len(l.choices))
}

// Len is how many lists there are.
func (l *Lists) Len() int { return len(l.ends) }

// At returns the i-th list; it must not be changed.
func (l *Lists) At(i int) []Choice { return l.choices[l.from(i):l.ends[i]:l.ends[i]] }

func (l *Lists) from(i int) int {
	if i == 0 {
		return 0
	}
	return l.ends[i-1]
}

// Supply is what Spread knows of one offer.
type Supply struct {
	// Person is the same number for all offers of one person; 0 for an offer
	// that has nobody else's beside it (a team's, an org's).
	Person uint64
	// Room is how many lists the person may be among the first of; negative for
	// any number. Of the offers of one person the greatest counts; an offer with
	// none itself is not to be shown.
	Room int32
	// Shown is how often this offer was shown lately, before these lists.
	Shown int32
}

// Room is how many lists somebody may be among the first of who takes on maxOpen
// things at once (0 for no limit) and has open ones in hand, when somebody with
// nothing in hand may be in weekly of them. Negative, for any number, when
// weekly is not positive.
func Room(weekly, maxOpen, open int) int32 {
	switch {
	case weekly <= 0:
		return -1
	case maxOpen <= 0:
		return int32(min(weekly, math.MaxInt32))
	}
	left := float64(max(0, maxOpen-max(0, open))) / float64(maxOpen)
	return int32(min(math.Ceil(float64(weekly)*left), math.MaxInt32))
}

// Spread spreads exposure over the people behind near-equal offers: those who
// are among the first of many lists give way in some of them, and some of the
// last places among the first go to those who are shown least. The zero value
// is of no use: start from DefaultSpread.
//
// What it promises, whatever the lists:
//
//   - Nothing below Floor is in a list, no offer and no person twice, and no list
//     is shorter than its candidates allow.
//   - The first places keep at least Keep of the score they would have without
//     it, all lists together. Whoever gets a place by it has at least Near of the
//     score of the one who had it.
//   - Somebody with more places than Room has them because there was nobody to
//     give them to: every other candidate of such a list has less than Near of
//     the score, or no room left. The one exception is that the loss Keep allows
//     is used up: half of it by this alone, the rest by this and gifts.
//   - The same input gives the same output.
type Spread struct {
	Length int     // places of a list
	First  int     // how many of them are shown at once: exposure is to be among them
	Gifts  int     // how many of the first may go to those shown least, per list
	Floor  int32   // in steps
	Near   float64 // 0–1
	Keep   float64 // 0–1
}

// DefaultSpread is how the lists of a night are spread.
func DefaultSpread() Spread { return Spread{Length: 20, First: 10, Gifts: 2, Near: .88, Keep: .99} }

// Lists spreads lists of candidates, each best first and longer than Length if
// there is to be a choice. It returns as many lists, in their order, and the
// exposure without and with it. Among the first, the order is that of the scores.
func (s Spread) Lists(candidates *Lists, supply []Supply) (spread *Lists, before, after Exposure) {
	m := newMarket(s, candidates, supply)
	before = m.measure()
	m.yield(.5)
	m.give()
	m.yield(1) // somebody who was full may have made room for a gift
	after = m.measure()
	return m.lists(), before, after
}

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
