package match

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"kejiyun/internal/domain"
)

// MinJudged is how many needs with judgements of more than one level it takes to
// learn from a portal's own history.
const MinJudged = 50

// ErrFewJudgements says that a history is too small to learn from.
var ErrFewJudgements = errors.New("评判还不够多")

// TrainHistory learns the weights of the text score from what people did with
// their matches and dockings, and compares them on held-out needs with those at hand
// (c.Weights), to which they are drawn. Offers and needs are all that are matched now,
// and all that are judged: rarity comes from them. Judgements of postings that are
// not among them do not count; of two of one pair the higher does. An error wraps
// ErrFewJudgements when there are too few, and says in Chinese how many there are.
func TrainHistory(c Config, offers []domain.Offer, needs []domain.Need, judged []domain.Judgement) (*Training, error) {
	knownOffer, knownNeed := map[string]bool{}, map[string]bool{}
	for i := range offers {
		knownOffer[offers[i].ID] = true
	}
	for i := range needs {
		knownNeed[needs[i].ID] = true
	}
	labels := map[string]map[string]int{}
	pairs := 0
	for _, j := range judged {
		if !knownNeed[j.Need] || !knownOffer[j.Offer] {
			continue
		}
		if labels[j.Need] == nil {
			labels[j.Need] = map[string]int{}
		}
		if _, twice := labels[j.Need][j.Offer]; !twice {
			pairs++
		}
		labels[j.Need][j.Offer] = max(labels[j.Need][j.Offer], j.Level)
	}
	var wanted []string
	for _, id := range slices.Sorted(maps.Keys(labels)) {
		if differ(labels[id]) {
			wanted = append(wanted, id)
		}
	}
	if len(wanted) < MinJudged {
		return nil, fmt.Errorf("%w：%d 对所需和所能有评判，其中 %d 条所需的所能有合适的也有不合适的，可以用来学习；至少要 %d 条。请大家在匹配里表达意向，不合适的点“不合适”并选“领域不符”，以后再试",
			ErrFewJudgements, pairs, len(wanted), MinJudged)
	}
	e := New(c)
	e.Load(offers, needs)
	return train([][]judgedNeed{e.judgeAll(wanted, labels, false)}, c.Weights), nil
}

// differ tells whether there is more than one level among labels.
func differ(labels map[string]int) bool {
	first, some := 0, false
	for _, l := range labels {
		if some && l != first {
			return true
		}
		first, some = l, true
	}
	return false
}
