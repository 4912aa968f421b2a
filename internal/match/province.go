package match

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"kejiyun/internal/domain"
)

// The words of the synthetic province: the fields of the taxonomy with their
// parents, names and other words, separated by tabs.
//
//go:embed province.tsv
var provinceWords string

// Province is a synthetic province to measure an engine with. Its i-th posting
// is a function of the seed and i alone, the same on every machine: it serves as
// a database that takes no room. Its methods may be called from any number of
// goroutines.
type Province struct {
	seed    uint64
	fields  []Field
	leaves  []int    // of fields, in the order of how common they are here
	rare    []string // words that a few postings have in common
	regions []string
	now     time.Time
}

// author writes one posting of a province.
type author struct {
	*Province
	r              *rand.Rand
	common, rarely *rand.Zipf // of leaves and of rare
}

func (p *Province) author(side, i int) *author {
	r := rand.New(rand.NewPCG(p.seed, uint64(i)<<1|uint64(side)))
	return &author{p, r, rand.NewZipf(r, 1.1, 20, uint64(len(p.leaves)-1)), rand.NewZipf(r, 1.05, 50, uint64(len(p.rare)-1))}
}

// NewProvince returns a province whose postings are of around now.
func NewProvince(seed int64, now time.Time) *Province {
	p := &Province{seed: uint64(seed), now: now}
	r := rand.New(rand.NewPCG(p.seed, 1<<63))
	for line := range strings.Lines(provinceWords) {
		c := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		f := Field{ID: c[0], Parent: c[1], Name: c[2]}
		if c[3] != "" {
			f.Synonyms = strings.Split(c[3], "|")
		}
		if f.Parent != "" {
			p.leaves = append(p.leaves, len(p.fields))
		}
		p.fields = append(p.fields, f)
	}
	r.Shuffle(len(p.leaves), func(i, j int) { p.leaves[i], p.leaves[j] = p.leaves[j], p.leaves[i] })
	letters := []rune(strings.Map(func(r rune) rune {
		if r < 0x4e00 {
			return -1
		}
		return r
	}, provinceWords))
	for range 60000 {
		w := make([]rune, 2+r.IntN(3))
		for i := range w {
			w[i] = letters[r.IntN(len(letters))]
		}
		p.rare = append(p.rare, string(w))
	}
	for county := range 183 {
		for township := range 20 {
			p.regions = append(p.regions, fmt.Sprintf("51%02d%02d%03d000", 1+county/9, 21+county%9, 100+township))
		}
	}
	return p
}

// Config knows the fields of the province.
func (p *Province) Config() Config { return Config{Weights: DefaultWeights(), Fields: p.fields} }

// What people write around the matter: {f} is a word of the posting's own
// field, {n} of a neighbouring one, {x} of any, {r} a word of few, {d} a doing,
// {m} a measure.
var (
	provinceTitles = strings.Fields(`{f}{d}技术服务 {f}{d}与{d} {r}{f}{d}方案 {f}{r}的{d} 面向{f}的{r}{d} {f}{n}{d}指导 {r}{d}设备选型 {f}{d}关键技术研究`)
	provinceNeeds  = strings.Fields(`需要解决{f}{d}中的{r}问题 {f}{d}跟不上 寻求{f}{r}{d}方案 {f}基地{r}{d}设备改造 {n}{f}{d}难题 {f}缺少{r}{d}人才`)
	provinceText   = strings.Fields(`长期从事{f}和{n}的{d}工作 熟悉{r}{d}的流程与{r}设备 可到现场指导{f}{d} 曾为{x}企业完成{r}{d} 处理能力达到{m} 掌握{r}、{r}与{f}{d}方法
		{r}损失率由{m}降到{m} 已在{n}园区示范应用{m} 能够检测{r}并给出{d}建议 适合{x}、{f}等场景 目前{f}产量{m} {r}不稳定导致{f}{d}困难 试过{r}{d}但效果不好
		希望在{m}内把{f}的{r}问题解决 每年{d}成本{m} 采用{r}{r}工艺 与{x}单位联合{d} 要求{f}{d}后{r}含量低于{m} 设备型号{l}运行{m}后{r}异常`)
	provinceDoings   = strings.Fields(`烘干 育苗 防控 检测 回收 保鲜 冷链 色选 发酵 提取 配方 控制 修复 监测 除臭 脱硫 涂层 热处理 加固 诊断 选型 调试 节能 减排 追溯 包装 嫁接 修剪 消毒 清洗 分级 干燥 粉碎 养护 施肥 灌溉 接种 校准 改装 降噪 探伤 建模 仿真 编程 识别 预警 测绘 评估 认证 育种 扩繁 栽培 饲喂 孵化 储藏 运输 萃取 结晶 抛光 焊接`)
	provinceMeasures = strings.Fields(`亩 吨 头 万元 个月 天 % ℃ kg/h 立方米 米 套 户 台 MPa kW`)
	provinceLetters  = strings.Fields(`PLC CBN pH PID NMR HPLC GIS RTK BIM SaaS AI COD`)
)

func (p *author) pick(words []string) string { return words[p.r.IntN(len(words))] }

// word is one of the names of a field.
func (p *author) word(f int) string {
	if s := p.fields[f].Synonyms; len(s) > 0 && p.r.IntN(2) == 0 {
		return p.pick(s)
	}
	return p.fields[f].Name
}

// fill writes a template for a posting of field f.
func (p *author) fill(b *strings.Builder, template string, f int) {
	for {
		before, rest, more := strings.Cut(template, "{")
		b.WriteString(before)
		if !more {
			return
		}
		switch rest[0] {
		case 'f':
			b.WriteString(p.word(f))
		case 'n':
			n := max(0, min(len(p.fields)-1, f+p.r.IntN(5)-2))
			b.WriteString(p.word(n))
		case 'x':
			b.WriteString(p.word(p.leaves[p.common.Uint64()]))
		case 'r':
			b.WriteString(p.rare[p.rarely.Uint64()])
		case 'd':
			b.WriteString(p.pick(provinceDoings))
		case 'm':
			fmt.Fprintf(b, "%d%s", 1+p.r.IntN(300), p.pick(provinceMeasures))
		case 'l':
			b.WriteString(p.pick(provinceLetters))
		}
		template = rest[2:]
	}
}

// text writes clauses until there are about so many characters.
func (p *author) text(f, characters int) string {
	var b strings.Builder
	for want := 3 * (characters*2/3 + p.r.IntN(characters*2/3+1)); b.Len() < want; {
		p.fill(&b, p.pick(provinceText), f)
		b.WriteString([]string{"，", "。", "；"}[p.r.IntN(3)])
	}
	return b.String()
}

func (p *author) posting(id, kind, title string, f, summary int) domain.Posting {
	var t strings.Builder
	p.fill(&t, title, f)
	at := p.now.Add(-time.Duration(p.r.IntN(200*24)) * time.Hour)
	fields := []string{p.fields[f].ID}
	if p.r.IntN(3) == 0 {
		fields = append(fields, p.fields[p.leaves[p.common.Uint64()]].ID)
	}
	share := "province"
	if p.r.IntN(12) == 0 {
		share = "county"
	}
	return domain.Posting{ID: id, Kind: kind, Title: t.String(), Summary: p.text(f, summary), Fields: fields,
		Keywords: []string{p.word(f), p.rare[p.rarely.Uint64()]}, Region: p.pick(p.regions), Share: share, Status: "published",
		Published: at, Confirmed: at, Updated: at, ValidUntil: at.AddDate(1, 0, 0)}
}

// Offer returns the i-th offer: about 170 characters.
func (p *Province) Offer(i int) domain.Offer { return p.author(offerSide, i).offer(i) }

func (p *author) offer(i int) domain.Offer {
	f := p.leaves[p.common.Uint64()]
	o := domain.Offer{Posting: p.posting(fmt.Sprintf("offer%010d", i), p.pick(domain.OfferKinds), p.pick(provinceTitles), f, 60),
		Worker: fmt.Sprintf("worker%09d", i/3), Owners: []string{fmt.Sprintf("member%09d", i/3)}, Description: p.text(f, 66),
		Fee: p.pick(domain.Fees), Modes: []string{p.pick(domain.Modes), p.pick(domain.Modes)}, Radius: p.pick(domain.Radii),
		Availability: "open", MaxOpen: domain.DefaultMaxOpen, Open: max(0, p.r.IntN(6)-2)}
	if o.Kind == "result" {
		o.Stage = p.pick(domain.Stages)
	}
	return o
}

// Need returns the i-th need: about 220 characters.
func (p *Province) Need(i int) domain.Need { return p.author(needSide, i).need(i) }

func (p *author) need(i int) domain.Need {
	f := p.leaves[p.common.Uint64()]
	return domain.Need{Posting: p.posting(fmt.Sprintf("need%011d", i), p.pick(domain.NeedKinds), p.pick(provinceNeeds), f, 70),
		Org: fmt.Sprintf("org%012d", i/2), Owners: []string{fmt.Sprintf("boss%011d", i/2)}, Detail: p.text(f, 130),
		Budget: p.pick(domain.Budgets)}
}
