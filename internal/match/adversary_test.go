package match

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// hostile are texts that somebody might post to stand in every list, or that
// arrive broken. None may stand before an honest offer of the very thing.
func hostile() map[string]string {
	words := append(append([]string{}, topicHeads...), topicTails...)
	return map[string]string{
		"one word over and over":     strings.Repeat("花椒", 300),
		"two words over and over":    strings.Repeat("花椒烘干", 300),
		"a word that says nothing":   strings.Repeat("专家", 300),
		"a list of keywords":         strings.Join(words, " "),
		"a list without spaces":      strings.Join(words, ""),
		"a list, each word twice":    strings.Join(append(words, words...), "、"),
		"100,000 characters":         manyCharacters(100000),
		"100,000 of one character":   strings.Repeat("椒", 100000),
		"punctuation alone":          strings.Repeat("！？。，", 500),
		"emoji alone":                strings.Repeat("🌶️🐷🚜", 100),
		"one character":              "椒",
		"HTML around a list":         "<p>" + strings.Join(words, "</p><p>") + "</p>",
		"HTML that never ends":       strings.Repeat("<b ", 3000),
		"many scripts":               strings.Repeat("花椒 pepper перец 胡椒 山椒 후추 ", 40),
		"full width and traditional": strings.Repeat("花椒烘乾ＣＢＮ", 60),
		"not UTF-8":                  strings.Repeat("\xff\xe8椒\x00", 200),
		"numbers and units":          strings.Repeat("3吨/小时 500亩 95% ", 200),
	}
}

func TestHostileOffersDoNotWin(t *testing.T) {
	for name, s := range hostile() {
		e := sampleEngine()
		for i, where := range []string{"everywhere", "title", "text"} {
			o := sampleOffers()[0]
			o.ID, o.Worker, o.Title, o.Summary, o.Description = "x"+where, fmt.Sprint("x", i), "", "", ""
			if where != "text" {
				o.Title = s
			}
			if where != "title" {
				o.Summary, o.Description = s, s
			}
			e.PutOffer(o)
		}
		got := e.OffersFor("n-dry", now, 10)
		if len(got) == 0 || got[0].Offer != "o-dry" {
			t.Errorf("%s: the best offer is not the honest one: %s", name, offerIDs(got))
			continue
		}
		for _, m := range got[1:] {
			if strings.HasPrefix(m.Offer, "x") && m.Score > got[0].Score-.08 {
				t.Errorf("%s: %s has %.2f, the honest offer %.2f", name, m.Offer, m.Score, got[0].Score)
			}
			if !utf8.ValidString(m.Why) {
				t.Errorf("%s: the reason is not UTF-8: %q", name, m.Why)
			}
		}
	}
}

// TestHostileNeeds asks with each text; what comes back must be sane.
func TestHostileNeeds(t *testing.T) {
	for name, s := range hostile() {
		e := sampleEngine()
		n := sampleNeeds()[0]
		n.ID, n.Title, n.Summary, n.Detail, n.Keywords = "n-odd", s, s, s, nil
		e.PutNeed(n)
		last := 1.
		for _, m := range e.OffersFor(n.ID, now, 10) {
			if !(m.Score >= 0 && m.Score <= last) {
				t.Errorf("%s: scores do not fall: %v after %v", name, m.Score, last)
			}
			last = m.Score
			if x, ok := e.Explain(n.ID, m.Offer, now); !ok || x.Score != m.Score {
				t.Errorf("%s: explained as %v, listed as %v", name, x.Score, m.Score)
			}
		}
	}
}

func TestTwoIdenticalPostings(t *testing.T) {
	e := sampleEngine()
	for _, id := range []string{"twin-b", "twin-a"} {
		o := sampleOffers()[0]
		o.ID, o.Worker = id, id
		e.PutOffer(o)
	}
	got := e.OffersFor("n-dry", now, 10)
	if len(got) < 3 || got[0].Score != got[2].Score {
		t.Fatalf("equal offers have different scores: %v", got)
	}
	if got[0].Offer != "o-dry" || got[1].Offer != "twin-a" || got[2].Offer != "twin-b" {
		t.Errorf("equal offers do not stand in the order of ids: %s", offerIDs(got))
	}
}

// FuzzOffersForNeed asks with any text among some postings of any text.
func FuzzOffersForNeed(f *testing.F) {
	for _, s := range hostile() {
		if len(s) > 240 {
			s = s[:240]
		}
		f.Add(s, s, "花椒烘干")
	}
	f.Add("花椒烘干", "每小时3吨；60℃", "")
	f.Fuzz(func(t *testing.T, title, detail, other string) {
		offers, needs := sampleOffers(), sampleNeeds()
		o := offers[0]
		o.ID, o.Worker, o.Title, o.Summary, o.Description = "odd", "odd", other, title, detail
		e := New(config())
		e.Load(append(offers, o), needs)
		n := needs[0]
		n.ID, n.Title, n.Detail, n.Keywords = "draft", title, detail, []string{other}
		last := 2.
		for _, m := range e.OffersForNeed(n, now, 10) {
			if !(m.Score >= 0 && m.Score <= min(last, 1)) || m.Why == "" {
				t.Fatalf("%+v after %v", m, last)
			}
			last = m.Score
		}
		e.PutNeed(n)
		there, back := e.OffersFor(n.ID, now, 100), e.NeedsFor("odd", now, 100)
		for _, m := range there {
			for _, b := range back {
				if m.Offer == b.Offer && m.Need == b.Need && m.Score != b.Score {
					t.Fatalf("%s and %s: %v there, %v back", m.Need, m.Offer, m.Score, b.Score)
				}
			}
		}
	})
}
