package digest

import (
	"slices"
	"testing"

	"kejiyun/internal/domain"
)

func TestWhyQuiet(t *testing.T) {
	for _, c := range []struct {
		facts domain.Silence
		want  []string
	}{
		{domain.Silence{}, []string{"no_posting"}},
		{domain.Silence{RecoOff: true, Postings: 3}, []string{"reco_off"}},
		{domain.Silence{Postings: 3}, []string{"paused"}},
		{domain.Silence{Postings: 1, Needs: 1}, []string{"no_supply"}},
		{domain.Silence{Postings: 1, Offers: 1}, []string{"no_demand"}},
		{domain.Silence{Postings: 2, Needs: 1, Offers: 1, Vague: 1, Away: 1}, []string{"availability", "low_clarity"}},
		{domain.Silence{Postings: 1, Needs: 1, ForNeeds: 4}, []string{"all_seen"}},
		{domain.Silence{Postings: 1, Needs: 1, Vague: 1, ForNeeds: 4}, []string{"low_clarity", "all_seen"}},
	} {
		got := WhyQuiet(c.facts)
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.facts, got, c.want)
		}
		for _, code := range got {
			if quietWords[code] == "" {
				t.Errorf("%s has no words", code)
			}
		}
	}
}
