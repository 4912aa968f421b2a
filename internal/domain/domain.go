// Package domain holds the nouns of Kejiyun: what a worker, a team, an org, an
// offer and a need are, who may act, where places lie, and how a mistake is
// told. Values and validation only: no clock, no database, no network, and
// nothing imported but the standard library.
//
// Every enumeration is a list of snake_case codes; the words a person reads for
// them stand in the portal's catalogue and the mail templates. The collections
// of the database use the same names and codes (a test holds the two together).
package domain

import "time"

// Role says in which capacity somebody acts.
type Role string

// The roles of product.md §2. Visitor and System have no account.
const (
	Visitor   Role = "visitor"
	Member    Role = "member"
	Broker    Role = "broker"
	Staff     Role = "staff"
	Leader    Role = "leader"
	Superuser Role = "superuser"
	System    Role = "system"
)

// StaffRoles are the roles an account of the staff collection may hold.
var StaffRoles = []Role{Broker, Staff, Leader}

// Actor is somebody who does something: the subject of every event row.
type Actor struct {
	ID     string // record id of the account; empty for Visitor and System
	Role   Role
	Region string // staff: the region they answer for; members: where they live
	IP     string // as seen by the server; empty for jobs and commands
}

// Answers tells whether the actor answers for records of a region: brokers,
// staff and leaders within their own, a superuser everywhere.
func (a Actor) Answers(region string) bool {
	switch a.Role {
	case Superuser:
		return true
	case Broker, Staff, Leader:
		return RegionWithin(region, a.Region)
	}
	return false
}

// Worker is one S&T worker's profile. A worker without Member was entered by a
// broker on somebody's behalf.
type Worker struct {
	ID, Member   string
	DisplayName  string // shown to everybody
	RealName     string // shown after mutual acceptance only
	Unit         string
	UnitPublic   bool // whether Unit is shown to everybody
	UnitType     string
	TitleLevel   string
	TitleName    string
	Degree       string
	Fields       []string
	Keywords     []string // at most 10
	Intro        string   // at most 800 characters
	Region       string
	Radius       string
	Modes        []string
	Fee          string
	FeeNote      string
	Availability string
	MaxOpen      int // dockings open at once
	Verify       string
	Confirmed    time.Time // when the owner last said it still holds
}

// Team is a group of workers with one lead.
type Team struct {
	ID, Name, Kind string
	Lead           string   // worker id
	Members        []string // worker ids
	Unit, Intro    string
	Fields         []string
	Region         string
	Lat, Lng       float64
	Verify         string
}

// Org is an enterprise, institution or cooperative that has needs.
type Org struct {
	ID, Name, USCC string
	Type           string
	Industry       string // field id of the industry scheme
	Scale          string
	Region         string
	Intro          string
	Members        []string // member ids
	Verify         string
}

// Posting is what offers and needs have in common: text, place and life.
type Posting struct {
	ID          string
	Kind        string
	Title       string // at most 60 characters, public
	Summary     string // at most 300 characters, public, nothing confidential
	Fields      []string
	Keywords    []string
	Cooperation []string
	Region      string
	Share       string
	Status      string
	Clarity     int // 0–100, see package posting
	Published   time.Time
	ValidUntil  time.Time
	Confirmed   time.Time
	Updated     time.Time
}

// Offer (所能) is something a worker, team or org can do. Exactly one of
// Worker, Team and Org is set.
type Offer struct {
	Posting
	Worker, Team, Org string
	Owners            []string // member ids that own the offer
	Description       string   // at most 3000 characters, for signed-in members
	Advantages        string   // at most 800 characters
	Stage             string
	TRL               int // technology readiness level 1–9, 0 unknown
	IPR               string
	Price             string
	Fee               string
	Modes             []string
	Radius            string
	Availability      string // of the worker behind it, "open" for teams and orgs
	MaxOpen           int    // of the worker behind it, 0 for no limit
	Open              int    // dockings open now
	Asked, Answered   int    // interests its owner was asked about, and those answered in time; both 0 until there are any
	TitleLevel        string // of the worker behind it
	Verify            string // of the owner
	OwnerName         string // display name of the owner
}

// Need (所需) is something an org lacks.
type Need struct {
	Posting
	Org            string
	Owners         []string // member ids that own the need
	Detail         string   // at most 3000 characters
	DetailTo       string   // members | accepted
	Metrics        string   // 考核指标, at most 800 characters
	Tried          string   // what was tried already, at most 800 characters
	Budget         string   // band
	Amount         float64  // exact budget in yuan, 0 unknown
	Deadline       time.Time
	Urgency        string
	ChallengeClass string
	Call           *OpenCall
	Talent         *Talent
	Anonymity      string // named | masked
	NDA            bool
	OrgName        string
	Industry       string // of the org, a field id
	Verify         string // of the org
}

// OpenCall is the open-call block (揭榜挂帅) of a challenge.
type OpenCall struct {
	Goal        string `json:"goal"`
	Metrics     string `json:"metrics"`
	TermMonths  int    `json:"term_months"` // at most 36
	IPOwnership string `json:"ip_ownership"`
	Funding     string `json:"funding"`
	Bidders     string `json:"bidders"` // what bidders must have
}

// Talent is the block of a need for people.
type Talent struct {
	Post       string `json:"post"`
	Headcount  int    `json:"headcount"`
	Term       string `json:"term"`
	Pay        string `json:"pay"`
	Employment string `json:"employment"`
}

// Part is one addend of a match's score, told with its reason.
type Part struct {
	Name  string  `json:"name"`  // text, field, place, kind, freshness, load
	Score float64 `json:"score"` // what it adds to the match's score
	Note  string  `json:"note"`  // why, in Chinese; may be empty
}

// Judgement is what somebody's answer says about how well the texts of a pair
// belong together: 0 not at all; the higher, the better.
type Judgement struct {
	Need, Offer string
	Level       int // 0–3
}

// Match (匹配) says how well one offer answers one need, and why.
type Match struct {
	Need, Offer string
	Score       float64  // 0–1, the sum of the parts
	Parts       []Part   // text, field, place, kind, freshness, load
	Terms       []string // what the two texts have in common, strongest first
	Missing     []string // what is missing or does not fit, in Chinese
	Why         string   // one Chinese sentence
}
