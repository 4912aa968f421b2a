package match

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kejiyun/internal/domain"
)

// history is a made-up county of n needs. For each, three offers share its title
// and little else, three its text and not its title. If titles matter,
// people put away those of the text, else those of the title.
func history(n int, titlesMatter bool) (offers []domain.Offer, needs []domain.Need, judged []domain.Judgement) {
	r := rand.New(rand.NewPCG(5, 0))
	words := func(k int) string {
		var b strings.Builder
		for range k {
			b.WriteRune(rune(0x4e00 + r.IntN(3000)))
		}
		return b.String()
	}
	for i := range n {
		title, detail := words(8), words(40)
		needs = append(needs, domain.Need{Posting: domain.Posting{ID: fmt.Sprintf("n%03d", i), Title: title, Status: "closed"}, Detail: detail})
		for k := range 6 {
			o := domain.Offer{Posting: domain.Posting{ID: fmt.Sprintf("o%03d-%d", i, k), Title: words(8), Status: "published"}, Description: words(40)}
			byTitle := k < 3
			if byTitle {
				o.Title = title[:3*(4+k)] + words(4-k)
			} else {
				o.Description = detail[:3*(25+3*k)]
			}
			offers = append(offers, o)
			judged = append(judged, domain.Judgement{Need: needs[i].ID, Offer: o.ID, Level: boolInt(byTitle == titlesMatter)})
		}
	}
	return offers, needs, judged
}

func TestTrainHistory(t *testing.T) {
	c := Config{Weights: DefaultWeights()}
	offers, needs, judged := history(60, true)
	got, err := TrainHistory(c, offers, needs, judged)
	if err != nil {
		t.Fatal(err)
	}
	old, learned := c.Weights.Blend, got.New.Blend
	if !got.Accepted || got.Sets[0].Needs != 60 || got.Sets[0].Gain.Low <= 0 {
		t.Errorf("what people say about titles is not learned: %+v", got.Sets)
	}
	if learned.TitleChars+learned.TitlePairs+learned.CoverChars <= old.TitleChars+old.TitlePairs+old.CoverChars {
		t.Errorf("titles count %+v, before %+v", learned, old)
	}
	if err := got.New.Check(); err != nil {
		t.Errorf("learned weights that would be refused: %v", err)
	}
	again, err := TrainHistory(c, offers, needs, judged)
	if err != nil || again.New.Blend != learned {
		t.Errorf("training twice gives two results: %v", err)
	}
	// Weights that have learned it have nothing to gain from the same history.
	c.Weights = got.New
	if again, err := TrainHistory(c, offers, needs, judged); err != nil || again.Accepted {
		t.Errorf("no better weights are accepted: %+v, %v", again.Sets, err)
	}
}

func TestTrainHistoryTakesEnough(t *testing.T) {
	offers, needs, judged := history(60, true)
	c := Config{Weights: DefaultWeights()}
	one := func(level int) []domain.Judgement { // as if all had been of one opinion
		out := slices.Clone(judged)
		for i := range out {
			out[i].Level = level
		}
		return out
	}
	half := slices.DeleteFunc(slices.Clone(judged), func(j domain.Judgement) bool { return j.Need >= "n049" })
	strangers := slices.Clone(half)
	for i := range 40 {
		strangers = append(strangers, domain.Judgement{Need: fmt.Sprint("x", i), Offer: "o000-0"}, domain.Judgement{Need: "n059", Offer: fmt.Sprint("x", i)})
	}
	for _, x := range []struct {
		name   string
		judged []domain.Judgement
		says   string
	}{
		{"nobody has said anything", nil, "0 对所需和所能有评判，其中 0 条"},
		{"all was put away", one(0), "360 对所需和所能有评判，其中 0 条"},
		{"nothing was put away", one(1), "其中 0 条"},
		{"49 needs", half, "294 对所需和所能有评判，其中 49 条所需"},
		{"judgements of postings that are gone", strangers, "其中 49 条所需"},
	} {
		if _, err := TrainHistory(c, offers, needs, x.judged); !errors.Is(err, ErrFewJudgements) || !strings.Contains(err.Error(), x.says) || !strings.Contains(err.Error(), "至少要 50 条") {
			t.Errorf("%s: %v, want …%s…", x.name, err, x.says)
		}
	}
	if _, err := TrainHistory(c, offers, needs, slices.DeleteFunc(slices.Clone(judged), func(j domain.Judgement) bool { return j.Need >= "n050" })); err != nil {
		t.Errorf("50 needs: %v", err)
	}
}
