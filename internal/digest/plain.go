package digest

import (
	"fmt"
	"strings"
	"unicode"
)

// columns is the width of the text part; a Chinese character takes two.
const columns = 72

// plain writes a page as text.
func plain(p page) string {
	var b strings.Builder
	b.Grow(4 << 10)
	para := func(indent, s string) {
		if s != "" {
			b.WriteString(wrap(s, indent, indent))
		}
	}
	para("", p.Hello)
	last := ""
	for _, k := range p.Blocks {
		if k.Sign != last || k.Sign != "-" && k.Sign != ">" {
			b.WriteString("\n")
		}
		last = k.Sign
		switch k.Sign {
		case "=":
			para("", "【"+k.Text+"】")
		case "-":
			b.WriteString(wrap(k.Text, "  - ", "    "))
		case ">":
			para("  | ", k.Text)
		case "$":
			para("    ", k.Text)
		case "!":
			address(&b, "", k.Link)
		case "+":
			b.WriteString(wrap(k.Text, fmt.Sprintf("%d. ", k.No), "   "))
			for _, l := range k.Lines {
				para("   ", l.Label+"："+l.Text)
			}
			address(&b, "   ", k.Link)
			address(&b, "   ", k.Second)
		default:
			para("", k.Text)
		}
	}
	b.WriteString("\n" + strings.Repeat("-", 36) + "\n")
	for _, f := range p.Footer {
		para("", f)
	}
	for _, l := range p.Links {
		address(&b, "", l)
	}
	para("", p.Site.signature())
	return b.String()
}

// address puts a link's address on a line of its own, never broken: mail
// programs make it clickable.
func address(b *strings.Builder, indent string, l link) {
	if l.URL != "" {
		fmt.Fprintf(b, "%s%s：\n%s%s\n", indent, l.Words, indent, l.URL)
	}
}

// wrap breaks a text into lines of at most columns: between Chinese characters
// or at spaces, never before a closing mark, behind an opening one or within a
// Latin word. first and rest stand at the head of the first and the other lines.
func wrap(s, first, rest string) string {
	var b strings.Builder
	at, width := first, wide(first)
	for _, piece := range pieces(s) {
		w := wide(piece)
		if width+wide(strings.TrimRight(piece, " ")) > columns && at == "" {
			b.WriteString("\n")
			at, width = rest, wide(rest)
			piece = strings.TrimLeft(piece, " ")
			w = wide(piece)
		}
		b.WriteString(at + piece)
		at, width = "", width+w
	}
	out := strings.Split(b.String(), "\n")
	for i := range out {
		out[i] = strings.TrimRight(out[i], " ")
	}
	return strings.Join(out, "\n") + "\n"
}

const (
	closing = "，。、；：！？）》】”’…·%℃,.;:!?)]}"
	opening = "（《【“‘([{"
)

// pieces cuts a text where a line may break.
func pieces(s string) []string {
	var out []string
	begin, before := 0, rune(0)
	for i, after := range s {
		if i > 0 && breaks(before, after) {
			out = append(out, s[begin:i])
			begin = i
		}
		before = after
	}
	return append(out, s[begin:])
}

// breaks tells whether a line may break between two characters.
func breaks(before, after rune) bool {
	latin := after < 0x2E80
	switch {
	case after == ' ', strings.ContainsRune(closing, after), strings.ContainsRune(opening, before):
		return false
	case before != ' ' && before < 0x2E80 && latin && !strings.ContainsRune(closing, before):
		return false
	}
	return !latin || !unicode.IsDigit(before) && !(before < 0x2E80 && strings.ContainsRune(closing, before))
}

// wide counts columns.
func wide(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 && (r <= 0x115F || r >= 0x2E80) {
			n++
		}
	}
	return n
}
