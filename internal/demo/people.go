package demo

import (
	"fmt"
	"hash/fnv"
	"time"

	"kejiyun/internal/domain"
)

// townships are those of the county; most are equally likely, the county seat twice.
var townships = []struct{ name, code string }{
	{"洪川镇", "511423112000"}, {"止戈镇", "511423101000"}, {"余坪镇", "511423113000"},
	{"槽渔滩镇", "511423114000"}, {"中保镇", "511423115000"}, {"东岳镇", "511423116000"},
	{"柳江镇", "511423117000"}, {"高庙镇", "511423118000"}, {"瓦屋山镇", "511423119000"},
	{"七里坪镇", "511423120000"}, {"将军镇", "511423121000"}, {"中山镇", "511423122000"},
	{"洪川镇", "511423112000"},
}

// regionOf turns a township's name, or a region code, into the code.
func regionOf(place string) string {
	for _, t := range townships {
		if t.name == place {
			return t.code
		}
	}
	return place
}

var (
	surnames = []rune("王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤")
	givens   = []string{"建国", "志强", "秀英", "桂芳", "明", "文华", "国平", "丽", "永康", "晓东", "德贵", "春梅", "俊", "世杰", "玉兰", "光明", "小琴", "立新", "敏", "成林", "福生", "雪梅", "家明", "红", "正华", "思远", "静", "长江", "淑芬", "伟", "云峰", "开元", "燕", "树林", "大勇", "晓燕", "安平", "学文", "霞", "兴旺"}
)

// name returns the n-th of a few thousand distinct plain names.
func name(n int) string {
	s := surnames[(n*7)%len(surnames)]
	return string(s) + givens[(n*13+n/len(surnames))%len(givens)]
}

// draw picks a number below n from a key and a purpose: always the same one.
func draw(key, purpose string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(purpose + "/" + key))
	return int(h.Sum32()>>4) % n
}

// addAccount adds a login and the contact details behind it, and returns its key.
// One in four signs in by phone and has no mail address.
func (b *builder) addAccount(of, person, region string) string {
	key, n := "m-"+of, len(b.accounts)+1
	a := Account{Key: key, Name: person, Region: region, Kind: "member",
		Phone: fmt.Sprintf("154%08d", n), Email: of + "@example.com"}
	c := Contact{Account: key, Phone: a.Phone, Email: a.Email, WeChat: "demo-" + of,
		BestTime: pick(of, "besttime", []string{"工作日上午", "工作日下午", "晚上八点前", "中午十二点到两点", "周末", "随时"})}
	if draw(of, "mail", 4) == 0 {
		a.Email, c.Email = "", ""
	}
	b.accounts, b.contacts = append(b.accounts, a), append(b.contacts, c)
	return key
}

func pick(key, purpose string, from []string) string { return from[draw(key, purpose, len(from))] }

// stamp sets the dates of a posting by its state: published ones are three days
// to four and a half months old, the others have been touched within a week.
func (b *builder) stamp(p *domain.Posting) {
	hour := time.Duration(draw(p.ID, "hour", 24)) * time.Hour
	p.Updated = b.now.Add(-hour - 24*time.Hour*time.Duration(draw(p.ID, "updated", 6)))
	if p.Status != "published" && p.Status != "paused" {
		return
	}
	p.Published = b.now.AddDate(0, 0, -3-draw(p.ID, "published", 132)).Add(-hour)
	p.Confirmed = p.Published
	if age := int(b.now.Sub(p.Published).Hours() / 24); age > 40 && draw(p.ID, "confirmed", 3) > 0 {
		p.Confirmed = p.Published.AddDate(0, 0, 20+draw(p.ID, "later", age-20))
	}
	p.Updated = p.Confirmed
	p.ValidUntil = p.Confirmed.AddDate(0, 0, 180)
}

// ownersOf returns the account keys behind a worker, or none.
func ownersOf(member string) []string {
	if member == "" {
		return nil
	}
	return []string{member}
}
