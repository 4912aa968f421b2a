package digest

import (
	"time"

	"kejiyun/internal/domain"
)

// quietDays is how many days somebody hears nothing before a digest says why.
const quietDays = 28

// QuietDue tells whether a digest with nothing new in it is to say why: when last,
// the day of the last digest (of somebody who never had one, their account's
// first day), lies in an earlier month and four weeks back. A monthly digest
// comes no oftener than that by itself. Days and months are those of now's zone.
func QuietDue(frequency string, last, now time.Time) bool {
	last = last.In(now.Location())
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	earlier := Period("monthly", last) < Period("monthly", now)
	return earlier && (frequency == "monthly" || day(now).Sub(day(last)) >= quietDays*24*time.Hour)
}

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
