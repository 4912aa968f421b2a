// Package posting is the life of an offer (所能) or a need (所需): which step
// leads from which status to which, who may take it and what it wants (the
// posting table of product.md §4, as data); how clear a text is and what would
// make it clearer; and whether what somebody typed may be kept or shown.
//
// Everything here is a pure function of values. Advance decides one move and
// says what to write and whom to tell; Lawful is the same table without actors,
// for the law that binds every record save, the admin UI's included; Due says
// when the clock takes a step by itself. NeedClarity and OfferClarity give 0–100
// with hints; ValidateNeed and ValidateOffer give errors by form field, contact
// details inside public text among them.
package posting

import (
	"time"

	"kejiyun/internal/domain"
)

// Action is one step in the life of a posting, and the name of its event.
type Action string

// The actions of the table.
const (
	Submit     Action = "submit"      // draft, returned → pending
	Publish    Action = "publish"     // pending → published
	Return     Action = "return"      // pending → returned, with reasons
	Pause      Action = "pause"       // published → paused
	Resume     Action = "resume"      // paused → published
	Confirm    Action = "confirm"     // unconfirmed → published: it still holds
	ExpireSoon Action = "expire_soon" // published → unconfirmed, by the clock
	Expire     Action = "expire"      // unconfirmed → expired, by the clock
	Engage     Action = "engage"      // published → engaged, by an accepted docking
	Disengage  Action = "disengage"   // engaged → published, when it came to nothing
	Close      Action = "close"       // any → closed, with one reason
	Remove     Action = "remove"      // any → removed, with a note
)

// Capacity says in which capacity somebody takes a step. The caller has
// established it (see CapacityOf); the empty Capacity may do nothing.
type Capacity string

// The capacities of the table. A leader has none: leaders read.
const (
	AsOwner  Capacity = "owner"
	AsBroker Capacity = "broker"
	AsStaff  Capacity = "staff"
	AsSystem Capacity = "system"
)

// Audience is somebody who shall be told of a step.
type Audience string

// Who can be told of a step.
const (
	TellOwner   Audience = "owner"   // the members who own the posting
	TellStaff   Audience = "staff"   // the review queue of the posting's region
	TellParties Audience = "parties" // the other sides of its open dockings
)

// The statuses of a posting, in the codes of domain.PostingStatuses.
const (
	StatusDraft       = "draft"
	StatusPending     = "pending"
	StatusReturned    = "returned"
	StatusPublished   = "published"
	StatusPaused      = "paused"
	StatusUnconfirmed = "unconfirmed"
	StatusExpired     = "expired"
	StatusEngaged     = "engaged"
	StatusClosed      = "closed"
	StatusRemoved     = "removed"
)

// Facts is what a decision needs to know about a posting.
type Facts struct {
	Status        string
	Clarity       int       // 0–100, as NeedClarity or OfferClarity gave it
	OwnerVerified bool      // the org, team or worker behind it: verify unit or association
	Published     time.Time // when it was first published; zero before
	Confirmed     time.Time // when the owner last said that it still holds
	ValidUntil    time.Time // when it expires if nobody confirms it
}

// Settings are the county's choices. A zero or senseless number stands for its
// default (see DefaultSettings).
type Settings struct {
	AutoPublishClarity int  // 1–100: verified owners at or above it are published without review; above 100 never
	ValidDays          int  // days a posting is shown after it was last confirmed
	ReconfirmDays      int  // days after which its owner is asked; less than ValidDays
	BrokerMayPublish   bool // whether brokers may publish for their own clients
}

// Move is one step somebody wants to take.
type Move struct {
	Posting         Facts
	Action          Action
	As              Capacity
	Reasons         []string // return: codes of domain.ReturnReasons; close: one of domain.CloseReasons
	Note            string   // return for "other", remove: required; at most domain.MaxShortText characters
	Settings        Settings
	Now             time.Time
	HasProxyConsent bool // a consent row proves that the owner let a broker act for them
	ActorVerified   bool // the owner who acts has confirmed an email or a phone number
}

// Step is one change of status, hence one event row.
type Step struct {
	From, To string
	As       Capacity
	Action   Action
}

// Columns are the columns a move writes beside the status. A nil pointer leaves
// the column as it is; a pointer to an empty value clears it.
type Columns struct {
	Published     *time.Time
	ValidUntil    *time.Time
	Confirmed     *time.Time
	ReturnReasons *[]string
	Note          *string // what staff wrote when they returned or removed it
	CloseReason   *string
	AutoPublished *bool // published without a person's review
}

// Result is what a lawful move comes to.
type Result struct {
	To    string     // the status in the end
	Event Action     // the action that was asked for
	Steps []Step     // one, or two when the system publishes right after a submit
	Set   Columns    // what to write beside the status
	Tell  []Audience // who shall be told; never the one who acted
}

// DefaultSettings are the settings of product.md §4: clarity 70, 180 days,
// asked again after 150, brokers do not publish.
func DefaultSettings() Settings {
	return Settings{AutoPublishClarity: 70, ValidDays: 180, ReconfirmDays: 150}
}

func (s Settings) orDefault() Settings {
	d := DefaultSettings()
	if s.AutoPublishClarity <= 0 {
		s.AutoPublishClarity = d.AutoPublishClarity
	}
	if s.ValidDays <= 0 {
		s.ValidDays = d.ValidDays
	}
	if s.ReconfirmDays <= 0 || s.ReconfirmDays >= s.ValidDays {
		s.ReconfirmDays = max(1, s.ValidDays*5/6)
	}
	return s
}

// CapacityOf says in which capacity an actor meets a posting with these owners
// (member ids) in this region (12-digit code); empty when in none. A superuser
// acts as staff.
func CapacityOf(a domain.Actor, owners []string, region string) Capacity {
	switch a.Role {
	case domain.System:
		return AsSystem
	case domain.Member:
		for _, o := range owners {
			if o != "" && o == a.ID {
				return AsOwner
			}
		}
	case domain.Broker:
		if a.Answers(region) {
			return AsBroker
		}
	case domain.Staff, domain.Superuser:
		if a.Answers(region) {
			return AsStaff
		}
	}
	return ""
}
