package match

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestNDCG(t *testing.T) {
	// Levels in the order of the scores: 1, 3, 0. By hand:
	// DCG = 1/1 + 7/log2(3) + 0 = 5.416508; ideal = 7/1 + 1/log2(3) = 7.630930.
	n := judgedNeed{ideal: dcg([]int{3, 1, 0}), offers: []judgedOffer{
		{"a", 0, vector{.1}}, {"b", 3, vector{.2}}, {"c", 1, vector{.3}}}}
	if got := n.ndcg(vector{1}); math.Abs(got-5.416508/7.630930) > 1e-6 {
		t.Errorf("nDCG %.6f", got)
	}
	if got := n.ndcg(vector{-1}); math.Abs(got-(7/math.Log2(3)+1/math.Log2(4))/7.630930) > 1e-6 {
		t.Errorf("nDCG of the reverse %.6f", got)
	}
	// Equal scores stand in the order of ids: 0, 3, 1.
	if got := n.ndcg(vector{}); math.Abs(got-(7/math.Log2(3)+1/math.Log2(4))/7.630930) > 1e-6 {
		t.Errorf("nDCG of ties %.6f", got)
	}
	// Only ten count, in the list and in the ideal.
	many := append(slices.Repeat([]int{0}, 10), 3)
	if dcg(many) != 0 {
		t.Error("the eleventh counts")
	}
	if (&judgedNeed{}).ndcg(vector{1}) != 0 {
		t.Error("a need without labels has an nDCG")
	}
}

func TestPairedGain(t *testing.T) {
	a := []float64{.5, .7, .9, .4, .6}
	if g := pairedGain(a, a); g != (Interval{}) {
		t.Errorf("no difference is %+v", g)
	}
	b := []float64{.4, .6, .8, .3, .5}
	g := pairedGain(a, b)
	if !near(g.Mean, .1) || !near(g.Low, .1) || !near(g.High, .1) {
		t.Errorf("a constant difference of 0.1 is %+v", g)
	}
	g = pairedGain([]float64{1, 0, 1, 0, 1, 0}, make([]float64, 6))
	if !near(g.Mean, .5) || g.Low >= .5 || g.High <= .5 || g != pairedGain([]float64{1, 0, 1, 0, 1, 0}, make([]float64, 6)) {
		t.Errorf("interval %+v", g)
	}
}

func TestSolve(t *testing.T) {
	var a [featureCount]vector
	for i := range a {
		a[i][i] = float64(i + 2)
		for j := range i {
			a[i][j] = .5
		}
	}
	want := vector{1, -2, 3, 0, .5, -1}
	var b vector
	for i := range b {
		for j := range want {
			b[i] += a[max(i, j)][min(i, j)] * want[j]
		}
	}
	got := solve(a, b)
	for i := range want {
		if !near(got[i], want[i]) {
			t.Fatalf("solved %v, want %v", got, want)
		}
	}
}

func TestFolds(t *testing.T) {
	f := foldsOf(23, 5)
	var count [5]int
	for _, x := range f {
		count[x]++
	}
	if slices.Max(count[:]) != 5 || slices.Min(count[:]) != 4 || !slices.Equal(f, foldsOf(23, 5)) {
		t.Errorf("folds %v", count)
	}
}

// made returns needs whose labels follow from some features and noise.
func made(n int, truth vector, noise float64) []judgedNeed {
	r := rand.New(rand.NewPCG(9, 0))
	out := make([]judgedNeed, n)
	for i := range out {
		for j := range 20 {
			var x vector
			for k := range x {
				x[k] = r.Float64()
			}
			s := x.dot(truth) + noise*(r.Float64()-.5)
			level := 0
			for _, from := range []float64{.5, .62, .75} {
				if s > from {
					level++
				}
			}
			out[i].offers = append(out[i].offers, judgedOffer{strconv.Itoa(j), level, x})
		}
		var levels []int
		for _, o := range out[i].offers {
			levels = append(levels, o.level)
		}
		slices.SortFunc(levels, func(a, b int) int { return b - a })
		out[i].ideal = dcg(levels)
	}
	return out
}

func even() vector { return vector{1, 1, 1, 1, 1, 1}.scaled(1. / 6) }

func TestLearn(t *testing.T) {
	truth := vector{.6, 0, 0, .4, 0, 0}
	sets := [][]judgedNeed{made(40, truth, .05)}
	at := DefaultWeights()
	at.Blend = even().blend()
	got := train(sets, at)
	if !got.Accepted || got.Sets[0].Gain.Low <= 0 {
		t.Fatalf("better weights are refused: %+v", got.Sets)
	}
	w := got.New.Blend.vector()
	if !near(w.sum(), 1) || slices.Min(w[:]) < 0 || w[0] < .4 || w[3] < .25 {
		t.Errorf("learned %.3f, want about %.3f", w, truth)
	}
	if f := got.Features; f[0].Worth.Low <= 0 || f[3].Worth.Low <= 0 || f[0].Name != "TitleChars" {
		t.Errorf("features that matter are worth %+v and %+v", f[0].Worth, f[3].Worth)
	}
	c := got.New.Curve
	if !slices.IsSortedFunc(c, func(a, b [2]float64) int { return int(math.Copysign(1, a[0]-b[0])) }) || c[0] != [2]float64{} || c[len(c)-1] != [2]float64{1, 1} {
		t.Errorf("the curve does not rise: %v", c)
	}
	again := train([][]judgedNeed{made(40, truth, .05)}, at)
	if again.New.Blend != got.New.Blend || again.Sets[0] != got.Sets[0] {
		t.Error("training twice gives two results")
	}
}

// TestLearnFromTheContrary: people who prefer what has less in common change nothing.
func TestLearnFromTheContrary(t *testing.T) {
	prior := vector{.5, .2, .1, .1, .1, 0}
	got := learn([]preference{{vector{-.2, -.1, -.3, -.2, -.1, -.2}, 1}}, prior, [featureCount]bool{})
	for k := range got {
		if !near(got[k], prior[k]) {
			t.Fatalf("learned %.3f, want %.3f", got, prior)
		}
	}
}

func TestGuard(t *testing.T) {
	truth := vector{.6, 0, 0, .4, 0, 0}
	at := DefaultWeights()
	at.Blend = truth.blend()
	if got := train([][]judgedNeed{made(30, truth, .05)}, at); got.Accepted {
		t.Errorf("weights that are no better are accepted: %+v", got.Sets)
	}
	// What is learned from the first set harms the second.
	at.Blend = even().blend()
	other := made(30, vector{0, .5, .5, 0, 0, 0}, .05)
	got := train([][]judgedNeed{made(30, truth, .05), other}, at)
	if got.Sets[0].Gain.Low <= 0 || got.Sets[1].Gain.Mean >= -tolerated || got.Accepted {
		t.Errorf("weights that harm another set are accepted: %+v", got.Sets)
	}
}

func TestFeaturesAreTheEngines(t *testing.T) {
	e := sampleEngine()
	v := e.now.Load()
	a := e.begin(v, v.sides[needSide].doc("n-dry"), needSide, now)
	defer a.end()
	for _, id := range []string{"o-dry", "o-pig", "o-cold"} {
		offers := &v.sides[offerSide]
		of, at, _ := offers.find(id)
		d := offers.piece(of).doc(at)
		if got, want := a.features(d).dot(e.weights.Blend.vector()), a.score(offers.piece(of).segment, uint32(at)).blend; !near(got, want) {
			t.Errorf("%s: features make %v, the engine %v", id, got, want)
		}
	}
}

// labelledFiles writes a small labelled set of ten needs.
func labelledFiles(t *testing.T) (LabelledFiles, string) {
	t.Helper()
	var needs, offers, qrels strings.Builder
	for i, crop := range strings.Fields("花椒 生猪 水稻 茶叶 柑橘 蚕桑 麦冬 附子 肉牛 山羊") {
		n := strconv.Itoa(i)
		needs.WriteString(`{"id":"n` + n + `","title":"` + crop + `烘干","detail":"日处理三吨"}` + "\n")
		for k, tail := range []string{"烘干房", "育苗", "追溯"} {
			o := "o" + n + strconv.Itoa(k)
			offers.WriteString(`{"id":"` + o + `","title":"` + crop + tail + `"}` + "\n")
			qrels.WriteString("n" + n + " 0 " + o + " " + strconv.Itoa(max(0, 3-2*k)) + "\n")
		}
	}
	return LabelledFiles{write(t, "n", needs.String()), write(t, "o", offers.String()), write(t, "q", qrels.String())}, qrels.String()
}

func TestTrainFiles(t *testing.T) {
	files, _ := labelledFiles(t)
	got, err := Train(files, []LabelledFiles{files}, DefaultWeights())
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Sets) != 2 || got.Sets[0].Needs != 10 || got.Accepted {
		t.Errorf("%+v", got.Sets)
	}
	if w := got.New.Blend.vector(); !near(w.sum(), 1) {
		t.Errorf("weights %v", w)
	}
}

func TestTrainBrokenFiles(t *testing.T) {
	good, qrels := labelledFiles(t)
	for _, c := range []struct{ name, qrels, want string }{
		{"too few columns", "n1 0 o10\n", "q 第 1 行：应有 4 列"},
		{"no number", qrels + "n1 0 o20 viel\n", "q 第 31 行：等级应为 0 到 4 的整数"},
		{"a level too high", "\nn1 0 o10 5\n", "q 第 2 行：等级应为"},
		{"an unknown need", "n77 0 o10 1\n", `q 第 1 行：需求文件里没有 "n77"`},
		{"an unknown offer", "n1 0 o77 1\n", `q 第 1 行：所能文件里没有 "o77"`},
		{"a pair twice", "n1 0 o10 1\nn1 0 o10 2\n", "q 第 2 行："},
		{"nothing", "\n", "q：没有标注"},
		{"too few needs", "n1 0 o10 3\n", "q：至少要有 5 条需求"},
	} {
		files := good
		files.Qrels = write(t, "q", c.qrels)
		if _, err := Train(files, nil, DefaultWeights()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want …%s…", c.name, err, c.want)
		}
		if _, err := Train(good, []LabelledFiles{files}, DefaultWeights()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s in a further set: error %v, want …%s…", c.name, err, c.want)
		}
	}
	files := good
	files.Needs = filepath.Join(t.TempDir(), "none")
	if _, err := Train(files, nil, DefaultWeights()); err == nil || !strings.Contains(err.Error(), "不存在") {
		t.Errorf("a missing file: %v", err)
	}
}

func TestWriteWeights(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.json")
	if err := WriteWeights(path, DefaultWeights()); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || !strings.Contains(string(got), `"TitleChars": 0.045`) {
		t.Errorf("%s, %v", got, err)
	}
	if err := WriteWeights(filepath.Join(path, "x"), DefaultWeights()); err == nil {
		t.Error("writing below a file is no error")
	}
}
