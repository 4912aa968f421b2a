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

// placeFit is how well need and offer come together.
func placeFit(n *domain.Need, o *domain.Offer) fit {
	level, ok := proximity(n.Region, o.Region)
	if !ok {
		if o.Radius == "online" || o.Radius == "nation" {
			return known(remoteValue)
		}
		return fit{}
	}
	value := placeValue[level]
	switch {
	case outside(n, o) && remote(o):
		return known(min(value, outsideValue))
	case outside(n, o):
		return known(0)
	case remote(o):
		value = max(value, remoteValue)
	case o.Radius != "":
		value = max(value, withinValue)
	}
	return known(value)
}

// foreign tells whether a posting shared in its county only lies in another
// county than other.
func foreign(p *domain.Posting, other string) bool {
	return p.Share == "county" &&
		apartBy(domain.RegionPrefix(p.Region), domain.RegionPrefix(other), levelDigits[sameCounty])
}
