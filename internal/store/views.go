package store

import (
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// OfferView is the page of an offer. What the viewer may not see is not there.
type OfferView struct {
	OfferCard
	More
	*OfferInside
	*Desk
}

// More is what the page of a posting has beside its card, for everybody.
type More struct {
	Keywords   []string `json:"keywords"`
	Share      string   `json:"share"`
	ValidUntil string   `json:"valid_until"`
}

// OfferInside is what members see of an offer.
type OfferInside struct {
	Description  string   `json:"description"`
	Advantages   string   `json:"advantages"`
	TRL          int      `json:"trl"`
	IPR          string   `json:"ipr"`
	IPRNote      string   `json:"ipr_note"`
	Price        string   `json:"price"`
	FeeNote      string   `json:"fee_note"`
	Radius       string   `json:"radius"`
	Availability string   `json:"availability"`
	Attachments  []string `json:"attachments"` // names under …/files/
}

// NeedView is the page of a need.
type NeedView struct {
	NeedCard
	More
	*NeedInside
	*NeedExact
	*NeedOwn
	*Desk
}

// NeedInside is what members see of a need, at once or after acceptance, as its
// owner chose.
type NeedInside struct {
	Detail      string           `json:"detail"`
	Metrics     string           `json:"metrics"`
	Tried       string           `json:"tried"`
	OpenCall    *domain.OpenCall `json:"open_call"`
	Talent      *domain.Talent   `json:"talent"`
	NDA         bool             `json:"nda"`
	Attachments []string         `json:"attachments"` // names under …/files/
}

// NeedExact is what the counterpart sees after acceptance.
type NeedExact struct {
	Amount float64 `json:"amount"`
}

// NeedOwn are the choices of a need's owner.
type NeedOwn struct {
	DetailTo  string `json:"detail_to"`
	Anonymity string `json:"anonymity"`
}

// OfferPage finds an offer for the viewer: nil when there is none, or not for
// them.
func (l *Lens) OfferPage(id string) (*OfferView, error) {
	r, k, err := l.posting("offers", id)
	if r == nil || err != nil {
		return nil, err
	}
	v := l.offerView(k, r)
	return &v, nil
}

// NeedPage finds a need for the viewer: nil when there is none, or not for them.
func (l *Lens) NeedPage(id string) (*NeedView, error) {
	r, k, err := l.posting("needs", id)
	if r == nil || err != nil {
		return nil, err
	}
	v := l.needView(k, r)
	return &v, nil
}

// posting finds a posting that is there for the viewer, with its kin.
func (l *Lens) posting(collection, id string) (*core.Record, *kin, error) {
	found, err := l.inOrder(collection, []string{id})
	if err != nil || len(found) == 0 {
		return nil, nil, err
	}
	if err := l.meet(); err != nil {
		return nil, nil, err
	}
	k, err := l.kinOf(found)
	if err != nil {
		return nil, nil, err
	}
	if !l.toPosting(k, found[0]).Shown(found[0].GetString("status")) {
		return nil, nil, nil
	}
	return found[0], k, nil
}

func (l *Lens) offerView(k *kin, r *core.Record) OfferView {
	as, let := l.toPosting(k, r), domain.LetByOffer()
	v := OfferView{OfferCard: l.offerCard(k, r), More: more(r)}
	if as.Sees(domain.SeeInside, let) {
		v.OfferInside = &OfferInside{
			Description: r.GetString("description"), Advantages: r.GetString("advantages"), TRL: r.GetInt("trl"),
			IPR: r.GetString("ipr"), IPRNote: r.GetString("ipr_note"), Price: r.GetString("price"),
			FeeNote: r.GetString("price_note"), Radius: r.GetString("radius"), Availability: "open",
			Attachments: some(r.GetStringSlice("attachments")),
		}
		if w := k.workers[r.GetString("worker")]; w != nil {
			v.Availability = w.GetString("availability")
		}
	}
	if as.Sees(domain.SeeDesk, let) {
		v.Desk = k.desk(r)
	}
	return v
}

func (l *Lens) needView(k *kin, r *core.Record) NeedView {
	as, let := l.toPosting(k, r), letByNeed(r)
	v := NeedView{NeedCard: l.needCard(k, r), More: more(r)}
	if as.Sees(domain.SeeInside, let) {
		v.NeedInside = &NeedInside{
			Detail: r.GetString("detail"), Metrics: r.GetString("metrics"), Tried: r.GetString("tried"),
			OpenCall: block[domain.OpenCall](r, "open_call"), Talent: block[domain.Talent](r, "talent"), NDA: r.GetBool("nda"),
			Attachments: some(r.GetStringSlice("attachments")),
		}
	}
	if as.Sees(domain.SeeExact, let) {
		v.NeedExact = &NeedExact{Amount: r.GetFloat("amount")}
	}
	if as.Sees(domain.SeeDesk, let) {
		v.NeedOwn = &NeedOwn{DetailTo: r.GetString("detail_to"), Anonymity: r.GetString("anonymity")}
		v.Desk = k.desk(r)
	}
	return v
}

func more(r *core.Record) More {
	return More{Keywords: some(words(r, "keywords")), Share: r.GetString("share"), ValidUntil: stamp(r, "valid_until")}
}
