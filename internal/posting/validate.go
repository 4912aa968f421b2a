package posting

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// Limits that only forms know; lengths in characters.
const (
	MaxFields    = 10   // fields of one posting
	MaxLine      = 100  // post, term, pay
	MaxHeadcount = 1000 // people one need may ask for
	MaxAmount    = 1e10 // yuan
	maxYears     = 10   // how far ahead a deadline may lie
)

// ValidateOffer checks an offer after CleanOffer. A draft may be incomplete; on
// submit (complete) title, summary, kind, region and a field must be there and
// no text may hold a contact detail. It returns nil or a *domain.Error with
// code invalid_input and one error for each wrong column (blocks: "open_call.goal").
//
// The codes: required, too_long (max), too_many (max), unknown_value,
// out_of_range (min, max), unknown_region, control_characters, contact_in_text
// (kind), date_past, date_too_far (years), one_owner_only.
func ValidateOffer(o domain.Offer, complete bool) error {
	f := form{errs: domain.FieldErrors{}, complete: complete}
	f.posting(o.Posting, domain.OfferKinds)
	f.text("description", o.Description, domain.MaxLongText)
	f.text("advantages", o.Advantages, domain.MaxShortText)
	f.line("price", o.Price, domain.MaxShortText)
	f.one("stage", o.Stage, domain.Stages)
	f.between("trl", float64(o.TRL), 0, 9)
	f.one("ipr", o.IPR, domain.IPRs)
	f.one("fee", o.Fee, domain.Fees)
	f.one("radius", o.Radius, domain.Radii)
	f.some("modes", o.Modes, domain.Modes)
	owners := 0
	for _, id := range []string{o.Worker, o.Team, o.Org} {
		if id != "" {
			owners++
		}
	}
	if owners > 1 {
		f.errs.Add("owner", "one_owner_only")
	}
	return f.errs.Err()
}

// ValidateNeed is ValidateOffer for needs. A need for people must name post and
// headcount on submit; a deadline must not be past then (now, in the portal's
// zone, says which day it is).
func ValidateNeed(n domain.Need, complete bool, now time.Time) error {
	f := form{errs: domain.FieldErrors{}, complete: complete}
	f.posting(n.Posting, domain.NeedKinds)
	f.text("detail", n.Detail, domain.MaxLongText)
	f.text("metrics", n.Metrics, domain.MaxShortText)
	f.text("tried", n.Tried, domain.MaxShortText)
	f.one("detail_to", n.DetailTo, domain.DetailReaders)
	f.one("budget", n.Budget, domain.Budgets)
	f.between("amount", n.Amount, 0, MaxAmount)
	f.one("urgency", n.Urgency, domain.Urgencies)
	f.one("challenge_class", n.ChallengeClass, domain.ChallengeTypes)
	f.one("anonymity", n.Anonymity, domain.Anonymities)
	f.deadline(n.Deadline, now)
	f.call(n.Call)
	f.talent(n.Talent, n.Kind)
	return f.errs.Err()
}

// form gathers the errors of one form.
type form struct {
	errs     domain.FieldErrors
	complete bool
}

func (f form) posting(p domain.Posting, kinds []string) {
	f.needed("kind", p.Kind != "")
	f.one("kind", p.Kind, kinds)
	f.needed("title", strings.TrimSpace(p.Title) != "")
	f.line("title", p.Title, domain.MaxTitle)
	f.needed("summary", strings.TrimSpace(p.Summary) != "")
	f.text("summary", p.Summary, domain.MaxSummary)
	f.needed("fields", len(p.Fields) > 0)
	if len(p.Fields) > MaxFields {
		f.errs.Add("fields", "too_many", "max", MaxFields)
	}
	if len(p.Keywords) > domain.MaxKeywords {
		f.errs.Add("keywords", "too_many", "max", domain.MaxKeywords)
	}
	for _, k := range p.Keywords {
		f.line("keywords", k, domain.MaxKeyword)
	}
	f.some("cooperation", p.Cooperation, domain.Cooperations)
	f.needed("region", p.Region != "")
	if p.Region != "" && domain.RegionLevel(p.Region) == "" {
		f.errs.Add("region", "unknown_region")
	}
	f.one("share", p.Share, domain.Shares)
}

func (f form) call(c *domain.OpenCall) {
	if c == nil {
		return
	}
	f.text("open_call.goal", c.Goal, domain.MaxShortText)
	f.text("open_call.metrics", c.Metrics, domain.MaxShortText)
	f.between("open_call.term_months", float64(c.TermMonths), 0, domain.MaxTermMonths)
	f.text("open_call.ip_ownership", c.IPOwnership, domain.MaxShortText)
	f.text("open_call.funding", c.Funding, domain.MaxShortText)
	f.text("open_call.bidders", c.Bidders, domain.MaxShortText)
}

func (f form) talent(given *domain.Talent, kind string) {
	t := domain.Talent{}
	if given != nil {
		t = *given
	}
	if kind == "talent" {
		f.needed("talent.post", strings.TrimSpace(t.Post) != "")
		f.needed("talent.headcount", t.Headcount != 0)
	}
	f.line("talent.post", t.Post, MaxLine)
	f.between("talent.headcount", float64(t.Headcount), 0, MaxHeadcount)
	f.line("talent.term", t.Term, MaxLine)
	f.line("talent.pay", t.Pay, MaxLine)
	f.one("talent.employment", t.Employment, domain.Employments)
}

// deadline: the day itself still counts; it is written in now's zone.
func (f form) deadline(d, now time.Time) {
	if d.IsZero() {
		return
	}
	y, m, day := now.Date()
	today := time.Date(y, m, day, 0, 0, 0, 0, now.Location())
	switch {
	case f.complete && d.Before(today):
		f.errs.Add("deadline", "date_past")
	case d.After(today.AddDate(maxYears, 0, 0)) || d.Year() < 2000:
		f.errs.Add("deadline", "date_too_far", "years", maxYears)
	}
}

func (f form) needed(column string, there bool) {
	if f.complete && !there {
		f.errs.Add(column, "required")
	}
}

// text checks a text of several lines.
func (f form) text(column, s string, maxLen int) {
	f.free(column, s, maxLen, func(r rune) bool { return r != '\n' && unseen(r) })
}

// line checks a text of one line.
func (f form) line(column, s string, maxLen int) { f.free(column, s, maxLen, unseen) }

func (f form) free(column, s string, maxLen int, bad func(rune) bool) {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, bad) {
		f.errs.Add(column, "control_characters")
	}
	if utf8.RuneCountInString(s) > maxLen {
		f.errs.Add(column, "too_long", "max", maxLen)
		return // and keep the search below short
	}
	if f.complete {
		if kind, _, _, ok := text.FindContact(s); ok {
			f.errs.Add(column, "contact_in_text", "kind", kind)
		}
	}
}

func (f form) one(column, v string, known []string) {
	if v != "" && !slices.Contains(known, v) {
		f.errs.Add(column, "unknown_value")
	}
}

func (f form) some(column string, vs, known []string) {
	if len(vs) > len(known) {
		f.errs.Add(column, "too_many", "max", len(known))
	}
	for _, v := range vs {
		if !slices.Contains(known, v) {
			f.errs.Add(column, "unknown_value")
		}
	}
}

// between also refuses what is no number.
func (f form) between(column string, v, least, most float64) {
	if !(v >= least && v <= most) {
		f.errs.Add(column, "out_of_range", "min", least, "max", most)
	}
}
