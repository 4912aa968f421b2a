package text

import "testing"

// TestNoBoilerplatePairIsTold: what weighs nothing need not be kept.
func TestNoBoilerplatePairIsTold(t *testing.T) {
	for _, s := range []string{"关键技术研究与应用", "我们的技术方案，提高花椒烘干质量，降低成本，及其制备方法", boilerplate, functionChars, "技术 研究-应用/开发"} {
		EmitTelling(s, func(g Gram, _ bool) {
			if g.IsPair() && Boilerplate(g) {
				a, b := g.Chars()
				t.Errorf("%q tells of the boilerplate %c%c", s, a, b)
			}
		})
	}
}
