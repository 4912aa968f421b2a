package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestMarks(t *testing.T) {
	cases := []struct {
		why, text, query string
		want             []string
	}{
		{"a two-character word", "花椒烘干技术服务", "烘干", []string{"烘干"}},
		{"twice", "烘干机与烘干房", "烘干", []string{"烘干", "烘干"}},
		{"pairs that overlap are one run", "锂离子电池回收", "锂离子电池", []string{"锂离子电池"}},
		{"width, case and traditional characters do not matter", "ＣＢＮ 刀具與鋰離子", "cbn 锂离子", []string{"ＣＢＮ", "鋰離子"}},
		{"a single character asked for by itself", "椒与椒园", "椒", []string{"椒", "椒"}},
		{"a single character of a longer word is not marked by itself", "干花", "烘干", nil},
		{"several words", "花椒烘干设备", "设备 花椒", []string{"花椒", "设备"}},
		{"what is mistyped stays without a mark", "花椒烘干机", "花椒烘千机", []string{"花椒烘"}},
		{"places are those of a browser", "𠮷🌶️花椒", "花椒", []string{"花椒"}},
		{"nothing asked", "花椒", "！？", nil},
		{"nothing there", "", "花椒", nil},
	}
	for _, c := range cases {
		var got []string
		units := utf16.Encode([]rune(c.text))
		for _, m := range Marks(c.text, c.query) {
			got = append(got, string(utf16.Decode(units[m.Start:m.End])))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q in %q marks %q, want %q", c.why, c.query, c.text, got, c.want)
		}
	}
	if n := len(Marks(strings.Repeat("花椒，", 1000), "花椒")); n != maxMarks {
		t.Errorf("%d marks in a very long text, want %d", n, maxMarks)
	}
}

func FuzzMarks(f *testing.F) {
	f.Add("花椒烘干 CBN-811", "烘干")
	f.Add("\xff𠮷", "𠮷")
	f.Fuzz(func(t *testing.T, s, q string) {
		length, last := len(utf16.Encode([]rune(s))), 0
		for _, m := range Marks(s, q) {
			if m.Start < last || m.End <= m.Start || m.End > length {
				t.Fatalf("marks %v of %q in %q", m, q, s)
			}
			last = m.End
		}
	})
}
