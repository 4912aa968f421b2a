package match

import (
	"math"
	"testing"

	"kejiyun/internal/domain"
)

func TestLoadValue(t *testing.T) {
	for _, c := range []struct {
		name  string
		offer domain.Offer
		want  float64
		known bool
	}{
		{"nothing is known", domain.Offer{}, 1, false},
		{"free and verified", domain.Offer{MaxOpen: 3, Verify: "association"}, 1, true},
		{"one of three dockings open", domain.Offer{MaxOpen: 3, Open: 1}, 1 - .8/3, true},
		{"more open than wanted", domain.Offer{MaxOpen: 2, Open: 9}, 0, true},
		{"an org with two dockings open", domain.Offer{Availability: "open", Open: 2}, 1 / 1.2, true},
		{"verified by nobody", domain.Offer{MaxOpen: 3, Verify: "none"}, .9, true},
		{"verification refused", domain.Offer{MaxOpen: 3, Verify: "refused"}, .7, true},
		{"never answers", domain.Offer{MaxOpen: 3, Asked: 50}, .85, true},
		{"always answers, and free: no more than all", domain.Offer{MaxOpen: 3, Asked: 50, Answered: 50}, 1, true},
		{"always answers, one of two open", domain.Offer{MaxOpen: 2, Open: 1, Asked: 50, Answered: 50}, .6 * 1.15, true},
	} {
		if got, known := loadValue(&c.offer); math.Abs(got-c.want) > 1e-9 || known != c.known {
			t.Errorf("%s: %v %v, want %v %v", c.name, got, known, c.want, c.known)
		}
	}
}
