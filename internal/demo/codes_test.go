package demo

import (
	"strings"
	"testing"

	"kejiyun/internal/domain"
)

func TestEveryCodeIsOneOfTheDomain(t *testing.T) {
	fields, regions := column(t, "fields.tsv", 0), column(t, "regions.tsv", 0)
	in := func(key, code string, list []string) {
		t.Helper()
		if !has(list, code) {
			t.Errorf("%s: %q is not one of %v", key, code, list)
		}
	}
	all := func(key string, codes, list []string) {
		t.Helper()
		if len(codes) == 0 {
			t.Errorf("%s: none of %v", key, list)
		}
		for _, c := range codes {
			in(key, c, list)
		}
	}
	place := func(key, region string, of []string) {
		t.Helper()
		if !regions[region] {
			t.Errorf("%s: no region %q", key, region)
		}
		for _, f := range of {
			if !fields[f] {
				t.Errorf("%s: no field %q", key, f)
			}
		}
	}
	for _, w := range county.Workers {
		place(w.ID, w.Region, w.Fields)
		in(w.ID, w.UnitType, domain.UnitTypes)
		in(w.ID, w.TitleLevel, domain.TitleLevels)
		in(w.ID, w.Degree, domain.Degrees)
		in(w.ID, w.Radius, domain.Radii)
		all(w.ID, w.Modes, domain.Modes)
		in(w.ID, w.Fee, domain.Fees)
		in(w.ID, w.Availability, domain.Availabilities)
		in(w.ID, w.Verify, domain.Verifications)
	}
	for _, x := range county.Teams {
		place(x.ID, x.Region, x.Fields)
		in(x.ID, x.Kind, domain.TeamKinds)
	}
	for _, o := range county.Orgs {
		place(o.ID, o.Region, []string{o.Industry})
		in(o.ID, o.Type, domain.OrgTypes)
		in(o.ID, o.Scale, domain.Scales)
		in(o.ID, o.Verify, domain.Verifications)
	}
	for _, o := range county.Offers {
		place(o.ID, o.Region, o.Fields)
		in(o.ID, o.Kind, domain.OfferKinds)
		in(o.ID, o.Status, domain.PostingStatuses)
		in(o.ID, o.Share, domain.Shares)
		all(o.ID, o.Cooperation, domain.Cooperations)
		all(o.ID, o.Modes, domain.Modes)
		in(o.ID, o.Radius, domain.Radii)
		in(o.ID, o.Fee, domain.Fees)
		in(o.ID, o.IPR, domain.IPRs)
		in(o.ID, o.Stage, append([]string{""}, domain.Stages...))
		if o.Kind == "result" && (o.Stage == "" || o.TRL < 1 || o.TRL > 9) {
			t.Errorf("%s: a result without stage or readiness", o.ID)
		}
	}
	for _, n := range county.Needs {
		place(n.ID, n.Region, n.Fields)
		in(n.ID, n.Kind, domain.NeedKinds)
		in(n.ID, n.Status, domain.PostingStatuses)
		in(n.ID, n.Budget, domain.Budgets)
		in(n.ID, n.Urgency, domain.Urgencies)
		in(n.ID, n.Anonymity, domain.Anonymities)
		in(n.ID, n.DetailTo, domain.DetailReaders)
		all(n.ID, n.Cooperation, domain.Cooperations)
		if (n.Kind == "challenge") != has(domain.ChallengeTypes, n.ChallengeClass) {
			t.Errorf("%s: a %s of class %q", n.ID, n.Kind, n.ChallengeClass)
		}
		if n.Call != nil && (n.Kind != "challenge" || n.Call.TermMonths < 1 || n.Call.TermMonths > domain.MaxTermMonths) {
			t.Errorf("%s: bad open call %+v", n.ID, *n.Call)
		}
		if (n.Kind == "talent") != (n.Talent != nil) {
			t.Errorf("%s: a %s with talent block %v", n.ID, n.Kind, n.Talent)
		}
		if n.Talent != nil {
			in(n.ID, n.Talent.Employment, domain.Employments)
		}
		if got := band(n.Amount); n.Budget != "negotiable" && got != n.Budget {
			t.Errorf("%s: %.0f yuan is %s, not %s", n.ID, n.Amount, got, n.Budget)
		}
	}
	for key, reasons := range county.Returned {
		all(key, reasons, domain.ReturnReasons)
	}
}

// band is the budget band an amount in yuan falls in, upper bounds excluded.
func band(yuan float64) string {
	for i, limit := range []float64{1, 1e4, 5e4, 20e4, 50e4, 100e4} {
		if yuan < limit {
			return domain.Budgets[i]
		}
	}
	return "over_100"
}

func TestEveryKeyIsUniqueAndEveryReferenceHolds(t *testing.T) {
	known := map[string]bool{}
	add := func(key string) {
		if known[key] {
			t.Errorf("%s comes twice", key)
		}
		known[key] = true
	}
	need := func(key string, refs ...string) {
		for _, r := range refs {
			if r != "" && !known[r] {
				t.Errorf("%s refers to %s, which comes later or never", key, r)
			}
		}
	}
	unique := map[string]string{}
	once := func(key, value string) {
		if other, dup := unique[value]; dup && value != "" {
			t.Errorf("%s and %s share %s", key, other, value)
		}
		unique[value] = key
	}
	for i, a := range county.Accounts {
		add(a.Key)
		once(a.Key, a.Phone)
		once(a.Key, a.Email)
		if !strings.HasPrefix(a.Phone, "154") || len(a.Phone) != 11 || a.Email != "" && !strings.HasSuffix(a.Email, "@example.com") {
			t.Errorf("%s could be somebody's: %s %s", a.Key, a.Phone, a.Email)
		}
		if county.Contacts[i].Account != a.Key {
			t.Errorf("contact %d is not of %s", i, a.Key)
		}
	}
	for _, w := range county.Workers {
		add(w.ID)
		once(w.ID, w.RealName)
		need(w.ID, w.Member)
	}
	for _, x := range county.Teams {
		add(x.ID)
		once(x.ID, x.Name)
		need(x.ID, append(x.Members, x.Lead)...)
		if x.Lead == "" || !has(x.Members, x.Lead) {
			t.Errorf("%s has no lead among its members", x.ID)
		}
	}
	for _, o := range county.Orgs {
		add(o.ID)
		once(o.ID, o.Name)
		once(o.ID, o.USCC)
		need(o.ID, o.Members...)
		if !domain.ValidUSCC(o.USCC) {
			t.Errorf("%s has the code %s", o.ID, o.USCC)
		}
	}
	for _, o := range county.Offers {
		add(o.ID)
		need(o.ID, append(o.Owners, o.Worker, o.Team, o.Org)...)
		if o.OwnerName == "" {
			t.Errorf("%s has no owner", o.ID)
		}
	}
	for _, n := range county.Needs {
		add(n.ID)
		need(n.ID, append(n.Owners, n.Org)...)
	}
}
