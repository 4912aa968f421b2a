package demo

import (
	"fmt"
	"strconv"
	"strings"

	"kejiyun/internal/domain"
)

// addOffers adds those written one by one (f001…), then those of data/variants.txt
// (v001…). Who offers what is named in the text file, or is the least busy worker
// of the field.
func (b *builder) addOffers() {
	states := map[string]map[string]string{}
	for _, row := range readTable("states.tsv") {
		states[row["key"]] = row
	}
	for _, r := range append(readBlocks("offers"), readVariants()...) {
		o := domain.Offer{
			Posting: domain.Posting{
				ID: r.key, Kind: r.kind, Title: r.text['t'], Summary: r.text['s'], Fields: r.fields,
				Keywords: r.list("kw"), Cooperation: r.list("coop"), Share: "province",
				Status: or(states[r.key]["status"], "published"),
			},
			Description: r.text['d'], Advantages: r.text['a'], Price: r.text['$'],
			Stage: r.opts["stage"], IPR: or(r.opts["ipr"], "none"), Fee: or(r.opts["fee"], "negotiable"),
			Modes: r.list("modes"), Radius: or(r.opts["radius"], pick(r.key, "radius", []string{"county", "city", "city", "province"})),
			Availability: "open",
		}
		o.TRL, _ = strconv.Atoi(r.opts["trl"])
		b.giveOwner(&o, r.opts["by"])
		b.stamp(&o.Posting)
		if reasons := split(states[r.key]["reasons"], ","); reasons != nil {
			b.returned[r.key] = reasons
		}
		b.offers = append(b.offers, o)
	}
}

// giveOwner sets who offers it, and what a match needs to know of them.
func (b *builder) giveOwner(o *domain.Offer, by string) {
	for _, t := range b.teams {
		if t.ID == by {
			o.Team, o.OwnerName, o.Region, o.Verify = t.ID, t.Name, t.Region, t.Verify
			o.Owners = ownersOf(b.workerByID(t.Lead).Member)
			return
		}
	}
	for _, g := range b.orgs {
		if g.ID == by {
			o.Org, o.OwnerName, o.Region, o.Verify, o.Owners = g.ID, g.Name, g.Region, g.Verify, g.Members
			return
		}
	}
	w := b.leastBusy(o.Fields)
	b.load[w.ID]++
	o.Worker, o.OwnerName, o.Region, o.Verify = w.ID, w.DisplayName, w.Region, w.Verify
	o.Owners, o.TitleLevel, o.MaxOpen = ownersOf(w.Member), w.TitleLevel, w.MaxOpen
	o.Availability = w.Availability
}

func (b *builder) workerByID(id string) domain.Worker {
	for _, w := range b.workers {
		if w.ID == id {
			return w
		}
	}
	panic("demo: no worker " + id)
}

// titleRank orders titles, the highest first.
var titleRank = map[string]int{"senior": 0, "associate_senior": 1, "intermediate": 2, "technician": 2, "local_expert": 3, "junior": 4}

// leastBusy finds the worker for an offer: of its main field if there is one,
// else of the same group; open rather than full, then with the fewest offers,
// then with the higher title.
func (b *builder) leastBusy(fields []string) domain.Worker {
	best, bestCost := -1, 0
	for i, w := range b.workers {
		cost := b.load[w.ID]*10 + titleRank[w.TitleLevel]
		switch {
		case has(w.Fields, fields[0]):
		case inGroup(w.Fields, fields[0]):
			cost += 1000
		default:
			continue
		}
		if w.Availability != "open" {
			cost += 35
		}
		if best < 0 || cost < bestCost {
			best, bestCost = i, cost
		}
	}
	return b.workers[best]
}

// readVariants reads offers that many people make alike: a text with holes {1},
// {2}, …, and lines that fill them, the first cell being the fields.
func readVariants() []block {
	var all []block
	for _, part := range strings.Split(strings.TrimSpace(read("variants.txt")), "\n\n") {
		lines := strings.Split(part, "\n")
		head := strings.Fields(lines[0])
		text := map[byte]string{}
		for _, l := range lines[1:] {
			if l[0] != 'v' {
				text[l[0]] = l[2:]
				continue
			}
			cells := strings.Split(l[2:], "|")
			v := block{key: fmt.Sprintf("v%03d", len(all)+1), kind: head[1], fields: split(cells[0], ","),
				opts: parseOptions(head[2:]), text: map[byte]string{}}
			for letter, t := range text {
				for i, c := range cells[1:] {
					t = strings.ReplaceAll(t, fmt.Sprintf("{%d}", i+1), c)
				}
				v.text[letter] = t
			}
			all = append(all, v)
		}
	}
	return all
}
