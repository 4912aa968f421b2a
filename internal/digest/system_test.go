package digest

import (
	"strings"
	"testing"
	"time"
)

var systemData = map[Kind]Data{
	Verification:     {Recipient: "李秀英", URL: "/verify#token", Valid: 24 * time.Hour},
	PasswordReset:    {Recipient: "李秀英", URL: "/reset#token", Valid: 30 * time.Minute},
	EmailChange:      {Recipient: "李秀英", URL: "/email#token", Valid: 30 * time.Minute},
	AccountExists:    {URL: "/reset"},
	StaffInvitation:  {URL: "/join#token", Valid: 7 * 24 * time.Hour, Role: "broker", Region: "青神县", Inviter: "周主任"},
	PostingReturned:  {Recipient: "李秀英", URL: "/needs/n1/edit", Posting: "need", Title: "柑橘溃疡病防治", Reasons: []string{"no_metrics", "other"}, Note: "请写上面积和树龄，\n并说明用过哪些药。"},
	PostingPublished: {Recipient: "李秀英", URL: "/offers/f1", Posting: "offer", Title: "热泵烘干房改造与节能诊断", Until: now.AddDate(0, 0, 180)},
	PostingConfirm:   {Recipient: "李秀英", URL: "/needs/n1", Posting: "need", Title: "果园水肥一体化改造", Until: now.AddDate(0, 0, 30)},
	PostingExpired:   {Recipient: "李秀英", URL: "/needs/n1", Posting: "need", Title: "果园水肥一体化改造"},
	PostingRemoved:   {Recipient: "李秀英", Posting: "offer", Title: "包治百病的偏方", Note: "没有依据的医疗宣传。"},
	AccountVerified:  {Recipient: "李秀英", URL: "/me/org", Title: "青神县岷江果业合作社"},
	OTP:              {Code: "48213907", Valid: 3 * time.Minute},
	LoginAlert:       {Recipient: "周主任", URL: "/forgot", Note: "时间：2026-11-24 08:30\n地址：203.0.113.9\n设备：Mozilla/5.0 (Windows NT 10.0; Win64; x64)"},
}

func TestSystemGolden(t *testing.T) {
	for _, kind := range Kinds {
		d, ok := systemData[kind]
		if !ok {
			t.Fatalf("no example of %s", kind)
		}
		d.Site = site
		m, err := System(kind, d)
		if err != nil {
			t.Fatal(err)
		}
		goldenMail(t, string(kind), m)
		if kind == OTP && strings.Contains(m.Subject+m.HTML[:strings.Index(m.HTML, "</div>")], d.Code) {
			t.Error("the code shows in the list of mails")
		}
		if m.Headers["List-Unsubscribe"] != "" {
			t.Errorf("%s can be unsubscribed from", kind)
		}
	}
}

func TestVerificationRefused(t *testing.T) {
	m, err := System(AccountVerified, Data{Recipient: "李秀英", Site: site, URL: "/me/org", Title: "岷江果业", Note: "执照上的名字\n不一样。", Refused: true})
	if err != nil {
		t.Fatal(err)
	}
	goldenMail(t, "account_refused", m)
}

func TestSystemRefuses(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		d    Data
	}{
		{"praise", Data{Site: site, URL: "/x"}},
		{"valid", Data{Site: site, URL: "/x"}}, // a piece of a mail, not a mail
		{OTP, Data{Site: site}},
		{Verification, Data{Site: site}},
		{Verification, Data{Site: site, URL: "javascript:alert(1)"}},
		{PasswordReset, Data{URL: "/x"}},
	} {
		if m, err := System(c.kind, c.d); err == nil {
			t.Errorf("%s: %s", c.kind, m.Subject)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "> \n"},
		{"短", "> 短\n"},
		{strings.Repeat("字", 35) + "，后", "> " + strings.Repeat("字", 34) + "\n| 字，后\n"},
		{strings.Repeat("字", 34) + "《书》", "> " + strings.Repeat("字", 34) + "\n| 《书》\n"},
		{strings.Repeat("字", 33) + " heat-pump 烘", "> " + strings.Repeat("字", 33) + "\n| heat-pump 烘\n"},
		{strings.Repeat("字", 34) + "12.5 kg", "> " + strings.Repeat("字", 34) + "\n| 12.5 kg\n"},
		{strings.Repeat("a", 90), "> " + strings.Repeat("a", 90) + "\n"},
	} {
		got := wrap(c.in, "> ", "| ")
		if strings.TrimSpace(strings.ReplaceAll(got, ">", "")) != strings.TrimSpace(strings.ReplaceAll(c.want, ">", "")) {
			t.Errorf("%q:\n%s\nwant\n%s", c.in, got, c.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("花椒 3 吨，heat-pump（烘干）")
	f.Fuzz(func(t *testing.T, s string) {
		s = line(s)
		if got := wrap(s, "", ""); strings.Join(strings.Fields(got), "") != strings.Join(strings.Fields(s), "") {
			t.Errorf("%q: lost or added something: %q", s, got)
		}
	})
}

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "", 30 * time.Second: "1 分钟", 180 * time.Second: "3 分钟", 90 * time.Minute: "90 分钟", 24 * time.Hour: "24 小时", 7 * 24 * time.Hour: "7 天",
	} {
		if got := span(d); got != want {
			t.Errorf("%v: %q", d, got)
		}
	}
}
