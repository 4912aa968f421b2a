package store

import "kejiyun/internal/domain"

// Place names a code for the people of the site: county and township at home,
// city and county elsewhere. Home is the site's county or, on the site of a city,
// the city; names of counties such as 市中区 exist twice in one province.
func (n *Names) Place(code string) Place {
	p := Place{Code: code}
	home := domain.RegionWithin(code, domain.RegionAt(n.Site, "county")) && domain.RegionLevel(n.Site) != "province"
	level := domain.RegionLevel(code)
	for _, l := range []string{"city", "county", "township"} {
		if home && l == "city" && level != "city" || !home && l == "township" {
			continue
		}
		at := domain.RegionAt(code, l)
		if r, ok := n.Region(at); ok && r.Level == l {
			if p.Name != "" {
				p.Name += "·"
			}
			p.Name += r.Name
		}
	}
	if p.Name == "" {
		if r, ok := n.Region(code); ok {
			p.Name = r.Name
		}
	}
	return p
}

// Refs names fields; unknown ids are left out.
func (n *Names) Refs(ids []string) []Ref {
	refs := make([]Ref, 0, len(ids))
	for _, id := range ids {
		if f, ok := n.Field(id); ok {
			refs = append(refs, Ref{f.ID, f.Name})
		}
	}
	return refs
}

// FieldAndBelow returns a field and the fields under it.
func (n *Names) FieldAndBelow(id string) []string {
	return append([]string{id}, n.below[id]...)
}

// Below returns the regions directly under a code. With no code given: the
// counties of the site, with names that tell them apart.
func (n *Names) Below(parent string) []RegionRow {
	rows := []RegionRow{}
	for _, r := range n.Regions {
		switch {
		case parent != "" && r.Parent == parent:
			rows = append(rows, r)
		case parent == "" && r.Level == "county" && domain.RegionWithin(r.Code, domain.RegionAt(n.Site, "county")):
			r.Name = n.Place(r.Code).Name
			rows = append(rows, r)
		}
	}
	return rows
}

// FieldWords returns the names of fields and all other words for them.
func (n *Names) FieldWords(ids []string) []string {
	var words []string
	for _, id := range ids {
		if f, ok := n.Field(id); ok {
			words = append(append(words, f.Name), f.Synonyms...)
		}
	}
	return words
}
