package match

import (
	"slices"
	"strings"
	"testing"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// bonds is a lexicon that knows how firmly some pairs belong together.
type bonds map[string]float64

func (bonds) Weight(text.Gram) int { return 1 }

func (b bonds) Bond(x, y text.Gram) float64 {
	first, second := text.Pair(x, y).Chars()
	return b[string([]rune{first, second})]
}

func TestTwins(t *testing.T) {
	groups := [][]string{{"马铃薯", "土豆", "洋芋"}, {"地理信息系统", "GIS"}, {"生猪", "猪", "猪只"}, {"豆瓣酱", "豆瓣"},
		{"空气源热泵", "空气能热泵", "空气能"}, {"番茄", "西红柿"}}
	for _, c := range []struct {
		name, need, offer string
		lex               text.Lexicon
		want              []string
	}{
		{"each says its own word", "种了三亩土豆", "马铃薯脱毒种薯", nil, []string{"土豆→马铃薯"}},
		{"in the words of the texts, not of the table", "要会gis的人", "地理信息系统建库", nil, []string{"gis→地理信息系统"}},
		{"traditional characters are the same word", "種馬鈴薯", "洋芋储藏", nil, []string{"馬鈴薯→洋芋"}},
		{"the same word on both sides is no pair", "土豆晚疫病", "土豆晚疫病防治", nil, nil},
		{"nor is it when one of them knows both words", "土豆又叫马铃薯", "马铃薯", nil, nil},
		{"and the other way round", "土豆", "土豆（马铃薯）", nil, nil},
		{"a word within the other is no news", "郫县豆瓣", "豆瓣酱酿造", nil, nil},
		{"the longest word counts", "空气能热泵漏氟", "空气源热泵维修", nil, []string{"空气能热泵→空气源热泵"}},
		{"single characters are not told", "猪拉稀", "猪只消毒", nil, nil},
		{"letters inside a word are another word", "本地GISX平台", "地理信息系统", nil, nil},
		{"each thing once, in the order of the need", "西红柿和土豆，还是土豆", "马铃薯、番茄、洋芋", nil, []string{"西红柿→番茄", "土豆→马铃薯"}},
		{"a word across a full stop is none", "一亩土。豆子", "马铃薯", nil, nil},
		{"a word cut out of others is none where that is known", "本土豆瓣", "马铃薯", bonds{"本土": .5, "豆瓣": .9, "土豆": .2}, nil},
		{"and is one where nothing is known", "收土豆", "马铃薯", bonds{"土豆": .2}, []string{"土豆→马铃薯"}},
		{"nothing in common", "花椒", "马铃薯", nil, nil},
		{"nothing at all", "", "", nil, nil},
	} {
		var got []string
		for _, w := range newThesaurus(groups).twins([]column{{"title", c.need}}, []column{{"summary", c.offer}}, c.lex) {
			got = append(got, w.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := newThesaurus(nil).twins([]column{{"title", "土豆"}}, []column{{"title", "马铃薯"}}, nil); got != nil {
		t.Errorf("without a table: %v", got)
	}
}

// TestExplainTellsSynonyms: in terms, in the sentence, in the note of the text
// part, in the places to highlight, and not as something missing.
func TestExplainTellsSynonyms(t *testing.T) {
	c := config()
	c.Synonyms = [][]string{{"马铃薯", "土豆", "洋芋"}}
	n := domain.Need{Posting: posting("n", "service", "土豆储藏老是发芽", "两百吨土豆入库后发芽", "proc"), Org: "g", Owners: []string{"m1"}}
	n.Keywords = []string{"土豆储藏", "抑芽"}
	o := domain.Offer{Posting: posting("o", "service", "马铃薯储藏保鲜", "马铃薯储藏库设计与抑芽", "proc"), Worker: "w", Owners: []string{"m2"}}
	e := New(c)
	e.Load([]domain.Offer{o}, []domain.Need{n})
	x, ok := e.Explain("n", "o", now)
	if !ok || !slices.Contains(x.Terms, "土豆→马铃薯") {
		t.Fatalf("terms %q", x.Terms)
	}
	const said = "“土豆”与“马铃薯”是一回事"
	if !strings.Contains(x.Why, said) || !strings.Contains(x.Parts[0].Note, said) {
		t.Errorf("why %q, note %q", x.Why, x.Parts[0].Note)
	}
	if slices.ContainsFunc(x.Missing, func(m string) bool { return strings.Contains(m, "土豆") }) {
		t.Errorf("missing %q", x.Missing)
	}
	marked := func(hs []Highlight, column, word string, in string) bool {
		return slices.ContainsFunc(hs, func(h Highlight) bool { return h.Column == column && in[h.Start:h.End] == word })
	}
	if !marked(x.Needs, "title", "土豆", n.Title) || !marked(x.Offers, "title", "马铃薯", o.Title) {
		t.Errorf("highlights %v %v", x.Needs, x.Offers)
	}
	for _, hs := range [][]Highlight{x.Needs, x.Offers} {
		for i := 1; i < len(hs); i++ {
			if hs[i].Column == hs[i-1].Column && hs[i].Start < hs[i-1].Start {
				t.Errorf("highlights out of order: %v", hs)
			}
		}
	}
	// The words of a field lead to it; they do not mean the same.
	c.Synonyms = nil
	c.Fields = append(slices.Clone(testFields), Field{ID: "pot", Name: "马铃薯", Synonyms: []string{"土豆"}})
	e = New(c)
	e.Load([]domain.Offer{o}, []domain.Need{n})
	if x, _ := e.Explain("n", "o", now); strings.Contains(x.Why, "是一回事") {
		t.Errorf("the words of a field are told as the same: %q", x.Why)
	}
}

func BenchmarkTwins(b *testing.B) {
	groups := [][]string{{"马铃薯", "土豆", "洋芋"}, {"猕猴桃", "奇异果"}, {"压疮", "褥疮"}, {"烧碱", "氢氧化钠"}}
	t := newThesaurus(groups)
	need := []column{{"title", "土豆储藏老是发芽"}, {"detail", strings.Repeat("两百吨土豆入库后发芽烂掉，库温降不下来。", 8)}}
	offer := []column{{"title", "马铃薯储藏保鲜"}, {"description", strings.Repeat("马铃薯储藏库设计，抑芽剂使用与通风控温。", 8)}}
	for b.Loop() {
		t.twins(need, offer, nil)
	}
}
