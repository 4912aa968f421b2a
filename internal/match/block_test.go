package match

import (
	"slices"
	"strings"
	"testing"

	"kejiyun/internal/domain"
)

func TestBlocked(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(n *domain.Need, o *domain.Offer)
		want   string
	}{
		{"nothing keeps a good pair apart", func(n *domain.Need, o *domain.Offer) {}, ""},
		{"engaged postings are still open", func(n *domain.Need, o *domain.Offer) { n.Status, o.Status = "engaged", "engaged" }, ""},
		{"an unknown state is no reason", func(n *domain.Need, o *domain.Offer) { n.Status, o.Status = "", "" }, ""},
		{"a draft need", func(n *domain.Need, o *domain.Offer) { n.Status = "draft" }, NeedClosed},
		{"a paused offer", func(n *domain.Need, o *domain.Offer) { o.Status = "paused" }, OfferClosed},
		{"an unconfirmed offer", func(n *domain.Need, o *domain.Offer) { o.Status = "unconfirmed" }, OfferClosed},
		{"a need that ended just now", func(n *domain.Need, o *domain.Offer) { n.ValidUntil = now }, NeedExpired},
		{"an offer that ended", func(n *domain.Need, o *domain.Offer) { o.ValidUntil = now.Add(-week) }, OfferExpired},
		{"a worker on a break", func(n *domain.Need, o *domain.Offer) { o.Availability = "paused" }, OfferPaused},
		{"a worker who is full this month", func(n *domain.Need, o *domain.Offer) { o.Availability = "full" }, OfferFull},
		{"a worker with as many dockings as wanted", func(n *domain.Need, o *domain.Offer) { o.Open = 3 }, OfferFull},
		{"no limit of dockings", func(n *domain.Need, o *domain.Offer) { o.MaxOpen, o.Open = 0, 9 }, ""},
		{"an owner in common", func(n *domain.Need, o *domain.Offer) { n.Owners = []string{"x", "m1"} }, OwnPosting},
		{"a need for its county only", func(n *domain.Need, o *domain.Offer) { n.Share, o.Region = "county", santai }, NeedLocal},
		{"an offer for its county only", func(n *domain.Need, o *domain.Offer) { o.Share, n.Region = "county", santai }, OfferLocal},
		{"county only, from a township of the county", func(n *domain.Need, o *domain.Offer) { n.Share, o.Region = "county", qinglian }, ""},
		{"outside the radius, on site only", func(n *domain.Need, o *domain.Offer) { n.Region, o.Modes = chengdu, []string{"on_site"} }, OutOfReach},
		{"outside the radius, by phone", func(n *domain.Need, o *domain.Offer) { n.Region = chengdu }, ""},
		{"outside the radius, modes unknown", func(n *domain.Need, o *domain.Offer) { n.Region, o.Modes = chengdu, nil }, ""},
		{"another county within the city radius", func(n *domain.Need, o *domain.Offer) { n.Region, o.Modes = santai, []string{"on_site"} }, ""},
	} {
		n, o := sampleNeeds()[0], sampleOffers()[0]
		c.change(&n, &o)
		e := New(config())
		e.Load([]domain.Offer{o}, []domain.Need{n})
		x, _ := e.Explain(n.ID, o.ID, now)
		if got := strings.Join(x.Blocked, " "); got != c.want {
			t.Errorf("%s: blocked by %q, want %q", c.name, got, c.want)
		}
		listed := len(e.OffersFor(n.ID, now, 5)) > 0
		if reverse := len(e.NeedsFor(o.ID, now, 5)) > 0; reverse != listed {
			t.Errorf("%s: listed for the need %v, for the offer %v", c.name, listed, reverse)
		}
		if listed != (c.want == "") {
			t.Errorf("%s: listed %v", c.name, listed)
		}
	}
}

func TestDismiss(t *testing.T) {
	e := sampleEngine()
	e.Dismiss("n-dry", "o-dry")
	if got := offerIDs(e.OffersFor("n-dry", now, 5)); strings.Contains(got, "o-dry") {
		t.Errorf("a dismissed offer is listed: %s", got)
	}
	if x, _ := e.Explain("n-dry", "o-dry", now); !slices.Equal(x.Blocked, []string{Dismissed}) {
		t.Errorf("blocked by %v", x.Blocked)
	}
	e.Load(sampleOffers(), sampleNeeds())
	if got := offerIDs(e.OffersFor("n-dry", now, 5)); strings.Contains(got, "o-dry") {
		t.Error("a dismissal does not outlive a load")
	}
	e.Restore("n-dry", "o-dry")
	if got := e.OffersFor("n-dry", now, 5); len(got) == 0 || got[0].Offer != "o-dry" {
		t.Errorf("a restored pair is not listed: %s", offerIDs(got))
	}
}

func TestDraftsAreTriedWhateverTheirState(t *testing.T) {
	e := sampleEngine()
	n := sampleNeeds()[0]
	n.ID, n.Status = "", "draft"
	if got := e.OffersForNeed(n, now, 1); offerIDs(got) != "o-dry" {
		t.Errorf("a draft finds %s", offerIDs(got))
	}
	o := sampleOffers()[1]
	o.ID, o.Status = "", "draft"
	if got := e.NeedsForOffer(o, now, 1); len(got) != 1 || got[0].Need != "n-pig" {
		t.Errorf("a draft offer finds %v", got)
	}
}
