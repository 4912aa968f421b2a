package domain

import (
	"slices"
	"time"
)

// Docking (对接单) is one way from an interest to an outcome between the org that
// needs something and the one provider that can do it. Need and Offer may each
// be missing, never both; exactly one of Worker, Team and Supplier is set unless
// the provider was deleted since.
type Docking struct {
	ID          string
	Need, Offer string
	Side        string // who began: need, supply or association
	By          string // account id of who began
	Org         string // the demand side

	Worker, Team, Supplier string // the provider; Supplier is an org
	Broker                 string // staff id, empty while nobody handles it

	Region, SupplyRegion string // of the need or its org, of the offer or its owner
	Message              string // at most 600 characters, said with the interest
	State                string

	NeedAccepted, SupplyAccepted time.Time // when each side agreed
	AcceptWay, AcceptNote        string    // how the last side agreed: portal, link or phone; how the telephone call went

	Due, Lapse time.Time // until when an answer is due; when it lapses without one
	Stopped    time.Time // since when the clock stands still
	LeftDays   int       // working days to Due that were left when it stopped
	LapseLeft  int       // working days to Lapse that were left when it stopped
	AskedBy    string    // need or supply: who waits for the other's explanation

	HalfTold, DueTold, Escalated time.Time // when reminders went out
	Answered                     time.Time // when the asked side first said anything
	FollowedUp                   int       // the last of days 0, 30, 60 and 90 at which progress was asked about
	Revived                      bool      // it lapsed once and was taken up again

	DeclineReason, DeclineNote          string
	FailReason, DisputeNote, VoidReason string

	Outcome     Outcome
	OutcomeSide string    // who proposed the outcome: need, supply or broker
	OutcomeAt   time.Time // when

	Negotiating, Agreed, Completed, Closed time.Time
	Created, Updated                       time.Time
}

// Outcome is what came of a docking.
type Outcome struct {
	Kind             string    // contract, service, free, intent, none or referred
	Contract         string    // contract type by the Civil Code's five kinds, non_technical or none
	Amount           float64   // yuan
	Signed           time.Time // day of signing
	Registration     string    // number of the technology contract's registration, at most 40 characters
	RegisteredAmount float64   // yuan
	Hours            float64   // of service
	People           int       // helped
}

// Provider returns the collection and id of who supplies; both empty when the
// provider was deleted since.
func (d Docking) Provider() (collection, id string) {
	switch {
	case d.Worker != "":
		return "workers", d.Worker
	case d.Team != "":
		return "teams", d.Team
	case d.Supplier != "":
		return "orgs", d.Supplier
	}
	return "", ""
}

// DockingInterests are the states in which somebody waits for a yes or a no.
var DockingInterests = []string{"expressed", "clarifying"}

// DockingsOnHand are the states in which a docking takes up its provider's
// capacity and keeps its need and offer engaged.
var DockingsOnHand = []string{"accepted", "negotiating", "agreed", "underway", "disputed"}

// DockingsOpened are the states in which the two sides see each other's contacts:
// from the acceptance on, and no longer once it came to nothing.
var DockingsOpened = []string{"accepted", "negotiating", "agreed", "underway", "disputed", "completed", "reviewed"}

// DockingsEnded are the states that nothing but a revival or a dispute leads out of.
var DockingsEnded = []string{"declined", "withdrawn", "lapsed", "passed_over", "failed", "voided", "reviewed"}

// Opened tells whether the contacts of the two sides are open to each other. It
// asks the dates of both acceptances besides the state, so that no wrong state
// alone reveals a number.
func (d Docking) Opened() bool {
	return slices.Contains(DockingsOpened, d.State) && !d.NeedAccepted.IsZero() && !d.SupplyAccepted.IsZero()
}

// Relation says what one side of a docking is to what the other side owns.
func (d Docking) Relation() Relation {
	switch {
	case d.Opened():
		return ToCounterpart
	case slices.Contains(DockingInterests, d.State):
		return ToCandidate
	}
	return ToMember
}
