package domain

import "slices"

// Relation says what somebody is to one record. It is the row of product.md §5
// that answers what they see of it.
type Relation int

// The relations, from the farthest to the nearest.
const (
	ToVisitor     Relation = iota // no account
	ToMember                      // signed in: members, and staff outside their region
	ToCandidate                   // the other side of a docking that is not yet accepted by both
	ToCounterpart                 // the other side of a docking that both have accepted
	ToOwner                       // one of the members who own the record
	ToDesk                        // broker, staff or leader in whose region the record lies
	ToSuperuser
	relations
)

// Layer is a group of columns that are seen together or not at all.
type Layer int

// The layers, line by line as in product.md §5, and the desk's own columns.
const (
	SeeCard     Layer = iota // title, summary, kind, fields, region, stage, cooperation, fee class; names of workers
	SeeUnit                  // where a worker works
	SeeOrgName               // which org a need belongs to
	SeeInside                // description, detail, metrics, tried
	SeeExact                 // exact budget, confidential attachments
	SeeContact               // phone, email, WeChat, real name; every look is logged
	SeeEvidence              // certificates behind a verification
	SeeMatches               // the matches of a posting, with parts and why
	SeeDesk                  // clarity, reasons of a return, what may be done, the log
	layers
)

// answer is one cell of the table.
type answer int

const (
	no    answer = iota
	ifLet        // when the owner lets everybody in this column see it
	yes
)

// sight is product.md §5. An owner sees all of their own, a leader reads what
// the desk reads.
var sight = [layers][relations]answer{
	//             visitor member candidate counterpart owner desk superuser
	SeeCard:     {yes, yes, yes, yes, yes, yes, yes},
	SeeUnit:     {ifLet, ifLet, ifLet, ifLet, yes, yes, yes},
	SeeOrgName:  {ifLet, ifLet, ifLet, yes, yes, yes, yes},
	SeeInside:   {no, ifLet, ifLet, yes, yes, yes, yes},
	SeeExact:    {no, no, no, yes, yes, yes, yes},
	SeeContact:  {no, no, no, yes, yes, yes, yes},
	SeeEvidence: {no, no, no, no, yes, yes, yes},
	SeeMatches:  {no, no, no, no, yes, yes, yes},
	SeeDesk:     {no, no, no, no, yes, yes, yes},
}

// Let is what the owner of a record has chosen to show. The zero value shows
// nothing that is theirs to choose.
type Let struct {
	Unit    bool // the worker's unit may be public
	OrgName bool // the need is not anonymous
	Inside  bool // the details are for members, not only after acceptance
}

// LetByOffer: the details of an offer are for every member.
func LetByOffer() Let { return Let{OrgName: true, Inside: true} }

// LetByNeed reads an owner's choices off a need's columns. What is not said is
// shown: a need is named and for members unless its owner chose otherwise.
func LetByNeed(anonymity, detailTo string) Let {
	return Let{OrgName: anonymity != "masked", Inside: detailTo != "accepted"}
}

// Sees tells whether somebody in this relation sees a layer of a record.
func (r Relation) Sees(l Layer, let Let) bool {
	if r < 0 || r >= relations || l < 0 || l >= layers {
		return false
	}
	switch sight[l][r] {
	case yes:
		return true
	case ifLet:
		return l == SeeUnit && let.Unit || l == SeeOrgName && let.OrgName || l == SeeInside && let.Inside
	}
	return false
}

// ShownStatuses are the statuses in which a posting is there for everybody. One
// that waits for its owner's confirmation or is engaged still tells what the
// county can do and needs.
var ShownStatuses = []string{"published", "engaged", "unconfirmed"}

// Shown tells whether somebody in this relation gets to see a posting at all.
// To all others it does not exist.
func (r Relation) Shown(status string) bool {
	return r >= ToCounterpart && r < relations || slices.Contains(ShownStatuses, status)
}

// Listed tells the same of a team or an org, which have no status of their own:
// they are there when verified or when posted says that an offer or a named need
// of theirs is shown, unless staff refused them. A worker is shown when the
// offer that mirrors the profile is (Shown).
func (r Relation) Listed(verify string, posted bool) bool {
	return r >= ToCounterpart && r < relations ||
		verify != "refused" && (posted || verify == "unit" || verify == "association")
}

// RelationTo says what the actor is to a record with these owners (member ids)
// in this region. Whether they are the other side of a docking is not known
// here.
func (a Actor) RelationTo(owners []string, region string) Relation {
	switch {
	case a.Role == Superuser || a.Role == System:
		return ToSuperuser
	case a.Role == Member && a.ID != "" && slices.Contains(owners, a.ID):
		return ToOwner
	case a.Answers(region):
		return ToDesk
	case a.Role == Member, a.Role == Broker, a.Role == Staff, a.Role == Leader:
		return ToMember
	}
	return ToVisitor
}
