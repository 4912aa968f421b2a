package demo

import (
	"strconv"
	"strings"
	"time"

	"kejiyun/internal/domain"
)

func (b *builder) addNeeds() {
	orgs := map[string]domain.Org{}
	for _, o := range b.orgs {
		orgs[o.ID] = o
	}
	for _, r := range readBlocks("needs") {
		o, known := orgs[r.opts["by"]]
		if !known {
			panic("demo: need " + r.key + " has no org")
		}
		n := domain.Need{
			Posting: domain.Posting{
				ID: r.key, Kind: r.kind, Title: r.text['t'], Summary: r.text['s'], Fields: r.fields,
				Keywords: r.list("kw"), Cooperation: r.list("coop"), Region: o.Region,
				Share: pick(r.key, "share", []string{"province", "province", "province", "county"}), Status: or(r.opts["status"], "published"),
			},
			Org: o.ID, OrgName: o.Name, Owners: o.Members, Industry: o.Industry, Verify: o.Verify,
			Detail: r.text['d'], DetailTo: "members", Metrics: r.text['m'], Tried: r.text['x'],
			Urgency: or(r.opts["urgency"], "normal"), ChallengeClass: r.opts["class"],
			Anonymity: "named", NDA: r.opts["nda"] != "",
			Call: openCall(r.text['c']), Talent: talent(r.text['p']),
		}
		if n.Cooperation == nil {
			n.Cooperation = []string{map[string]string{"service": "service", "challenge": "development", "talent": "consulting"}[n.Kind]}
		}
		if r.opts["masked"] != "" {
			n.Anonymity = "masked"
		}
		if n.NDA || n.Anonymity == "masked" {
			n.DetailTo = "accepted"
		}
		b.price(&n, r.opts["budget"], r.opts["due"])
		b.stamp(&n.Posting)
		if reasons := r.list("ret"); reasons != nil {
			b.returned[n.ID] = reasons
		}
		b.needs = append(b.needs, n)
	}
}

// price sets the budget, written as band:yuan, and the deadline in days from now.
func (b *builder) price(n *domain.Need, budget, due string) {
	band, yuan, _ := strings.Cut(budget, ":")
	n.Budget = band
	n.Amount, _ = strconv.ParseFloat(yuan, 64)
	if days, err := strconv.Atoi(due); err == nil {
		n.Deadline = b.now.Truncate(24*time.Hour).AddDate(0, 0, days)
	}
}

// openCall reads goal|metrics|months|ownership|funding|bidders.
func openCall(line string) *domain.OpenCall {
	if line == "" {
		return nil
	}
	c := strings.Split(line, "|")
	months, _ := strconv.Atoi(c[2])
	return &domain.OpenCall{Goal: c[0], Metrics: c[1], TermMonths: months, IPOwnership: c[3], Funding: c[4], Bidders: c[5]}
}

// talent reads post|headcount|term|pay|employment.
func talent(line string) *domain.Talent {
	if line == "" {
		return nil
	}
	c := strings.Split(line, "|")
	count, _ := strconv.Atoi(c[1])
	return &domain.Talent{Post: c[0], Headcount: count, Term: c[2], Pay: c[3], Employment: c[4]}
}
