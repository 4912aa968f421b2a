package match

import (
	"errors"
	"io/fs"
	"math"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestReadWeights(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.json")
	w := DefaultWeights()
	w.Blend = Blend{.2, .2, .2, .2, .1, .1}
	w.Curve = [][2]float64{{0, 0}, {.2, .6}, {1, 1}}
	if err := WriteWeights(path, w); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadWeights(path); err != nil || !reflect.DeepEqual(got, w) {
		t.Errorf("read %+v, %v", got, err)
	}
	part, err := ReadWeights(write(t, "part", `{"HalfLifeDays": 90}`))
	want := DefaultWeights()
	want.HalfLifeDays = 90
	if err != nil || !reflect.DeepEqual(part, want) {
		t.Errorf("what is not named is not as shipped: %+v, %v", part, err)
	}
	if _, err := ReadWeights(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestReadBrokenWeights(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "不是合法的权重 JSON"},
		{"no JSON", "Text = 1", "不是合法的权重 JSON"},
		{"half of it", `{"Text": .62`, "不是合法的权重 JSON"},
		{"a name nobody knows", `{"Txt": 0.62}`, "Txt"},
		{"a text for a number", `{"Text": "viel"}`, "不是合法的权重 JSON"},
		{"two objects", `{} {}`, "后面还有别的内容"},
		{"shares that do not sum to 1", `{"Text": 0.9}`, "之和应为 1，实际是 1.2800"},
		{"a share below 0", `{"Text": 0.82, "Field": -0.08}`, "Field 应在 0 到 1 之间，实际是 -0.08"},
		{"no text", `{"Text": 0, "Field": 0.74}`, "Text 不能为 0"},
		{"a blend that does not sum to 1", `{"Blend": {"TitleChars": 0.5}}`, "Blend 各项之和应为 1"},
		{"a half-life of 0", `{"HalfLifeDays": 0}`, "HalfLifeDays 应在 1 到"},
		{"a floor above 1", `{"Floor": 40}`, "Floor 应在 0 到 1"},
		{"a curve that falls", `{"Curve": [[0,0],[0.5,0.9],[0.6,0.8],[1,1]]}`, "Curve 第 3 个点"},
		{"a curve that goes back", `{"Curve": [[0,0],[0.5,0.2],[0.5,0.8],[1,1]]}`, "Curve 第 3 个点"},
		{"a curve without end", `{"Curve": [[0,0],[0.5,0.9]]}`, "Curve 应从 [0,0]"},
		{"no curve", `{"Curve": []}`, "Curve 应从 [0,0]"},
	} {
		if _, err := ReadWeights(write(t, "w", c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want …%s…", c.name, err, c.want)
		}
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		w := DefaultWeights()
		w.Place = x
		if w.Check() == nil {
			t.Errorf("Place %v passes", x)
		}
		w = DefaultWeights()
		w.Curve[3][0] = x
		if w.Check() == nil {
			t.Errorf("a curve through %v passes", x)
		}
	}
	if w := DefaultWeights(); w.Check() != nil {
		t.Errorf("the shipped weights: %v", w.Check())
	}
}

func FuzzParseWeights(f *testing.F) {
	f.Add([]byte(`{"Text": 0.62, "Curve": [[0,0],[1,1]]}`))
	f.Add([]byte(`{"Curve": null}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		w, err := parseWeights(raw)
		if err != nil {
			return
		}
		last := 0.0
		for x := 0.0; x <= 1; x += 1. / 64 { // weights that pass rank without surprises
			y := w.text01(x)
			if !(y >= last && y <= 1) {
				t.Fatalf("text01(%v) = %v after %v", x, y, last)
			}
			last = y
		}
	})
}
