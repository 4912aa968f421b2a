package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNormalise(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"an empty text stays empty", "", ""},
		{"Han characters stand as they are", "锂离子电池", "锂离子电池"},
		{"full width becomes half width and capitals small", "ＣＢＮ刀具", "cbn刀具"},
		{"traditional characters become simplified", "農產品加工與乾燥設備", "农产品加工与干燥设备"},
		{"characters that simplified writing keeps are left alone", "著名 覆膜", "著名 覆膜"},
		{"punctuation, emoji and line breaks become one space", "花椒，\n\t烘干！🌶️机", "花椒 烘干 机"},
		{"decimal numbers keep their point", "pH7.5、811.", "ph7.5 811"},
		{"superscripts become digits", "m²", "m2"},
		{"variants of traditional characters become simplified", "\ufa1b\uf9a5\uf93a", "福殓鹭"},
		{"radicals copied from PDF files become characters", "⼤⾖", "大豆"},
		{"tags and entities are passed over", "<p class=\"a\">冷链&nbsp;运输</p><br/>", "冷链 运输"},
		{"a mere less-than sign is no tag", "温度<5且a<b", "温度 5且a b"},
		{"bytes that are not UTF-8 separate", "水\xff\xfe稻\xe4\xb8", "水 稻"},
		{"capitals with odd small forms come to rest", "İSTANBUL ẞ", "istanbul ß"},
	} {
		if got := Normalise(c.in); got != c.want {
			t.Errorf("%s: Normalise(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestEmit(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"Han makes characters and overlapping pairs", "锂离子", "锂 离 锂离 子 离子"},
		{"punctuation parts pairs", "锂，离", "锂 离"},
		{"a space parts two Han characters", "锂 离", "锂 离"},
		{"a number and its unit make a pair", "3吨/小时", "3 吨 3吨 小 时 小时"},
		{"a space between a word and Han does not part them", "pH 值", "pH 值 pH 值"},
		{"hyphens join words", "C-S-H", "C S C-S H S-H"},
		{"words of letters and digits stay whole", "LiFePO4", "LiFePO4"},
	} {
		var got []string
		Emit(c.in, func(_ Gram, start, end int) { got = append(got, c.in[start:end]) })
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: Emit(%q) = %q, want %q", c.name, c.in, s, c.want)
		}
	}
}

func TestEmitTelling(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"pairs of boilerplate and between its words are left out, its characters hollow", "关键技术研究", "关- 键- 技- 术- 研- 究-"},
		{"a pair with a word of content stays", "烘干技术", "烘 干 烘干 技- 干技 术-"},
		{"pairs with 的 are left out", "花椒的", "花 椒 花椒 的-"},
	} {
		var got []string
		EmitTelling(c.in, func(g Gram, hollow bool) {
			a, b := g.Chars()
			s := strings.TrimRight(string([]rune{a, b}), "\x00")
			if hollow {
				s += "-"
			}
			got = append(got, s)
		})
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: EmitTelling(%q) = %q, want %q", c.name, c.in, s, c.want)
		}
	}
}

func TestGramsOfEqualTextAreEqual(t *testing.T) {
	for _, c := range [][2]string{{"鋰離子ＣＢＮ", "锂离子cbn"}, {"3噸", "３吨"}, {"深度 Learning", "深度learning"}} {
		if a, b := grams(c[0]), grams(c[1]); !equal(a, b) {
			t.Errorf("grams of %q and %q differ: %x, %x", c[0], c[1], a, b)
		}
	}
	seen := map[Gram]string{}
	for _, s := range []string{"锂", "离", "锂离", "离锂", "cbn", "cbn刀", "刀cbn", "811", "8", "11"} {
		gs := grams(s)
		g := gs[len(gs)-1]
		if other, ok := seen[g]; ok {
			t.Errorf("%q and %q have one gram", s, other)
		}
		seen[g] = s
	}
}

func TestGramKinds(t *testing.T) {
	for _, c := range []struct {
		in               string
		char, word, pair bool
		runes            string
	}{{"锂", true, false, false, "锂"}, {"锂离", false, false, true, "锂离"}, {"cbn", false, true, false, ""}, {"3吨", false, false, true, ""}} {
		gs := grams(c.in)
		g := gs[len(gs)-1]
		if g.IsChar() != c.char || g.IsWord() != c.word || g.IsPair() != c.pair {
			t.Errorf("%q: char %v, word %v, pair %v", c.in, g.IsChar(), g.IsWord(), g.IsPair())
		}
		a, b := g.Chars()
		if got := strings.TrimRight(string([]rune{a, b}), "\x00"); got != c.runes {
			t.Errorf("%q: Chars gives %q, want %q", c.in, got, c.runes)
		}
	}
}

func TestHantIsPairs(t *testing.T) {
	rs := []rune(hant)
	if len(rs)%2 != 0 || len(rs) < 4000 {
		t.Fatalf("hant has %d characters", len(rs))
	}
	left := map[rune]bool{}
	for i := 0; i < len(rs); i += 2 {
		if left[rs[i]] || rs[i] == rs[i+1] {
			t.Errorf("%c stands twice or for itself", rs[i])
		}
		left[rs[i]] = true
	}
	for i := 1; i < len(rs); i += 2 {
		if left[rs[i]] {
			t.Errorf("%c → %c does not end the chain", rs[i-1], rs[i])
		}
	}
}

func TestLength(t *testing.T) {
	if got := Length("锂离子 CBN，<b>3吨</b>！"); got != 6 {
		t.Errorf("Length = %d, want 6", got)
	}
}

func grams(s string) []Gram {
	var out []Gram
	Emit(s, func(g Gram, _, _ int) { out = append(out, g) })
	return out
}

func units(s string) []Gram {
	var out []Gram
	for sc := Scan(s); sc.Next(); {
		out = append(out, sc.Unit().Gram)
	}
	return out
}

func equal(a, b []Gram) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "锂离子电池CBN 3.5吨/小时", "<p>&amp;</p", "\xff\xfe<", "𠮷野家🌶️", "ǅ İ K", strings.Repeat("专家", 50)} {
		f.Add(s, "花椒烘干")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		n := Normalise(a)
		if again := Normalise(n); again != n {
			t.Fatalf("Normalise is not at rest: %q → %q → %q", a, n, again)
		}
		if !utf8.ValidString(n) {
			t.Fatalf("Normalise(%q) is not UTF-8", a)
		}
		if !equal(units(a), units(n)) {
			t.Fatalf("the units of %q and of its normal form differ", a)
		}
		Emit(a, func(_ Gram, start, end int) {
			if start < 0 || end > len(a) || start >= end {
				t.Fatalf("span %d:%d of %d bytes", start, end, len(a))
			}
		})
		for _, p := range Strongest(NewIndex(b).Common(a, nil), 5) {
			if a[p.Start:p.End] != p.Text || !strings.Contains(Normalise(b), Normalise(p.Text)) {
				t.Fatalf("phrase %+v is not common to %q and %q", p, a, b)
			}
		}
		checkQuery(t, a)
	})
}

// benchText is ordinary technical Chinese.
var benchText = strings.Repeat("磷酸铁锂正极材料回收：采用CBN刀具，处理量3吨/小时，pH 7.5；", 200)

func BenchmarkEmit(b *testing.B) {
	s := strings.Repeat("磷酸铁锂正极材料回收：采用CBN刀具，处理量3吨/小时，pH 7.5；", 200)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	var sum Gram
	for b.Loop() {
		Emit(s, func(g Gram, _, _ int) { sum ^= g })
	}
	_ = sum
}

func BenchmarkEmitTelling(b *testing.B) {
	s := strings.Repeat("磷酸铁锂正极材料回收：采用CBN刀具，处理量3吨/小时，pH 7.5；", 200)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	var sum Gram
	for b.Loop() {
		EmitTelling(s, func(g Gram, _ bool) { sum ^= g })
	}
	_ = sum
}

func BenchmarkNormalise(b *testing.B) {
	s := strings.Repeat("磷酸鐵鋰正極材料回收：采用CBN刀具，處理量3噸/小時，pH 7.5；", 200)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Normalise(s)
	}
}

// TestEmitTellingByDefinition compares with the rule written out over all units.
func TestEmitTellingByDefinition(t *testing.T) {
	for _, s := range []string{"", "技", "关键技术研究", "磷酸铁锂正极材料的回收与再利用：采用CBN刀具，处理量3吨/小时", "我们的技术", "提高花椒烘干质量，降低成本"} {
		var want, got []Gram
		units := collect(s)
		empty := hollow(units)
		for i, u := range units {
			want = append(want, u.Gram, Gram(0))
			if empty[i] {
				want[len(want)-1] = 1
			}
			if u.Joined && i > 0 && !(empty[i-1] && empty[i]) && !u.Gram.is(gluing) && !units[i-1].Gram.is(gluing) {
				want = append(want, Pair(units[i-1].Gram, u.Gram), 0)
			}
		}
		EmitTelling(s, func(g Gram, hollow bool) {
			got = append(got, g, 0)
			if hollow {
				got[len(got)-1] = 1
			}
		})
		if !equal(got, want) {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}
