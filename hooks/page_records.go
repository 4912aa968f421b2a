package hooks

import (
	"strings"

	"kejiyun/internal/store"
)

// recordText is the page of one record as text.
type recordText struct {
	Side, Kind, Text string
	Back, BackText   string
	Facts            []factText
	By               *byText
	Lists            []cardsText
}

type factText struct{ Label, Value string }

type byText struct{ Title, URL, Name, About string }

type cardsText struct {
	Title string
	Cards []cardText
}

// record begins the page of a record that is there.
func (m *making) record(name, id, title, text string, v any) *recordText {
	m.Heading, m.Title = title, title
	if m.Description = cut(strings.Join(strings.Fields(text), " "), 120); m.Description == "" {
		m.Description = title
	}
	m.Record = &recordText{Text: text, Back: "/" + name, BackText: m.words.t("detail.back_" + name)}
	m.answers("/api/portal/"+name+"/"+id, nil, v)
	return m.Record
}

// fact adds a line to the facts unless there is nothing to tell.
func (m *making) fact(key, value string) {
	if value != "" {
		m.Record.Facts = append(m.Record.Facts, factText{m.words.t("detail." + key), value})
	}
}

func (m *making) postingFacts(p store.Card, more store.More) {
	m.fact("cooperation", m.words.labels("cooperation", p.Cooperation))
	m.fact("fields", strings.Join(refNames(p.Fields), "、"))
	m.fact("keywords", strings.Join(more.Keywords, "、"))
	m.fact("published", formatDay(p.PublishedAt))
	m.fact("confirmed", formatDay(p.LastConfirmed))
	m.fact("valid_until", formatDay(more.ValidUntil))
}

// lists adds lists of cards; empty ones are left out.
func (m *making) lists(title string, cards []cardText) {
	if len(cards) > 0 {
		m.Record.Lists = append(m.Record.Lists, cardsText{m.words.t(title), cards})
	}
}

// related adds what else there is, and hands it to the scripts.
func (m *making) related(name, id string) error {
	r, err := m.lens.Related(name, id)
	if err != nil || r == nil {
		return err
	}
	m.lists("related.needs", m.needCards(r.Needs))
	m.lists("related.offers", m.offerCards(r.Offers))
	m.lists("related.workers", m.workerCards(r.Workers))
	m.lists("related.teams", m.teamCards(r.Teams))
	m.answers("/api/portal/"+name+"/"+id+"/related", nil, r)
	return nil
}

func makeNeed(m *making, id string) error {
	v, err := m.lens.NeedPage(id)
	if err != nil || v == nil {
		m.missing("detail.gone_title", "error.not_found")
		return err
	}
	w := m.words
	r := m.record("needs", id, v.Title, v.Summary, v)
	r.Side, r.Kind = "needs", w.label("need_kind", v.Kind)
	m.fact("budget", w.label("budget", v.Budget))
	m.fact("deadline", formatDay(v.Deadline))
	m.fact("urgency", w.label("urgency", v.Urgency))
	m.fact("place", v.Place.Name)
	m.fact("challenge_class", w.label("challenge_class", v.ChallengeClass))
	m.postingFacts(v.Card, v.More)
	industry := ""
	if v.Org.Industry != nil {
		industry = v.Org.Industry.Name
	}
	r.By = &byText{Title: w.t("detail.by_need"), Name: v.Org.Name, About: dotted(w.label("org_type", v.Org.Type), industry)}
	if v.Org.ID != "" {
		r.By.URL = "/orgs/" + v.Org.ID
	}
	return m.related("needs", id)
}

func makeOffer(m *making, id string) error {
	v, err := m.lens.OfferPage(id)
	if err != nil || v == nil {
		m.missing("detail.gone_title", "error.not_found")
		return err
	}
	w := m.words
	r := m.record("offers", id, v.Title, v.Summary, v)
	r.Side, r.Kind = "offers", w.label("offer_kind", v.Kind)
	m.fact("fee", w.label("fee", v.Fee))
	m.fact("modes", w.labels("mode", v.Modes))
	m.fact("place", v.Place.Name)
	m.fact("stage", w.label("stage", v.Stage))
	m.postingFacts(v.Card, v.More)
	r.By = &byText{Title: w.t("detail.by_offer"), Name: v.Owner.Name, About: dotted(w.label("title_level", v.Owner.TitleLevel), v.Owner.Unit)}
	if v.Owner.ID != "" {
		r.By.URL = "/" + v.Owner.Type + "s/" + v.Owner.ID
	}
	return m.related("offers", id)
}

func makeWorker(m *making, id string) error {
	v, err := m.lens.WorkerPage(id)
	if err != nil || v == nil {
		m.missing("detail.gone_title", "error.not_found")
		return err
	}
	w := m.words
	m.record("workers", id, v.DisplayName, v.Intro, v)
	m.fact("title_level", dotted(w.label("title_level", v.TitleLevel), v.TitleName))
	m.fact("unit", v.Unit)
	m.fact("fields", strings.Join(refNames(v.Fields), "、"))
	m.fact("keywords", strings.Join(v.Keywords, "、"))
	m.fact("modes", w.labels("mode", v.Modes))
	m.fact("fee", w.label("fee", v.Fee))
	m.fact("place", v.Place.Name)
	m.fact("radius", w.label("radius", v.Radius))
	m.fact("availability", w.label("availability", v.Availability))
	m.lists("detail.offers_of", m.offerCards(v.Offers))
	return m.related("workers", id)
}

func makeTeam(m *making, id string) error {
	v, err := m.lens.TeamPage(id)
	if err != nil || v == nil {
		m.missing("detail.gone_title", "error.not_found")
		return err
	}
	m.record("teams", id, v.Name, v.Intro, v)
	m.fact("kind", m.words.label("team_kind", v.Kind))
	m.fact("unit", v.Unit)
	m.fact("fields", strings.Join(refNames(v.Fields), "、"))
	m.fact("place", v.Place.Name)
	if v.Lead != nil {
		m.Record.By = &byText{Title: m.words.t("detail.lead"), URL: "/workers/" + v.Lead.ID, Name: v.Lead.Name}
	}
	m.lists("detail.offers_of", m.offerCards(v.Offers))
	return m.related("teams", id)
}

func makeOrg(m *making, id string) error {
	v, err := m.lens.OrgPage(id)
	if err != nil || v == nil {
		m.missing("detail.gone_title", "error.not_found")
		return err
	}
	m.record("orgs", id, v.Name, v.Intro, v)
	m.fact("type", m.words.label("org_type", v.Type))
	if v.Industry != nil {
		m.fact("industry", v.Industry.Name)
	}
	m.fact("scale", m.words.label("scale", v.Scale))
	m.fact("place", v.Place.Name)
	m.lists("detail.needs_of", m.needCards(v.Needs))
	m.lists("detail.offers_of", m.offerCards(v.Offers))
	return nil
}
