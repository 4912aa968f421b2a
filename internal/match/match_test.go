package match

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"kejiyun/internal/domain"
)

func offerIDs(ms []domain.Match) string {
	var ids []string
	for _, m := range ms {
		ids = append(ids, m.Offer)
	}
	return strings.Join(ids, " ")
}

func TestOffersFor(t *testing.T) {
	e := sampleEngine()
	for need, want := range map[string]string{"n-dry": "o-dry", "n-pig": "o-pig", "n-lfp": "o-lfp"} {
		got := e.OffersFor(need, now, 5)
		if len(got) == 0 || got[0].Offer != want {
			t.Errorf("best offer for %s: %s, want %s", need, offerIDs(got), want)
			continue
		}
		if got[0].Score < .6 {
			t.Errorf("%s: a good match scores %.2f", need, got[0].Score)
		}
		for _, m := range got[1:] {
			if m.Score > got[0].Score-.2 {
				t.Errorf("%s: %s is too near with %.2f", need, m.Offer, m.Score)
			}
		}
	}
	if got := e.OffersFor("nobody", now, 5); got != nil {
		t.Errorf("an unknown need gets %v", got)
	}
	if got := e.OffersFor("n-dry", now, 0); got != nil {
		t.Errorf("nothing asked gives %v", got)
	}
}

func TestNeedsForGivesTheSameScore(t *testing.T) {
	e := sampleEngine()
	for offer, need := range map[string]string{"o-dry": "n-dry", "o-pig": "n-pig", "o-lfp": "n-lfp"} {
		from := e.NeedsFor(offer, now, 5)
		if len(from) == 0 || from[0].Need != need {
			t.Fatalf("best need for %s: %+v", offer, from)
		}
		to := e.OffersFor(need, now, 1)
		if !reflect.DeepEqual(from[0], to[0]) {
			t.Errorf("the two directions differ:\n%+v\n%+v", from[0], to[0])
		}
		x, ok := e.Explain(need, offer, now)
		if !ok || !reflect.DeepEqual(x.Match, to[0]) || x.Blocked != nil {
			t.Errorf("Explain differs: %+v", x)
		}
	}
}

func TestScoreIsTheSumOfItsParts(t *testing.T) {
	e := sampleEngine()
	for _, n := range sampleNeeds() {
		for _, o := range sampleOffers() {
			x, _ := e.Explain(n.ID, o.ID, now)
			sum := 0.0
			for _, p := range x.Parts {
				sum += p.Score
			}
			if sum != x.Score || x.Score < 0 || x.Score > 1 || math.IsNaN(sum) {
				t.Errorf("%s %s: parts sum to %v, score %v", n.ID, o.ID, sum, x.Score)
			}
			if len(x.Parts) != partCount {
				t.Errorf("%d parts", len(x.Parts))
			}
		}
	}
}

func TestUnknownPartsAreNeutral(t *testing.T) {
	e := New(config())
	n := domain.Need{Posting: domain.Posting{ID: "n", Title: "花椒烘干"}}
	o := domain.Offer{Posting: domain.Posting{ID: "o", Title: "花椒烘干"}}
	e.Load([]domain.Offer{o}, []domain.Need{n})
	x, _ := e.Explain("n", "o", now)
	if x.Score < .99 || len(x.Blocked) > 0 {
		t.Errorf("two equal texts without anything else score %v, blocked %v", x.Score, x.Blocked)
	}
	for _, p := range x.Parts[1:] {
		if p.Score != 0 || !strings.HasSuffix(p.Note, "不计") {
			t.Errorf("part %+v should be left out", p)
		}
	}
}

func TestRelevanceGatesTheRest(t *testing.T) {
	e := sampleEngine()
	x, _ := e.Explain("n-lfp", "o-web", now)
	if x.Score >= .3 {
		t.Errorf("neighbours with nothing in common score %.2f", x.Score)
	}
}

func TestSynonymsHelp(t *testing.T) {
	offers := sampleOffers()
	need := domain.Need{Posting: posting("n", "service", "小猪拉稀", "")}
	with, without := New(config()), New(Config{Weights: DefaultWeights(), Fields: testFields})
	with.Load(offers, nil)
	without.Load(offers, nil)
	a, b := with.OffersForNeed(need, now, 1), without.OffersForNeed(need, now, 1)
	if offerIDs(a) != "o-pig" {
		t.Fatalf("with synonyms: %v", offerIDs(a))
	}
	if len(b) > 0 && b[0].Score >= a[0].Score {
		t.Errorf("synonyms do not help: %.3f, without %.3f", a[0].Score, b[0].Score)
	}
}

func TestOneOfferPerWorker(t *testing.T) {
	offers := sampleOffers()
	twin := offers[0]
	twin.ID, twin.Title = "o-dry2", "花椒烘干"
	stranger := twin
	stranger.ID, stranger.Worker, stranger.Owners = "o-dry3", "w9", []string{"m9"}
	e := New(config())
	e.Load(append(offers, twin, stranger), sampleNeeds())
	got := offerIDs(e.OffersFor("n-dry", now, 5))
	if strings.Count(got, "o-dry") != 2 || strings.Contains(got, "o-dry ") && strings.Contains(got, "o-dry2") {
		t.Errorf("list %q shows a worker twice or leaves the other out", got)
	}
}

func TestTiesAreOrderedByID(t *testing.T) {
	var offers []domain.Offer
	for _, id := range []string{"c", "a", "b"} {
		o := sampleOffers()[0]
		o.ID, o.Worker = id, "w-"+id
		offers = append(offers, o)
	}
	e := New(config())
	e.Load(offers, sampleNeeds())
	if got := offerIDs(e.OffersFor("n-dry", now, 3)); got != "a b c" {
		t.Errorf("equal offers come as %s", got)
	}
}

func TestPutAndRemoveAreSeen(t *testing.T) {
	e := sampleEngine()
	e.RemoveOffer("o-dry")
	if got := offerIDs(e.OffersFor("n-dry", now, 5)); strings.Contains(got, "o-dry") {
		t.Errorf("a removed offer is listed: %s", got)
	}
	e.PutOffer(sampleOffers()[0])
	if got := e.OffersFor("n-dry", now, 5); len(got) == 0 || got[0].Offer != "o-dry" {
		t.Errorf("an offer put back is not first: %s", offerIDs(got))
	}
	changed := sampleOffers()[0]
	changed.Title, changed.Summary = "会计代账", ""
	changed.Fields = []string{"it"}
	e.PutOffer(changed)
	if got := offerIDs(e.OffersFor("n-dry", now, 5)); strings.Contains(got, "o-dry") {
		t.Errorf("a changed offer still matches by its old text: %s", got)
	}
	e.RemoveNeed("n-dry")
	e.RemoveNeed("n-dry")
	if e.OffersFor("n-dry", now, 5) != nil {
		t.Error("a removed need still has offers")
	}
	if s := e.Stats(); s.Offers != 5 || s.Needs != 2 || s.Grams == 0 {
		t.Errorf("stats %+v", s)
	}
}

func TestLoadKeepsTheLaterOfTwo(t *testing.T) {
	old, young := sampleOffers()[0], sampleOffers()[0]
	old.Title = "会计代账"
	e := New(config())
	e.Load([]domain.Offer{old, young}, sampleNeeds())
	if s := e.Stats(); s.Offers != 1 {
		t.Errorf("stats %+v", s)
	}
	if got := offerIDs(e.OffersFor("n-dry", now, 5)); got != "o-dry" {
		t.Errorf("found %q", got)
	}
}
