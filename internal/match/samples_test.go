package match

import (
	"time"

	"kejiyun/internal/domain"
)

// A small county to test with: a few offers and needs of different fields.

var (
	now  = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	week = 7 * 24 * time.Hour
)

const (
	jiangyou  = "510781000000" // a county
	qinglian  = "510781102000" // a township in it
	santai    = "510722000000" // another county of the same city
	chengdu   = "510100000000"
	chongqing = "500000000000"
)

var places = map[string]string{jiangyou: "江油市", santai: "三台县", chengdu: "成都市", chongqing: "重庆市"}

var testFields = []Field{
	{ID: "agri", Name: "农业"},
	{ID: "proc", Parent: "agri", Name: "农产品加工", Synonyms: []string{"果蔬加工"}},
	{ID: "pig", Parent: "agri", Name: "生猪养殖", Synonyms: []string{"养猪"}},
	{ID: "mat", Name: "材料"},
	{ID: "batt", Parent: "mat", Name: "电池材料"},
	{ID: "it", Name: "信息技术"},
}

func posting(id, kind, title, summary string, fields ...string) domain.Posting {
	return domain.Posting{ID: id, Kind: kind, Title: title, Summary: summary, Fields: fields, Region: jiangyou,
		Status: "published", Share: "province", ValidUntil: now.Add(20 * week), Confirmed: now.Add(-week)}
}

func sampleOffers() []domain.Offer {
	return []domain.Offer{
		{Posting: posting("o-dry", "service", "花椒烘干与色选加工", "热泵烘干花椒、辣椒，可到田头装机调试", "proc"),
			Worker: "w1", Owners: []string{"m1"}, Radius: "city", Modes: []string{"on_site", "phone_advice"}, Availability: "open", MaxOpen: 3, Fee: "cost"},
		{Posting: posting("o-pig", "skill", "生猪疫病防控指导", "非洲猪瘟防控、猪舍消毒、仔猪腹泻诊断", "pig"),
			Worker: "w2", Owners: []string{"m2"}, Radius: "county", Modes: []string{"on_site"}, Availability: "open", MaxOpen: 3, Fee: "free"},
		{Posting: posting("o-lfp", "result", "磷酸铁锂正极材料再生", "废旧锂离子电池中正极材料的修复再生，已完成中试", "batt"),
			Team: "t1", Owners: []string{"m3"}, Radius: "nation", Stage: "pilot", Availability: "open"},
		{Posting: posting("o-cold", "service", "果蔬冷链保鲜", "气调库设计，预冷与冷链运输", "proc"),
			Worker: "w1", Owners: []string{"m1"}, Radius: "province", Modes: []string{"on_site"}, Availability: "open", MaxOpen: 3},
		{Posting: posting("o-web", "service", "小程序与网站搭建", "面向商户的小程序商城", "it"),
			Org: "g1", Owners: []string{"m4"}, Radius: "online", Modes: []string{"online_diagnosis"}, Availability: "open"},
	}
}

func sampleNeeds() []domain.Need {
	return []domain.Need{
		{Posting: posting("n-dry", "service", "花椒采后烘干设备选型与调试", "合作社有三百亩花椒，雨季烘干跟不上", "proc"),
			Org: "g2", Owners: []string{"m5"}, Budget: "1_5", Detail: "希望用热泵烘干房，日处理鲜花椒3吨，保持色泽"},
		{Posting: posting("n-pig", "service", "养猪场仔猪腹泻严重", "存栏五百头，近期仔猪腹泻", "pig"),
			Org: "g3", Owners: []string{"m6"}, Budget: "welfare"},
		{Posting: posting("n-lfp", "challenge", "废旧磷酸铁锂电池回收利用", "退役锂离子电池正极材料的再生工艺", "batt"),
			Org: "g4", Owners: []string{"m7"}, Budget: "over_100"},
	}
}

func config() Config {
	return Config{Weights: DefaultWeights(), Fields: testFields, Synonyms: [][]string{{"仔猪", "小猪"}},
		PlaceName: func(code string) string { return places[code] }}
}

func sampleEngine() *Engine {
	e := New(config())
	e.Load(sampleOffers(), sampleNeeds())
	return e
}
