package digest

import (
	_ "embed"
	"html/template"
	"net/url"
	"strings"
)

//go:embed layout.html
var layoutHTML string

var layout = template.Must(template.New("layout").Funcs(template.FuncMap{"mso": mso}).Parse(layoutHTML))

// mso writes what only Outlook on Windows is to read, which knows no greatest
// width. Its argument is always the layout's own.
func mso(tags string) template.HTML {
	return template.HTML("<!--[if mso]>" + tags + "<![endif]-->")
}

// Signature is the last line of both parts, without the phone.
func (p page) Signature() string { return p.Site.names() }

// Phone is the end of that line.
func (p page) Phone() string { return p.Site.phone() }

func (s Site) phone() string {
	if phone := line(s.Phone); phone != "" {
		return "电话 " + phone
	}
	return ""
}

func (s Site) names() string {
	var parts []string
	for _, part := range []string{s.Name, s.Host} {
		if part = line(part); part != "" && (len(parts) == 0 || parts[0] != part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

func (s Site) signature() string {
	return strings.Trim(s.names()+" · "+s.phone(), " ·")
}

// write makes both parts of a page.
func write(p page, headers map[string]string) (Mail, error) {
	p.Subject, p.Site.Name = cut(p.Subject, MaxSubject), line(p.Site.Name)
	var b strings.Builder
	b.Grow(16 << 10)
	if err := layout.Execute(&b, p); err != nil {
		return Mail{}, err
	}
	headers["Auto-Submitted"] = "auto-generated" // RFC 3834: no out-of-office answers
	return Mail{Subject: p.Subject, HTML: b.String(), Text: plain(p), Headers: headers}, nil
}

// hello greets somebody by name, or without one.
func hello(name string) string {
	if name = cut(name, 30); name != "" {
		return name + "，您好："
	}
	return "您好："
}

// listHeaders let the receiving program offer one-click unsubscribing (RFC 8058)
// and sort by list (RFC 2919). What is not plain ASCII is left out.
func listHeaders(site Site, list List, unsubscribe string) map[string]string {
	h := map[string]string{"Precedence": "bulk"}
	if u, err := url.Parse(site.URL); err == nil && ascii(u.Hostname()) {
		h["List-Id"] = "<" + string(list) + "." + u.Hostname() + ">"
	}
	if u := absolute(site.URL, unsubscribe); ascii(u) && !strings.ContainsAny(u, "<>,") {
		h["List-Unsubscribe"] = "<" + u + ">"
		h["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
	}
	return h
}

// ascii tells whether a text is there and needs no encoding in a header.
func ascii(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}
