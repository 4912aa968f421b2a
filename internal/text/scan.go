package text

import (
	"strings"
	"unicode/utf8"
)

// Unit is one Han character or word of a text.
type Unit struct {
	Gram       Gram
	Start, End int  // bytes in the original text, End exclusive
	Joined     bool // whether it makes a pair with the unit before it
}

// Scanner walks over the units of a text without allocating. The zero Scanner
// is an empty text.
type Scanner struct {
	src  string
	pos  int
	gap  byte // what stood before the unit: 0 nothing, 1 spaces or hyphens, 2 a break
	unit Unit
}

// Scan returns a Scanner at the beginning of a text.
func Scan(s string) Scanner { return Scanner{src: s, gap: 2} }

// Unit returns the unit that the last Next found.
func (s *Scanner) Unit() Unit { return s.unit }

// Next moves to the next unit and tells whether there is one.
func (s *Scanner) Next() bool {
	wasChar := s.unit.Gram.IsChar()
	for s.pos < len(s.src) {
		if c := s.common(); c != 0 {
			s.set(c, s.pos, s.pos+3, s.gap == 0 || s.gap == 1 && !wasChar)
			return true
		}
		r, size := s.decode()
		folded, kind := foldRune(r)
		switch kind {
		case han:
			joined := s.gap == 0 || s.gap == 1 && !wasChar
			s.set(Gram(folded), s.pos, s.pos+size, joined)
			return true
		case wordRune:
			joined := s.gap < 2
			start := s.pos
			h := s.word()
			s.set(wordBit|Gram(h>>2), start, s.pos, joined)
			return true
		}
		s.skip(r, size)
	}
	return false
}

// common returns the folded form of the Han character of the basic plane that
// comes next, as nearly always in Chinese; 0 if something else does.
func (s *Scanner) common() Gram {
	if len(s.src)-s.pos < 3 {
		return 0
	}
	t := s.src[s.pos : s.pos+3]
	if t[0] < 0xe4 || t[0] > 0xe9 || t[1]&0xc0 != 0x80 || t[2]&0xc0 != 0x80 {
		return 0
	}
	return Gram(fold[uint16(t[0])<<12|uint16(t[1]&0x3f)<<6|uint16(t[2]&0x3f)])
}

func (s *Scanner) set(g Gram, start, end int, joined bool) {
	s.unit = Unit{Gram: g, Start: start, End: end, Joined: joined}
	s.pos, s.gap = end, 0
}

func (s *Scanner) decode() (rune, int) {
	if c := s.src[s.pos]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.src[s.pos:])
}

// skip passes over what is no unit: a tag, an entity, or a single rune.
func (s *Scanner) skip(r rune, size int) {
	switch r {
	case ' ', '\t', '-', '/', '_', 0xa0, 0x3000:
		s.gap = max(s.gap, 1)
	case '<':
		s.gap, size = 2, tagLength(s.src[s.pos:])
	case '&':
		s.gap, size = 2, entityLength(s.src[s.pos:])
	default:
		s.gap = 2
	}
	s.pos += size
}

// word reads a word to its end and returns the hash of its folded runes
// (FNV-1a, mixed). A point between two digits belongs to the word.
func (s *Scanner) word() uint64 {
	h := uint64(14695981039346656037)
	digit := false
	for s.pos < len(s.src) {
		r, size := s.decode()
		folded, kind := foldRune(r)
		if kind != wordRune {
			if !(r == '.' && digit && s.pos+1 < len(s.src) && isDigit(s.src[s.pos+1])) {
				break
			}
			folded = '.'
		}
		digit = folded >= '0' && folded <= '9'
		h = (h ^ uint64(folded)) * 1099511628211
		s.pos += size
	}
	return mix(h)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// appendFolded writes the folded form of the current unit.
func (s *Scanner) appendFolded(b *strings.Builder) {
	for _, r := range s.src[s.unit.Start:s.unit.End] {
		if folded, kind := foldRune(r); kind != separator {
			b.WriteRune(folded)
		} else {
			b.WriteRune(r) // the point of a decimal number
		}
	}
}

// maxTag is the longest HTML tag that is passed over, in bytes.
const maxTag = 512

// tagLength returns the length of the HTML tag or comment that s begins with;
// 1 when s begins with a mere "<".
func tagLength(s string) int {
	if len(s) < 3 || !(s[1] == '/' || s[1] == '!' || s[1]|0x20 >= 'a' && s[1]|0x20 <= 'z') {
		return 1
	}
	if end := strings.IndexByte(s[:min(len(s), maxTag)], '>'); end > 0 {
		return end + 1
	}
	return 1
}

// entityLength returns the length of the character entity that s begins with;
// 1 when s begins with a mere "&".
func entityLength(s string) int {
	for i := 1; i < min(len(s), 10); i++ {
		switch c := s[i]; {
		case c == ';' && i > 1:
			return i + 1
		case isDigit(c), c|0x20 >= 'a' && c|0x20 <= 'z', c == '#':
		default:
			return 1
		}
	}
	return 1
}

// Emit calls f for every gram of a text, in order: each unit, followed by the
// pair it makes with the unit before it. start and end are bytes of s.
func Emit(s string, f func(g Gram, start, end int)) {
	var before Unit
	for sc := Scan(s); sc.Next(); {
		u := sc.unit
		f(u.Gram, u.Start, u.End)
		if u.Joined {
			f(Pair(before.Gram, u.Gram), before.Start, u.End)
		}
		before = u
	}
}
