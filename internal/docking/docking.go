// Package docking is the life of a docking (对接单): from the first interest of
// an org in a provider, or of a provider in an org, to an outcome that both sides
// vouch for. It holds the docking table of product.md §4 as data: which step
// leads from which state to which, who may take it and what it wants, what it
// sets, which clock it starts or stops, who is told, and when contacts open.
//
// Everything here is a pure function of values. Advance decides one move and
// says what becomes of the docking, step by step; Next lists what somebody may
// do now, for buttons; Due says what the clock does by itself; Lawful is the
// table without actors, for the law that binds every record save, the admin
// UI's included. What a state reveals say Opened and Relation of domain.Docking.
//
// Two things are worth knowing. An interest of one side carries that side's
// consent: the other side's acceptance is then mutual. Where the association
// introduces two parties both are asked, and it is accepted when both accepted.
// And some moves are two steps, each with its own event: accepting opens the
// negotiation; whoever answers while a question stands open ends the question
// first; completing what was agreed starts it first.
//
// Calendar counts working days; PaperFor and ServiceYear write what people print.
package docking

import (
	"time"

	"kejiyun/internal/domain"
)

// Action is one step in the life of a docking, and the name of its event.
type Action string

// The actions of the table.
const (
	Express   Action = "express"   // new → expressed: one side is interested
	Introduce Action = "introduce" // new → expressed: the association asks both sides
	Accept    Action = "accept"    // expressed → accepted, or the first of two yeses
	Open      Action = "open"      // accepted → negotiating: contacts open
	Decline   Action = "decline"   // expressed → declined, with a reason
	Ask       Action = "ask"       // expressed → clarifying: the clock stops
	Reply     Action = "reply"     // clarifying → expressed: it goes on
	Withdraw  Action = "withdraw"  // expressed → withdrawn
	Lapse     Action = "lapse"     // expressed → lapsed, by the clock
	Revive    Action = "revive"    // lapsed → expressed, once
	PassOver  Action = "pass_over" // expressed, clarifying → passed_over: the need took somebody else, or is gone
	Propose   Action = "propose"   // negotiating: one side says what came of it
	Confirm   Action = "confirm"   // negotiating → agreed: the other says so too
	Start     Action = "start"     // agreed → underway
	Complete  Action = "complete"  // underway → completed
	Review    Action = "review"    // completed → reviewed, when both are in or the time is over
	Fail      Action = "fail"      // negotiating, disputed → failed, with a reason
	Dispute   Action = "dispute"   // accepted or later → disputed, with a note
	Resume    Action = "resume"    // disputed → negotiating
	Void      Action = "void"      // agreed → voided: a figure was wrong
)

// Capacity says as what somebody meets a docking (see CapacityOf); the empty
// Capacity may do nothing.
type Capacity string

// The capacities. A leader has none: leaders read.
const (
	AsNeed   Capacity = "need"   // a member of the demand side's org
	AsSupply Capacity = "supply" // a member behind the provider
	AsBroker Capacity = "broker"
	AsStaff  Capacity = "staff"
	AsSystem Capacity = "system"
)

// Audience is somebody who shall be told of a step.
type Audience string

// Who can be told of a step.
const (
	TellNeed   Audience = "need"
	TellSupply Audience = "supply"
	TellBroker Audience = "broker" // of the case; without one, those who answer for the region
)

// The states of a docking, in the codes of domain.DockingStates.
const (
	StateExpressed   = "expressed"
	StateClarifying  = "clarifying"
	StateAccepted    = "accepted"
	StateNegotiating = "negotiating"
	StateAgreed      = "agreed"
	StateUnderway    = "underway"
	StateCompleted   = "completed"
	StateReviewed    = "reviewed"
	StateDeclined    = "declined"
	StateWithdrawn   = "withdrawn"
	StateLapsed      = "lapsed"
	StatePassedOver  = "passed_over"
	StateFailed      = "failed"
	StateDisputed    = "disputed"
	StateVoided      = "voided"
)

// The sides, as dockings.side has them.
const (
	SideNeed        = "need"
	SideSupply      = "supply"
	SideAssociation = "association"
)

// Facts is what a decision needs to know about a docking.
type Facts struct {
	domain.Docking
	Availability string // of the worker who supplies: open, full or paused; empty for teams and orgs
	MaxOpen      int    // dockings the provider takes on at once; 0 for no limit
	OnHand       int    // dockings the provider has on hand, without this one
	NeedGone     bool   // the need was closed or removed, or nobody is left of the org
	SupplyGone   bool   // the same of the offer and the provider

	NeedReviewed, SupplyReviewed bool
}

// Settings are the county's clocks. A number that is not positive stands for its
// default (see DefaultSettings).
type Settings struct {
	AnswerDays  int // working days until an answer is due
	LapseDays   int // working days until an interest lapses; more than AnswerDays
	ConfirmDays int // days until an unconfirmed outcome goes to the broker
	ReviewDays  int // days after completion in which a review may be written
	ShowDays    int // days after completion from which one review is shown without the other
}

// DefaultSettings are those of product.md §4: 5, 10, 14, 30, 14.
func DefaultSettings() Settings {
	return Settings{AnswerDays: 5, LapseDays: 10, ConfirmDays: 14, ReviewDays: 30, ShowDays: 14}
}

func (s Settings) orDefault() Settings {
	d := DefaultSettings()
	for _, v := range []struct{ have, want *int }{{&s.AnswerDays, &d.AnswerDays}, {&s.LapseDays, &d.LapseDays},
		{&s.ConfirmDays, &d.ConfirmDays}, {&s.ReviewDays, &d.ReviewDays}, {&s.ShowDays, &d.ShowDays}} {
		if *v.have <= 0 {
			*v.have = *v.want
		}
	}
	s.LapseDays = max(s.LapseDays, s.AnswerDays+1)
	return s
}

// Limits are the lengths that Due wants.
func (s Settings) Limits() Limits {
	s = s.orDefault()
	return Limits{AnswerDays: s.AnswerDays, ConfirmDays: s.ConfirmDays, ReviewDays: s.ReviewDays}
}

// Move is one step somebody wants to take.
type Move struct {
	Docking  Facts
	Action   Action
	As       Capacity
	Account  string          // id of who acts; a broker takes over a case that nobody handles
	For      string          // broker: the side they speak for, need or supply; may be empty where only one is asked
	Way      string          // accept: portal, link or phone; empty is portal
	Proof    bool            // accept by phone, confirm by the broker: a file proves it
	Reason   string          // decline: a code of domain.DeclineReasons
	Note     string          // decline: at most 300 characters; fail, dispute, void: required; at most 600
	Outcome  *domain.Outcome // propose: what came of it; complete: may bring hours, people and the registration up to date
	Seen     time.Time       // confirm: when the outcome that the person saw was proposed; zero asks for nothing
	Settings Settings
	Calendar Calendar
	Now      time.Time
}

// Step is one change of a docking, hence one event row. From and To are the same
// for the first of two yeses, a proposal and the first of two reviews.
type Step struct {
	Action   Action
	As       Capacity
	From, To string
	After    domain.Docking // what the record holds after this step
	Tell     []Audience     // who shall be told; never the one who acted
	Reveals  bool           // contacts open, both ways
}

// Result is what a lawful move comes to.
type Result struct {
	To    string // the state in the end
	Event Action // the action that was asked for
	Steps []Step // one or two
	// PassOver: the need has taken this provider; its other open interests are to
	// be passed over.
	PassOver bool
	// NextBest: the initiator is to be shown the next best match.
	NextBest bool
}

// After is the docking as the last step leaves it.
func (r Result) After() domain.Docking { return r.Steps[len(r.Steps)-1].After }
