package posting

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"kejiyun/internal/domain"
)

const township = "511129101000"

func pp(kind, title, summary string, more ...string) domain.Posting {
	p := domain.Posting{Kind: kind, Title: title, Summary: summary, Region: township}
	if len(more) > 0 {
		p.Fields = more[:1]
		p.Keywords = more[1:]
	}
	return p
}

// the case that wants for nothing; the others are less than this
var fullNeed = domain.Need{
	Posting: domain.Posting{Kind: "challenge", Title: "鲜花椒低温烘干工艺改进", Region: township, Fields: []string{"f1"}, Keywords: []string{"花椒", "烘干"}, Cooperation: []string{"development"},
		Summary: "合作社每天收 3 吨鲜花椒，现有烘房烘出来颜色发黑、开口不齐，想改成低温烘干。"},
	Detail: "现在用燃煤热风烘房两间，每间装料 800 公斤，温度靠人工看，前期 40 度、后期 65 度，烘 22 小时。" +
		"主要问题是升温太快，表皮先干，里面的水出不来，颜色发黑的占三成，只能卖次等价。希望有人来看现场，给出升温曲线和排湿的办法，并教会两名工人。",
	Metrics: "颜色合格率 90 % 以上，水分 10 % 以下，每吨耗电不超过 300 度", Tried: "换过一台热泵烘干机，烘得慢，赶不上采收",
	Budget: "5_20", Deadline: noon, ChallengeClass: "process",
}

var fullOffer = domain.Offer{
	Posting: domain.Posting{Kind: "result", Title: "丘陵果园小型割草机", Region: township, Fields: []string{"f1"}, Keywords: []string{"割草机", "果园"}, Cooperation: []string{"transfer", "joint_production"},
		Summary: "适合 25 度以下坡地果园的自走割草机，一个人操作，每小时割草两亩，已在三个乡镇试用。"},
	Description: "整机重 68 公斤，履带底盘，割幅 60 厘米，遥控距离 100 米，汽油机一箱油干两个半小时。坡地转弯不打滑，遇石块刀片自动弹起。" +
		"样机五台在柑橘园和茶园用了两季，累计割草 900 亩，主要磨损件是刀片和履带，换件两百元以内，图纸和工艺卡齐全。",
	Advantages: "比背负式割草机快四倍，比进口机便宜一半", Stage: "prototype", TRL: 7, IPR: "patent", Price: "面谈转让，也可合作生产", Fee: "negotiable",
}

func needBut(change func(*domain.Need)) domain.Need {
	n := fullNeed
	change(&n)
	return n
}

func offerBut(change func(*domain.Offer)) domain.Offer {
	o := fullOffer
	change(&o)
	return o
}

var clarityCases = []struct {
	Name  string
	Need  *domain.Need
	Offer *domain.Offer
}{
	{Name: "a challenge that wants for nothing", Need: &fullNeed},
	{Name: "a need of which nothing is written", Need: &domain.Need{}},
	{Name: "a challenge of which nothing is written", Need: &domain.Need{Posting: domain.Posting{Kind: "challenge"}}},
	{Name: "a need for people of which nothing is written", Need: &domain.Need{Posting: domain.Posting{Kind: "talent"}}},
	{Name: "a farmer's short but honest need", Need: &domain.Need{
		Posting: pp("service", "茵红李裂果怎么防", "我家 40 亩茵红李，去年雨后裂果三成，套袋后还有一成，想请专家来看。", "f1"),
		Detail:  "树龄 6 年，坡地，排水一般。去年 6 月下雨后三天开始裂，靠近沟边的更重。", Tried: "套袋、撒石灰都试过，不太管用", Budget: "welfare"}},
	{Name: "metrics told in the detail only", Need: ptr(needBut(func(n *domain.Need) { n.Metrics = "" }))},
	{Name: "metrics without a number", Need: ptr(needBut(func(n *domain.Need) { n.Metrics = "颜色要好看，干得要均匀" }))},
	{Name: "metrics stand in the open call", Need: ptr(needBut(func(n *domain.Need) { n.Metrics, n.Call = "", &domain.OpenCall{Metrics: "每天处理 5 吨"} }))},
	{Name: "budget to be talked over", Need: ptr(needBut(func(n *domain.Need) { n.Budget = "negotiable" }))},
	{Name: "no budget, no deadline, no place", Need: ptr(needBut(func(n *domain.Need) { n.Budget, n.Deadline, n.Region = "", time.Time{}, "510000000000" }))},
	{Name: "stock phrases only", Need: &domain.Need{
		Posting: pp("challenge", "技术合作", "我公司积极响应乡村振兴，寻求技术合作，推动产业升级，实现高质量发展。", "f1", "合作", "技术"),
		Detail:  "希望得到专家指导，解决技术难题，提质增效，转型升级，助力乡村振兴，具有显著效益和重要的社会效益、经济效益，市场前景广阔，欢迎来电，互利共赢。", Budget: "negotiable"}},
	{Name: "a phone number in the detail", Need: ptr(needBut(func(n *domain.Need) { n.Detail += "联系人老张，幺三八 零零幺三 八零零零" }))},
	{Name: "a WeChat id in the summary", Need: ptr(needBut(func(n *domain.Need) { n.Summary += "微信号：huajiao_88" }))},
	{Name: "filled up with one character", Need: ptr(needBut(func(n *domain.Need) { n.Detail = strings.Repeat("啊", 100) }))},
	{Name: "filled up with copies", Need: ptr(needBut(func(n *domain.Need) { n.Detail = strings.Repeat("需要烘干技术。", 20) }))},
	{Name: "filled up with keys struck at random", Need: ptr(needBut(func(n *domain.Need) {
		n.Title, n.Summary, n.Detail = "asdfgh", "asdfghjkl", "qwertyuiopasdfghjklzxcvbnm"
	}))},
	{Name: "the summary repeats the title", Need: ptr(needBut(func(n *domain.Need) { n.Summary = n.Title }))},
	{Name: "a title of one word", Need: ptr(needBut(func(n *domain.Need) { n.Title = "烘干" }))},
	{Name: "a need for people, complete", Need: &domain.Need{
		Posting: pp("talent", "招水产养殖技术员一名", "合作社有 60 亩鱼塘，养草鱼和鲈鱼，缺懂水质和防病的技术员，工作在塘边。", "f1", "水产", "鱼病"),
		Detail:  "负责每天测水、投喂安排、发病初期的诊断和用药记录，带两名工人。塘有增氧机和投饵机，去年夏天缺氧翻塘一次，死鱼四千斤，所以特别看重夜间值守和应急处理。宿舍在塘边，有网络，到镇上十分钟。",
		Budget:  "1_5", Talent: &domain.Talent{Post: "水产养殖技术员", Headcount: 1, Term: "3 月到 10 月", Pay: "每月 6000 元，包吃住", Employment: "full_time"}}},
	{Name: "a need for people, the pay untold", Need: &domain.Need{
		Posting: pp("talent", "请一位养蜂老师", "村里 12 户养中蜂，想请老师每月来一次，教分蜂和过冬管理，先试一年。", "f1"),
		Budget:  "welfare", Talent: &domain.Talent{Post: "养蜂指导老师", Headcount: 1, Employment: "adviser"}}},
	{Name: "a result that wants for nothing", Offer: &fullOffer},
	{Name: "an offer of which nothing is written", Offer: &domain.Offer{}},
	{Name: "a result of which nothing is written", Offer: &domain.Offer{Posting: domain.Posting{Kind: "result"}}},
	{Name: "a skill written on a phone", Offer: &domain.Offer{
		Posting: pp("skill", "柑橘高接换种和修剪", "干了 20 年柑橘嫁接，高接换种成活率九成五以上，愿意上门教。", "f1", "柑橘", "嫁接"),
		Modes:   []string{"on_site", "phone_advice"}, Radius: "county", Fee: "negotiable"}},
	{Name: "a service as an advertisement", Offer: &domain.Offer{
		Posting:     pp("service", "企业全方位技术服务", "专业团队，经验丰富，技术先进，国内领先，以客户为中心，提供一站式、全方位服务。", "f1"),
		Description: "公司以客户为中心，诚信为本，互利共赢，量身定制，保质保量，提供优质服务，助力企业转型升级，实现高质量发展。欢迎来电咨询 028-85551234。"}},
	{Name: "a result without its stage and rights", Offer: ptr(offerBut(func(o *domain.Offer) { o.Stage, o.TRL, o.IPR = "", 0, "" }))},
	{Name: "a result without a single figure", Offer: ptr(offerBut(func(o *domain.Offer) {
		o.Advantages = "割得快，比进口的便宜，修起来方便"
		o.Summary, o.Description = "适合坡地果园的自走割草机，一个人就能操作，割得快，已经在几个乡镇试用过。", "履带底盘，可以遥控，坡地转弯不打滑，遇到石块刀片会自动弹起，换件便宜，图纸和工艺卡齐全。样机在柑橘园和茶园里用过，主要磨损件是刀片和履带，镇上的修理铺就能换，不用专门的工具，大家都说好用。"
	}))},
}

func ptr[T any](v T) *T { return &v }

func clarityOf(i int) Clarity {
	if c := clarityCases[i]; c.Need != nil {
		return NeedClarity(*c.Need)
	}
	return OfferClarity(*clarityCases[i].Offer)
}

func TestClarityGolden(t *testing.T) {
	type row struct {
		Name  string `json:"name"`
		Score int    `json:"score"`
		Notes []Hint `json:"notes"`
	}
	var rows []row
	for i, c := range clarityCases {
		got := clarityOf(i)
		rows = append(rows, row{c.Name, got.Score, got.Notes})
	}
	b, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "clarity.json", append(b, '\n'))
}

func TestClarityAddsUp(t *testing.T) {
	for i, c := range clarityCases {
		got := clarityOf(i)
		sum := got.Score
		for _, h := range got.Notes {
			sum += h.Points
			if h.Points <= 0 || h.Field == "" {
				t.Errorf("%s: %+v", c.Name, h)
			}
		}
		if got.Score > 0 && sum != 100 || strings.HasSuffix(c.Name, "nothing is written") && sum != 100 {
			t.Errorf("%s: score and points come to %d", c.Name, sum)
		}
	}
}

func TestClarityOrdersTextsAsAPersonWould(t *testing.T) {
	score := map[string]int{}
	for i, c := range clarityCases {
		score[c.Name] = clarityOf(i).Score
	}
	for _, c := range [][2]string{
		{"a challenge that wants for nothing", "a farmer's short but honest need"},
		{"a farmer's short but honest need", "stock phrases only"},
		{"a skill written on a phone", "a service as an advertisement"},
	} {
		if score[c[0]] <= score[c[1]] {
			t.Errorf("%s (%d) is not clearer than %s (%d)", c[0], score[c[0]], c[1], score[c[1]])
		}
	}
	for _, name := range []string{"a challenge that wants for nothing", "a need for people, complete", "a result that wants for nothing"} {
		if score[name] != 100 {
			t.Errorf("%s: %d", name, score[name])
		}
	}
	if score["stock phrases only"] >= 70 || score["a farmer's short but honest need"] < 65 {
		t.Errorf("threshold: %v", score)
	}
}

func TestEveryHintIsWorded(t *testing.T) {
	var met []string
	for i := range clarityCases {
		for _, h := range clarityOf(i).Notes {
			met = append(met, h.Code)
			if s := Say(h); s == h.Code || strings.ContainsAny(s, "{}") {
				t.Errorf("%s is said as %q", h.Code, s)
			}
		}
	}
	for _, code := range HintCodes() {
		if !slices.Contains(met, code) {
			t.Errorf("no case leads to %s", code)
		}
	}
	if Say(Hint{Code: "new"}) != "new" {
		t.Error("an unworded code is said as it is")
	}
}

func TestHasNumber(t *testing.T) {
	for text, want := range map[string]bool{
		"每天 3 吨": true, "水分 10％以下": true, "3-5 亩": true, "三吨": true, "半年": true, "1.5 MPa": true, "５０ 公斤": true, "两亩地": true, "耐温 1200℃": true, "200 多亩": true,
		"2026 年": false, "第3次": false, "5G 网络": false, "3D 打印": false, "百度": false, "千克": false, "11 月 23 日": false, "一般": false, "": false, "A4 纸": false,
	} {
		if got := hasNumber(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
