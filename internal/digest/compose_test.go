package digest

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kejiyun/internal/domain"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal([]byte(got), want) {
		t.Errorf("%s differs (rewrite with -update and read the diff); got:\n%s", path, got)
	}
}

// goldenMail holds a mail to two files: the HTML part, and all the rest.
func goldenMail(t *testing.T, name string, m Mail) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "Subject: %s\n", m.Subject)
	for _, h := range slices.Sorted(maps(m.Headers)) {
		fmt.Fprintf(&b, "%s: %s\n", h, m.Headers[h])
	}
	golden(t, name+".txt", b.String()+"\n"+m.Text)
	golden(t, name+".html", m.HTML)
	sound(t, name, m)
}

func maps(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

var (
	remote = regexp.MustCompile(`(?i)<(img|link|script|iframe|object|video|form|input|base)\b|\bsrc=|url\(|@import|background=`)
	tag    = regexp.MustCompile(`<[^>]*>`)
)

// sound holds a mail to what every mail must be.
func sound(t *testing.T, name string, m Mail) {
	t.Helper()
	if n := len([]rune(m.Subject)); n == 0 || n > MaxSubject {
		t.Errorf("%s: subject of %d characters: %s", name, n, m.Subject)
	}
	for k, v := range m.Headers {
		if strings.ContainsAny(k+v, "\r\n") || !ascii(strings.ReplaceAll(v, " ", "_")) {
			t.Errorf("%s: header %q: %q", name, k, v)
		}
	}
	if strings.ContainsAny(m.Subject, "\r\n") {
		t.Errorf("%s: line break in the subject %q", name, m.Subject)
	}
	if m.Headers["Auto-Submitted"] != "auto-generated" {
		t.Errorf("%s: robots will answer it", name)
	}
	if found := remote.FindString(m.HTML); found != "" {
		t.Errorf("%s: loads or sends something: %s", name, found)
	}
	if strings.Contains(m.HTML, "ZgotmplZ") || strings.Contains(m.HTML+m.Text, "<no value>") || strings.Contains(m.HTML+m.Text+m.Subject, "%!") {
		t.Errorf("%s: a value did not fit its place", name)
	}
	said := strings.Join(strings.Fields(tag.ReplaceAllString(m.HTML, " ")), "")
	for _, l := range strings.Split(m.Text, "\n") {
		if !strings.Contains(l, "://") && wide(l) > columns+2 { // +2: a closing mark may hang
			t.Errorf("%s: %d columns: %s", name, wide(l), l)
		}
		if word := strings.Join(strings.Fields(strings.Trim(l, " -|【】：")), ""); word != "" && !strings.ContainsAny(l, "&<>'\"") &&
			!strings.Contains(said, word) && !strings.Contains(l, ". ") && !strings.HasPrefix(strings.TrimSpace(l), "http") {
			if !slices.ContainsFunc([]string{"去", "查看", "还有效", "接"}, func(s string) bool { return strings.HasPrefix(word, s) }) {
				t.Errorf("%s: only the text part says %q", name, l)
			}
		}
	}
}

var (
	shanghai = time.FixedZone("CST", 8*3600)
	now      = time.Date(2026, 11, 24, 8, 30, 0, 0, shanghai)
	site     = Site{URL: "https://kjy.example.cn", Name: "科技云·青神县", Host: "青神县科学技术协会", Phone: "028-0000 0000"}
)

func fullInput() Input {
	return Input{
		Recipient: "李秀英", Site: site, PeriodLabel: PeriodLabel("2026-W48"), Now: now,
		Unsubscribe: "https://kjy.example.cn/u/dAbCdEfGhIjKlMnOpabcdef012345678", Settings: "/me/mail",
		Waiting: []Item{
			{Kind: WaitReturned, Title: "柑橘溃疡病防治", Reasons: []string{"no_metrics", "contact_in_text"}, Note: "请写上面积。\n电话删掉。", URL: "/needs/n1/edit"},
			{Kind: WaitConfirm, Title: "果园水肥一体化改造", Until: now.AddDate(0, 0, 30), URL: "/needs/n2"},
			{Kind: WaitJoin, Title: "青神县岷江果业合作社", Who: "王建国", URL: "/orgs/o1/members"},
			{Kind: WaitExpired, Title: "招农机手两名", URL: "/needs/n3"},
			{Kind: WaitDraft, Title: "榨菜废水处理", URL: "/needs/n4/edit"},
			{Kind: WaitInterest, Title: "鲜花椒低温烘干工艺改进", Who: "陈工", Until: now.AddDate(0, 0, 3), URL: "/me/dockings/d1"},
			{Kind: WaitInterest, Title: "热泵烘干房改造与节能诊断", Until: now.AddDate(0, 0, -1), URL: "/me/dockings/d2"},
			{Kind: WaitQuestion, Title: "果园水肥一体化改造", Who: "王建国", URL: "/me/dockings/d3"},
			{Kind: WaitOutcome, Title: "果园水肥一体化改造", Who: "王建国", URL: "/me/dockings/d4"},
		},
		NewForNeeds: []MatchItem{
			{Score: .61, Need: "鲜花椒低温烘干工艺改进", Offer: "热泵烘干房改造与节能诊断", Owner: "陈工", Title: "中级职称", Place: "眉山市东坡区", Why: "都提到烘干、热泵、排湿，同属农产品加工领域，愿到邻县现场服务。", Missing: "没有写做过花椒。", URL: "/needs/n5?offer=f1", Decline: "/d/xToken1"},
			{Score: .83, Need: "鲜花椒低温烘干工艺改进", Offer: "花椒、辣椒等香辛料的分段变温干燥技术", Owner: "四川农产品干燥课题组", Title: "正高职称", Place: "成都市", Why: "正是花椒干燥，已到中试阶段，可技术开发也可咨询。", URL: "/needs/n5?offer=f2"},
		},
		NewForOffers: []MatchItem{
			{Score: .70, Need: "茵红李雨后裂果怎么防", Offer: "李、桃等核果栽培指导", Owner: "宜宾市某合作社", Place: "宜宾市屏山县", Why: "都提到李、裂果、套袋；对方希望电话指导，您可以。", Missing: "路程约 150 公里，超出您选的本市范围。", URL: "/needs/n6?offer=f3"},
		},
		News: []NewsItem{{Title: "“青神县岷江果业合作社”已通过核验", URL: "/me/org"}, {Title: "您加入“某社”的申请已同意"}},
		Postings: []PostingItem{
			{Kind: "need", Title: "鱼塘夏季缺氧预警", Owner: "青神县水产养殖户联合会", Place: "青神县", URL: "/needs/n7"},
			{Kind: "offer", Title: "中小型冷库节能改造", Owner: "赵师傅", Place: "青神县", URL: "/offers/f7"},
		},
	}
}

func TestComposeGolden(t *testing.T) {
	for name, in := range map[string]Input{
		"digest_full":     fullInput(),
		"digest_waiting":  {Site: site, Waiting: fullInput().Waiting[:1], Now: now},
		"digest_matches":  {Recipient: "陈工", Site: site, NewForOffers: fullInput().NewForOffers, Unsubscribe: fullInput().Unsubscribe, Now: now},
		"digest_postings": {Site: site, Postings: fullInput().Postings, PeriodLabel: "2026 年 11 月", Now: now},
		"digest_quiet":    {Recipient: "陈工", Site: site, Quiet: []string{"low_clarity", "no_supply", "?"}, PeriodLabel: "2026 年 11 月", Now: now},
	} {
		m, ok := Compose(in)
		if !ok {
			t.Fatalf("%s: nothing composed", name)
		}
		goldenMail(t, name, m)
	}
}

func TestNothingToSay(t *testing.T) {
	for name, in := range map[string]Input{
		"an empty input":     {Site: site},
		"a name only":        {Recipient: "陈工", Site: site, PeriodLabel: "x"},
		"an unknown item":    {Site: site, Waiting: []Item{{Kind: "?", Title: "x"}}},
		"an unknown silence": {Site: site, Quiet: []string{"?"}},
	} {
		if m, ok := Compose(in); ok {
			t.Errorf("%s: %s", name, m.Subject)
		}
	}
}

func TestAtMostTenMatchesBestFirst(t *testing.T) {
	many := func(n int, what string) []MatchItem {
		var ms []MatchItem
		for i := range n {
			ms = append(ms, MatchItem{Score: float64(i), Need: fmt.Sprintf("%s %d 号需求", what, i), Offer: "x", URL: "/x"})
		}
		return ms
	}
	for _, c := range []struct{ needs, offers, shownNeeds, shownOffers int }{
		{0, 0, 0, 0}, {10, 0, 10, 0}, {0, 11, 0, 10}, {3, 20, 3, 7}, {20, 3, 7, 3}, {20, 20, 5, 5}, {5, 5, 5, 5}, {6, 4, 6, 4},
	} {
		n, o := best(many(c.needs, "甲"), many(c.offers, "乙"))
		if len(n) != c.shownNeeds || len(o) != c.shownOffers {
			t.Errorf("%+v: %d and %d", c, len(n), len(o))
		}
		for _, l := range [][]MatchItem{n, o} {
			if !slices.IsSortedFunc(l, func(a, b MatchItem) int { return int(b.Score - a.Score) }) {
				t.Errorf("%+v: not best first", c)
			}
		}
	}
	m, _ := Compose(Input{Site: site, NewForNeeds: many(20, "甲"), NewForOffers: many(9, "乙")})
	if !strings.HasPrefix(m.Subject, "29 个新匹配：甲 19 号需求、") || !strings.Contains(m.Text, "还有 19 个匹配") || strings.Count(m.HTML, "查看，表示有意") != 10 {
		t.Errorf("%s\n%s", m.Subject, m.Text)
	}
	sound(t, "many", m)
}

func TestSubject(t *testing.T) {
	long := strings.Repeat("很长的题目", 20)
	item := func(title string) []Item { return []Item{{Kind: WaitConfirm, Title: title}} }
	for _, c := range []struct {
		in   Input
		want string
	}{
		{Input{NewForNeeds: []MatchItem{{Need: "花椒烘干"}, {Need: "花椒烘干"}, {Need: "猪场粪污"}}}, "3 个新匹配：花椒烘干、猪场粪污"},
		{Input{NewForNeeds: []MatchItem{{Need: "花椒烘干"}}, Waiting: item("x")}, "1 个新匹配：花椒烘干；另有 1 件事等您处理"},
		{Input{Waiting: item(long)}, "1 件事等您处理：很长的题目很长的题目很长的题目很长…"},
		{Input{NewForNeeds: []MatchItem{{Need: "甲" + long}, {Need: "乙" + long}, {Need: "丙" + long}}}, "3 个新匹配：甲很长的题目很长的题目很长的题目很…、乙很长的题目很长的题目很长的题目很…等"},
		{Input{Waiting: item("换\r\nBcc: a@b.cn")}, "1 件事等您处理：换 Bcc: a@b.cn"},
		{Input{News: []NewsItem{{Title: "已通过核验"}, {Title: ""}}}, "2 条消息：已通过核验"},
		{Input{Postings: []PostingItem{{Kind: "need", Title: "鱼塘"}}}, "新发布 1 条：鱼塘"},
	} {
		m, ok := Compose(c.in)
		if !ok || m.Subject != c.want {
			t.Errorf("%q, want %q", m.Subject, c.want)
		}
	}
}

func TestListHeaders(t *testing.T) {
	for _, c := range []struct{ site, unsubscribe, list, header string }{
		{"https://kjy.example.cn", "/u/t", "<digest.kjy.example.cn>", "<https://kjy.example.cn/u/t>"},
		{"http://127.0.0.1:8090", "http://127.0.0.1:8090/u/t", "<digest.127.0.0.1>", "<http://127.0.0.1:8090/u/t>"},
		{"https://kjy.example.cn", "https://kjy.example.cn/u/t\r\nBcc: a@b.cn", "<digest.kjy.example.cn>", ""},
		{"https://kjy.example.cn", "javascript:alert(1)", "<digest.kjy.example.cn>", ""},
		{"https://kjy.example.cn", "https://x.cn/>,<mailto:a@b.cn", "<digest.kjy.example.cn>", ""},
		{"https://科技云.cn", "/u/t", "", ""},
	} {
		h := listHeaders(Site{URL: c.site}, ListDigest, c.unsubscribe)
		if h["List-Id"] != c.list || h["List-Unsubscribe"] != c.header || (h["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click") != (c.header != "") {
			t.Errorf("%s %q: %v", c.site, c.unsubscribe, h)
		}
	}
}

// TestHostileText puts markup, signs of the word files and line breaks into
// everything people type.
func TestHostileText(t *testing.T) {
	for _, evil := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "x\r\nBcc: a@b.cn\r\n\r\n正文", "# 另一个主题", "\n! 点我\n@ https://evil.example/\n",
		"a\n@ https://evil.example/", "：｜｜", "{{.Site}}", "\u202egnp.exe", "\x00\x07\xff", "' onmouseover='x", "= 标题", "+ 卡片",
	} {
		in := fullInput()
		in.Recipient, in.Waiting[0].Title, in.Waiting[0].Note, in.Waiting[2].Who = evil, evil, evil, evil
		in.NewForNeeds[0].Need, in.NewForNeeds[0].Offer, in.NewForNeeds[0].Owner, in.NewForNeeds[0].Why, in.NewForNeeds[0].Missing, in.NewForNeeds[0].Place = evil, evil, evil, evil, evil, evil
		in.NewForOffers[0].Decline, in.News[0].Title, in.News[0].URL = evil, evil, evil
		in.Postings[0].Title, in.Postings[0].Owner, in.PeriodLabel = evil, evil, evil
		in.Site.Name, in.Site.Host = evil, evil
		m, ok := Compose(in)
		if !ok {
			t.Fatalf("%q: nothing", evil)
		}
		harmless(t, evil, m)
		for _, kind := range Kinds {
			m, err := System(kind, Data{Recipient: evil, Site: Site{URL: site.URL, Name: evil}, URL: "/x", Code: evil + "1", Title: evil, Note: evil, Region: evil, Inviter: evil, Reasons: []string{evil}})
			if err != nil {
				t.Fatal(err)
			}
			harmless(t, evil, m)
		}
	}
}

func harmless(t *testing.T, evil string, m Mail) {
	t.Helper()
	if found := remote.FindString(m.HTML); found != "" && !strings.Contains(tag.ReplaceAllString(m.HTML, ""), found) {
		t.Errorf("%q: %s", evil, found)
	}
	for _, l := range strings.Split(tag.FindString(m.HTML)+strings.Join(tag.FindAllString(m.HTML, -1), "\n"), "\n") {
		if strings.Contains(l, "evil.example") || strings.Contains(l, "onerror") || strings.Contains(l, "onmouseover") || strings.HasPrefix(l, "<script") {
			t.Errorf("%q: in a tag: %s", evil, l)
		}
	}
	for _, l := range strings.Split(m.Text, "\n") {
		if strings.TrimSpace(l) == "https://evil.example/" || strings.HasPrefix(l, "Bcc:") {
			t.Errorf("%q: its own line: %s", evil, l)
		}
	}
	if strings.ContainsAny(m.Subject, "\r\n\x00") || strings.HasPrefix(m.Subject, "另一个主题") || strings.ContainsRune(m.HTML+m.Text, '\u202e') {
		t.Errorf("%q: subject %q", evil, m.Subject)
	}
}

func TestEveryReasonIsWorded(t *testing.T) {
	for _, r := range domain.ReturnReasons {
		if reasonWords[r] == "" {
			t.Errorf("no words for %s", r)
		}
	}
	for _, r := range domain.StaffRoles {
		if roleWords[string(r)] == "" {
			t.Errorf("no words for %s", r)
		}
	}
	if len(QuietReasons) != len(quietWords) {
		t.Error("the list of quiet reasons and their words differ")
	}
	for _, q := range QuietReasons {
		if quietWords[q] == "" {
			t.Errorf("no words for %s", q)
		}
	}
}

func BenchmarkCompose(b *testing.B) {
	in := fullInput()
	for b.Loop() {
		Compose(in)
	}
}
