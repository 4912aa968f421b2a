package text

import (
	"strings"
	"unicode"
)

// plained is a text in the form in which contact details and figures are looked
// for: capitals and full-width characters made plain, dressed-up digits made
// digits, invisible characters dropped. Unlike the folded form of matching it
// keeps every sign. at[i] is the offset in the original of byte i.
type plained struct {
	s  string
	at []int
}

// Plain returns a text with capitals, full-width characters and dressed-up digits
// made plain and invisible characters dropped; signs stay.
func Plain(s string) string { return plain(s).s }

func plain(text string) plained {
	var b strings.Builder
	at := make([]int, 0, len(text)+1)
	for i, r := range text {
		if r = plainRune(r); r < 0 {
			continue
		}
		n, _ := b.WriteRune(r)
		for range n {
			at = append(at, i)
		}
	}
	return plained{b.String(), append(at, len(text))}
}

// plainRune brings one character into its plain form; -1 drops it.
func plainRune(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r >= '!'+0xFEE0 && r <= '~'+0xFEE0: // full-width
		r -= 0xFEE0
	case invisible(r) || r == 0x20E3: // the last is the key cap around a digit
		return -1
	case unicode.IsSpace(r):
		return ' '
	}
	if d, ok := dressedDigit(r); ok {
		return d
	}
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹣':
		return '-'
	case '·', '•', '・', '‧':
		return '.'
	case '﹫':
		return '@'
	}
	if r >= 'A' && r <= 'Z' {
		r += 'a' - 'A'
	}
	return r
}

// invisible characters change how a text is read without being seen.
func invisible(r rune) bool {
	return r == 0x00AD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2060 && r <= 0x2069 || r == 0xFEFF || r >= 0xFE00 && r <= 0xFE0F
}

// dressedDigit undresses digits in circles, brackets, other scripts and
// mathematical type. Superscripts stay: they are units (m²).
func dressedDigit(r rune) (rune, bool) {
	for _, one := range []rune{'①', '⑴', '⓵', '❶', '➀', '➊'} {
		if r >= one && r < one+9 {
			return '1' + r - one, true
		}
	}
	switch {
	case r == '⓪' || r == '🄋':
		return '0', true
	case r >= 0x1D7CE && r <= 0x1D7FF:
		return '0' + (r-0x1D7CE)%10, true
	case r >= 0x0660 && r <= 0x0669:
		return '0' + r - 0x0660, true
	case r >= 0x06F0 && r <= 0x06F9:
		return '0' + r - 0x06F0, true
	}
	return 0, false
}
