package posting

import (
	"cmp"
	"slices"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// Clarity says how clear a posting's text is, and what would make it clearer.
// Where Score is above 0, Score and the points of all Notes add up to 100.
type Clarity struct {
	Score int    `json:"score"` // 0–100
	Notes []Hint `json:"notes"` // most points first; empty, never nil
}

// Hint is one thing that would make a posting clearer.
type Hint struct {
	Code   string         `json:"code"`             // e.g. no_metrics; the key of its sentence
	Field  string         `json:"field"`            // the column it is about
	Points int            `json:"points"`           // what mending it would bring
	Params map[string]any `json:"params,omitempty"` // fill the sentence's placeholders
}

// NeedClarity says how clear a need is. The measure is what somebody who could
// help must know before saying yes: what exactly, how much, where, until when,
// for what money, and what did not work. For people (talent) the post takes the
// place of metrics and tries.
func NeedClarity(n domain.Need) Clarity {
	var c checks
	c.common(n.Posting, n.Detail, "detail")
	c.miss(n.Region == "" || domain.RegionLevel(n.Region) == "province" || domain.RegionLevel(n.Region) == "city", "no_place", "region", 6)
	switch n.Budget {
	case "":
		c.add("no_budget", "budget", 8)
	case "negotiable":
		c.miss(n.Amount == 0, "budget_open", "budget", 3)
	}
	c.miss(n.Deadline.IsZero() && !(n.Kind == "talent"), "no_deadline", "deadline", 7)
	if n.Kind == "talent" {
		c.talent(n)
	} else {
		c.challenge(n)
	}
	return c.sum()
}

// challenge asks of a service or a challenge what would count as solved. 32
// points, of which a challenge's class takes three from the tries.
func (c *checks) challenge(n domain.Need) {
	measured := n.Metrics
	if n.Call != nil {
		measured += "\n" + n.Call.Metrics
	}
	switch {
	case hasNumber(measured):
	case content(measured) >= 6:
		c.add("no_number", "metrics", 8)
	case hasNumber(n.Summary + "\n" + n.Detail):
		c.add("metrics_in_detail", "metrics", 6)
	default:
		c.add("no_metrics", "metrics", 18)
	}
	tried := 9
	if n.Kind == "challenge" {
		tried = 6
		c.miss(n.ChallengeClass == "", "no_class", "challenge_class", 3)
	}
	c.miss(content(n.Tried) < 8, "no_tried", "tried", tried)
	c.miss(len(n.Cooperation) == 0, "no_cooperation", "cooperation", 5)
}

// talent asks what the person will do and get. 39 points: no deadline counts.
func (c *checks) talent(n domain.Need) {
	t := domain.Talent{}
	if n.Talent != nil {
		t = *n.Talent
	}
	c.miss(content(t.Post) < 2, "no_post", "talent.post", 12)
	c.miss(t.Headcount <= 0, "no_headcount", "talent.headcount", 6)
	c.miss(content(t.Pay) == 0, "no_pay", "talent.pay", 8)
	c.miss(content(t.Term) == 0, "no_term", "talent.term", 6)
	c.miss(t.Employment == "", "no_employment", "talent.employment", 7)
}

// OfferClarity says how clear an offer is: what exactly, for whom, where and
// how, how far it has come (results), what it costs.
func OfferClarity(o domain.Offer) Clarity {
	var c checks
	c.common(o.Posting, o.Description, "description")
	c.miss(o.Region == "", "no_place", "region", 5)
	c.miss(!hasNumber(o.Summary+"\n"+o.Description+"\n"+o.Advantages), "no_number", "description", 10)
	c.miss(content(o.Advantages) < 8, "no_advantages", "advantages", 6)
	c.miss(content(o.Price) == 0 && o.Fee == "", "no_price", "price", 6)
	if o.Kind == "result" {
		c.miss(o.Stage == "" && o.TRL == 0, "no_stage", "stage", 10)
		c.miss(o.IPR == "", "no_ipr", "ipr", 8)
		c.miss(len(o.Cooperation) == 0, "no_cooperation", "cooperation", 8)
	} else {
		c.miss(len(o.Modes) == 0, "no_modes", "modes", 12)
		c.miss(o.Radius == "", "no_radius", "radius", 8)
		c.miss(len(o.Cooperation) == 0, "no_cooperation", "cooperation", 6)
	}
	return c.sum()
}

// checks gathers what a posting lacks.
type checks struct{ notes []Hint }

func (c *checks) add(code, field string, points int, params ...any) {
	c.notes = append(c.notes, Hint{Code: code, Field: field, Points: points, Params: domain.Errorf(0, code, params...).Params})
}

func (c *checks) miss(lacks bool, code, field string, points int) {
	if lacks {
		c.add(code, field, points)
	}
}

// The lengths, in content characters, at which a text stops being too short.
const (
	minTitle   = 6
	minSummary = 25
	minDetail  = 80
)

// common asks what every posting must have: 47 points. On top of these, what
// spoils a text takes off as many again.
func (c *checks) common(p domain.Posting, long, longField string) {
	c.short(p.Title, minTitle, "title_too_short", "title", 8)
	c.short(p.Summary, minSummary, "summary_too_short", "summary", 10)
	c.short(long, minDetail, longField+"_too_short", longField, 16)
	c.miss(len(p.Fields) == 0, "no_fields", "fields", 9)
	c.miss(len(p.Keywords) < 2, "few_keywords", "keywords", 4)

	c.miss(p.Summary != "" && content(p.Summary) >= 2 && CleanLine(p.Summary) == CleanLine(p.Title), "summary_repeats_title", "summary", 8)
	texts := []struct{ field, words string }{{"title", p.Title}, {"summary", p.Summary}, {longField, long}}
	for _, t := range texts {
		if kind, _, _, ok := text.FindContact(t.words); ok {
			c.add("contact_in_text", t.field, 40, "kind", kind)
			break
		}
	}
	for _, t := range texts {
		if repeats(t.words) {
			c.add("repeated_text", t.field, 35)
			break
		}
	}
	if share := empty(p.Summary + "\n" + long); share >= 0.5 {
		c.add("empty_phrases", longField, 25)
	} else if share >= 0.3 {
		c.add("empty_phrases", longField, 12)
	}
}

// short takes points off in the measure in which a text falls short of the
// wanted length, so that the score grows while somebody writes.
func (c *checks) short(text string, want int, code, field string, points int) {
	if n := content(text); n < want {
		c.add(code, field, (points*(want-n)+want-1)/want, "min", want)
	}
}

func (c *checks) sum() Clarity {
	score := 100
	for _, h := range c.notes {
		score -= h.Points
	}
	slices.SortStableFunc(c.notes, func(a, b Hint) int { return cmp.Compare(b.Points, a.Points) })
	if c.notes == nil {
		c.notes = []Hint{}
	}
	return Clarity{Score: max(0, score), Notes: c.notes}
}
