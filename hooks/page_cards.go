package hooks

import (
	"strings"

	"kejiyun/internal/store"
)

// cardText is one record in a list, as text.
type cardText struct {
	URL, Side, Kind, Title, Text, Money, About, Who, Place, When string
	Tags                                                         []string
}

func (m *making) needCards(needs []store.NeedCard) []cardText {
	cards := make([]cardText, len(needs))
	for i, n := range needs {
		c := m.posting("needs", n.Card)
		c.Kind, c.Money = m.words.label("need_kind", n.Kind), m.words.label("budget", n.Budget)
		c.Who = dotted(n.Org.Name, m.words.label("org_type", n.Org.Type))
		if n.Deadline != "" {
			c.When = m.words.t("card.deadline", "date", formatDay(n.Deadline))
		}
		cards[i] = c
	}
	return cards
}

func (m *making) offerCards(offers []store.OfferCard) []cardText {
	cards := make([]cardText, len(offers))
	for i, o := range offers {
		c := m.posting("offers", o.Card)
		c.Kind, c.Money = m.words.label("offer_kind", o.Kind), m.words.label("fee", o.Fee)
		c.Who = dotted(o.Owner.Name, m.words.label("title_level", o.Owner.TitleLevel), o.Owner.Unit)
		cards[i] = c
	}
	return cards
}

func (m *making) posting(side string, p store.Card) cardText {
	return cardText{URL: "/" + side + "/" + p.ID, Side: side, Title: p.Title, Text: p.Summary, Tags: refNames(p.Fields), Place: p.Place.Name,
		When: m.words.t("card.published", "ago", formatDay(p.PublishedAt))}
}

func (m *making) workerCards(workers []store.WorkerCard) []cardText {
	cards := make([]cardText, len(workers))
	for i, w := range workers {
		title := w.TitleName
		if title == "" {
			title = m.words.label("title_level", w.TitleLevel)
		}
		cards[i] = cardText{URL: "/workers/" + w.ID, Title: w.DisplayName, About: dotted(title, w.Unit), Text: w.Intro, Tags: refNames(w.Fields),
			Place: w.Place.Name, When: m.words.label("fee", w.Fee)}
	}
	return cards
}

func (m *making) teamCards(teams []store.TeamCard) []cardText {
	cards := make([]cardText, len(teams))
	for i, t := range teams {
		cards[i] = cardText{URL: "/teams/" + t.ID, Title: t.Name, About: dotted(m.words.label("team_kind", t.Kind), t.Unit), Text: t.Intro,
			Tags: refNames(t.Fields), Place: t.Place.Name}
	}
	return cards
}

func (m *making) orgCards(orgs []store.OrgCard) []cardText {
	cards := make([]cardText, len(orgs))
	for i, o := range orgs {
		industry := ""
		if o.Industry != nil {
			industry = o.Industry.Name
		}
		cards[i] = cardText{URL: "/orgs/" + o.ID, Title: o.Name, About: dotted(m.words.label("org_type", o.Type), industry), Text: o.Intro, Place: o.Place.Name,
			When: m.orgPostings(o)}
	}
	return cards
}

// orgPostings says what an org has posted, as far as there is anything.
func (m *making) orgPostings(o store.OrgCard) string {
	needs, offers := "", ""
	if o.Needs > 0 {
		needs = m.words.t("orgs.needs", "n", o.Needs)
	}
	if o.Offers > 0 {
		offers = m.words.t("orgs.offers", "n", o.Offers)
	}
	return dotted(needs, offers)
}

func refNames(refs []store.Ref) []string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = r.Name
	}
	return names
}

// dotted joins what there is of some names: "高级农艺师 · 县农业农村局".
func dotted(parts ...string) string {
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " · ")
}
