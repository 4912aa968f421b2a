package match

import (
	"slices"
	"strings"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// How much of the pairs of characters two versions of a text must have in common
// to count as the same text: of titles, and of all texts together.
const (
	sameTitle = .75
	sameText  = .9
)

// OfferChanged tells whether an offer says something else now than it did: other
// fields, another place or reach, other terms, or other texts by more than a
// mended word. Confirming it, its state and its dates are no change.
func OfferChanged(was, is *domain.Offer) bool {
	return postingChanged(&was.Posting, &is.Posting) || was.Stage != is.Stage || was.Fee != is.Fee || was.Radius != is.Radius ||
		!sameSet(was.Modes, is.Modes) || reworded(offerText(was), offerText(is))
}

// NeedChanged is OfferChanged for a need.
func NeedChanged(was, is *domain.Need) bool {
	return postingChanged(&was.Posting, &is.Posting) || was.Budget != is.Budget || !was.Deadline.Equal(is.Deadline) ||
		employment(was) != employment(is) || reworded(needText(was), needText(is))
}

func postingChanged(was, is *domain.Posting) bool {
	return was.Kind != is.Kind || was.Region != is.Region || was.Share != is.Share ||
		!sameSet(was.Fields, is.Fields) || !sameSet(was.Cooperation, is.Cooperation)
}

func employment(n *domain.Need) string {
	if n.Talent == nil {
		return ""
	}
	return n.Talent.Employment
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

func reworded(was, is material) bool {
	if alike(was.title, is.title) < sameTitle {
		return true
	}
	whole := func(m material) string { return m.title + "。" + strings.Join(m.rest, "。") }
	return alike(whole(was), whole(is)) < sameText
}

// alike is the share of the pairs and single characters of two texts that they
// have in common, 0–1; two texts without any are alike.
func alike(a, b string) float64 {
	x, y := grams(a), grams(b)
	if len(x)+len(y) == 0 {
		return 1
	}
	common, i := 0, 0
	for _, g := range x {
		for i < len(y) && y[i] < g {
			i++
		}
		if i < len(y) && y[i] == g {
			common++
			i++
		}
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}

// grams are all grams of a text, in order.
func grams(s string) []text.Gram {
	var out []text.Gram
	text.Emit(s, func(g text.Gram, _, _ int) {
		if len(out) < 2*maxUnits {
			out = append(out, g)
		}
	})
	slices.Sort(out)
	return out
}
