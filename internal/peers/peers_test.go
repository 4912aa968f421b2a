package main

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// small is a bench of few offers, ready to be measured with.
func small(t *testing.T) *bench {
	t.Helper()
	b := &bench{offers: 300, needs: 5, seed: 1}
	b.prepare()
	return b
}

func TestEveryPeerFindsADocumentByItsOwnText(t *testing.T) {
	b := small(t)
	for _, c := range peers {
		t.Run(c.name, func(t *testing.T) {
			p, err := c.open(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			defer p.close()
			if err := p.build(b.docs); err != nil {
				t.Fatal(err)
			}
			search := func(s string) []int {
				t.Helper()
				found, err := p.search(p.query(terms(s)), top)
				if err != nil {
					t.Fatal(err)
				}
				return found
			}
			for i, d := range b.docs {
				found := search(d.title + "\n" + d.body)
				if len(found) != top {
					t.Fatalf("document %d: %d found, want %d", i, len(found), top)
				}
				if found[0] != i {
					t.Errorf("document %d: best is %d", i, found[0])
				}
			}
			if err := p.update(7, document{"鳕鱼冷链pm2.5", "舌鳎"}); err != nil {
				t.Fatal(err)
			}
			for _, s := range []string{"鳕鱼", "PM2.5", "舌鳎"} {
				if found := search(s); !slices.Equal(found, []int{7}) {
					t.Errorf("after the update %q finds %v, want 7 alone", s, found)
				}
			}
			if found := search(b.docs[7].title + b.docs[7].body); slices.Contains(found, 7) {
				t.Error("after the update the old text still finds the document")
			}
		})
	}
}

func TestTitlesCountMore(t *testing.T) {
	docs := []document{{"水泥窑炉", "花椒烘干"}, {"花椒烘干", "水泥窑炉"}, {"茶叶", "揉捻"}, {"竹笋", "保鲜"}, {"稻田", "养鱼"}}
	for _, c := range peers {
		p, err := c.open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer p.close()
		if err := p.build(docs); err != nil {
			t.Fatal(err)
		}
		found, err := p.search(p.query(terms("花椒烘干")), top)
		if err != nil || !slices.Equal(found, []int{1, 0}) {
			t.Errorf("%s: found %v (%v), want the one with the words in its title, then the other", c.name, found, err)
		}
	}
}

func TestTerms(t *testing.T) {
	docs := []document{{"花椒烘干", "花椒"}, {"花椒", "烘干房"}, {"干房", ""}}
	df := frequencies(docs)
	for _, c := range []struct{ name, text, terms, rarest string }{
		{"pairs, each once, no single characters", "花椒烘干，花椒", "花椒 椒烘 烘干", "椒烘 花椒"},
		{"pairs of boilerplate are left out", "关键技术研究", "", ""},
		{"the rarest go first, unknown ones not at all", "花椒干房锅", "花椒 椒干 干房 房锅", "花椒 干房"},
	} {
		got := terms(c.text)
		if s := strings.Join(got, " "); s != c.terms {
			t.Errorf("%s: terms are %q, want %q", c.name, s, c.terms)
		}
		if s := strings.Join(rarest(got, df, 2), " "); s != c.rarest {
			t.Errorf("%s: rarest are %q, want %q", c.name, s, c.rarest)
		}
	}
	if got := terms("PM2.5 检测"); len(got) != 3 || regexp.MustCompile(`[^\p{Han}0-9a-z]`).MatchString(strings.Join(got, "")) {
		t.Errorf("a word, its pair and a pair of Han should be three terms without punctuation: %q", got)
	}
}

func TestRunPrintsALineForEachPeer(t *testing.T) {
	var out bytes.Buffer
	if err := run([]string{"--offers", "120", "--needs", "3", "--seed", "2"}, &out); err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(&out)
	decoder.DisallowUnknownFields()
	for _, p := range peers {
		var l line
		if err := decoder.Decode(&l); err != nil {
			t.Fatal(err)
		}
		if l.Peer != p.name || l.Offers != 120 || l.Needs != 3 || l.Seed != 2 {
			t.Errorf("line is of %s with %d offers, %d needs, seed %d", l.Peer, l.Offers, l.Needs, l.Seed)
		}
		if l.Build <= 0 || l.Disk <= 0 || l.Whole.WallP50 <= 0 || l.UpdateP50 <= 0 {
			t.Errorf("%s: something was not measured: %+v", l.Peer, l)
		}
		if l.Few.Terms != fewTerms || l.Whole.Terms <= fewTerms {
			t.Errorf("%s: searched with %d and %d terms", l.Peer, l.Whole.Terms, l.Few.Terms)
		}
		if l.Whole.Overlap < .2 || l.Whole.Overlap > 1 {
			t.Errorf("%s: %.2f of what our engine finds; is it ranked at all?", l.Peer, l.Whole.Overlap)
		}
	}
	if decoder.More() {
		t.Error("there are more lines than peers")
	}
}

func TestRunRefusesNothingToMeasure(t *testing.T) {
	for _, args := range [][]string{{"--offers", "0"}, {"--needs", "0"}} {
		if err := run(args, &bytes.Buffer{}); err == nil {
			t.Errorf("%v is accepted", args)
		}
	}
}

func TestTheDriverIsTheProductsOwn(t *testing.T) {
	version := func(file string) string {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(`(?m)^\s*modernc\.org/sqlite (\S+)`).FindSubmatch(data)
		if found == nil {
			t.Fatalf("%s does not name modernc.org/sqlite", file)
		}
		return string(found[1])
	}
	if product, here := version("../../go.mod"), version("go.mod"); product != here {
		t.Errorf("the product has SQLite %s, the peers have %s", product, here)
	}
}
