package digest

import (
	"strings"
	"testing"
)

func exampleNotice() Notice {
	return Notice{
		Recipient: "李秀英", Site: site, Kind: "call", Title: "征集 2027 年花椒产业技术需求", URL: "/news/n1", Settings: "/me/settings#part-mails",
		Unsubscribe: "https://kjy.example.cn/u/cAbCdEfGhIjKlMnOpabcdef012345678",
		Body: "县科协联合四川农业大学，帮助花椒企业、合作社解决烘干、保鲜、病虫害等问题。\n\n## 怎么报\n- 登录平台，点“发布所需”，类别选“技术难题”\n- 写清产量、现状和想达到的指标\n" +
			"- 12 月 20 日以前提交\n\n## 报了以后\n专家十个工作日内答复；选上的，由科服保姆陪同到现场。\n",
	}
}

func TestCampaignGolden(t *testing.T) {
	m, err := Campaign(exampleNotice())
	if err != nil {
		t.Fatal(err)
	}
	goldenMail(t, string(CampaignKind), m)
	if m.Headers["List-Unsubscribe-Post"] == "" || !strings.Contains(m.Headers["List-Id"], "<campaign.") {
		t.Errorf("headers %v", m.Headers)
	}
	if TopicOf(string(CampaignKind)) != TopicNews {
		t.Error("a campaign is no news")
	}
}

// A long notice is cut between paragraphs, and one long paragraph within; the
// mail says so.
func TestLongCampaign(t *testing.T) {
	for name, body := range map[string]string{
		"many paragraphs": strings.Repeat("花椒产业的技术需求，年底以前都可以报。\n", 200), "one paragraph": strings.Repeat("花椒", 3000),
	} {
		n := exampleNotice()
		n.Body = body
		m, err := Campaign(n)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, name, m)
		if got := strings.Count(m.Text, "花") * 2; got < 100 || len([]rune(m.Text)) > 2400 || !strings.Contains(m.Text, "只有开头") || !strings.Contains(m.HTML, "只有开头") {
			t.Errorf("%s: %d characters", name, len([]rune(m.Text)))
		}
	}
}

// What somebody writes is never taken for a sign of the word files.
func TestCampaignSigns(t *testing.T) {
	n := exampleNotice()
	n.Title, n.Body = "# 题目", "! 这一行不是按钮\n@ https://evil.example\n$ 123456\n"
	m, err := Campaign(n)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, "signs", m)
	if strings.Count(m.HTML, "<a ") != 4 || !strings.Contains(m.Text, "! 这一行不是按钮") || !strings.Contains(m.Text, "【# 题目】") || strings.Contains(m.Text, "://evil") {
		t.Errorf("text:\n%s", m.Text)
	}
}

func TestCampaignRefuses(t *testing.T) {
	for _, change := range []func(n *Notice){func(n *Notice) { n.URL = "javascript:alert(1)" }, func(n *Notice) { n.Unsubscribe = "" }} {
		n := exampleNotice()
		change(&n)
		if m, err := Campaign(n); err == nil {
			t.Errorf("composed %s", m.Subject)
		}
	}
}
