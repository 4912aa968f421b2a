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
