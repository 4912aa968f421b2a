package store

import (
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

func (l *Lens) card(r *core.Record) Card {
	return Card{
		ID: r.Id, Kind: r.GetString("kind"), Title: r.GetString("title"), Summary: r.GetString("summary"),
		Fields: l.Names.Refs(r.GetStringSlice("fields")), Place: l.Names.Place(r.GetString("region")),
		Cooperation: some(r.GetStringSlice("cooperation")), Status: r.GetString("status"),
		PublishedAt: stamp(r, "published_at"), LastConfirmed: stamp(r, "last_confirmed"),
		Marks: l.marks(r, "title", "summary"),
	}
}

func (l *Lens) offerCard(k *kin, r *core.Record) OfferCard {
	return OfferCard{Card: l.card(r), Stage: r.GetString("stage"), Fee: r.GetString("fee"),
		Modes: some(r.GetStringSlice("modes")), Owner: l.owner(k, r)}
}

// owner names the owner of an offer.
func (l *Lens) owner(k *kin, offer *core.Record) Owner {
	if w := k.workers[offer.GetString("worker")]; w != nil {
		o := Owner{Type: "worker", Name: w.GetString("display_name"), TitleLevel: w.GetString("title_level"),
			Unit: l.unit(w), Verify: w.GetString("verify")}
		if l.hasPage(k, w) {
			o.ID = w.Id
		}
		return o
	}
	posted := domain.ToVisitor.Shown(offer.GetString("status"))
	if t := k.teams[offer.GetString("team")]; t != nil {
		return Owner{Type: "team", ID: l.listed(t, l.toTeam(k, t), posted), Name: t.GetString("name"),
			Unit: t.GetString("unit"), Verify: t.GetString("verify")}
	}
	if g := k.orgs[offer.GetString("org")]; g != nil {
		return Owner{Type: "org", ID: l.listed(g, l.toOrg(g), posted), Name: g.GetString("name"), Verify: g.GetString("verify")}
	}
	return Owner{Type: "worker"}
}

// listed returns the id of a team or org whose page this viewer may open, or "".
func (l *Lens) listed(r *core.Record, as domain.Relation, posted bool) string {
	if as.Listed(r.GetString("verify"), posted) {
		return r.Id
	}
	return ""
}

// unit returns where a worker works, if the viewer may know.
func (l *Lens) unit(worker *core.Record) string {
	if l.toWorker(worker).Sees(domain.SeeUnit, domain.Let{Unit: worker.GetBool("unit_public")}) {
		return worker.GetString("unit")
	}
	return ""
}

func (l *Lens) needCard(k *kin, r *core.Record) NeedCard {
	n := NeedCard{Card: l.card(r), Budget: r.GetString("budget"), Deadline: stamp(r, "deadline"), Urgency: r.GetString("urgency"),
		ChallengeClass: r.GetString("challenge_class"), Org: OrgRef{Name: Masked}}
	let := letByNeed(r)
	n.Masked = !let.OrgName
	org := k.orgs[r.GetString("org")]
	if org == nil {
		return n
	}
	n.Org.Type, n.Org.Verify = org.GetString("type"), org.GetString("verify")
	if f, ok := l.Names.Field(org.GetString("industry")); ok {
		n.Org.Industry = &Ref{f.ID, f.Name}
	}
	if l.toPosting(k, r).Sees(domain.SeeOrgName, let) {
		n.Org.Name = org.GetString("name")
		n.Org.ID = l.listed(org, l.toOrg(org), let.OrgName && domain.ToVisitor.Shown(r.GetString("status")))
	}
	return n
}

func letByNeed(r *core.Record) domain.Let {
	return domain.LetByNeed(r.GetString("anonymity"), r.GetString("detail_to"))
}

// OfferCards makes the cards of offers, in their order.
func (l *Lens) OfferCards(records []*core.Record) ([]OfferCard, error) {
	k, err := l.kinOf(records)
	if err != nil {
		return nil, err
	}
	cards := make([]OfferCard, len(records))
	for i, r := range records {
		cards[i] = l.offerCard(k, r)
	}
	return cards, nil
}

// NeedCards makes the cards of needs, in their order.
func (l *Lens) NeedCards(records []*core.Record) ([]NeedCard, error) {
	k, err := l.kinOf(records)
	if err != nil {
		return nil, err
	}
	cards := make([]NeedCard, len(records))
	for i, r := range records {
		cards[i] = l.needCard(k, r)
	}
	return cards, nil
}

// stamp writes a date column as RFC 3339 in UTC, "" when it is empty.
func stamp(r *core.Record, column string) string {
	t := Time(r, column)
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// some makes JSON say [] where there is nothing.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
