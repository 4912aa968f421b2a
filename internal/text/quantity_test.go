package text

import "testing"

func quantities(s string) []Gram {
	var out []Gram
	Quantities(s, func(g Gram, _, _ int) { out = append(out, g) })
	return out
}

func TestQuantitiesWrittenDifferentlyAreOne(t *testing.T) {
	for name, ways := range map[string][]string{
		"a rate":                      {"3吨/小时", "每小时3吨", "三吨每小时", "3 t/h", "３Ｔ／Ｈ", "3000kg/h", "时产3吨", "每小时处理3吨"},
		"an area":                     {"30亩", "三十亩", "2公顷", "2 ha", "2公頃"},
		"a large number":              {"2万亩", "20000亩", "20,000 亩", "两万亩"},
		"a yearly rate":               {"年产5000吨", "每年5000吨", "0.5万吨/年", "5000 t/a"},
		"a temperature":               {"60℃", "60 ℃", "60摄氏度", "六十摄氏度"},
		"hundreds":                    {"320公斤", "三百二十公斤", "640斤", "0.32吨"},
		"a share":                     {"95%", "９５％", "95 %"},
		"a number between other text": {"采用2台，处理量3吨/小时。", "处理量：3 吨 / 小时；"},
	} {
		first := quantities(ways[0])
		if len(first) == 0 {
			t.Errorf("%s: %q has no quantity", name, ways[0])
		}
		for _, w := range ways[1:] {
			if got := quantities(w); !equal(got, first) {
				t.Errorf("%s: %q and %q differ: %x, %x", name, ways[0], w, first, got)
			}
		}
	}
	if a, b := quantities("3-5吨"), append(quantities("3吨"), quantities("5吨")...); !equal(a, b) {
		t.Errorf("a range is not its two ends: %x, %x", a, b)
	}
}

func TestQuantitiesThatDiffer(t *testing.T) {
	seen := map[Gram]string{}
	for _, s := range []string{"3吨", "5吨", "3吨/小时", "3吨/天", "3亩", "3公里", "3℃", "3%", "30亩", "300亩"} {
		got := quantities(s)
		if len(got) != 1 {
			t.Fatalf("%q has %d quantities", s, len(got))
		}
		if other, in := seen[got[0]]; in {
			t.Errorf("%q and %q are one", s, other)
		}
		seen[got[0]] = s
	}
}

func TestNoQuantities(t *testing.T) {
	for _, s := range []string{"", "5G通信", "811三元材料", "LiFePO4", "PM2.5", "4K", "一种方法", "C-S-H", "百年老店", "3台", "十", "每小时", "1.2.3", "NCM811t"} {
		if got := quantities(s); len(got) > 0 {
			t.Errorf("%q has quantities %x", s, got)
		}
	}
}

func TestQuantitiesTellWhereTheyStand(t *testing.T) {
	s := "日处理３噸／天的设备"
	Quantities(s, func(_ Gram, start, end int) {
		if got := s[start:end]; got != "３噸／天" {
			t.Errorf("stands at %q", got)
		}
	})
}

func FuzzQuantities(f *testing.F) {
	for _, s := range []string{"3吨/小时", "每小时三百二十公斤", "1,000.5～2万亩", "\xff3t/", "年产", "亿万亿万亿万吨", "１２３４５６７８９０１２３４５６７８９0吨"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		Quantities(s, func(g Gram, start, end int) {
			if start < 0 || end > len(s) || start >= end || end < last || !g.IsWord() {
				t.Fatalf("%q: %d:%d %x", s, start, end, g)
			}
			last = end
		})
		whole := ""
		for _, p := range Sentences(s) {
			whole += p
		}
		if whole != s {
			t.Fatalf("the sentences of %q are %q", s, whole)
		}
		var of, together []Gram
		Emit(s, func(g Gram, _, _ int) { of = append(of, g) })
		for _, p := range Sentences(s) {
			Emit(p, func(g Gram, _, _ int) { together = append(together, g) })
		}
		if !equal(of, together) {
			t.Fatalf("cutting %q into sentences changes its grams", s)
		}
	})
}

func BenchmarkQuantities(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	var sum Gram
	for b.Loop() {
		Quantities(benchText, func(g Gram, _, _ int) { sum ^= g })
	}
	_ = sum
}
