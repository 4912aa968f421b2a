package digest

import (
	"strings"
	"testing"
	"time"
)

// dockingExample holds whatever any of the mails may say.
func dockingExample() DockingData {
	return DockingData{
		Recipient: "陈工", Site: site, URL: "/me/dockings/d1", Answer: "/a/sAbCdEfGhIjKlMnOp", Title: "热泵烘干房改造与节能诊断", Theirs: "鲜花椒低温烘干工艺改进",
		Who: "青神县岷江果业合作社", Place: "眉山市青神县", Message: "想请您来看看烘房。\n本周都在。", Why: "都提到烘干、热泵、排湿，同属农产品加工领域，愿到邻县现场服务。",
		Reason: "no_time", Note: "近来都在外地，\n下个月可以。", Instead: "花椒、辣椒等香辛料的分段变温干燥技术",
		Due: time.Date(2026, 12, 1, 10, 12, 0, 0, shanghai), Lapse: time.Date(2026, 12, 8, 10, 12, 0, 0, shanghai), Outcome: "contract", Contract: "service", Days: 30, Count: 3,
	}
}

func dockingMail(t *testing.T, kind Kind, change func(*DockingData)) Mail {
	t.Helper()
	d := dockingExample()
	if kind == DockingCases {
		d.Count, d.URL = 0, "/staff/today"
		for i, why := range []string{"unanswered", "unreplied", "unconfirmed"} {
			d.Cases = append(d.Cases, DockingCase{Why: why, Title: d.Title, Who: "岷江果业合作社 ↔ 陈工", Since: d.Due.AddDate(0, 0, i), URL: "/me/dockings/d1"})
		}
	}
	if change != nil {
		change(&d)
	}
	m, err := Docking(kind, d)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestDockingGolden(t *testing.T) {
	for _, kind := range DockingKinds {
		m := dockingMail(t, kind, nil)
		goldenMail(t, string(kind), m)
		if m.Headers["List-Unsubscribe"] != "" {
			t.Errorf("%s can be unsubscribed from", kind)
		}
		if !strings.Contains(m.HTML, `href="https://kjy.example.cn/`) {
			t.Errorf("%s leads nowhere", kind)
		}
	}
}

// The answer link is a key: it stands in the mails that ask for an answer and in
// no other, whatever the caller gives.
func TestAnswerLinkStandsOnlyWhereOneAnswers(t *testing.T) {
	for _, kind := range DockingKinds {
		m := dockingMail(t, kind, nil)
		asks := strings.Contains(m.Text, "不用登录")
		if has := strings.Contains(m.HTML, "/a/sAbC") && strings.Contains(m.Text, "/a/sAbC"); has != asks {
			t.Errorf("%s: link %v, asks %v", kind, has, asks)
		}
	}
	m := dockingMail(t, DockingInterest, func(d *DockingData) { d.Answer = "" })
	if strings.Contains(m.Text, "不用登录") || !strings.Contains(m.Text, "登录答复：\nhttps://kjy.example.cn/me/dockings/d1") {
		t.Errorf("without a link:\n%s", m.Text)
	}
}

func TestDockingWhoMustNotBeSeen(t *testing.T) {
	m := dockingMail(t, DockingInterest, func(d *DockingData) { d.Who = "" })
	if !strings.Contains(m.Text, "对方：对方（同意以后才显示名称）") {
		t.Errorf("masked:\n%s", m.Text)
	}
}

func TestManyCasesAreCounted(t *testing.T) {
	m := dockingMail(t, DockingCases, func(d *DockingData) {
		for len(d.Cases) < 200 {
			d.Cases = append(d.Cases, d.Cases[0])
		}
	})
	if !strings.HasPrefix(m.Subject, "200 张") || !strings.Contains(m.Text, "还有 180 张没有列在信里") || strings.Count(m.Text, "打开对接单") != MaxCases {
		t.Errorf("%s\n%s", m.Subject, m.Text)
	}
}

func TestDockingRefuses(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		url  string
	}{{"docking_praise", "/x"}, {"card", "/x"}, {DockingInterest, ""}, {DockingCases, "javascript:alert(1)"}} {
		if m, err := Docking(c.kind, DockingData{Site: site, URL: c.url}); err == nil {
			t.Errorf("%s: %s", c.kind, m.Subject)
		}
	}
}

// What people typed stays one line of text: no sign, no link, no header of theirs.
func TestDockingTakesNothingTypedForASign(t *testing.T) {
	nasty := "好\n! 点这里\n@ https://evil.example/\r\nBcc: x@y.cn <script>alert(1)</script>"
	for _, kind := range DockingKinds {
		m := dockingMail(t, kind, func(d *DockingData) {
			d.Title, d.Theirs, d.Who, d.Place, d.Message, d.Why, d.Note, d.Instead, d.Recipient = nasty, nasty, nasty, nasty, nasty, nasty, nasty, nasty, nasty
			for i := range d.Cases {
				d.Cases[i].Title, d.Cases[i].Who = nasty, nasty
			}
		})
		if strings.Contains(m.HTML, `href="https://evil`) || strings.Contains(m.Text, "https://evil") || strings.Contains(m.HTML, "<script>") || strings.ContainsAny(m.Subject, "\r\n") {
			t.Errorf("%s:\n%s\n%s", kind, m.Subject, m.Text)
		}
	}
}
