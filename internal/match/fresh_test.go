package match

import (
	"testing"
	"time"
)

// TestTheFresherOfTwoEqualsIsFirst: what was confirmed later rises, and so does
// what is confirmed again.
func TestTheFresherOfTwoEqualsIsFirst(t *testing.T) {
	e, offers := sampleEngine(), sampleOffers()
	for i, age := range []time.Duration{90, 10, 160} {
		o := offers[0]
		o.ID, o.Worker, o.Confirmed = string(rune('a'+i)), string(rune('a'+i)), now.Add(-age*24*time.Hour)
		e.PutOffer(o)
	}
	e.RemoveOffer("o-dry")
	if got := offerIDs(e.OffersFor("n-dry", now, 3)); got != "b a c" {
		t.Errorf("confirmed 90, 10 and 160 days ago, a, b and c come as %s", got)
	}
	again := offers[0]
	again.ID, again.Worker, again.Confirmed = "c", "c", now
	e.PutOffer(again)
	if got := offerIDs(e.OffersFor("n-dry", now, 3)); got != "c b a" {
		t.Errorf("with c confirmed today, they come as %s", got)
	}
}

// TestStaleOnesFade: the score of a pair falls day by day while nobody confirms
// either side, by the half-life, and one that is too old is out.
func TestStaleOnesFade(t *testing.T) {
	e := sampleEngine()
	part := func(days int) (fresh, score float64, blocked []string) {
		x, _ := e.Explain("n-dry", "o-dry", now.AddDate(0, 0, days))
		return x.Parts[partFreshness].Score, x.Score, x.Blocked
	}
	before, total, _ := part(0)
	for day := 10; day <= 130; day += 10 {
		fresh, score, blocked := part(day)
		if fresh >= before || score >= total || len(blocked) > 0 {
			t.Errorf("day %d: freshness %v after %v, score %v after %v, %v", day, fresh, before, score, total, blocked)
		}
		before, total = fresh, score
	}
	young, _, _ := part(0)
	old, _, _ := part(180)
	if ratio := old / young; ratio < .49 || ratio > .51 {
		t.Errorf("half a year leaves %.3f of the freshness, want half", ratio)
	}
	if _, _, blocked := part(150); len(blocked) == 0 {
		t.Error("a pair past its day is not blocked")
	}
	o := sampleOffers()[0]
	o.Status = "unconfirmed"
	e.PutOffer(o)
	if got := offerIDs(e.OffersFor("n-dry", now, 3)); got != "" {
		t.Errorf("an offer nobody has confirmed is suggested: %s", got)
	}
}
