package docking

import (
	"slices"

	"kejiyun/internal/domain"
)

// Part is a column of the table: which part somebody plays in a docking.
type Part string

// The parts. A broker or staff who introduced two parties is also Initiator, and
// then both sides are Asked.
const (
	Initiator Part = "initiator"
	Asked     Part = "asked" // the other side
	Broker    Part = "broker"
	Staff     Part = "staff"
	System    Part = "system"
)

var capacities = []Capacity{AsNeed, AsSupply, AsBroker, AsStaff, AsSystem}

// PartsOf says which parts a capacity plays in a docking.
func PartsOf(d domain.Docking, as Capacity) []Part {
	switch as {
	case AsNeed, AsSupply:
		if d.Side == string(as) {
			return []Part{Initiator}
		}
		return []Part{Asked}
	case AsBroker, AsStaff:
		part := Broker
		if as == AsStaff {
			part = Staff
		}
		if d.Side == SideAssociation {
			return []Part{part, Initiator}
		}
		return []Part{part}
	case AsSystem:
		return []Part{System}
	}
	return nil
}

func plays(d domain.Docking, as Capacity, any []Part) bool {
	return slices.ContainsFunc(PartsOf(d, as), func(p Part) bool { return slices.Contains(any, p) })
}

// CapacityOf says in which capacity an actor meets a docking whose sides these
// members stand behind; empty when in none. Somebody who stands on both sides
// speaks for the need. The desk of either region acts; a superuser as staff.
func CapacityOf(a domain.Actor, d domain.Docking, need, supply []string) Capacity {
	answers := a.Answers(d.Region) || d.SupplyRegion != "" && a.Answers(d.SupplyRegion)
	switch {
	case a.Role == domain.System:
		return AsSystem
	case a.Role == domain.Member && a.ID != "" && slices.Contains(need, a.ID):
		return AsNeed
	case a.Role == domain.Member && a.ID != "" && slices.Contains(supply, a.ID):
		return AsSupply
	case a.Role == domain.Broker && (answers || a.ID != "" && a.ID == d.Broker):
		return AsBroker
	case (a.Role == domain.Staff || a.Role == domain.Superuser) && answers:
		return AsStaff
	}
	return ""
}

// speaksFor says for which side a move speaks: a party for its own, a broker for
// the one named, or for the only one that is still asked.
func speaksFor(m Move) (string, *domain.Error) {
	if m.As == AsNeed || m.As == AsSupply {
		return string(m.As), nil
	}
	if m.For == SideNeed || m.For == SideSupply {
		return m.For, nil
	}
	d := m.Docking
	switch {
	case !d.NeedAccepted.IsZero() && d.SupplyAccepted.IsZero():
		return SideSupply, nil
	case d.NeedAccepted.IsZero() && !d.SupplyAccepted.IsZero():
		return SideNeed, nil
	}
	return "", domain.Errorf(domain.Invalid, "docking_side_required")
}
