package domain

import "strings"

// A region code is the 12-digit statistics code of a place: two digits of
// province, two of city, two of county, three of township, the rest of village.
// Trailing zeros mean "the whole of it", so that the codes inside a region are
// one contiguous range.
const regionDigits = 12

// RegionPrefix returns the leading digits of a code that name it: 2, 4, 6, 9 or
// 12 of them. It returns "" for a code that is not 12 digits.
func RegionPrefix(code string) string {
	if !validRegion(code) {
		return ""
	}
	for _, n := range []int{2, 4, 6, 9} {
		if strings.Trim(code[n:], "0") == "" {
			return code[:n]
		}
	}
	return code
}

// RegionLast returns the last code inside a region: its prefix filled with nines.
func RegionLast(code string) string {
	p := RegionPrefix(code)
	if p == "" {
		return ""
	}
	return p + strings.Repeat("9", regionDigits-len(p))
}

// RegionWithin tells whether inner lies in outer or is outer itself.
func RegionWithin(inner, outer string) bool {
	p := RegionPrefix(outer)
	return p != "" && validRegion(inner) && strings.HasPrefix(inner, p)
}

// RegionAt cuts a code to a level: the code of the province, city, county or
// township it lies in. A code that is already coarser is returned unchanged.
func RegionAt(code, level string) string {
	n, ok := map[string]int{"province": 2, "city": 4, "county": 6, "township": 9}[level]
	if !ok || !validRegion(code) {
		return code
	}
	return code[:n] + strings.Repeat("0", regionDigits-n)
}

// RegionLevel returns province, city, county or township; "" for a bad code.
func RegionLevel(code string) string {
	switch len(RegionPrefix(code)) {
	case 2:
		return "province"
	case 4:
		return "city"
	case 6:
		return "county"
	case 9, 12:
		return "township"
	}
	return ""
}

func validRegion(code string) bool {
	if len(code) != regionDigits {
		return false
	}
	for _, c := range code {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
