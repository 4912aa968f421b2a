package match

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"kejiyun/internal/domain"
)

// TestChangesEqualARebuild plays random changes into one engine and loads what
// is left into another.
func TestChangesEqualARebuild(t *testing.T) {
	const n = 2600 // more than is scanned without an index
	offers, needs := synthetic(n, 40)
	r := rand.New(rand.NewSource(3))
	e := New(config())
	e.Load(offers[:n/2], needs[:20])
	for _, i := range r.Perm(n) {
		e.PutOffer(offers[i])
		if i%9 == 0 {
			e.RemoveOffer(offers[(i*7)%n].ID)
		}
		if i%5 == 0 {
			offers[i].Title = topicHeads[i%len(topicHeads)] + offers[i].Title
			e.PutOffer(offers[i])
		}
	}
	for i := range needs {
		e.PutNeed(needs[i])
	}
	var left []domain.Offer
	for _, o := range offers {
		if e.now.Load().sides[offerSide].doc(o.ID) != nil {
			left = append(left, o)
		}
	}
	e.Refreeze()
	fresh := New(config())
	fresh.Load(left, needs)
	if a, b := e.Stats(), fresh.Stats(); a.Offers != b.Offers || a.Needs != b.Needs || a.Offers != len(left) {
		t.Fatalf("stats %+v and %+v, %d left", a, b, len(left))
	}
	sameAnswers(t, e, fresh, needs, left)
	// The same changes to both, one of them sealed in other pieces.
	for i := range 700 {
		o := syntheticOffer(r, 10*n+i)
		e.PutOffer(o)
		fresh.PutOffer(o)
	}
	sameAnswers(t, e, fresh, needs, left)
}

func sameAnswers(t *testing.T, a, b *Engine, needs []domain.Need, offers []domain.Offer) {
	t.Helper()
	for _, n := range needs {
		x, y := a.OffersFor(n.ID, now, 10), b.OffersFor(n.ID, now, 10)
		if !reflect.DeepEqual(x, y) {
			t.Fatalf("%s: %s and %s", n.ID, offerIDs(x), offerIDs(y))
		}
		if len(x) == 0 {
			t.Errorf("%s has no offers at all", n.ID)
		}
	}
	for _, o := range offers[:20] {
		if x, y := a.NeedsFor(o.ID, now, 5), b.NeedsFor(o.ID, now, 5); !reflect.DeepEqual(x, y) {
			t.Fatalf("%s: %v and %v", o.ID, x, y)
		}
	}
}

// TestFirstStageFindsTheBest compares lists with and without the first stage.
func TestFirstStageFindsTheBest(t *testing.T) {
	offers, needs := synthetic(6000, 40)
	e := New(config())
	e.Load(offers, needs)
	found, all := 0, 0
	for _, n := range needs {
		exact := map[string]bool{}
		for _, h := range e.exhaustive(e.now.Load().sides[needSide].doc(n.ID), needSide, now, 20) {
			exact[h.id()] = true
		}
		for _, m := range e.OffersFor(n.ID, now, 20) {
			if exact[m.Offer] {
				found++
			}
		}
		all += len(exact)
	}
	if recall := float64(found) / float64(all); recall < .99 {
		t.Errorf("recall@20 of the first stage is %.3f", recall)
	}
}

// TestPrunedEqualsExhaustive: what the first stage proposes with its bars and
// skipped pieces are exactly the best of what adding up everything gives.
func TestPrunedEqualsExhaustive(t *testing.T) {
	for seed := range int64(4) {
		r := rand.New(rand.NewSource(seed))
		e := New(config())
		for i := range 9000 { // many pieces of different sizes
			e.PutOffer(syntheticOffer(r, r.Intn(7000)))
			if i%11 == 0 {
				e.RemoveOffer(fmt.Sprintf("o%06d", r.Intn(7000)))
			}
		}
		v := e.now.Load()
		side := &v.sides[offerSide]
		for i := range 20 {
			n := syntheticNeed(r, i)
			n.Share = []string{"province", "county"}[i%2]
			a := e.begin(v, e.needDoc(v.lexis, n, false), needSide, now)
			a.depth = 20 + r.Intn(800)
			var pruned []uint32
			for _, c := range a.propose(side) {
				pruned = append(pruned, c.score)
			}
			all := a.everything(side)
			slices.SortFunc(pruned, func(x, y uint32) int { return cmp.Compare(y, x) })
			if len(pruned) < min(a.depth/2, len(all)) || !slices.Equal(pruned, all[:len(pruned)]) {
				t.Fatalf("seed %d, need %d: %d of %d proposed, wanted %d", seed, i, len(pruned), len(all), a.depth)
			}
			a.end()
		}
	}
}

// everything are the first-stage scores of all postings that are not blocked,
// best first.
func (a *ask) everything(side *side) []uint32 {
	var scores []uint32
	best := slices.Clone(a.choose())
	for _, p := range side.sealed {
		acc := make([]uint32, p.size())
		for i := range acc {
			if slices.ContainsFunc(p.fields(i), func(f uint16) bool { return slices.Contains(a.d.fields, f) }) {
				acc[i] = fieldStart
			}
			if a.county != 0 && p.facts[i].place.county() == a.county {
				acc[i] += countyStart
			}
		}
		for _, b := range best {
			x := p.lists(b.in == wholePairs)
			if h := x.head(b.term); h != nil {
				at, impact := entries(x, h)
				for i, n := range at {
					acc[n] += uint32(b.times(impact[i]))
				}
			}
		}
		p.each(func(i int) {
			if acc[i] > 0 && !a.blocked(p.segment, i) {
				scores = append(scores, acc[i])
			}
		})
	}
	slices.SortFunc(scores, func(x, y uint32) int { return cmp.Compare(y, x) })
	return scores
}

// entries are the numbers and impacts of a list.
func entries(x *inverted, h *listHead) (at []uint16, impact []uint8) {
	impacts, at, _ := x.list(h)
	if h.runs == 0 {
		return at, bytesOf(impacts)[:len(at)]
	}
	for ; len(impact) < len(at); impacts = impacts[2:] {
		impact = append(impact, bytes.Repeat([]byte{uint8(impacts[0])}, int(impacts[1]))...)
	}
	return at, impact
}

func TestReadersAndWriters(t *testing.T) {
	offers, needs := synthetic(1500, 30)
	e := New(config())
	e.Load(offers[:1200], needs)
	var writers, readers sync.WaitGroup
	done := make(chan struct{})
	for w := range 2 {
		writers.Go(func() {
			for i := w; i < 300; i += 2 {
				e.PutOffer(offers[1200+i])
				e.RemoveOffer(offers[i].ID)
				e.PutNeed(needs[i%len(needs)])
				e.Dismiss(needs[i%len(needs)].ID, offers[i].ID)
				e.Restore(needs[i%len(needs)].ID, offers[i].ID)
				if i%100 == 0 {
					e.Refreeze()
				}
			}
		})
	}
	for r := range 8 {
		readers.Go(func() {
			for i := r; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				n := needs[i%len(needs)]
				got := e.OffersFor(n.ID, now, 5)
				seen := map[string]bool{}
				for _, m := range got {
					if seen[m.Offer] {
						t.Errorf("%s is listed twice", m.Offer)
					}
					seen[m.Offer] = true
				}
				e.NeedsFor(offers[i%len(offers)].ID, now, 5)
				e.OffersForNeed(n, now, 3)
				e.Explain(n.ID, offers[i%len(offers)].ID, now)
				e.Stats()
			}
		})
	}
	writers.Wait()
	close(done)
	readers.Wait()
	if s := e.Stats(); s.Offers != 1200 {
		t.Errorf("%d offers are left", s.Offers)
	}
}

func TestOddTexts(t *testing.T) {
	for name, odd := range map[string]string{
		"empty": "", "one character": "猪", "one letter": "x", "punctuation": "！？。，、；：", "emoji": "🌶️🐷🚜",
		"HTML": "<script>alert('花椒烘干')</script><b>花椒</b>", "not UTF-8": "\xff\xfe花\xe6椒",
		"long": strings.Repeat("花椒烘干设备的选型与调试，", 8000), "long without repetition": manyCharacters(100000),
	} {
		n, o := sampleNeeds()[0], sampleOffers()[0]
		n.ID, n.Title, n.Detail = "odd", odd, odd
		o.ID, o.Title, o.Description, o.Worker = "odd", odd, odd, "odd"
		e := sampleEngine()
		e.PutNeed(n)
		e.PutOffer(o)
		for _, m := range append(e.OffersFor("odd", now, 10), e.NeedsFor("odd", now, 10)...) {
			if !(m.Score >= 0 && m.Score <= 1) {
				t.Errorf("%s: score %v", name, m.Score)
			}
		}
	}
}

func manyCharacters(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteRune(rune(0x4e00 + i*7919%20000))
	}
	return b.String()
}

func TestStuffingDoesNotWin(t *testing.T) {
	e := sampleEngine()
	for i, text := range []string{strings.Repeat("花椒", 300), strings.Repeat("专家", 300),
		strings.Join(append(append([]string{}, topicHeads...), topicTails...), " ")} {
		o := sampleOffers()[0]
		o.ID, o.Worker, o.Title, o.Summary, o.Description = fmt.Sprint("stuffed", i), fmt.Sprint("s", i), text, text, text
		e.PutOffer(o)
	}
	got := e.OffersFor("n-dry", now, 5)
	if got[0].Offer != "o-dry" || len(got) > 1 && got[1].Score > got[0].Score-.15 {
		t.Errorf("stuffed offers come too near: %s %.2f %.2f", offerIDs(got), got[0].Score, got[1].Score)
	}
}

func FuzzEngine(f *testing.F) {
	f.Add("花椒烘干", "热泵", "510781000000", "proc", 3)
	f.Add("", "\xff", "x", "", -1)
	f.Fuzz(func(t *testing.T, a, b, region, field string, k int) {
		e := sampleEngine()
		n, o := sampleNeeds()[0], sampleOffers()[0]
		n.Title, n.Detail, n.Region, n.Fields, n.Keywords = a, b, region, []string{field}, []string{b}
		o.Title, o.Description, o.Radius, o.Region, o.Fields = b, a, field, region, []string{field, field}
		e.PutNeed(n)
		e.PutOffer(o)
		for _, m := range append(e.OffersFor(n.ID, now, k%50), e.NeedsFor(o.ID, now, k%50)...) {
			sum := 0.0
			for _, p := range m.Parts {
				sum += p.Score
			}
			if sum != m.Score || m.Score > 1 || m.Why == "" {
				t.Fatalf("%+v", m)
			}
		}
		e.Refreeze()
		e.RemoveOffer(o.ID)
		if x, ok := e.Explain(n.ID, o.ID, now); ok {
			t.Fatalf("a removed offer is explained: %+v", x)
		}
	})
}

func BenchmarkOffersFor(b *testing.B) {
	for _, size := range []int{400, 50000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			offers, needs := synthetic(size, 100)
			e := New(config())
			e.Load(offers, needs)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				e.OffersFor(needs[i%len(needs)].ID, now, 10)
				i++
			}
		})
	}
}

func BenchmarkPutOffer(b *testing.B) {
	offers, needs := synthetic(5000, 100)
	e := New(config())
	e.Load(offers, needs)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		e.PutOffer(offers[i%len(offers)])
		i++
	}
}
