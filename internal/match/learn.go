package match

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// What learning from labelled pairs takes: the measure (nDCG), a pairwise
// logistic regression, folds of needs, and the bootstrap. All of it gives the
// same numbers every time: the seeds are fixed and sums run in a fixed order.

// featureCount is the number of features of a Blend.
const featureCount = 6

// vector are the weights or features of a Blend in the order of its fields.
type vector [featureCount]float64

var featureNames = [featureCount]string{"TitleChars", "WholeChars", "TitlePairs", "WholePairs", "CoverChars", "CoverPairs"}

func (b Blend) vector() vector {
	return vector{b.TitleChars, b.WholeChars, b.TitlePairs, b.WholePairs, b.CoverChars, b.CoverPairs}
}

func (v vector) blend() Blend { return Blend{v[0], v[1], v[2], v[3], v[4], v[5]} }

func (v vector) dot(w vector) float64 {
	sum := 0.0
	for i := range v {
		sum += float64(v[i] * w[i])
	}
	return sum
}

// scaled returns the vector times a number; summing to 1 it is a Blend.
func (v vector) scaled(by float64) vector {
	for i := range v {
		v[i] *= by
	}
	return v
}

func (v vector) sum() float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum
}

// judgedOffer is an offer whose relevance to a need is known.
type judgedOffer struct {
	id    string
	level int
	x     vector
}

// judgedNeed is a need with the offers by which it is measured. ideal is the
// DCG of all its labels in the best order, lone how far the need is only a title.
type judgedNeed struct {
	offers []judgedOffer
	ideal  float64
	lone   float64
}

// cutoff is the rank at which nDCG stops looking.
const cutoff = 10

func gain(level int) float64 { return math.Exp2(float64(level)) - 1 }

// dcg is the discounted cumulative gain of levels in the order of a ranking.
func dcg(levels []int) float64 {
	sum := 0.0
	for i, l := range levels[:min(cutoff, len(levels))] {
		sum += gain(l) / math.Log2(float64(i+2))
	}
	return sum
}

// ndcg measures the order that weights give to the offers of a need, 0–1.
func (n *judgedNeed) ndcg(w vector) float64 {
	if n.ideal == 0 {
		return 0
	}
	order := make([]int, len(n.offers))
	scores := make([]float64, len(n.offers))
	for i := range order {
		order[i], scores[i] = i, n.offers[i].x.dot(w)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(n.offers[a].id, n.offers[b].id))
	})
	levels := make([]int, 0, cutoff)
	for _, i := range order[:min(cutoff, len(order))] {
		levels = append(levels, n.offers[i].level)
	}
	return dcg(levels) / n.ideal
}

// ndcgs measures every need.
func ndcgs(needs []judgedNeed, w vector) []float64 {
	out := make([]float64, len(needs))
	for i := range needs {
		out[i] = needs[i].ndcg(w)
	}
	return out
}

// preference is that of two offers for one need the first is better: d is the
// difference of their features, weight how much it counts.
type preference struct {
	d      vector
	weight float64
}

// preferences lists those of some needs. Each counts the difference of the two
// gains; a need counts the root of what its preferences count, and all needs
// together count share.
func preferences(needs []judgedNeed, share float64) []preference {
	var out []preference
	total := 0.0
	for _, n := range needs {
		first, sum := len(out), 0.0
		for _, better := range n.offers {
			for _, worse := range n.offers {
				if better.level <= worse.level {
					continue
				}
				p := preference{weight: gain(better.level) - gain(worse.level)}
				for k := range p.d {
					p.d[k] = better.x[k] - worse.x[k]
				}
				sum += p.weight
				out = append(out, p)
			}
		}
		for i := first; i < len(out); i++ {
			out[i].weight /= math.Sqrt(sum)
			total += out[i].weight
		}
	}
	for i := range out {
		out[i].weight *= share / total
	}
	return out
}

// ridge is how strongly learned weights are drawn to the ones at hand.
const ridge = 1e-3

// learn returns the non-negative weights, summing to 1, under which preferred
// offers most likely score higher (pairwise logistic regression), drawn to
// prior. Features that are off get no weight.
func learn(prefs []preference, prior vector, off [featureCount]bool) vector {
	for k := range off {
		if off[k] {
			prior[k] = 0
		}
	}
	prior = prior.scaled(steepness(prefs, prior))
	w := prior
	for {
		w = newton(prefs, w, prior, off)
		lowest := 0
		for k := range w {
			if w[k] < w[lowest] {
				lowest = k
			}
		}
		if w[lowest] >= 0 {
			break
		}
		off[lowest], w[lowest] = true, 0 // the constraint holds it at zero
	}
	if w.sum() <= 0 { // every feature speaks against what people preferred
		w = prior
	}
	if s := w.sum(); s > 0 {
		return w.scaled(1 / s)
	}
	return w
}

// steepness is by what the weights must be multiplied for the logistic function
// to fit the preferences best.
func steepness(prefs []preference, w vector) float64 {
	s := 1.0
	for range 40 {
		slope, bend := 0.0, 1e-9
		for i := range prefs {
			z := prefs[i].d.dot(w)
			q := 1 / (1 + math.Exp(s*z))
			slope += prefs[i].weight * q * z
			bend += prefs[i].weight * q * (1 - q) * z * z
		}
		s = min(max(s+slope/bend, s/2, .01), 2*s, 1000)
	}
	return s
}

// newton minimises the logistic loss plus the ridge by Newton's method.
func newton(prefs []preference, w, prior vector, off [featureCount]bool) vector {
	for range 20 {
		var slope vector
		var bend [featureCount]vector
		for k := range w {
			slope[k], bend[k][k] = ridge*(prior[k]-w[k]), ridge
		}
		for i := range prefs {
			d := &prefs[i].d
			q := 1 / (1 + math.Exp(d.dot(w)))
			first, second := prefs[i].weight*q, prefs[i].weight*max(q*(1-q), 1e-3)
			for k := range d {
				slope[k] += float64(first * d[k])
				by := second * d[k]
				for j := range k + 1 {
					bend[k][j] += float64(by * d[j])
				}
			}
		}
		for k := range off {
			for j := range featureCount {
				if off[k] || off[j] {
					bend[max(k, j)][min(k, j)] = 0
				}
			}
			if off[k] {
				slope[k], bend[k][k] = 0, 1
			}
		}
		step := solve(bend, slope)
		furthest := 0.0
		for k := range w {
			w[k] += step[k]
			furthest = max(furthest, math.Abs(step[k]))
		}
		if furthest < 1e-9 {
			break
		}
	}
	return w
}

// solve returns x with a·x = b for a positive definite a of which the lower
// half is given (Cholesky).
func solve(a [featureCount]vector, b vector) vector {
	for i := range featureCount {
		for j := range i + 1 {
			sum := a[i][j]
			for k := range j {
				sum -= float64(a[i][k] * a[j][k])
			}
			if i == j {
				a[i][i] = math.Sqrt(max(sum, 1e-12))
			} else {
				a[i][j] = sum / a[j][j]
			}
		}
	}
	for i := range featureCount {
		for k := range i {
			b[i] -= float64(a[i][k] * b[k])
		}
		b[i] /= a[i][i]
	}
	for i := featureCount - 1; i >= 0; i-- {
		for k := i + 1; k < featureCount; k++ {
			b[i] -= float64(a[k][i] * b[k])
		}
		b[i] /= a[i][i]
	}
	return b
}

// The seeds that make every run the same.
const (
	foldSeed      = 1
	bootstrapSeed = 2
)

// foldsOf deals n needs to k folds.
func foldsOf(n, k int) []int {
	r := rand.New(rand.NewPCG(foldSeed, 0))
	out := make([]int, n)
	for i, p := range r.Perm(n) {
		out[p] = i % k
	}
	return out
}

// Interval is a mean and the borders of its 95 % interval.
type Interval struct{ Mean, Low, High float64 }

// pairedGain compares two measurements of the same needs: the mean of a − b and
// the 95 % interval of the bootstrap over needs.
func pairedGain(a, b []float64) Interval {
	if len(a) == 0 {
		return Interval{}
	}
	const draws = 2000
	d := make([]float64, len(a))
	for i := range d {
		d[i] = a[i] - b[i]
	}
	r := rand.New(rand.NewPCG(bootstrapSeed, 0))
	means := make([]float64, draws)
	for i := range means {
		for range d {
			means[i] += d[r.IntN(len(d))]
		}
		means[i] /= float64(len(d))
	}
	slices.Sort(means)
	return Interval{mean(d), means[draws/40-1], means[draws-draws/40-1]}
}

func mean(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}
