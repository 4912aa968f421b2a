package text

import (
	"strings"
	"unicode/utf8"
)

// reader reads a text rune by rune, folded.
type reader struct {
	s       string
	pos     int
	rateEnd int
}

// at returns the folded rune at a byte and its size; separators stand for
// themselves.
func (r *reader) at(pos int) (rune, int) {
	if pos >= len(r.s) {
		return 0, 0
	}
	sc := Scanner{src: r.s, pos: pos}
	c, size := sc.decode()
	if folded, kind := foldRune(c); kind != separator {
		return folded, size
	}
	switch c {
	case '％':
		c = '%'
	case '／':
		c = '/'
	}
	return c, size
}

// opensQuantity are the folded runes by which a number or a rate may begin.
var opensQuantity = func() *[1 << 16]bool {
	t := new([1 << 16]bool)
	for c := range hanDigits {
		t[c] = true
	}
	for _, c := range "0123456789十每年日时" {
		t[c] = true
	}
	return t
}()

// skip moves to the next rune by which a number or a rate may begin; false at
// the end of the text.
func (r *reader) skip() bool {
	for r.pos < len(r.s) {
		c := r.s[r.pos]
		if c < 0x80 {
			if isDigit(c) {
				return true
			}
			r.pos++
			continue
		}
		sc := Scanner{src: r.s, pos: r.pos}
		folded, size := rune(sc.common()), 3
		if folded == 0 {
			folded, size = r.at(r.pos)
		}
		if folded < 1<<16 && opensQuantity[folded] {
			return true
		}
		r.pos += size
	}
	return false
}

func (r *reader) rune() {
	_, size := r.at(r.pos)
	r.pos += size
}

func (r *reader) spaces() {
	for c, size := r.at(r.pos); c == ' '; c, size = r.at(r.pos) {
		r.pos += size
	}
}

// name reads the longest of some names.
func name[V any](r *reader, names map[string]V) (best V, found bool) {
	var buffer [maxUnitName * utf8.UTFMax]byte
	b, pos := buffer[:0], r.pos
	for range maxUnitName {
		c, size := r.at(pos)
		if size == 0 {
			break
		}
		b = utf8.AppendRune(b, c)
		pos += size
		v, known := names[string(b)]
		if !known {
			continue
		}
		if next, _ := r.at(pos); !(isLatin(c) && isLatin(next)) {
			best, found, r.pos = v, true, pos
		}
	}
	return best, found
}

func isLatin(c rune) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// unit reads the name of a unit, after spaces.
func (r *reader) unit() (measure, bool) {
	from := r.pos
	r.spaces()
	m, ok := name(r, measures)
	if !ok {
		r.pos = from
	}
	return m, ok
}

// per reads 每 or 年产, 日处理 and the like: what the number behind is per.
func (r *reader) per() (string, bool) {
	from := r.pos
	switch c, size := r.at(r.pos); c {
	case '每':
		r.pos += size
		if per, ok := name(r, times); ok {
			r.rateEnd = r.pos
			return per, true
		}
	case '年', '日', '时':
		r.pos += size
		for _, verb := range [...]string{"产", "处理", "加工"} {
			if strings.HasPrefix(r.s[r.pos:], verb) {
				r.pos += len(verb)
				r.rateEnd = r.pos
				return times[string(c)], true
			}
		}
	}
	r.pos = from
	return "", false
}

// slash reads /小时 or 每小时.
func (r *reader) slash() (string, bool) {
	from := r.pos
	r.spaces()
	if c, size := r.at(r.pos); c == '/' || c == '每' {
		r.pos += size
		r.spaces()
		if per, ok := name(r, times); ok {
			return per, true
		}
	}
	r.pos = from
	return "", false
}

// rangeMark reads what stands between the two ends of a range.
func (r *reader) rangeMark() bool {
	if c, size := r.at(r.pos); strings.ContainsRune("-~～—–至到", c) && size > 0 {
		r.pos += size
		return true
	}
	return false
}
