package digest

import (
	_ "embed"
	"html/template"
	"net/url"
	"strings"
)

//go:embed layout.html
var layoutHTML string

var layout = template.Must(template.New("layout").Parse(layoutHTML))

// Signature is the last line of both parts.
func (p page) Signature() string { return p.Site.signature() }

func (s Site) signature() string {
	var parts []string
	for _, part := range []string{s.Name, s.Host} {
		if part = line(part); part != "" && (len(parts) == 0 || parts[0] != part) {
			parts = append(parts, part)
		}
	}
	if phone := line(s.Phone); phone != "" {
		parts = append(parts, "电话 "+phone)
	}
	return strings.Join(parts, " · ")
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
func listHeaders(site Site, unsubscribe string) map[string]string {
	h := map[string]string{"Precedence": "bulk"}
	if u, err := url.Parse(site.URL); err == nil && ascii(u.Hostname()) {
		h["List-Id"] = "<digest." + u.Hostname() + ">"
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
