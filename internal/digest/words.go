package digest

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// reasonWords say each of domain.ReturnReasons to the one who must mend it.
var reasonWords = map[string]string{
	"too_vague":       "写得太笼统，请写清现状、规模和要解决的问题",
	"no_metrics":      "没有可以衡量的指标，请写上数字和单位",
	"wrong_field":     "领域选得不对，请重新选择",
	"contact_in_text": "文字里有联系方式，请删去；双方同意后平台会自动互换",
	"confidential":    "含有不宜公开的内容，请删去或移到“详细说明”",
	"duplicate":       "与已有的一条重复，请在原来那条上修改",
	"not_allowed":     "不属于本平台的范围",
	"other":           "其他原因，见审核意见",
}

// quietWords say why nothing came.
var quietWords = map[string]string{
	"no_posting":   "您还没有发布所能或所需，系统没有可以配对的内容。",
	"low_clarity":  "您发布的内容写得还不够具体，补上指标、地点和关键词会好找得多。",
	"paused":       "您发布的内容都暂停或到期了。",
	"no_supply":    "您需要的领域里，本地还没有登记的专家，我们正在联系。",
	"no_demand":    "您擅长的领域里，近来没有新的需求。",
	"reco_off":     "您关闭了推荐，所以系统没有为您配对。",
	"all_seen":     "合适的匹配您都已经看过了。",
	"availability": "您的状态是“本月已满”或“暂停”，所以没有把需求推给您。",
}

// QuietReasons are the codes Input.Quiet may hold, the gravest first.
var QuietReasons = []string{"reco_off", "no_posting", "paused", "availability", "low_clarity", "no_supply", "no_demand", "all_seen"}

var roleWords = map[string]string{"broker": "科服保姆（科技经纪人）", "staff": "科协干事", "leader": "科协领导（只读）"}

var kindWords = map[string]string{"need": "所需", "offer": "所能"}

// words are the functions of the word files.
var words = map[string]any{
	"line":   line,
	"lines":  lines,
	"cut":    func(n int, s string) string { return cut(s, n) },
	"reason": func(code string) string { return or(reasonWords[code], reasonWords["other"]) },
	"quiet":  func(code string) string { return quietWords[code] },
	"role":   func(code string) string { return or(roleWords[code], "工作人员") },
	"href":   href,
	"kind":   func(code string) string { return or(kindWords[code], "信息") },
	"day":    day,
	"moment": moment,
	"span":   span,
	"who":    who,
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// href lets an address through that cannot end its line; otherwise there is none.
func href(address string) string {
	if strings.ContainsFunc(address, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return ""
	}
	return address
}

// line brings a text onto one line: no line breaks, controls or characters that
// turn the direction of writing. Addresses in it lose the form in which mail
// programs make links of them: all links of a mail are ours.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == 0x2028 || r == 0x2029:
			return ' '
		case unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "://", "：//")
}

// lines splits a note into its lines, without empty ones.
func lines(s string) []string {
	var out []string
	for _, l := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 }) {
		if l = line(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// cut shortens a line to n characters, the last of them "…".
func cut(s string, n int) string {
	r := []rune(line(s))
	if len(r) <= n {
		return string(r)
	}
	return strings.TrimSpace(string(r[:n-1])) + "…"
}

// day words a date; empty for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006 年 1 月 2 日")
}

// moment words a date with its weekday and time, in the zone the time is in;
// empty for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("1 月 2 日（") + "周" + []string{"日", "一", "二", "三", "四", "五", "六"}[t.Weekday()] + t.Format("）15:04")
}

// span words how long something works, in the largest unit that fits; empty
// for nothing.
func span(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d 天", d/(24*time.Hour))
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d 小时", d/time.Hour)
	}
	return fmt.Sprintf("%d 分钟", (d+time.Minute-1)/time.Minute)
}

// who words the other side: name, title, place.
func who(item any) string {
	var parts []string
	switch m := item.(type) {
	case MatchItem:
		parts = []string{m.Owner, m.Title, m.Place}
	case PostingItem:
		parts = []string{m.Owner, m.Place}
	}
	var said []string
	for _, p := range parts {
		if p = line(p); p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, " · ")
}
