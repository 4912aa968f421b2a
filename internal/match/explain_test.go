package match

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kejiyun/internal/domain"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestExplain holds every word of the explanations of the sample county. After
// a change of wording or weights run with -update and read the difference.
func TestExplain(t *testing.T) {
	e := sampleEngine()
	var b strings.Builder
	for _, n := range sampleNeeds() {
		for _, o := range sampleOffers() {
			x, _ := e.Explain(n.ID, o.ID, now)
			tell(&b, x)
		}
	}
	for _, c := range variants() {
		n, o := sampleNeeds()[0], sampleOffers()[0]
		c.change(&n, &o)
		e := New(config())
		e.Load([]domain.Offer{o}, []domain.Need{n})
		x, _ := e.Explain(n.ID, o.ID, now)
		fmt.Fprintf(&b, "## %s\n", c.name)
		tell(&b, x)
	}
	golden(t, "explain.txt", b.String())
}

type variant struct {
	name   string
	change func(n *domain.Need, o *domain.Offer)
}

func variants() []variant {
	return []variant{
		{"far away, by phone", func(n *domain.Need, _ *domain.Offer) { n.Region = chongqing }},
		{"everything that can be missing", func(n *domain.Need, o *domain.Offer) {
			n.Budget, n.Region, n.Deadline = "", "", now.Add(week)
			n.Keywords, n.Cooperation, o.Cooperation = []string{"花椒", "冷库", "分级"}, []string{"transfer"}, []string{"training"}
			o.Kind, o.Stage, o.Region = "result", "lab", ""
		}},
		{"full, paid, too late", func(n *domain.Need, o *domain.Offer) {
			n.Budget, n.Deadline, o.Fee, o.Open = "welfare", now.Add(-week), "listed", 3
		}},
		{"what is shown after acceptance only is not quoted", func(n *domain.Need, o *domain.Offer) {
			n.Title, n.Summary, n.DetailTo = "采后处理", "", "accepted"
		}},
		{"stale on both sides", func(n *domain.Need, o *domain.Offer) {
			n.Confirmed, o.Confirmed = now.Add(-10*week), now.Add(-26*week)
		}},
	}
}

func tell(b *strings.Builder, x Explanation) {
	fmt.Fprintf(b, "%s %s %.4f %s\n", x.Need, x.Offer, x.Score, x.Why)
	for _, p := range x.Parts {
		fmt.Fprintf(b, "  %s %.4f %s\n", p.Name, p.Score, p.Note)
	}
	fmt.Fprintf(b, "  terms %q missing %q blocked %q\n  needs %v offers %v\n", x.Terms, x.Missing, x.Blocked, x.Needs, x.Offers)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and read the difference:\n%s", path, got)
	}
}
