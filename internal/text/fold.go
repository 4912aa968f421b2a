package text

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold maps every rune of the basic plane to its folded form; 0 marks what
// separates units. It is built once, from Unicode's facts and from hant.
var fold = buildFold()

// What fold leaves are three kinds of runes.
const (
	separator = iota
	han       // a unit of its own
	wordRune  // part of a word
)

// compat are the ranges of width and shape variants, folded by Unicode's
// compatibility decomposition where that is a single rune: superscripts,
// circled digits, radicals copied from PDF files, full and half width forms.
var compat = [][2]rune{{0xa0, 0xff}, {0x2070, 0x209f}, {0x2460, 0x249b}, {0x24b6, 0x24e9},
	{0x2e80, 0x2fd5}, {0xf900, 0xfaff}, {0xff00, 0xffef}}

func buildFold() *[1 << 16]uint16 {
	t := new([1 << 16]uint16)
	for r := rune(0); r < 0x3400; r++ {
		t[r] = letter(r)
	}
	for r := rune(0x3400); r < 0xd7a4; r++ {
		t[r] = uint16(r) // Han, Yi and Hangul: nearly all assigned, all letters
	}
	for r := rune(0xf900); r <= 0xffff; r++ {
		t[r] = letter(r)
	}
	for _, c := range compat {
		for r := c[0]; r <= c[1]; r++ {
			if to := []rune(norm.NFKC.String(string(r))); len(to) == 1 && to[0] != r {
				t[r] = letter(to[0])
			}
		}
	}
	traditional := []rune(hant)
	for i := 0; i+1 < len(traditional); i += 2 {
		t[traditional[i]] = uint16(traditional[i+1])
	}
	for _, c := range compat { // a variant of a traditional character
		for r := c[0]; r <= c[1]; r++ {
			if to := t[r]; to != 0 {
				t[r] = t[to]
			}
		}
	}
	return t
}

// letter returns the small form of a letter or digit and 0 for all else. The
// small form is taken to its fixed point, so that folding twice changes nothing.
func letter(r rune) uint16 {
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return 0
	}
	for range 3 {
		r = unicode.ToLower(r)
	}
	if r > 0xffff {
		return 0
	}
	return uint16(r)
}

// foldRune returns the folded rune and its kind.
func foldRune(r rune) (rune, int) {
	if r > 0xffff {
		if r >= 0x20000 && r < 0x32400 {
			return r, han
		}
		return 0, separator
	}
	r = rune(fold[r])
	switch {
	case r == 0:
		return 0, separator
	case r >= 0x3040 && r < 0xe000 || r >= 0xf900 && r < 0xfb00 || r == 0x3005 || r == 0x3007:
		return r, han
	}
	return r, wordRune
}
