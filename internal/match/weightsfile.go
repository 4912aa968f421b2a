package match

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
)

// maxWeightsFile bounds a file of weights, in bytes.
const maxWeightsFile = 1 << 20

// ReadWeights reads weights that WriteWeights wrote or a person did. What the
// file does not name stays as shipped; what it names and nobody knows is an error,
// and so is everything that Weights.Check refuses. Errors name the file and say in
// Chinese what to do; a missing file is one that errors.Is knows as fs.ErrNotExist.
func ReadWeights(path string) (Weights, error) {
	f, err := os.Open(path)
	if err != nil {
		return Weights{}, fmt.Errorf("读不到权重文件：%w", err)
	}
	defer func() { _ = f.Close() }()
	raw, err := io.ReadAll(io.LimitReader(f, maxWeightsFile+1))
	if err != nil {
		return Weights{}, fmt.Errorf("读不到权重文件：%w", err)
	}
	if len(raw) > maxWeightsFile {
		return Weights{}, fmt.Errorf("%s：超过 1 MB，不是权重文件", path)
	}
	w, err := parseWeights(raw)
	if err != nil {
		return Weights{}, fmt.Errorf("%s：%w", path, err)
	}
	return w, nil
}

func parseWeights(raw []byte) (Weights, error) {
	w := DefaultWeights()
	shipped := w.Curve
	w.Curve = nil // or points of a shorter curve would mix with the shipped ones
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return Weights{}, fmt.Errorf("不是合法的权重 JSON（%w）。请用 kejiyun train 重新生成，或删掉这个文件", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Weights{}, errors.New("权重 JSON 后面还有别的内容，请删掉")
	}
	if w.Curve == nil {
		w.Curve = shipped
	}
	return w, w.Check()
}

// Check tells in Chinese what is wrong with weights, if anything: every number
// must be finite and within its bounds, the shares of the score and those of the
// blend must sum to 1 (to a thousandth), and the curve must rise from (0, 0) to (1, 1).
func (w *Weights) Check() error {
	for _, n := range []struct {
		name      string
		value     float64
		low, high float64
	}{
		{"Text", w.Text, 0, 1}, {"Field", w.Field, 0, 1}, {"Place", w.Place, 0, 1}, {"Kind", w.Kind, 0, 1},
		{"Freshness", w.Freshness, 0, 1}, {"Load", w.Load, 0, 1}, {"Floor", w.Floor, 0, 1}, {"Gate", w.Gate, 0, 1},
		{"Meaning", w.Meaning, 0, 1}, {"MeaningBase", w.MeaningBase, -1, .99},
		{"HalfLifeDays", w.HalfLifeDays, 1, 36500},
		{"Blend.TitleChars", w.Blend.TitleChars, 0, 1}, {"Blend.WholeChars", w.Blend.WholeChars, 0, 1},
		{"Blend.TitlePairs", w.Blend.TitlePairs, 0, 1}, {"Blend.WholePairs", w.Blend.WholePairs, 0, 1},
		{"Blend.CoverChars", w.Blend.CoverChars, 0, 1}, {"Blend.CoverPairs", w.Blend.CoverPairs, 0, 1},
	} {
		if !within(n.value, n.low, n.high) {
			return fmt.Errorf("权重 %s 应在 %g 到 %g 之间，实际是 %g", n.name, n.low, n.high, n.value)
		}
	}
	if sum := w.Text + w.Field + w.Place + w.Kind + w.Freshness + w.Load; math.Abs(sum-1) > 1e-3 {
		return fmt.Errorf("权重 Text、Field、Place、Kind、Freshness、Load 之和应为 1，实际是 %.4f", sum)
	}
	if w.Text == 0 {
		return errors.New("权重 Text 不能为 0：不看文字就没有配对")
	}
	if sum := w.Blend.vector().sum(); math.Abs(sum-1) > 1e-3 {
		return fmt.Errorf("权重 Blend 各项之和应为 1，实际是 %.4f", sum)
	}
	return checkCurve(w.Curve)
}

// within is false for what is no number.
func within(x, low, high float64) bool { return x >= low && x <= high }

func checkCurve(c [][2]float64) error {
	if len(c) < 2 || c[0] != [2]float64{} || c[len(c)-1] != [2]float64{1, 1} {
		return errors.New("权重 Curve 应从 [0,0] 开始，到 [1,1] 结束")
	}
	for i := 1; i < len(c); i++ {
		if !(c[i][0] > c[i-1][0]) || !(c[i][1] >= c[i-1][1]) {
			return fmt.Errorf("权重 Curve 第 %d 个点 [%g,%g] 没有比前一个点高", i+1, c[i][0], c[i][1])
		}
	}
	return nil
}
