package match

import (
	"slices"
	"strings"

	"kejiyun/internal/domain"
)

// How near two places are, from far to near.
const (
	elsewhere = iota
	sameProvince
	sameCity
	sameCounty
	sameTownship
)

// levelDigits is how many leading digits of a region code name each nearness.
var levelDigits = [...]int{sameProvince: 2, sameCity: 4, sameCounty: 6, sameTownship: 9}

// placeValue is what each nearness counts, 0–1.
var placeValue = [...]float64{elsewhere: .1, sameProvince: .4, sameCity: .7, sameCounty: .95, sameTownship: 1}

// What help from afar, and a radius that only just contains the need, count at
// least; a radius that excludes it counts at most outsideValue from afar.
const (
	remoteValue  = .6
	withinValue  = .6
	outsideValue = .35
)

// place is the prefix of a region code: a hexadecimal digit for each of its
// decimal ones from the highest on, and in the lowest how many there are.
type place uint64

func placeOf(region string) place {
	prefix := domain.RegionPrefix(region)
	p := place(len(prefix))
	for i := range len(prefix) {
		p |= place(prefix[i]-'0') << (60 - 4*i)
	}
	return p
}

func (p place) digits() int { return int(p & 15) }

// county are the digits of the county that a place lies in, 0 if it is coarser.
func (p place) county() uint32 {
	if n := levelDigits[sameCounty]; p.digits() >= n {
		return uint32(p >> (64 - 4*n))
	}
	return 0
}

// highest covers the first n digits of a place.
func highest(n int) place { return ^place(0) << (64 - 4*n) }

// apartFrom is apartBy for places.
func (p place) apartFrom(q place, digits int) bool {
	n := min(digits, p.digits(), q.digits())
	return (p^q)&highest(n) != 0
}

// near is proximity for places.
func (p place) near(q place) (int, bool) {
	shared := min(p.digits(), q.digits())
	if shared == 0 {
		return elsewhere, false
	}
	for level := sameTownship; level > elsewhere; level-- {
		if n := levelDigits[level]; shared >= n && (p^q)&highest(n) == 0 {
			return level, true
		}
	}
	return elsewhere, true
}

// proximity returns how near two regions are; false when either is unknown.
// A region that is coarser than a level does not tell about that level: a
// need of the whole city and an offer from one of its counties are of the
// same city.
func proximity(a, b string) (int, bool) {
	a, b = domain.RegionPrefix(a), domain.RegionPrefix(b)
	if a == "" || b == "" {
		return elsewhere, false
	}
	for level := sameTownship; level > elsewhere; level-- {
		n := levelDigits[level]
		if len(a) >= n && len(b) >= n && a[:n] == b[:n] {
			return level, true
		}
	}
	return elsewhere, true
}

// remote tells whether an offer can help without anybody travelling.
func remote(o *domain.Offer) bool {
	return o.Radius == "online" || slices.Contains(o.Modes, "phone_advice") || slices.Contains(o.Modes, "online_diagnosis")
}

// radiusDigits is how many leading digits must agree for each radius.
var radiusDigits = map[string]int{"township": 9, "county": 6, "city": 4, "province": 2}

// apartBy tells whether two places, given by their prefixes, differ for certain
// in their first digits. A place that is too coarse to tell does not.
func apartBy(a, b string, digits int) bool {
	if a == "" || b == "" {
		return false
	}
	a, b = a[:min(digits, len(a))], b[:min(digits, len(b))]
	return !strings.HasPrefix(a, b) && !strings.HasPrefix(b, a)
}

// outside tells whether the need lies outside the offer's radius for certain.
func outside(n *domain.Need, o *domain.Offer) bool {
	digits, limited := radiusDigits[o.Radius]
	return limited && apartBy(domain.RegionPrefix(n.Region), domain.RegionPrefix(o.Region), digits)
}

// outOfReach tells whether the need lies outside the radius and the offer names
// its modes and none of them works from afar.
func outOfReach(n *domain.Need, o *domain.Offer) bool {
	return outside(n, o) && len(o.Modes) > 0 && !remote(o)
}

// foreign tells whether a posting shared in its county only lies in another
// county than other.
func foreign(p *domain.Posting, other string) bool {
	return p.Share == "county" &&
		apartBy(domain.RegionPrefix(p.Region), domain.RegionPrefix(other), levelDigits[sameCounty])
}
