package posting

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"kejiyun/internal/domain"
)

// wrong returns the columns a validation refuses, as "column:code", sorted.
func wrong(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	e, ok := domain.AsError(err)
	if !ok || e.Code != "invalid_input" || e.Kind != domain.Invalid || len(e.Fields) == 0 {
		t.Fatalf("not a form's error: %v", err)
	}
	var all []string
	for column, f := range e.Fields {
		all = append(all, column+":"+f.Code)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func long(n int) string { return strings.Repeat("长", n) }

func TestValidateNeed(t *testing.T) {
	today := time.Date(2026, 11, 24, 0, 0, 0, 0, noon.Location())
	for _, c := range []struct {
		name        string
		change      func(*domain.Need)
		draft, done string // what is refused in a draft, and on submit
	}{
		{"a complete need", func(n *domain.Need) {}, "", ""},
		{"nothing at all", func(n *domain.Need) { *n = domain.Need{} }, "", "fields:required kind:required region:required summary:required title:required"},
		{"blanks are nothing", func(n *domain.Need) { n.Title, n.Summary = "  ", "\n" }, "", "summary:required title:required"},
		{"the longest texts", func(n *domain.Need) {
			n.Title, n.Summary, n.Detail, n.Metrics, n.Tried = long(60), long(300), long(3000), long(800), long(800)
		}, "", ""},
		{"one character too many each", func(n *domain.Need) {
			n.Title, n.Summary, n.Detail, n.Metrics, n.Tried = long(61), long(301), long(3001), long(801), long(801)
		}, "detail:too_long metrics:too_long summary:too_long title:too_long tried:too_long", ""},
		{"characters count, not bytes or halves", func(n *domain.Need) { n.Title = strings.Repeat("𠮷", 60) }, "", ""},
		{"codes nobody knows", func(n *domain.Need) {
			n.Kind, n.Budget, n.Urgency, n.ChallengeClass, n.Anonymity, n.DetailTo, n.Share, n.Cooperation = "x", "x", "x", "x", "x", "x", "x", []string{"x"}
		}, "anonymity:unknown_value budget:unknown_value challenge_class:unknown_value cooperation:unknown_value detail_to:unknown_value kind:unknown_value share:unknown_value urgency:unknown_value", ""},
		{"an offer's kind", func(n *domain.Need) { n.Kind = "result" }, "kind:unknown_value", ""},
		{"a region that is none", func(n *domain.Need) { n.Region = "5111" }, "region:unknown_region", ""},
		{"eleven keywords", func(n *domain.Need) { n.Keywords = strings.Split("一二三四五六七八九十百", "") }, "keywords:too_many", ""},
		{"a keyword as long as a sentence", func(n *domain.Need) { n.Keywords = []string{long(21)} }, "keywords:too_long", ""},
		{"eleven fields", func(n *domain.Need) { n.Fields = strings.Split("abcdefghijk", "") }, "fields:too_many", ""},
		{"a negative budget", func(n *domain.Need) { n.Amount = -1 }, "amount:out_of_range", ""},
		{"a budget that is no number", func(n *domain.Need) { n.Amount = math.NaN() }, "amount:out_of_range", ""},
		{"today is not too late", func(n *domain.Need) { n.Deadline = today }, "", ""},
		{"yesterday is, on submit", func(n *domain.Need) { n.Deadline = today.Add(-time.Second) }, "", "deadline:date_past"},
		{"in eleven years", func(n *domain.Need) { n.Deadline = today.AddDate(11, 0, 0) }, "deadline:date_too_far", ""},
		{"in the year 1", func(n *domain.Need) { n.Deadline = time.Date(1, 2, 3, 0, 0, 0, 0, time.UTC) }, "deadline:date_too_far", "deadline:date_past"},
		{"a null byte", func(n *domain.Need) { n.Title = "烘干\x00工艺" }, "title:control_characters", ""},
		{"text turned around", func(n *domain.Need) { n.Detail = "a\u202eb" }, "detail:control_characters", ""},
		{"bad UTF-8", func(n *domain.Need) { n.Tried = "\xff" }, "tried:control_characters", ""},
		{"lines in the detail", func(n *domain.Need) { n.Detail = "一\n二" }, "", ""},
		{"lines in the title", func(n *domain.Need) { n.Title = "一\n二" }, "title:control_characters", ""},
		{"markup is text", func(n *domain.Need) { n.Detail = "<script>alert(1)</script>" }, "", ""},
		{"contact details, on submit", func(n *domain.Need) {
			n.Title, n.Summary, n.Detail, n.Metrics, n.Tried, n.Keywords = "电13800138000", "QQ：1234567", "a@b.cn", "微信号 abc_1234", "028-85551234", []string{"13800138000"}
		}, "", "detail:contact_in_text keywords:contact_in_text metrics:contact_in_text summary:contact_in_text title:contact_in_text tried:contact_in_text"},
		{"an open call beyond its bounds", func(n *domain.Need) {
			n.Call = &domain.OpenCall{Goal: long(801), TermMonths: 37, Bidders: "\x01"}
		}, "open_call.bidders:control_characters open_call.goal:too_long open_call.term_months:out_of_range", ""},
		{"an open call of 36 months", func(n *domain.Need) { n.Call = &domain.OpenCall{TermMonths: 36} }, "", ""},
		{"people, but not which", func(n *domain.Need) { n.Kind = "talent" }, "", "talent.headcount:required talent.post:required"},
		{"people, beyond bounds", func(n *domain.Need) {
			n.Kind, n.Talent = "talent", &domain.Talent{Post: long(101), Headcount: -1, Employment: "x", Pay: "电13800138000"}
		}, "talent.employment:unknown_value talent.headcount:out_of_range talent.post:too_long",
			"talent.employment:unknown_value talent.headcount:out_of_range talent.pay:contact_in_text talent.post:too_long"},
	} {
		n := fullNeed
		n.Deadline = today.AddDate(0, 6, 0)
		c.change(&n)
		if got := wrong(t, ValidateNeed(n, false, noon)); got != c.draft {
			t.Errorf("%s, draft: %s, want %s", c.name, got, c.draft)
		}
		if c.done == "" {
			c.done = c.draft
		}
		if got := wrong(t, ValidateNeed(n, true, noon)); got != c.done {
			t.Errorf("%s, submit: %s, want %s", c.name, got, c.done)
		}
	}
}

func TestValidateOffer(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*domain.Offer)
		done   string
	}{
		{"a complete offer", func(o *domain.Offer) {}, ""},
		{"nothing at all", func(o *domain.Offer) { *o = domain.Offer{} }, "fields:required kind:required region:required summary:required title:required"},
		{"too long", func(o *domain.Offer) { o.Description, o.Advantages, o.Price = long(3001), long(801), long(801) }, "advantages:too_long description:too_long price:too_long"},
		{"codes nobody knows", func(o *domain.Offer) {
			o.Stage, o.IPR, o.Fee, o.Radius, o.Modes = "x", "x", "x", "x", []string{"on_site", "x"}
		}, "fee:unknown_value ipr:unknown_value modes:unknown_value radius:unknown_value stage:unknown_value"},
		{"more modes than there are", func(o *domain.Offer) { o.Modes = append(slices.Clone(domain.Modes), "on_site") }, "modes:too_many"},
		{"a readiness of ten", func(o *domain.Offer) { o.TRL = 10 }, "trl:out_of_range"},
		{"a readiness below nought", func(o *domain.Offer) { o.TRL = -1 }, "trl:out_of_range"},
		{"two owners", func(o *domain.Offer) { o.Worker, o.Org = "w", "o" }, "owner:one_owner_only"},
		{"a phone in the price", func(o *domain.Offer) { o.Price = "电话 13800138000" }, "price:contact_in_text"},
	} {
		o := fullOffer
		c.change(&o)
		if got := wrong(t, ValidateOffer(o, true)); got != c.done {
			t.Errorf("%s: %s, want %s", c.name, got, c.done)
		}
	}
	o := fullOffer
	o.Title = long(61)
	e, _ := domain.AsError(ValidateOffer(o, true))
	if e.Fields["title"].Params["max"] != 60 {
		t.Errorf("params: %v", e.Fields["title"].Params)
	}
}

func TestCleanNeedPassesValidation(t *testing.T) {
	n := fullNeed
	n.Title = " 鲜花椒\x00\n低温\u202e烘干 \t工艺 "
	n.Detail = "一\r\n二\r三\u2028四\x07\xff<b>"
	n.Keywords = []string{" 花椒 ", "花椒", "", "烘\n干"}
	n.Call = &domain.OpenCall{Goal: "\x01目标 "}
	n.Talent = &domain.Talent{Post: "技术员\n"}
	call := n.Call
	n = CleanNeed(n)
	if n.Title != "鲜花椒 低温烘干 工艺" || n.Detail != "一\n二\n三\n四<b>" || strings.Join(n.Keywords, "|") != "花椒|烘 干" || n.Call.Goal != "目标" || n.Talent.Post != "技术员" {
		t.Errorf("%+v %+v %+v", n, n.Call, n.Talent)
	}
	if call.Goal == n.Call.Goal {
		t.Error("changed in place")
	}
	if got := wrong(t, ValidateNeed(n, true, noon)); got != "" {
		t.Error(got)
	}
	if o := CleanOffer(domain.Offer{Price: "a\nb", Modes: []string{"x", "x"}}); o.Price != "a b" || len(o.Modes) != 1 {
		t.Errorf("%+v", o)
	}
}

func FuzzCleanText(f *testing.F) {
	f.Add("一\r\n二\x00\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		c := CleanText(s)
		if CleanText(c) != c || CleanLine(CleanLine(s)) != CleanLine(s) {
			t.Errorf("%q: not settled after one cleaning", s)
		}
		if got := wrong(t, ValidateOffer(domain.Offer{Description: c}, false)); strings.Contains(got, "control") {
			t.Errorf("%q: %s", s, got)
		}
	})
}
