package match

import (
	"testing"

	"kejiyun/internal/domain"
)

func TestWhatCountsAsAChange(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(n *domain.Need, o *domain.Offer)
		want   bool
	}{
		{"nothing", func(*domain.Need, *domain.Offer) {}, false},
		{"a confirmation", func(n *domain.Need, o *domain.Offer) {
			n.Confirmed, o.Confirmed, n.ValidUntil, o.ValidUntil = now, now, now.Add(week), now.Add(week)
			n.Updated, o.Updated, n.Status, o.Status = now, now, "engaged", "engaged"
		}, false},
		{"the owner's standing", func(n *domain.Need, o *domain.Offer) {
			n.Verify, o.Verify, n.OrgName, o.OwnerName, o.TitleLevel, o.Open = "unit", "unit", "甲", "乙", "senior", 2
		}, false},
		{"a mended word", func(n *domain.Need, o *domain.Offer) { n.Detail, o.Summary = n.Detail+"的", o.Summary+"的" }, false},
		{"another order of fields", func(n *domain.Need, o *domain.Offer) {
			n.Fields, o.Fields = []string{"proc", "pig", "proc"}, []string{"proc", "pig", "proc"}
		}, false},
		{"another field", func(n *domain.Need, o *domain.Offer) { n.Fields, o.Fields = []string{"it"}, []string{"it"} }, true},
		{"another place", func(n *domain.Need, o *domain.Offer) { n.Region, o.Region = santai, santai }, true},
		{"other terms", func(n *domain.Need, o *domain.Offer) { n.Budget, o.Fee = "20_50", "free" }, true},
		{"another time and other modes", func(n *domain.Need, o *domain.Offer) {
			n.Deadline, o.Modes = now.Add(9*week), []string{"online_diagnosis"}
		}, true},
		{"another title", func(n *domain.Need, o *domain.Offer) { n.Title, o.Title = "辣椒色选", "辣椒色选" }, true},
		{"a paragraph more", func(n *domain.Need, o *domain.Offer) {
			more := "去年试过柴火土灶，温度上下差二十度，颜色发黑卖不出价，今年想换成可以分段控温的设备。"
			n.Tried, o.Advantages = more, more
		}, true},
	} {
		need, offer := twoFields()
		n, o := need, offer
		c.change(&n, &o)
		if got := NeedChanged(&need, &n); got != c.want {
			t.Errorf("%s of a need: %v", c.name, got)
		}
		if got := OfferChanged(&offer, &o); got != c.want {
			t.Errorf("%s of an offer: %v", c.name, got)
		}
	}
	if a := alike("", "！？"); a != 1 {
		t.Errorf("two empty texts are alike by %v", a)
	}
}

// twoFields are a need and an offer of two fields each.
func twoFields() (domain.Need, domain.Offer) {
	n, o := sampleNeeds()[0], sampleOffers()[0]
	n.Fields, o.Fields = []string{"pig", "proc"}, []string{"pig", "proc"}
	return n, o
}
