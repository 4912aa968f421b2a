package domain

import "testing"

// TestSightIsProductSection5 says §5 of the product page again, cell by cell:
// "y" yes, "." no, "?" by the owner's choice.
func TestSightIsProductSection5(t *testing.T) {
	columns := []Relation{ToVisitor, ToMember, ToCandidate, ToCounterpart, ToOwner, ToDesk, ToSuperuser}
	lines := []struct {
		line  string
		part  Layer
		cells string
		let   Let // the choice that turns "?" into yes
	}{
		{"published title, summary, kind, fields, region, stage, cooperation, fee class", SeeCard, "yyyyyyy", Let{}},
		{"worker display name, title level", SeeCard, "yyyyyyy", Let{}},
		{"unit by choice", SeeUnit, "????yyy", Let{Unit: true}},
		{"org name of a need, unless anonymous", SeeOrgName, "???yyyy", Let{OrgName: true}},
		{"description, detail, metrics, tried: members, or after acceptance", SeeInside, ".??yyyy", Let{Inside: true}},
		{"exact budget, confidential attachments", SeeExact, "...yyyy", Let{}},
		{"phone, email, WeChat, real name", SeeContact, "...yyyy", Let{}},
		{"evidence files: the badge only", SeeEvidence, "....yyy", Let{}},
		{"match parts and why: own", SeeMatches, "....yyy", Let{}},
		{"clarity, return reasons, log", SeeDesk, "....yyy", Let{}},
	}
	all := Let{Unit: true, OrgName: true, Inside: true}
	for _, l := range lines {
		for i, r := range columns {
			cell := l.cells[i]
			if got, want := r.Sees(l.part, Let{}), cell == 'y'; got != want {
				t.Errorf("%s, relation %d, owner lets nothing: %v, want %v", l.line, r, got, want)
			}
			if got, want := r.Sees(l.part, all), cell != '.'; got != want {
				t.Errorf("%s, relation %d, owner lets all: %v, want %v", l.line, r, got, want)
			}
			if cell == '?' && !r.Sees(l.part, l.let) {
				t.Errorf("%s, relation %d: the owner's choice does not open it", l.line, r)
			}
			others := Let{Unit: !l.let.Unit, OrgName: !l.let.OrgName, Inside: !l.let.Inside}
			if cell == '?' && r.Sees(l.part, others) {
				t.Errorf("%s, relation %d: another choice opens it", l.line, r)
			}
		}
	}
}

func TestSightOfNonsenseIsNothing(t *testing.T) {
	for _, r := range []Relation{-1, relations} {
		if r.Sees(SeeCard, Let{}) || r.Shown("draft") || r.Listed("none", false) {
			t.Errorf("relation %d sees something", r)
		}
	}
	if ToSuperuser.Sees(layers, Let{}) || ToSuperuser.Sees(-1, Let{}) {
		t.Error("an unknown layer is seen")
	}
}

func TestShown(t *testing.T) {
	open := map[string]bool{"published": true, "engaged": true, "unconfirmed": true}
	for _, status := range append(PostingStatuses, "", "nonsense") {
		for r := ToVisitor; r < relations; r++ {
			want := open[status] || r >= ToCounterpart
			if got := r.Shown(status); got != want {
				t.Errorf("a posting that is %q, relation %d: %v, want %v", status, r, got, want)
			}
		}
	}
}

func TestListed(t *testing.T) {
	cases := []struct {
		why    string
		verify string
		posted bool
		public bool
	}{
		{"nothing shown, not verified", "none", false, false},
		{"nothing shown, never asked", "", false, false},
		{"has something shown", "none", true, true},
		{"verified by its unit", "unit", false, true},
		{"verified by the association", "association", false, true},
		{"refused, though something is shown", "refused", true, false},
	}
	for _, c := range cases {
		for r := ToVisitor; r < relations; r++ {
			want := c.public || r >= ToCounterpart
			if got := r.Listed(c.verify, c.posted); got != want {
				t.Errorf("%s, relation %d: %v, want %v", c.why, r, got, want)
			}
		}
	}
}

func TestRelationTo(t *testing.T) {
	const here, town, elsewhere = "511423000000", "511423101000", "511402000000"
	owners := []string{"m1", "m2"}
	cases := []struct {
		why    string
		actor  Actor
		owners []string
		region string
		want   Relation
	}{
		{"a visitor", Actor{Role: Visitor}, owners, town, ToVisitor},
		{"a visitor and a record without owner", Actor{Role: Visitor}, []string{""}, town, ToVisitor},
		{"the zero actor", Actor{}, nil, town, ToVisitor},
		{"an owner", Actor{ID: "m2", Role: Member, Region: elsewhere}, owners, town, ToOwner},
		{"another member who lives there", Actor{ID: "m3", Role: Member, Region: here}, owners, town, ToMember},
		{"a member without id and a record without owner", Actor{Role: Member}, []string{""}, town, ToMember},
		{"a broker in the region", Actor{ID: "s", Role: Broker, Region: here}, owners, town, ToDesk},
		{"a leader in the region reads", Actor{ID: "s", Role: Leader, Region: here}, owners, town, ToDesk},
		{"staff of the city above", Actor{ID: "s", Role: Staff, Region: "511400000000"}, owners, town, ToDesk},
		{"staff elsewhere are like members", Actor{ID: "s", Role: Staff, Region: elsewhere}, owners, town, ToMember},
		{"staff whose id is among the owners are not owners", Actor{ID: "m1", Role: Staff, Region: elsewhere}, owners, town, ToMember},
		{"staff without a region answer for nothing", Actor{ID: "s", Role: Staff}, owners, town, ToMember},
		{"a superuser", Actor{ID: "x", Role: Superuser}, nil, town, ToSuperuser},
	}
	for _, c := range cases {
		if got := c.actor.RelationTo(c.owners, c.region); got != c.want {
			t.Errorf("%s: %d, want %d", c.why, got, c.want)
		}
	}
}
