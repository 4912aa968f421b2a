package posting

import (
	"regexp"
	"strings"
	"unicode"

	"kejiyun/internal/text"
)

// content counts what a text says, in characters: letters of Chinese one by
// one, a word or number in Latin letters and figures as two, punctuation and
// space not at all.
func content(s string) int {
	n, inWord := 0, false
	for _, r := range text.Plain(s) {
		word := r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
		switch {
		case word && !inWord:
			n += 2
		case !word && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			n++
		}
		inWord = word
	}
	return n
}

const (
	hanUnits = `吨|公斤|千克|毫克|微克|克|斤|亩|公顷|平方米|平方公里|平米|立方米|立方|米|厘米|毫米|微米|纳米|公里|千米|毫升|升|方|` +
		`度|摄氏度|倍|成|万元|亿元|千元|元|人次|人|名|位|户|家|村|头|只|羽|尾|株|棵|箱|袋|瓶|套|台|条|件|批|` +
		`小时|分钟|秒|天|周|个月|季|年|次|千瓦时|千瓦|兆瓦|瓦|伏|安|赫兹|兆帕|千帕|帕|转`
	signUnits  = `℃|°|%|‰`
	latinUnits = `kwh|kw|mw|kv|khz|mhz|ghz|hz|mpa|kpa|pa|rpm|db|ppm|ppb|nm|μm|um|mm2?|cm2?|km2?|m[23²³]?|mg|ug|μg|kg|g|t|ml|l|h|s|min|d|w|v|a|cfu`
)

var (
	numberUnit = regexp.MustCompile(`(?:第? ?[0-9][0-9.,]*|第?[二两三四五六七八九十半][十百千万]*) ?(?:[~至到-] ?[0-9.]+ ?)?[万亿多余来几]* ?(?:` +
		hanUnits + `|` + signUnits + `|(?:` + latinUnits + `)(?:[^a-z0-9]|$))`)
	noMeasure = regexp.MustCompile(`^(?:第|(?:19|20)[0-9]{2} ?年|[2-6]g|[23]d|4s)`)
)

// hasNumber tells whether a text holds a figure with a unit: something that can
// be measured. Years, ranks and names such as 5G are none.
func hasNumber(s string) bool {
	for _, m := range numberUnit.FindAllString(text.Plain(s), -1) {
		if !noMeasure.MatchString(m) {
			return true
		}
	}
	return false
}

// phrases say nothing about the matter at hand, however true they are.
var phrases = []string{
	"寻求合作", "寻求技术合作", "寻求技术支持", "寻求专家支持", "寻求专家指导", "需要技术支持", "需要专家指导", "希望得到专家指导", "希望得到帮助", "希望得到支持",
	"解决技术难题", "解决技术问题", "解决实际问题", "突破技术瓶颈", "攻克技术难关", "提供技术支持", "提供技术服务", "提供优质服务", "提供专业服务", "提供全方位服务",
	"欢迎来电", "欢迎咨询", "欢迎合作", "欢迎洽谈", "来电详谈", "具体面谈", "面议", "详见附件", "有意者联系", "有需要请联系",
	"技术先进", "技术成熟", "国内领先", "国际领先", "国际先进", "国内先进", "行业领先", "填补空白", "填补国内空白", "达到先进水平",
	"经济效益", "社会效益", "生态效益", "显著效益", "市场前景广阔", "前景广阔", "市场潜力巨大", "意义重大", "具有重要意义",
	"高质量发展", "提质增效", "转型升级", "乡村振兴", "科技创新", "创新驱动", "产业升级", "做大做强", "增产增收", "提高产量", "提高效率", "提高质量", "降低成本",
	"诚信为本", "互利共赢", "合作共赢", "长期合作", "优势互补", "共同发展", "以客户为中心", "专业团队", "经验丰富", "一站式", "全方位", "多领域", "量身定制", "保质保量",
	"我公司", "我单位", "本公司", "公司", "企业", "积极响应", "在党的领导下", "深入贯彻", "大力推进", "推动", "助力", "促进", "实现", "进一步", "不断", "广大", "相关",
}

// empty returns how much of a text's content stock phrases make up, 0–1.
func empty(s string) float64 {
	total := content(s)
	if total == 0 {
		return 0
	}
	return 1 - float64(content(stockPhrases.Replace(s)))/float64(total)
}

var stockPhrases = func() *strings.Replacer {
	var pairs []string
	for _, p := range phrases { // the first that fits wins: the long ones of a stem stand first or apart
		pairs = append(pairs, p, "")
	}
	return strings.NewReplacer(pairs...)
}()

// repeats tells whether a text was filled up: one character many times in a
// row, or the same few over and over.
func repeats(s string) bool {
	run, last := 0, rune(-1)
	seen, n := map[rune]bool{}, 0
	for _, r := range text.Plain(s) {
		if r != last {
			run, last = 0, r
		}
		if run++; run >= 5 && r != '.' && r != '…' && r != ' ' && r != '\n' && r != '0' && r != '-' && r != '_' && r != '=' {
			return true
		}
		if unicode.IsLetter(r) && n < 120 {
			seen[r] = true
			n++
		}
	}
	return n >= 20 && float64(len(seen)) < 0.25*float64(n)
}
