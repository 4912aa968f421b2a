package domain

import "strings"

// usccAlphabet are the 31 characters of GB 32100-2015: digits and capitals
// without I, O, S, V, Z.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// ValidUSCC checks a unified social credit code (统一社会信用代码): 18
// characters of the alphabet, the last of them the check character
// (31 − Σ cᵢ·3^(i−1) mod 31) mod 31 over the first 17 (GB 32100-2015, 5.3).
func ValidUSCC(code string) bool {
	if len(code) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 18 {
		v := strings.IndexByte(usccAlphabet, code[i])
		if v < 0 {
			return false
		}
		if i == 17 {
			return v == (31-sum%31)%31
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return false
}

// NormalUSCC brings a typed code into its written form: half-width capitals, no
// spaces or hyphens.
func NormalUSCC(typed string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(halfWidth(typed)))
}
