package digest

import (
	"embed"
	"fmt"
	"net/url"
	"strings"
	"text/template"
	"unicode"
)

// The words of all mails, once for both parts. A template gives lines; the sign
// at the head of a line says what it is, so that nothing a person typed (always
// behind a sign or in the middle of a line, always one line) can be taken for a
// sign:
//
//	# subject      = heading       - list entry    > quotation
//	+ card         : label｜text   of the card
//	! button, of the card, otherwise of the mail
//	@ the card's address           $ code          ~ small print
//	? a second, quieter choice of the card, and & its address
//
// and a line without a sign is a paragraph.
//
//go:embed words/*.txt
var wordFiles embed.FS

var (
	digestWords   = template.Must(template.New("digest.txt").Funcs(words).ParseFS(wordFiles, "words/digest.txt"))
	systemWords   = template.Must(template.New("system.txt").Funcs(words).ParseFS(wordFiles, "words/system.txt"))
	campaignWords = template.Must(template.New("campaign.txt").Funcs(words).ParseFS(wordFiles, "words/campaign.txt"))
	dockingWords  = template.Must(template.New("docking.txt").Funcs(words).ParseFS(wordFiles, "words/docking.txt"))
)

// page is a mail before it is written as HTML and as text.
type page struct {
	Subject   string
	Preheader string // what inboxes show behind the subject
	Hello     string
	Site      Site
	Blocks    []block
	Footer    []string
	Links     []link // of the footer
}

// block is one thing of a page, from top to bottom.
type block struct {
	Sign  string // = - > + ! $ ~ or "" for a paragraph
	Text  string
	Lines []labelled // of a card
	Link  link       // of a card or a button; empty for none
	// Second is another choice of a card, shown as a link.
	Second link
	No     int // a card's number within the mail, from 1
	// Joined says that the quotation before this one goes on.
	Joined bool
}

type labelled struct{ Label, Text string }

type link struct{ Words, URL string }

// parse runs a template and reads its lines. address is where buttons outside
// of cards lead.
func parse(t *template.Template, name string, data any, site Site, address string) (page, error) {
	var b strings.Builder
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return page{}, fmt.Errorf("words of %s: %w", name, err)
	}
	p := page{Site: site}
	cards := 0
	for _, l := range strings.Split(b.String(), "\n") {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		sign, text := "", l
		if head, rest, ok := strings.Cut(l, " "); ok && len(head) == 1 && strings.Contains("#=->+:!@$~?&", head) {
			sign, text = head, strings.TrimSpace(rest)
		}
		var card *block // the card this line may belong to
		if n := len(p.Blocks); n > 0 && p.Blocks[n-1].Sign == "+" {
			card = &p.Blocks[n-1]
		}
		switch {
		case sign == "#":
			p.Subject = text
		case sign == ":" && card != nil:
			label, said, _ := strings.Cut(text, "｜")
			card.Lines = append(card.Lines, labelled{label, said})
		case sign == "!" && card != nil:
			card.Link.Words = text
		case sign == "@" && card != nil:
			card.Link.URL = absolute(site.URL, text)
		case sign == "?" && card != nil:
			card.Second.Words = text
		case sign == "&" && card != nil:
			card.Second.URL = absolute(site.URL, text)
		case sign == "!":
			p.Blocks = append(p.Blocks, block{Sign: sign, Text: text, Link: link{text, absolute(site.URL, address)}})
		case sign == "+":
			cards++
			p.Blocks = append(p.Blocks, block{Sign: sign, Text: text, No: cards})
		default:
			joined := sign == ">" && len(p.Blocks) > 0 && p.Blocks[len(p.Blocks)-1].Sign == ">"
			p.Blocks = append(p.Blocks, block{Sign: sign, Text: text, Joined: joined})
		}
	}
	return p, nil
}

// footer reads the footer of a word file.
func footer(t *template.Template) []string {
	var b strings.Builder
	if err := t.ExecuteTemplate(&b, "footer", nil); err != nil {
		return nil // the files are embedded and tested: it is there
	}
	return lines(b.String())
}

// absolute makes an address of the portal whole. It is empty for what is no
// http or https address: such a link is not shown.
func absolute(base, address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		address = strings.TrimSuffix(base, "/") + address
	}
	if strings.ContainsFunc(address, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	if !ascii(u.Host) {
		return address // Go would write percent signs into the host
	}
	return u.String()
}
