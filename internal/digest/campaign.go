package digest

import (
	"fmt"
	"strings"
)

// CampaignKind is the kind of the mail that carries a notice of the association
// to its members; its topic is TopicNews.
const CampaignKind Kind = "campaign"

// CampaignText is how many characters of a notice its mail shows at most; the
// rest is behind the button.
const CampaignText = 1500

// Notice is what a campaign mails.
type Notice struct {
	Recipient   string // how the recipient is addressed; may be empty
	Site        Site
	Kind        string // news | policy | call
	Title       string
	Body        string // plain text: "## " begins a heading, "- " a list item
	URL         string // page of the notice; absolute, or a path in the portal
	Unsubscribe string // one-click URL (RFC 8058)
	Settings    string // URL of the page where mails are chosen
}

// noticeWords name the kinds of notices.
var noticeWords = map[string]string{"news": "工作动态", "policy": "政策文件", "call": "征集通知"}

// KindWords name the kind.
func (n Notice) KindWords() string { return or(noticeWords[n.Kind], "通知公告") }

// Campaign composes the mail of a notice. Its error is a programmer's: no address
// to lead to, or none to unsubscribe at.
func Campaign(n Notice) (Mail, error) {
	unsubscribe := absolute(n.Site.URL, n.Unsubscribe)
	if absolute(n.Site.URL, n.URL) == "" || unsubscribe == "" {
		return Mail{}, fmt.Errorf("digest: campaign without an http address (%q, %q)", n.URL, n.Unsubscribe)
	}
	p, err := parse(campaignWords, "campaign.txt", n, n.Site, n.URL)
	if err != nil {
		return Mail{}, err
	}
	body, cut := noticeBlocks(n.Body)
	if cut {
		body = append(body, block{Sign: "~", Text: "信里只有开头，全文请点下面的按钮看。"})
	}
	var blocks []block
	for _, b := range p.Blocks {
		if b.Sign == "!" { // the button stands below the text
			blocks = append(blocks, body...)
		}
		blocks = append(blocks, b)
	}
	p.Blocks, p.Hello, p.Footer = blocks, hello(n.Recipient), footer(campaignWords)
	for _, b := range body {
		if b.Sign == "" {
			p.Preheader = b.Text
			break
		}
	}
	for _, l := range []link{{"修改收信设置", n.Settings}, {"不再收通知", n.Unsubscribe}} {
		if l.URL = absolute(n.Site.URL, l.URL); l.URL != "" {
			p.Links = append(p.Links, l)
		}
	}
	return write(p, listHeaders(n.Site, ListCampaign, n.Unsubscribe))
}

// noticeBlocks are the paragraphs of a notice, up to CampaignText characters; cut
// says that there is more.
func noticeBlocks(body string) (blocks []block, cut bool) {
	left := CampaignText
	for _, l := range lines(body) {
		if n := len([]rune(l)); n > left {
			if len(blocks) > 0 {
				return blocks, true
			}
			l, cut = string([]rune(l)[:left])+"…", true
		}
		left -= len([]rune(l))
		switch {
		case strings.HasPrefix(l, "## "):
			blocks = append(blocks, block{Sign: "=", Text: l[3:]})
		case strings.HasPrefix(l, "- "):
			blocks = append(blocks, block{Sign: "-", Text: l[2:]})
		default:
			blocks = append(blocks, block{Text: l})
		}
		if cut {
			break
		}
	}
	return blocks, cut
}
