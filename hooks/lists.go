package hooks

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// Limits of what a list may be asked for.
const (
	maxQuery       = 100 // characters of q
	maxPage        = 100
	maxPerPage     = 50
	defaultPerPage = 20
)

// listChoices reads the parameters of one list beside those that all have.
var listChoices = map[string]func(c *checked){
	"offers": func(c *checked) {
		c.Kind = c.choice("kind", domain.OfferKinds)
		c.Owner = c.id("owner")
		c.Sort = c.choice("sort", []string{"newest", "relevance"})
	},
	"needs": func(c *checked) {
		c.Kind = c.choice("kind", domain.NeedKinds)
		c.Budget = c.choice("budget", domain.Budgets)
		c.Sort = c.choice("sort", []string{"newest", "deadline", "relevance"})
	},
	"workers": func(c *checked) {
		c.TitleLevel = c.choice("title_level", domain.TitleLevels)
		c.Sort = c.choice("sort", []string{"newest", "relevance"})
	},
	"teams": func(c *checked) {
		c.Kind = c.choice("kind", domain.TeamKinds)
		c.Sort = c.choice("sort", []string{"newest", "relevance"})
	},
	"news": func(c *checked) {
		c.Kind = c.choice("kind", domain.NoticeKinds)
		c.Sort = c.choice("sort", []string{"newest"})
	},
	"orgs": func(c *checked) {
		c.Kind = c.choice("kind", domain.OrgTypes)
		c.Sort = c.choice("sort", []string{"newest", "postings"})
	},
}

func listOffers(e *core.RequestEvent) error  { return listOf(e, "offers", (*store.Lens).Offers) }
func listNeeds(e *core.RequestEvent) error   { return listOf(e, "needs", (*store.Lens).Needs) }
func listWorkers(e *core.RequestEvent) error { return listOf(e, "workers", (*store.Lens).Workers) }
func listTeams(e *core.RequestEvent) error   { return listOf(e, "teams", (*store.Lens).Teams) }
func listOrgs(e *core.RequestEvent) error    { return listOf(e, "orgs", (*store.Lens).Orgs) }

func listOf[T any](e *core.RequestEvent, name string, list func(*store.Lens, store.Filter) (store.Page[T], error)) error {
	l, err := look(e)
	if err != nil {
		return err
	}
	f, err := filterOf(l.Names, listChoices[name], e.Request.URL.Query())
	if err != nil {
		return err
	}
	page, err := list(l, f)
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, page)
}

// checked is a filter in the making, with what is wrong with its parameters.
type checked struct {
	store.Filter
	values url.Values
	names  *store.Names
	wrong  domain.FieldErrors
}

// filterOf reads the parameters of a list: those that all lists have, and with
// more those of one.
func filterOf(names *store.Names, more func(c *checked), values url.Values) (store.Filter, error) {
	c := &checked{values: values, names: names, wrong: domain.FieldErrors{}}
	c.Q = strings.TrimSpace(c.values.Get("q"))
	if utf8.RuneCountInString(c.Q) > maxQuery {
		c.wrong.Add("q", "too_long", "max", maxQuery)
	}
	if c.Field = c.values.Get("field"); c.Field != "" {
		if _, ok := c.names.Field(c.Field); !ok {
			c.wrong.Add("field", "field_unknown")
		}
	}
	if c.Region = c.values.Get("region"); c.Region != "" && domain.RegionLevel(c.Region) == "" {
		c.wrong.Add("region", "region_unknown")
	}
	c.Counts = c.choice("counts", []string{"1"}) == "1"
	c.Page, c.PerPage = c.number("page", 1), c.number("per_page", defaultPerPage)
	if c.PerPage > maxPerPage {
		c.wrong.Add("per_page", "number_invalid", "min", 1, "max", maxPerPage)
	}
	if more(c); c.Sort == "" && c.Q != "" {
		c.Sort = "relevance"
	}
	if err := c.wrong.Err(); err != nil {
		return c.Filter, err
	}
	if c.Page > maxPage {
		return c.Filter, domain.Errorf(domain.Invalid, "page_too_deep", "max", maxPage)
	}
	c.Now = time.Now()
	return c.Filter, nil
}

// choice reads a parameter that is one of a list of codes.
func (c *checked) choice(name string, codes []string) string {
	v := c.values.Get(name)
	if v != "" && !slices.Contains(codes, v) {
		c.wrong.Add(name, "unknown_choice")
	}
	return v
}

// id reads a parameter that is the id of a record. One that nobody has is an
// empty list, not a mistake.
func (c *checked) id(name string) string {
	v := c.values.Get(name)
	if len(v) > 15 {
		c.wrong.Add(name, "unknown_choice")
	}
	return v
}

// number reads a parameter that counts from 1.
func (c *checked) number(name string, fallback int) int {
	v := c.values.Get(name)
	if v == "" {
		return fallback
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		c.wrong.Add(name, "number_invalid", "min", 1)
		return fallback
	}
	return n
}
