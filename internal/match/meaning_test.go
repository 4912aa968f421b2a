package match

import (
	"math"
	"slices"
	"strings"
	"testing"

	"kejiyun/internal/domain"
)

func TestCosine(t *testing.T) {
	for _, c := range []struct {
		name  string
		a, b  []int8
		want  float64
		known bool
	}{
		{"the same", []int8{3, 4}, []int8{3, 4}, 1, true},
		{"the same direction", []int8{3, 4}, []int8{6, 8}, 1, true},
		{"at right angles", []int8{5, 0}, []int8{0, 7}, 0, true},
		{"opposite", []int8{127, -128}, []int8{-127, 127}, -1, true},
		{"by hand", []int8{1, 2}, []int8{2, 1}, .8, true},
		{"of different sizes", []int8{1, 2}, []int8{1, 2, 3}, 0, false},
		{"of nothing", []int8{0, 0}, []int8{1, 2}, 0, false},
		{"of none", nil, nil, 0, false},
	} {
		got, known := Cosine(c.a, c.b)
		if known != c.known || math.Abs(got-c.want) > .001 && c.name != "opposite" || c.name == "opposite" && got > -.999 {
			t.Errorf("%s: %v %v", c.name, got, known)
		}
	}
	// 4,096 dimensions at their largest do not overflow.
	if got, known := Cosine(slices.Repeat([]int8{-128}, 4096), slices.Repeat([]int8{-128}, 4096)); !known || !near(got, 1) {
		t.Errorf("large: %v", got)
	}
}

func TestQuantised(t *testing.T) {
	if got, ok := Quantised([]float64{.5, -1, .25, 0}); !ok || !slices.Equal(got, []int8{64, -127, 32, 0}) {
		t.Errorf("%v", got)
	}
	for _, v := range [][]float64{{math.NaN(), 1}, {math.Inf(-1)}, {0, 0}, nil} {
		if got, ok := Quantised(v); ok {
			t.Errorf("%v gives %v", v, got)
		}
	}
	a, b := []float64{.01, .02, -.03, .004}, []float64{.02, .01, -.01, .001}
	exact := func() float64 {
		var dot, aa, bb float64
		for i := range a {
			dot, aa, bb = dot+a[i]*b[i], aa+a[i]*a[i], bb+b[i]*b[i]
		}
		return dot / math.Sqrt(aa*bb)
	}()
	qa, _ := Quantised(a)
	qb, _ := Quantised(b)
	if got, _ := Cosine(qa, qb); math.Abs(got-exact) > .01 {
		t.Errorf("cosine %v of bytes, %v of numbers", got, exact)
	}
}

func TestMeant(t *testing.T) {
	w := DefaultWeights()
	if got := w.meant(.2, 1, .9, true); got != .2 {
		t.Errorf("off by default, yet the blend becomes %v", got)
	}
	w.Meaning, w.MeaningBase = .4, .5
	if got := w.meant(.2, 1, .9, false); got != .2 {
		t.Errorf("an unknown meaning makes the blend %v", got)
	}
	// By hand: .6·.2 + .4·((.75−.5)/.5)²·1 = .12 + .4·.25 = .22.
	if got := w.meant(.2, 1, .75, true); !near(got, .22) {
		t.Errorf("blend %v, want .22", got)
	}
	if got := w.meant(.2, 1, .5, true); !near(got, .12) {
		t.Errorf("texts no nearer than chance: %v, want .12", got)
	}
	for _, cosine := range []float64{math.NaN(), math.Inf(-1), -1} {
		if got := w.meant(.2, 1, cosine, true); !near(got, .12) {
			t.Errorf("cosine %v: %v", cosine, got)
		}
	}
	last := 0.0
	for c := -1.0; c <= 1.01; c += .01 {
		got := w.meant(1, 1, c, true)
		if got < last || got < 0 || got > 1 {
			t.Fatalf("cosine %v: blend %v after %v", c, got, last)
		}
		last = got
	}
	if stuffed := w.meant(.2, .5, .9, true); stuffed >= w.meant(.2, 1, .9, true) {
		t.Error("a text that repeats itself gains as much as another")
	}
	if w.meaningNote(.9, true) != "语义相近" || w.meaningNote(.52, true) != "语义相差较远" || w.meaningNote(.9, false) != "" {
		t.Error("notes")
	}
}

// TestMeaningReranks: in lists of both directions and in explanations; parts
// still add up; a pair below the floor can rise above it, and fall below it.
func TestMeaningReranks(t *testing.T) {
	c := config()
	c.Weights.Meaning, c.Weights.MeaningBase = .6, .3
	cosines := map[[2]string]float64{{"n-dry", "o-cold"}: .95, {"n-dry", "o-dry"}: .1}
	c.Meaning = func(need, offer string) (float64, bool) { x, ok := cosines[[2]string{need, offer}]; return x, ok }
	with, without := New(c), sampleEngine()
	for _, e := range []*Engine{with, without} {
		e.Load(sampleOffers(), sampleNeeds())
	}
	place := func(ms []domain.Match, offer string) int {
		return slices.IndexFunc(ms, func(m domain.Match) bool { return m.Offer == offer })
	}
	// Both offers are one worker's: the better one is listed.
	before, after := without.OffersFor("n-dry", now, 5), with.OffersFor("n-dry", now, 5)
	if place(before, "o-dry") != 0 || place(before, "o-cold") >= 0 || place(after, "o-cold") != 0 {
		t.Errorf("before %v, after %v", before, after)
	}
	if got := with.NeedsFor("o-cold", now, 5); len(got) != 1 || got[0].Need != "n-dry" || got[0].Score != after[0].Score {
		t.Errorf("from the offer's side: %v, from the need's %v", got, after)
	}
	x, _ := with.Explain("n-dry", "o-cold", now)
	sum := 0.0
	for _, p := range x.Parts {
		sum += p.Score
	}
	if sum != x.Score || x.Score != after[0].Score || !strings.Contains(x.Parts[0].Note, "语义相近") {
		t.Errorf("parts sum to %v, score %v, listed %v, note %q", sum, x.Score, after[0].Score, x.Parts[0].Note)
	}
	// A pair without embeddings is as it was.
	a, _ := with.Explain("n-pig", "o-pig", now)
	b, _ := without.Explain("n-pig", "o-pig", now)
	if a.Score != b.Score || a.Why != b.Why {
		t.Errorf("without embeddings: %v and %v", a.Score, b.Score)
	}
	// Switched off by weight, nothing asks.
	c.Weights.Meaning = 0
	c.Meaning = func(string, string) (float64, bool) {
		t.Error("asked for a meaning that does not count")
		return 0, false
	}
	off := New(c)
	off.Load(sampleOffers(), sampleNeeds())
	off.OffersFor("n-dry", now, 5)
}
