package docking

import (
	"slices"
	"time"
)

// talking are the states in which the parties and the broker write to each other.
var talking = []string{"expressed", "clarifying", "accepted", "negotiating", "agreed", "underway", "completed", "reviewed", "disputed"}

// Talks tells whether messages may be written in a state. What was written stays
// readable in every state.
func Talks(state string) bool { return slices.Contains(talking, state) }

// Proves tells whether files that prove an outcome may be added in a state.
func Proves(state string) bool {
	return slices.Contains([]string{"negotiating", "agreed", "underway", "completed", "reviewed", "disputed"}, state)
}

// Drafts tells whether a contract may be drafted in a state: the draft names both
// sides, so that both must have accepted.
func Drafts(state string) bool {
	return slices.Contains([]string{"negotiating", "agreed", "underway", "completed", "reviewed"}, state)
}

// ReviewShown tells whether somebody sees the review of another: once both sides
// have written one, or days after completion, when waiting for the other would
// only help who has something to hide. A zero completed shows nothing.
func ReviewShown(both bool, completed, now time.Time, days int) bool {
	return both || !completed.IsZero() && !now.Before(completed.AddDate(0, 0, days))
}

// Reader is what somebody is to the messages of a docking.
type Reader string

// The readers of messages; "" is nobody.
const (
	ReaderNeed   Reader = "need"
	ReaderSupply Reader = "supply"
	ReaderBroker Reader = "broker"
	// ReaderStaff mediates: it reads while there is a dispute, writes nothing, and
	// every look is an event.
	ReaderStaff Reader = "staff"
)

// MayRead tells whether a reader may read the messages of a docking in a state.
func (r Reader) MayRead(state string) bool {
	return r == ReaderStaff && state == "disputed" || r.MayWrite()
}

// MayWrite tells whether a reader takes part in the conversation.
func (r Reader) MayWrite() bool { return r == ReaderNeed || r == ReaderSupply || r == ReaderBroker }

// MayOpen tells whether a reader may have a file that side attached to a message:
// a confidential one goes to the other party only when both have accepted.
func (r Reader) MayOpen(side, state string, confidential, accepted bool) bool {
	if !r.MayRead(state) {
		return false
	}
	party := r == ReaderNeed || r == ReaderSupply
	return !confidential || accepted || !party || string(r) == side
}
