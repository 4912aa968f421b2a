package match

import (
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"kejiyun/internal/domain"
	"kejiyun/internal/text"
)

// searchable is a small engine; the offers are told one by one, the last ones
// stay unsealed.
func searchable(t *testing.T) *Engine {
	t.Helper()
	e := New(Config{Weights: DefaultWeights(), Fields: []Field{
		{ID: "f1", Name: "花椒栽培", Synonyms: []string{"青椒树"}}, {ID: "f11", Parent: "f1", Name: "修枝"}, {ID: "f2", Name: "机械"}}})
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	offer := func(id, kind, title, summary, region, field string, at int) domain.Offer {
		return domain.Offer{Posting: domain.Posting{ID: id, Kind: kind, Title: title, Summary: summary, Region: region, Fields: []string{field}, Status: "published", Confirmed: day(at)},
			Description: "密说明：可谈烤房租赁"}
	}
	offers := []domain.Offer{
		offer("dry", "service", "花椒烘干机选型与调试", "长期做热风烘干，能耗低。", "511423101000", "f2", 1),
		offer("dry2", "service", "烘干花椒的现场指导", "帮合作社看烘房。", "511423102000", "f11", 2),
		offer("body", "result", "农产品加工成套方案", "包括花椒烘干机、色选机和包装线。", "511402000000", "f2", 3),
		offer("cut", "skill", "高级农艺师：整形、CBN-811", "會修剪，懂土壤檢測。PLC控制也会。", "511423101000", "f11", 4),
		offer("train", "service", "技术培训", "给村里人上课。", "511423000000", "f2", 5),
		offer("gone", "service", "花椒烘干机出租", "已经不做。", "511423101000", "f2", 6),
	}
	e.Load(offers[:4], []domain.Need{{Posting: domain.Posting{ID: "need", Kind: "challenge", Title: "花椒烘干时变色", Summary: "求办法", Status: "published"}, Detail: "密详情：锅炉改造"}})
	for _, o := range offers[4:] {
		e.PutOffer(o)
	}
	e.RemoveOffer("gone")
	return e
}

func foundIDs(r SearchResult) []string {
	ids := []string{}
	for _, f := range r.Found {
		ids = append(ids, f.ID)
	}
	return ids
}

func TestSearch(t *testing.T) {
	cases := []struct {
		why  string
		q    SearchQuery
		want []string
	}{
		{"titles before other texts, the fuller title share first", SearchQuery{Text: "烘干"}, []string{"dry2", "dry", "body"}},
		{"all characters side by side first", SearchQuery{Text: "花椒烘干"}, []string{"dry", "dry2", "body"}},
		{"several words must all be there", SearchQuery{Text: "花椒 调试"}, []string{"dry"}},
		{"one of two words that is nowhere finds nothing", SearchQuery{Text: "花椒 石油"}, nil},
		{"a word twice", SearchQuery{Text: "调试 调试"}, []string{"dry"}},
		{"a very long text by its beginning", SearchQuery{Text: "花椒烘干机选型与调试" + strings.Repeat("，花椒烘干", 30)}, []string{"dry"}},
		{"a single character, in titles and other texts", SearchQuery{Text: "烘"}, []string{"dry2", "dry", "body"}},
		{"a word and a single character", SearchQuery{Text: "花椒 房"}, []string{"dry2"}},
		{"traditional characters and width", SearchQuery{Text: "修剪 ＣＢＮ"}, []string{"cut"}},
		{"a text in traditional characters", SearchQuery{Text: "检测"}, []string{"cut"}},
		{"a Latin word in the text", SearchQuery{Text: "plc"}, []string{"cut"}},
		{"a word of boilerplate in a posting not yet sealed", SearchQuery{Text: "培训"}, []string{"train"}},
		{"boilerplate next to boilerplate", SearchQuery{Text: "技术培训"}, []string{"train"}},
		{"another word for the field", SearchQuery{Text: "青椒树"}, nil},
		{"the name of the field", SearchQuery{Text: "修枝"}, []string{"cut", "dry2"}},
		{"what only members may read finds nothing", SearchQuery{Text: "烤房租赁"}, nil},
		{"nor does the detail of a need", SearchQuery{Text: "锅炉改造", K: -1}, nil},
		{"one character mistyped at the end", SearchQuery{Text: "花椒烘千机选型"}, []string{"dry"}},
		{"the middle of three mistyped", SearchQuery{Text: "整彤CBN"}, []string{"cut"}},
		{"the middle one of three characters", SearchQuery{Text: "农乙师"}, []string{"cut"}},
		{"two exchanged", SearchQuery{Text: "椒花烘干"}, []string{"dry2", "dry", "body"}},
		{"two characters wrong find nothing", SearchQuery{Text: "农业局"}, nil},
		{"a letter too many is not forgiven to short words", SearchQuery{Text: "花生"}, nil},
		{"pinyin initials", SearchQuery{Text: "hjhg"}, []string{"dry"}},
		{"initials of another order", SearchQuery{Text: "hghj"}, []string{"dry2"}},
		{"by kind", SearchQuery{Text: "花椒", Kind: "result"}, []string{"body"}},
		{"by the field above", SearchQuery{Text: "花椒", Field: "f1"}, []string{"dry2"}},
		{"by region", SearchQuery{Text: "花椒", Region: "511423000000"}, []string{"dry2", "dry"}},
		{"by township", SearchQuery{Text: "烘干", Region: "511423102000"}, []string{"dry2"}},
		{"from the second on", SearchQuery{Text: "烘干", K: 1, Offset: 1}, []string{"dry"}},
		{"glue between words does not part them", SearchQuery{Text: "花椒的烘干"}, []string{"dry2", "dry", "body"}},
		{"nothing typed", SearchQuery{Text: " ，"}, nil},
		{"emoji", SearchQuery{Text: "🌶️"}, nil},
	}
	e := searchable(t)
	for _, c := range cases {
		c.q.Offers = true
		if c.q.K == 0 {
			c.q.K = 10
		}
		if got := foundIDs(e.Search(c.q)); !slices.Equal(got, append([]string{}, c.want...)) {
			t.Errorf("%s: %q finds %v, want %v", c.why, c.q.Text, got, c.want)
		}
	}
	if got := foundIDs(e.Search(SearchQuery{Text: "变色", K: 3})); !slices.Equal(got, []string{"need"}) {
		t.Errorf("needs: %v", got)
	}
	if got := e.Search(SearchQuery{Text: "锅炉", K: 3}); got.Total != 0 {
		t.Errorf("the detail of a need is found: %v", got)
	}
}

// TestNearlyStaysBelow: what lacks a character never stands above what has all.
func TestNearlyStaysBelow(t *testing.T) {
	r := searchable(t).Search(SearchQuery{Offers: true, Text: "烘干机", K: 10})
	if got := foundIDs(r); !slices.Equal(got, []string{"dry", "body", "dry2"}) || !r.Found[1].Whole || r.Found[2].Whole || r.Found[1].Score <= r.Found[2].Score {
		t.Errorf("found %+v", r.Found)
	}
}

// crowd is an engine of many postings, some of them removed, changed or not yet
// sealed, and what it holds.
func crowd(n int) (*Engine, map[string]domain.Offer) {
	p := NewProvince(3, now)
	e := New(p.Config())
	held, r := map[string]domain.Offer{}, rand.New(rand.NewSource(5))
	var first []domain.Offer
	for i := range n {
		o := p.Offer(i)
		if i%10 != 0 {
			o.Keywords = append(o.Keywords, "川南农技")
		}
		if i%4 != 0 {
			o.Title = "农技" + o.Title
		}
		held[o.ID] = o
		if i < n-300 {
			first = append(first, o)
		}
	}
	e.Load(first, nil)
	for i := n - 300; i < n; i++ {
		e.PutOffer(held[fmt.Sprintf("offer%010d", i)])
	}
	for range 200 {
		id := fmt.Sprintf("offer%010d", r.Intn(n))
		if _, here := held[id]; here {
			e.RemoveOffer(id)
			delete(held, id)
		}
	}
	return e, held
}

// shows tells by brute force whether a posting shows a pair: in a text that
// everybody may read, or in the words for its fields.
func shows(o domain.Offer, fields map[string]Field, pair text.Gram) bool {
	has, singles := false, map[text.Gram]bool{}
	for _, s := range append([]string{o.Title, o.Summary}, o.Keywords...) {
		text.EmitTelling(s, func(g text.Gram, _ bool) { has, singles[g] = has || g == pair, true })
	}
	if text.Boilerplate(pair) {
		a, b := pair.Chars()
		has = has || singles[text.Gram(a)] && singles[text.Gram(b)]
	}
	for _, id := range o.Fields {
		for _, s := range append([]string{fields[id].Name}, fields[id].Synonyms...) {
			text.Emit(s, func(g text.Gram, _, _ int) { has = has || g == pair })
		}
	}
	return has
}

// TestCountsEqualBruteForce: what is found and counted for pairs rare and common
// is what looking at every posting gives.
func TestCountsEqualBruteForce(t *testing.T) {
	e, held := crowd(3600)
	queries := []string{"农技", "川南", "烘干", "技术", "服务", "设备", "损失", "花椒", "检测", "鿃鿄"}
	for i, o := range slices.SortedFunc(maps.Values(held), func(a, b domain.Offer) int { return strings.Compare(a.ID, b.ID) }) {
		if r := []rune(o.Title); i%900 == 0 && len(r) > 4 {
			queries = append(queries, string(r[2:4]))
		}
	}
	filters := []SearchQuery{{}, {Kind: "service"}, {Region: "510121000000"}, {Field: e.taxonomy.fields[held["offer0000000001"].Fields[0]].Parent}, {Kind: "skill", Region: "510100000000"}}
	for _, words := range queries {
		var pair text.Gram
		text.Emit(words, func(g text.Gram, _, _ int) {
			if g.IsPair() {
				pair = g
			}
		})
		var fitting []domain.Offer
		for _, o := range held {
			if pair != 0 && shows(o, e.taxonomy.fields, pair) {
				fitting = append(fitting, o)
			}
		}
		for _, q := range filters {
			q.Offers, q.Text, q.Counts, q.K = true, words, true, 10000
			total, kinds, counties, fields := 0, map[string]int{}, map[string]int{}, map[string]int{}
			for _, o := range fitting {
				kind := q.Kind == "" || o.Kind == q.Kind
				region := q.Region == "" || domain.RegionWithin(o.Region, q.Region)
				tops := map[string]bool{}
				for _, id := range o.Fields {
					tops[e.taxonomy.fields[id].Parent] = true
				}
				field := q.Field == "" || tops[q.Field]
				total += boolInt(kind && region && field)
				kinds[o.Kind] += boolInt(region && field)
				if kind && region {
					for id := range tops {
						fields[id]++
					}
				}
				if kind && field {
					counties[o.Region[:6]+"000000"]++
				}
			}
			r := e.Search(q)
			if r.Total != total || len(r.Found) != total {
				t.Errorf("%q %+v: %d in all and %d found, want %d", words, q, r.Total, len(r.Found), total)
			}
			for filter, want := range map[string]map[string]int{"kind": kinds, "field": fields} {
				maps.DeleteFunc(want, func(_ string, n int) bool { return n == 0 })
				if !maps.Equal(r.Counts[filter], want) {
					t.Errorf("%q %+v: %s %v, want %v", words, q, filter, r.Counts[filter], want)
				}
			}
			for code, n := range counties {
				if r.Counts["region"][code] != n {
					t.Errorf("%q %+v: %d in %s, want %d", words, q, r.Counts["region"][code], code, n)
				}
			}
		}
	}
}

// TestEveryTitleFindsItsPosting: by its whole title first, unless another one
// equals it, and by every two-character word in it.
func TestEveryTitleFindsItsPosting(t *testing.T) {
	e, held := crowd(1800)
	n := 0
	for id, o := range held {
		if n++; n > 120 {
			break
		}
		whole := e.Search(SearchQuery{Offers: true, Text: o.Title, K: 20})
		at := slices.Index(foundIDs(whole), id)
		if at < 0 || whole.Found[at].Score < whole.Found[0].Score {
			t.Errorf("%s by its title %q: place %d of %v", id, o.Title, at, whole.Found)
		}
		words := map[string]bool{}
		telling := map[text.Gram]bool{}
		text.EmitTelling(o.Title, func(g text.Gram, _ bool) { telling[g] = true })
		text.Emit(o.Title, func(g text.Gram, from, to int) {
			if g.IsPair() && (telling[g] || text.Boilerplate(g) && slices.Contains(stops, g)) {
				words[o.Title[from:to]] = true
			}
		})
		for w := range words {
			if !slices.Contains(foundIDs(e.Search(SearchQuery{Offers: true, Text: w, K: 5000})), id) {
				t.Errorf("%s %q is not found by %q", id, o.Title, w)
			}
		}
	}
}

// TestSearchIsTheSameHoweverLaid: sealed, in pieces or freshly loaded, a search
// finds the same.
func TestSearchIsTheSameHoweverLaid(t *testing.T) {
	e, held := crowd(1500)
	again := New(NewProvince(3, now).Config())
	again.Load(slices.Collect(maps.Values(held)), nil)
	e.Refreeze()
	for _, words := range []string{"烘干", "农技", "技术服务", "设备选型", "川南烘千", "njhg"} {
		q := SearchQuery{Offers: true, Text: words, K: 30, Counts: true}
		if a, b := fmt.Sprint(e.Search(q)), fmt.Sprint(again.Search(q)); a != b {
			t.Errorf("%q: %s\nfreshly loaded: %s", words, a, b)
		}
	}
}

func FuzzSearch(f *testing.F) {
	e := New(Config{Weights: DefaultWeights()})
	e.Load([]domain.Offer{{Posting: domain.Posting{ID: "a", Title: "花椒烘干机 CBN", Summary: "技术服务"}}}, nil)
	e.PutOffer(domain.Offer{Posting: domain.Posting{ID: "b", Title: "花椒"}})
	for _, s := range []string{"花椒", "花椒烘千机", "\xff", "a b c d", "的了", "hjhg", strings.Repeat("花椒烘干机x", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := e.Search(SearchQuery{Offers: true, Text: s, K: 5, Counts: true})
		if r.Total > 2 || len(r.Found) != r.Total {
			t.Fatalf("%q finds %+v", s, r)
		}
	})
}
