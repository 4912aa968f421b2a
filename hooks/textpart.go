package hooks

import (
	"strings"

	"golang.org/x/net/html"
)

// textOf writes the plain text part of a mail that came with an HTML part only:
// paragraphs as lines, links with their addresses.
func textOf(body string) string {
	var out strings.Builder
	href, silent := "", false
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		kind := z.Next()
		if kind == html.ErrorToken { // the end
			return tidy(out.String())
		}
		t := z.Token()
		switch {
		case t.Data == "style" || t.Data == "script" || t.Data == "title":
			silent = kind == html.StartTagToken
		case kind == html.TextToken && !silent:
			out.WriteString(strings.Join(strings.Fields(t.Data), " "))
		case kind == html.StartTagToken && t.Data == "a":
			href = attribute(t, "href")
		case kind == html.EndTagToken && t.Data == "a" && href != "":
			out.WriteString("：\n" + href + "\n")
			href = ""
		case t.Data == "br" || kind == html.EndTagToken && breaks[t.Data]:
			out.WriteString("\n")
		}
	}
}

// breaks are the elements after which a line ends.
var breaks = map[string]bool{"p": true, "div": true, "li": true, "tr": true, "h1": true, "h2": true, "h3": true}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// tidy drops spaces around lines and empty lines.
func tidy(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}
