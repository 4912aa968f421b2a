package match

import (
	"strings"
	"testing"

	"kejiyun/internal/domain"
)

// blends returns the text blend of a need's offers by id.
func blends(need domain.Need, offers ...domain.Offer) map[string]float64 {
	e := New(Config{Weights: DefaultWeights()})
	e.Load(offers, []domain.Need{need})
	v := e.now.Load()
	a := e.begin(v, v.sides[needSide].doc(need.ID), needSide, now)
	defer a.end()
	a.free = true
	out := map[string]float64{}
	for _, h := range a.best(100) {
		out[h.id()] = h.blend
	}
	return out
}

func textOffer(id, title, description string) domain.Offer {
	return domain.Offer{Posting: domain.Posting{ID: id, Title: title}, Description: description}
}

func textNeed(title, detail string, keywords ...string) domain.Need {
	return domain.Need{Posting: domain.Posting{ID: "n", Title: title, Keywords: keywords}, Detail: detail}
}

// strangers give words a rarity.
func ballast() []domain.Offer {
	var out []domain.Offer
	for _, id := range strings.Fields("生猪养殖 水稻育秧 茶园修剪 数控机床 桥梁检测 网站建设 冷链物流 污水处理 电池回收 苗木培育") {
		out = append(out, textOffer(id, id+"服务", "提供"+id))
	}
	return out
}

func TestSentencesAboutTheTitleCountMore(t *testing.T) {
	about, company := "花椒烘干温度难控，烘干房热风不匀。", "公司主营注塑模具，拥有注塑车间。"
	got := blends(textNeed("花椒烘干房改造", company+about),
		append(ballast(), textOffer("hot", "热风温控", "热风不匀的温度调整"), textOffer("mould", "注塑模具", "注塑车间的模具维修"))...)
	if got["hot"] <= 1.5*got["mould"] {
		t.Errorf("the company's own trade has %.3f, what is wanted %.3f", got["mould"], got["hot"])
	}
	// Told by the title, the same sentence is what is wanted.
	got = blends(textNeed("注塑模具", company+about),
		append(ballast(), textOffer("hot", "热风温控", "热风不匀的温度调整"), textOffer("mould", "注塑模具", "注塑车间的模具维修"))...)
	if got["mould"] <= 1.5*got["hot"] {
		t.Errorf("what is wanted has %.3f, something aside %.3f", got["mould"], got["hot"])
	}
}

func TestKeywordsCountInFull(t *testing.T) {
	offers := append(ballast(), textOffer("o", "热泵", "热泵"))
	aside, keyword := blends(textNeed("花椒烘干", "也想了解热泵。", "省电"), offers...), blends(textNeed("花椒烘干", "也想省电。", "热泵"), offers...)
	if keyword["o"] <= aside["o"] {
		t.Errorf("as a keyword %.3f, in a sentence aside %.3f", keyword["o"], aside["o"])
	}
}

func TestANeedWithoutATitleIsReadEvenly(t *testing.T) {
	title, sentence := new(bag).analyse(material{title: "花椒烘干", need: true}, nil), new(bag).analyse(material{rest: []string{"花椒烘干"}, need: true}, nil)
	for i, c := range sentence.counts {
		if c.tf != title.counts[i].tf&0x0f {
			t.Errorf("gram %x counts %d, in a title %d", c.gram, c.tf, title.counts[i].tf&0x0f)
		}
	}
}

func TestLoneTitlesAreComparedWhole(t *testing.T) {
	offers := append(ballast(), textOffer("device", "一种花椒烘干装置", ""), textOffer("method", "一种花椒烘干方法", ""))
	got := blends(textNeed("花椒烘干的方法", ""), offers...)
	if got["method"] <= got["device"] {
		t.Errorf("a method has %.4f, a device %.4f", got["method"], got["device"])
	}
	if s := (&stats{title: [2]float32{3, 0}, whole: [2]float32{3, 0}}); s.lone() != 1 {
		t.Errorf("a title alone is lone by %v", s.lone())
	}
	if s := (&stats{title: [2]float32{2, 0}, whole: [2]float32{3, 0}}); s.lone() != 0 {
		t.Errorf("a need with a text is lone by %v", s.lone())
	}
	if s := (&stats{}); s.lone() != 0 {
		t.Errorf("an empty need is lone by %v", s.lone())
	}
}

func TestBentRises(t *testing.T) {
	for _, lone := range []float64{0, .3, 1} {
		last := -1.
		for x := 0.; x <= 1; x += .001 {
			if b := bent(x, lone); b <= last || b > 1 {
				t.Fatalf("bent(%v, %v) = %v after %v", x, lone, b, last)
			} else {
				last = b
			}
		}
	}
}

func TestQuantitiesMatchHoweverTheyAreWritten(t *testing.T) {
	offers := append(ballast(), textOffer("same", "烘干机", "处理量3 t/h"), textOffer("other", "烘干机", "处理量9 t/h"))
	got := blends(textNeed("买烘干机", "烘干机每小时3吨"), offers...)
	if got["same"] <= got["other"] {
		t.Errorf("3 t/h has %.4f, 9 t/h %.4f", got["same"], got["other"])
	}
}

func TestNearestCount(t *testing.T) {
	for _, c := range []struct {
		x      float64
		lowest uint8
		want   uint8
	}{{16, onceTF, onceTF}, {23, onceTF, onceTF + 1}, {6, onceTF, partTF}, {1, onceTF, partTF}, {100, onceTF, onceTF + manyTF - 1}, {8, hollowTF, hollowTF}, {3, hollowTF, partTF}} {
		if got := nearest(c.x, c.lowest); got != c.want {
			t.Errorf("nearest(%v, %d) = %d, want %d", c.x, c.lowest, got, c.want)
		}
	}
}
