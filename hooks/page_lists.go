package hooks

import (
	"net/url"
	"strconv"
	"time"

	"kejiyun/internal/store"
)

// homeText is the home page as text.
type homeText struct {
	Figures store.Figures
	Newest  []newestText
	Steps   []stepText
}

type newestText struct {
	Title, All, URL string
	Cards           []cardText
}

type stepText struct {
	N           int
	Title, Text string
}

func makeHome(m *making, _ string) error {
	h, err := homeOf(m.lens)
	if err != nil {
		return err
	}
	w := m.words
	m.Heading, m.Lead = w.t("home.title"), w.t("home.lead", "host", m.host(w))
	m.Description = m.Lead
	m.Home = &homeText{Figures: h.Figures, Newest: []newestText{
		{w.t("home.new_needs"), w.t("home.all_needs"), "/needs", m.needCards(h.Needs)},
		{w.t("home.new_offers"), w.t("home.all_offers"), "/offers", m.offerCards(h.Offers)},
	}}
	if len(h.News) > 0 {
		m.Home.Newest = append(m.Home.Newest, newestText{w.t("home.news"), w.t("home.all_news"), "/news", m.noticeCards(h.News)})
	}
	for i := 1; i <= 3; i++ {
		key := "home.how_" + strconv.Itoa(i)
		m.Home.Steps = append(m.Home.Steps, stepText{i, w.t(key), w.t(key + "_text")})
	}
	m.answers("/api/portal/home", nil, h)
	return nil
}

// listText is one page of a list as text.
type listText struct {
	URL, Q, Hint   string
	Count          string
	Cards          []cardText
	Previous, Next string
}

func makeNeeds(m *making, _ string) error {
	return makeList(m, "needs", "list.count", m.lens.Needs, m.needCards)
}

func makeOffers(m *making, _ string) error {
	return makeList(m, "offers", "list.count", m.lens.Offers, m.offerCards)
}

func makeWorkers(m *making, _ string) error {
	return makeList(m, "workers", "list.count_people", m.lens.Workers, m.workerCards)
}

func makeTeams(m *making, _ string) error {
	return makeList(m, "teams", "list.count_teams", m.lens.Teams, m.teamCards)
}

func makeOrgs(m *making, _ string) error {
	return makeList(m, "orgs", "list.count_orgs", m.lens.Orgs, m.orgCards)
}

// makeList writes a list. The address is read by the same rules as the API's;
// what it would refuse is left to the page itself, which says what is wrong.
func makeList[T any](m *making, name, counted string, list func(store.Filter) (store.Page[T], error), cards func([]T) []cardText) error {
	w := m.words
	m.Lead = w.t(name + ".lead")
	m.Description = m.Lead
	m.List = &listText{URL: "/" + name, Q: m.url.Query().Get("q"), Hint: w.t(name + ".placeholder")}
	query := m.url.Query()
	number := m.number("page")
	query.Del("page")
	m.Unlisted = len(query) > 0
	f, err := filterOf(m.lens.Names, listChoices[name], asking(m.url.Query(), "counts", "1"))
	if err != nil {
		return nil
	}
	f.Page, f.PerPage, f.Now = number, defaultPerPage, time.Now()
	found, err := list(f)
	if err != nil {
		return err
	}
	m.List.Cards = cards(found.Items)
	m.List.Count = w.t(counted, "n", formatCount(found.Total))
	if f.Q != "" {
		m.List.Count = w.t("list.count_q", "q", f.Q, "n", formatCount(found.Total))
	}
	to := func(n int) string {
		q := asking(query, "page", strconv.Itoa(n))
		if n == 1 {
			q.Del("page")
		}
		if len(q) == 0 {
			return "/" + name
		}
		return "/" + name + "?" + q.Encode()
	}
	if number > 1 {
		m.Canonical, m.List.Previous = to(number), to(number-1)
	}
	if number*defaultPerPage < found.Total && number < maxPage {
		m.List.Next = to(number + 1)
	}
	asked := asking(query, "counts", "1", "page", strconv.Itoa(number), "per_page", strconv.Itoa(defaultPerPage))
	m.answers("/api/portal/"+name, asked, found)
	m.answers("/api/portal/filters", nil, filtersOf(m.lens.Names))
	return nil
}

// asking returns a copy of an address's query with further parameters.
func asking(query url.Values, pairs ...string) url.Values {
	out := url.Values{}
	for name, values := range query {
		if len(values) > 0 && values[0] != "" {
			out[name] = values[:1]
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out.Set(pairs[i], pairs[i+1])
	}
	return out
}
