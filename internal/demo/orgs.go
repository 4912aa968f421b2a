package demo

import (
	"fmt"
	"strconv"
	"strings"

	"kejiyun/internal/domain"
)

func (b *builder) addOrgs() {
	for i, row := range readTable("orgs.tsv") {
		key, region := row["key"], regionOf(row["region"])
		member := b.addAccount(key, name(1000+i), region)
		b.orgs = append(b.orgs, domain.Org{
			ID: key, Name: row["name"], USCC: uscc(row["type"], region, i+1), Type: row["type"],
			Industry: row["industry"], Scale: row["scale"], Region: region, Intro: row["intro"],
			Members: []string{member}, Verify: row["verify"],
		})
	}
}

// uscc makes a credit code that is valid by checksum: the registering body and
// class by type, the county, and an organisation code from the block "DEM".
func uscc(orgType, region string, n int) string {
	class := map[string]string{"institution": "12", "hospital": "12", "school": "12", "agency": "11",
		"social_org": "51", "cooperative": "93", "family_farm": "92"}[orgType]
	body := fmt.Sprintf("%s%sDEM%06d", or(class, "91"), region[:6], n)
	for _, check := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
		if domain.ValidUSCC(body + string(check)) {
			return body + string(check)
		}
	}
	panic("demo: no check character for " + body)
}

// addTeams gives each team a lead who works in its field and up to four more
// members of the same group of fields.
func (b *builder) addTeams() {
	for i, row := range readTable("teams.tsv") {
		t := domain.Team{ID: row["key"], Name: row["name"], Kind: row["kind"], Unit: row["unit"], Intro: row["intro"],
			Fields: []string{row["field"]}, Region: regionOf(row["region"]), Verify: "association"}
		t.Lat, t.Lng = number(row["lat"]), number(row["lng"])
		t.Lead = b.lead(t)
		t.Members = []string{t.Lead}
		for _, w := range b.workers {
			if len(t.Members) < 4+i%3 && w.Member != "" && w.ID != t.Lead && inGroup(w.Fields, row["field"]) {
				t.Members = append(t.Members, w.ID)
			}
		}
		b.teams = append(b.teams, t)
	}
}

// lead finds the member of a team's field who suits best: somebody of the same
// place, then of the higher title.
func (b *builder) lead(t domain.Team) string {
	best, bestCost := "", 0
	for _, w := range b.workers {
		if w.Member == "" || !has(w.Fields, t.Fields[0]) {
			continue
		}
		cost := titleRank[w.TitleLevel]
		if domain.RegionAt(w.Region, "county") != domain.RegionAt(t.Region, "county") {
			cost += 10
		}
		if best == "" || cost < bestCost {
			best, bestCost = w.ID, cost
		}
	}
	return best
}

// inGroup tells whether one of the fields is of the same top group (s06…) as another.
func inGroup(fields []string, field string) bool {
	for _, f := range fields {
		if strings.HasPrefix(f, field[:3]) {
			return true
		}
	}
	return false
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return f
}
