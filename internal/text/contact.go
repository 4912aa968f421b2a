package text

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The kinds of contact details FindContact knows.
const (
	ContactPhone  = "phone"
	ContactEmail  = "email"
	ContactWeChat = "wechat"
	ContactQQ     = "qq"
)

// FindContact finds the first contact detail inside a text: a mobile, landline
// or service number, a mail address, a WeChat or QQ id, also in full-width,
// spaced or spelled digits ("幺三八 零零幺三 八零零零"). text[start:end] is the
// detail. It is made to refuse publishing, so it lets measures, years, patent
// numbers and lists of figures pass; somebody determined can still get around
// it, and a reviewer reads the rest.
func FindContact(text string) (kind string, start, end int, found bool) {
	f := plain(text)
	best := span{from: len(f.s) + 1}
	for _, finder := range finders {
		if s, ok := finder.find(f.s); ok && s.from < best.from {
			best, kind, found = s, finder.kind, true
		}
	}
	if !found {
		return "", 0, 0, false
	}
	return kind, f.at[best.from], f.at[best.to], true
}

// span is a stretch of bytes of a plain text.
type span struct{ from, to int }

type finder struct {
	kind string
	find func(plain string) (span, bool)
}

const (
	anyDigit = `[0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]`
	saysWX   = `(?:微 ?信|薇 ?信|威信|[vw] ?信|wei ?xin|we ?chat|\bvx|\bwx|加 ?微|加 ?薇|加 ?v)`
	wxID     = `([a-z][a-z0-9_-]{5,19}|[1-9]\d{5,11})`
)

var finders = []finder{
	{ContactPhone, findMobile},
	{ContactPhone, pattern(`(?:^|[^0-9.])(\(?0(?:10|2\d|[3-9]\d{2})\)?[ -]{0,3}[2-9]\d{2,3}[ -]?\d{4})(?:$|[^0-9])`, nil)},
	{ContactPhone, pattern(`(?:^|[^0-9.])([48]00-?\d{3}-?\d{4}|[48]00-\d{4}-\d{3}|400 \d{3} \d{4})(?:$|[^0-9])`, nil)},
	{ContactPhone, pattern(`(?:电话|座机|热线|\btel)(?:号码?)?[ .:是为]{0,4}([2-9]\d{2,3}[ -]?\d{4})(?:$|[^0-9台部个万元])`, nil)},
	{ContactEmail, pattern(`([a-z0-9][a-z0-9._%+-]{0,63} ?(?:@|[\[({<#]at[\])}>#]|艾特) ?[a-z0-9-]+(?: ?(?:\.|。|点|[\[({<#]dot[\])}>#]) ?[a-z0-9-]+){0,3} ?(?:\.|。|点|[\[({<#]dot[\])}>#]) ?[a-z]{2,12})`, nil)},
	{ContactWeChat, pattern(saysWX+` ?(?:[:=是为]|号码?|id|账号)[:=是为 ]{0,3}[("“]?`+wxID, nil)},
	{ContactWeChat, pattern(saysWX+` ?`+wxID, func(id string) bool { return strings.ContainsAny(id, "0123456789_") })},
	{ContactQQ, pattern(`(?:\bqq|扣扣|球球|企鹅号|q ?群)(?:群|号码?)* ?[:=是为加]? ?(`+anyDigit+`(?:[ -]?`+anyDigit+`){4,11})`, nil)},
}

// pattern makes a finder of the first group of an expression, if keep (when
// given) accepts what the group holds.
func pattern(expr string, keep func(string) bool) func(string) (span, bool) {
	re := regexp.MustCompile(expr)
	return func(s string) (span, bool) {
		for _, m := range re.FindAllStringSubmatchIndex(s, -1) {
			if keep == nil || keep(s[m[2]:m[3]]) {
				return span{m[2], m[3]}, true
			}
		}
		return span{}, false
	}
}

// digitOf reads a figure, also a spelled one; the radio operators' words for
// 0, 1, 7 and 9 included.
func digitOf(r rune) (byte, bool) {
	switch r {
	case '〇', '零', '洞':
		return '0', true
	case '一', '壹', '幺':
		return '1', true
	case '二', '贰':
		return '2', true
	case '三', '叁':
		return '3', true
	case '四', '肆':
		return '4', true
	case '五', '伍':
		return '5', true
	case '六', '陆':
		return '6', true
	case '七', '柒', '拐':
		return '7', true
	case '八', '捌':
		return '8', true
	case '九', '玖', '勾':
		return '9', true
	}
	return byte(r), r >= '0' && r <= '9'
}

// group is a row of figures without anything between them.
type group struct {
	span
	digits  string
	before  string // what stands between it and the group before, without spaces
	spelled bool
}

// findMobile looks at each row of groups for eleven digits that begin like a
// mobile number and are grouped as people group them.
func findMobile(s string) (span, bool) {
	for rest := 0; rest < len(s); {
		row, next := nextRow(s, rest)
		for i := range row {
			for j := i + 1; j <= min(i+11, len(row)); j++ {
				if isMobile(row[i:j], j == len(row) && leads(row[:i])) {
					return span{row[i].from, row[j-1].to}, true
				}
			}
		}
		rest = next
	}
	return span{}, false
}

// leads tells whether nothing stands before a number but a country code.
func leads(before []group) bool {
	return len(before) == 0 || len(before) == 1 && countryCode.MatchString(before[0].digits) && len(before[0].digits) <= 4
}

// nextRow reads the next row of groups from an offset: figures with at most
// three separators between them. It returns where to go on.
func nextRow(s string, from int) (row []group, next int) {
	gap, sep := 0, ""
	for i, r := range s[from:] {
		i += from
		d, isDigit := digitOf(r)
		open := len(row) > 0 && gap == 0 // right behind a figure
		if r == 'o' && open {
			d, isDigit = '0', true
		}
		switch {
		case isDigit && open:
			g := &row[len(row)-1]
			g.digits, g.to = g.digits+string(d), i+utf8.RuneLen(r)
			g.spelled = g.spelled || r > '9'
		case isDigit:
			row = append(row, group{span{i, i + utf8.RuneLen(r)}, string(d), sep, r > '9'})
			gap, sep = 0, ""
		case len(row) > 0 && gap < 3 && strings.ContainsRune(" -._*/~,、", r):
			gap++
			sep += strings.TrimSpace(string(r))
		case len(row) > 0:
			return row, i
		}
	}
	return row, len(s)
}

// isMobile judges a row, or a part of one, by its digits, groups and separators.
func isMobile(row []group, whole bool) bool {
	var all, shape strings.Builder
	longest, spelled, sep := 0, true, row[min(1, len(row)-1)].before
	for i, g := range row {
		if i > 0 && g.before != sep {
			return false
		}
		all.WriteString(g.digits)
		shape.WriteString("-" + strconv.Itoa(len(g.digits)))
		longest = max(longest, len(g.digits))
		spelled = spelled && g.spelled
	}
	number := all.String()
	if len(row) == 1 {
		number = countryCode.ReplaceAllString(number, "")
		shape.Reset()
		shape.WriteString("-" + strconv.Itoa(len(number)))
	}
	if len(number) != 11 || number[0] != '1' || number[1] < '3' {
		return false
	}
	if longest <= 2 { // figure by figure: only when nothing else stands in the row
		return whole && (longest == 1 || sep == "" || sep == "-")
	}
	if len(row) > 1 && !spelled && !slices.Contains([]string{"", "-", ".", "_"}, sep) {
		return false // a list of figures
	}
	return slices.Contains(shapes, shape.String()) || shape.String() == "-7-4" && sep == ""
}

var countryCode = regexp.MustCompile(`^(?:00)?86`)

// shapes are how people group a mobile number.
var shapes = []string{"-11", "-3-4-4", "-3-8", "-3-3-5", "-4-4-3"}
