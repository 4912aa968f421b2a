package demo

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kejiyun/internal/domain"
)

var (
	now    = time.Date(2026, 3, 10, 8, 30, 0, 0, time.UTC)
	county = County(now)
)

// column reads one column of a reference table as a set.
func column(t *testing.T, file string, index int) map[string]bool {
	t.Helper()
	b, err := os.ReadFile("../../pb_migrations/data/" + file)
	if err != nil {
		t.Fatal(err)
	}
	set := map[string]bool{}
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n")[1:] {
		set[strings.Split(l, "\t")[index]] = true
	}
	return set
}

func TestTheSameMomentGivesTheSameCounty(t *testing.T) {
	if !reflect.DeepEqual(county, County(now)) {
		t.Error("two calls differ")
	}
}

func TestThereIsEnoughOfEverything(t *testing.T) {
	c := county
	atLeast(t, "workers", len(c.Workers), 300)
	atLeast(t, "teams", len(c.Teams), 20)
	atLeast(t, "orgs", len(c.Orgs), 80)
	atLeast(t, "offers", len(c.Offers), 400)
	atLeast(t, "needs", len(c.Needs), 150)
	atLeast(t, "pairs", len(Pairs()), 40)
	count := map[string]int{}
	main, groups, intros := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, o := range c.Offers {
		count[o.Status]++
		count["offer "+o.Kind]++
		main[o.Fields[0]], groups[o.Fields[0][:3]] = true, true
	}
	for _, n := range c.Needs {
		count[n.Status]++
		count["need "+n.Kind]++
		count[n.Anonymity]++
		if n.Call != nil {
			count["call"]++
		}
		if n.Talent != nil {
			count["talent block"]++
		}
	}
	for _, w := range c.Workers {
		intros[w.Intro] = true
	}
	atLeast(t, "fields with an offer", len(main), 100)
	atLeast(t, "groups of fields with an offer", len(groups), 20)
	atLeast(t, "different introductions", len(intros), 300)
	for what, n := range map[string]int{"pending": 8, "draft": 5, "returned": 5, "paused": 4, "masked": 10,
		"call": 10, "talent block": 12, "offer result": 10, "offer skill": 10, "need challenge": 20, "need talent": 12} {
		atLeast(t, what, count[what], n)
	}
	if open := count["published"] * 100 / (len(c.Offers) + len(c.Needs)); open < 90 {
		t.Errorf("only %d%% are published", open)
	}
	if len(c.Returned) != count["returned"] {
		t.Errorf("%d returned, reasons for %d", count["returned"], len(c.Returned))
	}
}

func atLeast(t *testing.T, what string, got, want int) {
	t.Helper()
	t.Logf("%s: %d", what, got)
	if got < want {
		t.Errorf("%s: %d, want at least %d", what, got, want)
	}
}

var contact = regexp.MustCompile(`[0-9]{7,}|@|[Ww]e[Cc]hat|微信|QQ|https?:|www\.`)

func TestTextsHaveTheRightLengthsAndNoContactData(t *testing.T) {
	seen := map[string]string{}
	text := func(key, what, s string, lo, hi int) {
		if n := utf8.RuneCountInString(s); n < lo || n > hi {
			t.Errorf("%s %s has %d characters, want %d to %d: %s", key, what, n, lo, hi, s)
		}
		if m := contact.FindString(s); m != "" {
			t.Errorf("%s %s has contact data: %q", key, what, m)
		}
		if strings.ContainsAny(s, "{}") {
			t.Errorf("%s %s has an unfilled hole: %s", key, what, s)
		}
	}
	posting := func(p domain.Posting) {
		if other, dup := seen[p.Title]; dup {
			t.Errorf("%s and %s share the title %s", p.ID, other, p.Title)
		}
		seen[p.Title] = p.ID
		text(p.ID, "title", p.Title, 6, domain.MaxTitle)
		text(p.ID, "summary", p.Summary, 15, domain.MaxSummary)
		for _, k := range p.Keywords {
			text(p.ID, "keyword", k, 1, domain.MaxKeyword)
		}
	}
	for _, o := range county.Offers {
		posting(o.Posting)
		text(o.ID, "description", o.Description, 80, 400)
		text(o.ID, "advantages", o.Advantages, 0, domain.MaxShortText)
		if o.Fee == "listed" && o.Price == "" {
			t.Errorf("%s lists no price", o.ID)
		}
	}
	for _, n := range county.Needs {
		posting(n.Posting)
		text(n.ID, "detail", n.Detail, 80, 400)
		text(n.ID, "metrics", n.Metrics, 5, domain.MaxShortText)
		text(n.ID, "tried", n.Tried, 0, domain.MaxShortText)
	}
	for _, w := range county.Workers {
		text(w.ID, "intro", w.Intro, 30, domain.MaxShortText)
	}
	for _, o := range county.Orgs {
		text(o.ID, "intro", o.Intro, 10, domain.MaxShortText)
	}
}

func TestDatesFitTheStates(t *testing.T) {
	check := func(p domain.Posting) {
		live := p.Status == "published" || p.Status == "paused"
		if live != !p.Published.IsZero() || live != !p.ValidUntil.IsZero() {
			t.Errorf("%s is %s but published %v, valid until %v", p.ID, p.Status, p.Published, p.ValidUntil)
		}
		if live && !p.ValidUntil.After(now) || p.Published.After(now) || p.Confirmed.After(now) || p.Updated.After(now) {
			t.Errorf("%s has a date on the wrong side of now", p.ID)
		}
		if p.Confirmed.Before(p.Published) || p.Updated.IsZero() {
			t.Errorf("%s was confirmed before it was published", p.ID)
		}
	}
	for _, o := range county.Offers {
		check(o.Posting)
	}
	for _, n := range county.Needs {
		check(n.Posting)
		if !n.Deadline.After(now) {
			t.Errorf("%s is overdue", n.ID)
		}
	}
}

func TestPairsNameThingsThatAreThere(t *testing.T) {
	status := map[string]string{}
	for _, o := range county.Offers {
		status[o.ID] = o.Status
	}
	for _, n := range county.Needs {
		status[n.ID] = n.Status
	}
	for _, p := range Pairs() {
		if status[p[0]] != "published" || status[p[1]] != "published" {
			t.Errorf("pair %v: need is %q, offer is %q", p, status[p[0]], status[p[1]])
		}
	}
}
