package digest

import "kejiyun/internal/domain"

// WhyQuiet names why somebody has no new matches, as codes of QuietReasons: the
// one or two reasons that help most, never none.
func WhyQuiet(s domain.Silence) []string {
	switch {
	case s.RecoOff:
		return []string{"reco_off"}
	case s.Postings == 0:
		return []string{"no_posting"}
	case s.Needs+s.Offers == 0:
		return []string{"paused"}
	}
	var why []string
	add := func(holds bool, code string) {
		if holds && len(why) < 2 {
			why = append(why, code)
		}
	}
	add(s.Away > 0 && s.Offers > 0, "availability")
	add(s.Vague > 0, "low_clarity")
	add(s.Needs > 0 && s.ForNeeds == 0, "no_supply")
	add(s.Offers > 0 && s.ForOffers == 0, "no_demand")
	add(s.ForNeeds+s.ForOffers > 0 || len(why) == 0, "all_seen")
	return why
}
