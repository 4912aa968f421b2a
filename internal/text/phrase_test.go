package text

import (
	"fmt"
	"strings"
	"testing"
)

func TestCommon(t *testing.T) {
	for _, c := range []struct{ name, a, b, want string }{
		{"overlapping pairs become the longest run", "急需锂离子电池回收", "从事锂离子电池梯次利用", "锂离子电池"},
		{"several runs in the order of the text", "花椒烘干与色选", "色选机、花椒烘干房", "花椒烘干 色选"},
		{"pairs from different places do not make a run", "花椒烘干", "青花椒；椒烘；烘干", "花椒 烘干"},
		{"boilerplate alone is no phrase", "技术研究与应用", "技术研究开发应用", ""},
		{"boilerplate at the ends is cut off", "关键水稻种植技术", "关键水稻种植技术推广", "水稻种植"},
		{"boilerplate inside a run stays", "锅炉改造除尘", "燃煤锅炉改造除尘", "锅炉改造除尘"},
		{"function characters at the ends are cut off", "对花椒的烘干和", "花椒的烘干和冷藏", "花椒的烘干"},
		{"characters with a meaning of their own stay", "等离子清洗", "等离子清洗机", "等离子清洗"},
		{"words count by themselves", "PLC 编程", "西门子PLC", "PLC"},
		{"numbers of one or two digits do not", "3 号", "第 3 批", ""},
		{"single characters are no phrase", "猪", "生猪", ""},
		{"folded forms are one", "農產品", "农产品", "農產品"},
		{"nothing in common", "花椒", "水泥", ""},
		{"empty texts", "", "花椒", ""},
	} {
		var got []string
		for _, p := range NewIndex(c.b).Common(c.a, nil) {
			got = append(got, p.Text)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: Common(%q, %q) = %q, want %q", c.name, c.a, c.b, s, c.want)
		}
	}
}

// counts is a lexicon in which some pairs are firm.
type counts map[string]float64

func (c counts) Weight(Gram) int { return 1 }

func (c counts) Bond(a, b Gram) float64 {
	for pair, bond := range c {
		gs := grams(pair)
		if gs[0] == a && gs[1] == b {
			return bond
		}
	}
	return .1
}

func TestCommonEndsWithWords(t *testing.T) {
	firm := counts{"工程": .9, "土工": .2, "凝土": .9, "混凝": .9, "生物": .9, "物生": .2, "生态": .9}
	for _, c := range []struct{ name, a, b, want string }{
		{"a character of the next word is left to it", "混凝土工程", "混凝土工业", "混凝土"},
		{"two halves of words are no phrase", "生物生态", "动物生产", ""},
		{"where the text ends the run stays", "混凝土工", "混凝土工程", "混凝土工"},
	} {
		var got []string
		for _, p := range NewIndex(c.b).Common(c.a, firm) {
			got = append(got, p.Text)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}

func TestStrongest(t *testing.T) {
	ps := []Phrase{{Text: "烘干", Weight: 2}, {Text: "花椒烘干", Weight: 5}, {Text: "色选", Weight: 3}, {Text: "分级", Weight: 3}}
	var got []string
	for _, p := range Strongest(ps, 3) {
		got = append(got, p.Text)
	}
	if s := fmt.Sprint(got); s != "[花椒烘干 色选 分级]" {
		t.Errorf("Strongest = %s", s)
	}
	if Strongest(nil, 3) != nil || len(Strongest(ps, 0)) != 0 {
		t.Error("nothing asked or nothing there gives phrases")
	}
}

func TestBoilerplate(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{{"技术", true}, {"研究", true}, {"烘干", false}, {"的", true}, {"椒", false}, {"为了", true}} {
		gs := grams(c.in)
		if got := Boilerplate(gs[len(gs)-1]); got != c.want {
			t.Errorf("Boilerplate(%q) = %v", c.in, got)
		}
	}
}
