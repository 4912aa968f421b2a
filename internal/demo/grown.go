package demo

import (
	"fmt"

	"kejiyun/internal/domain"
)

// Grown is the county with at least so many offers: those it has, again and
// again under new keys and numbered titles, every copy published. It is for
// measuring; as a picture of a county it is worthless.
func Grown(d Data, offers int) Data {
	var published []domain.Offer
	for _, o := range d.Offers {
		if o.Status == "published" {
			published = append(published, o)
		}
	}
	if len(published) == 0 {
		return d
	}
	d.Offers = d.Offers[:len(d.Offers):len(d.Offers)]
	for i := 0; len(d.Offers) < offers; i++ {
		o, n := published[i%len(published)], i/len(published)+2
		o.ID = fmt.Sprintf("%s×%d", o.ID, n)
		title := []rune(o.Title)
		o.Title = fmt.Sprintf("%s（%d）", string(title[:min(len(title), domain.MaxTitle-6)]), n)
		d.Offers = append(d.Offers, o)
	}
	return d
}
