package match

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

// LabelledFiles name the three files of one labelled set.
type LabelledFiles struct{ Needs, Offers, Qrels string }

// Training is what learning from labelled pairs found. The figures are of
// held-out needs: each was measured with weights learned from the other folds.
type Training struct {
	Old, New Weights
	Sets     []SetResult // the set learned from, then those that must not suffer
	Features []FeatureResult
	Accepted bool // by the guard
}

// SetResult is the nDCG@10 of one labelled set.
type SetResult struct {
	Needs    int
	Old, New float64  // weights at hand; learned from the other folds
	Gain     Interval // New − Old
}

// FeatureResult is the worth of one feature on the first set.
type FeatureResult struct {
	Name          string
	Old, New      float64  // its weight
	With, Without float64  // held-out nDCG@10 of weights learned with it and without
	Worth         Interval // With − Without
}

const (
	// folds is how many parts the needs are dealt to.
	folds = 5
	// relevant is the level from which an offer is worth showing; needs without
	// any such offer do not count.
	relevant = 2
	// strangers is how many unlabelled offers of each need of a further set, the
	// best ones under the weights at hand, are taken for unrelated.
	strangers = 30
	// tolerated is the loss of nDCG@10 that a further set may suffer.
	tolerated = .01
	// mainShare is what the first set counts in learning beside the others.
	mainShare = .7
)

// Train learns the weights of the text score from labelled files and compares
// them with those at hand on held-out needs. Only labelled offers of the first
// set count; in the further sets, also, unlabelled offers count as unrelated.
// An error names file, line and reason in Chinese.
func Train(files LabelledFiles, also []LabelledFiles, at Weights) (*Training, error) {
	var sets [][]judgedNeed
	for i, f := range append([]LabelledFiles{files}, also...) {
		set, err := readLabelled(f, at, i > 0)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return train(sets, at), nil
}

// readLabelled reads a labelled set and computes the features of its pairs.
func readLabelled(f LabelledFiles, at Weights, open bool) ([]judgedNeed, error) {
	needs, err := readRecords(f.Needs)
	if err != nil {
		return nil, err
	}
	offers, err := readRecords(f.Offers)
	if err != nil {
		return nil, err
	}
	labels, err := readQrels(f.Qrels, needs, offers)
	if err != nil {
		return nil, err
	}
	e := New(Config{Weights: at})
	e.Load(mapped(offers, record.offer), mapped(needs, record.need))
	var wanted []string
	for _, n := range needs {
		if l := labels[n.ID]; len(l) > 0 && slices.Max(slices.Collect(maps.Values(l))) >= relevant {
			wanted = append(wanted, n.ID)
		}
	}
	if len(wanted) < folds {
		return nil, fmt.Errorf("%s：至少要有 %d 条需求标有等级 %d 以上的所能，实际是 %d 条", f.Qrels, folds, relevant, len(wanted))
	}
	return e.judgeAll(wanted, labels, open), nil
}

// judgeAll is judge for several needs.
func (e *Engine) judgeAll(wanted []string, labels map[string]map[string]int, open bool) []judgedNeed {
	out := make([]judgedNeed, len(wanted))
	const workers = 2
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(wanted); i += workers {
				out[i] = e.judge(wanted[i], labels[wanted[i]], open)
			}
		})
	}
	wg.Wait()
	return out
}

// judge computes the features of the labelled offers of a need and, if
// unlabelled offers count, of the best of those.
func (e *Engine) judge(need string, labels map[string]int, open bool) judgedNeed {
	v := e.now.Load()
	a := e.begin(v, v.sides[needSide].doc(need), needSide, time.Time{})
	defer a.end()
	a.free = true
	n := judgedNeed{lone: a.q.stats.lone()}
	for _, id := range slices.Sorted(maps.Keys(labels)) {
		n.offers = append(n.offers, judgedOffer{id, labels[id], a.features(v.sides[offerSide].doc(id))})
	}
	levels := slices.SortedFunc(maps.Values(labels), func(a, b int) int { return cmp.Compare(b, a) })
	n.ideal = dcg(levels)
	if open {
		for _, h := range a.best(strangers) {
			if _, in := labels[h.id()]; !in {
				n.offers = append(n.offers, judgedOffer{h.id(), 0, a.features(h.seg.doc(int(h.at)))})
			}
		}
	}
	return n
}

// features are what the blend mixes, for the query and one posting.
func (a *ask) features(d *doc) vector {
	return a.q.features(d.row, &d.stats).x.scaled(a.q.row.natural * natural01(&d.facts))
}

// train learns from the first set, minding the others.
func train(sets [][]judgedNeed, at Weights) *Training {
	old := at.Blend.vector()
	old = old.scaled(1 / old.sum())
	none := [featureCount]bool{}
	learned := learn(allPreferences(sets, -1), old, none)
	t := &Training{Old: at, New: at}
	t.New.Blend = learned.blend()
	t.New.Curve = recalibrated(at.Curve, sets, old, learned)

	held := crossValidated(sets, old, none)
	t.Accepted = true
	for s, set := range sets {
		before := ndcgs(set, old)
		r := SetResult{len(set), mean(before), mean(held[s]), pairedGain(held[s], before)}
		t.Accepted = t.Accepted && (s == 0 && r.Gain.Low > 0 || s > 0 && r.Gain.Mean >= -tolerated)
		t.Sets = append(t.Sets, r)
	}
	for k, name := range featureNames {
		off := none
		off[k] = true
		without := crossValidated(sets, old, off)[0]
		t.Features = append(t.Features, FeatureResult{name, old[k], learned[k],
			mean(held[0]), mean(without), pairedGain(held[0], without)})
	}
	return t
}

// crossValidated measures every need with weights learned from the needs of
// the other folds.
func crossValidated(sets [][]judgedNeed, prior vector, off [featureCount]bool) [][]float64 {
	out := make([][]float64, len(sets))
	for s, set := range sets {
		out[s] = make([]float64, len(set))
	}
	for fold := range folds {
		w := learn(allPreferences(sets, fold), prior, off)
		for s, set := range sets {
			for i, f := range foldsOf(len(set), folds) {
				if f == fold {
					out[s][i] = set[i].ndcg(w)
				}
			}
		}
	}
	return out
}

// allPreferences are those of all sets without the needs of one fold.
func allPreferences(sets [][]judgedNeed, fold int) []preference {
	var out []preference
	for s, set := range sets {
		share := 1.0
		switch {
		case len(sets) > 1 && s == 0:
			share = mainShare
		case s > 0:
			share = (1 - mainShare) / float64(len(sets)-1)
		}
		var kept []judgedNeed
		for i, f := range foldsOf(len(set), folds) {
			if f != fold {
				kept = append(kept, set[i])
			}
		}
		out = append(out, preferences(kept, share)...)
	}
	return out
}

// recalibrated moves the points of a curve so that as many pairs as before lie
// below each: the same text score keeps its meaning under another blend.
func recalibrated(curve [][2]float64, sets [][]judgedNeed, old, learned vector) [][2]float64 {
	var before, after []float64
	for _, set := range sets {
		for _, n := range set {
			for _, o := range n.offers {
				before, after = append(before, bent(o.x.dot(old), n.lone)), append(after, bent(o.x.dot(learned), n.lone))
			}
		}
	}
	slices.Sort(before)
	slices.Sort(after)
	out := slices.Clone(curve)
	for i := 1; i < len(out)-1; i++ {
		x := out[i][0]
		at, _ := slices.BinarySearch(before, x)
		if at > 0 && at < len(before) {
			x *= after[at] / max(before[at], 1e-9)
		}
		out[i][0] = min(max(x, out[i-1][0]+1e-6), 1-1e-6*float64(len(out)-i))
	}
	return out
}

// WriteWeights writes weights as JSON, whole or not at all.
func WriteWeights(path string, w Weights) error {
	text, err := json.MarshalIndent(w, "", "  ")
	if err != nil {
		return fmt.Errorf("encode weights: %w", err)
	}
	return writeWhole(path, func(out *bufio.Writer) { _, _ = out.Write(append(text, '\n')) })
}
