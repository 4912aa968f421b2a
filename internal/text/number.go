package text

import "strconv"

// hanDigits and hanPowers are the Chinese numerals.
var (
	hanDigits = map[rune]float64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	hanPowers = map[rune]float64{'十': 10, '百': 100, '千': 1000}
	myriads   = map[rune]float64{'万': 1e4, '亿': 1e8}
)

// number reads a number at a word's beginning: digits with a point, or Chinese
// numerals, both with 万 or 亿 behind.
func (r *reader) number() (float64, bool) {
	from := r.pos
	v, ok := r.digits()
	if !ok {
		v, ok = r.numerals()
	}
	if !ok {
		r.pos = from
		return 0, false
	}
	for {
		c, size := r.at(r.pos)
		m, is := myriads[c]
		if !is {
			return v, true
		}
		v *= m
		r.pos += size
	}
}

// maxDigits bounds what is taken for a number.
const maxDigits = 15

// digits reads 1234.5; a comma before three digits is passed over. What is part
// of a longer word, as in LiFePO4, is no number.
func (r *reader) digits() (float64, bool) {
	if r.pos > 0 && isWordByte(r.s[r.pos-1]) {
		return 0, false
	}
	var buffer [maxDigits + 1]byte
	b, point := buffer[:0], false
	for len(b) <= maxDigits {
		c, size := r.at(r.pos)
		next, _ := r.at(r.pos + size)
		digit := next >= '0' && next <= '9'
		switch {
		case c >= '0' && c <= '9':
			b = append(b, byte(c))
		case c == '.' && digit && len(b) > 0 && !point:
			b, point = append(b, '.'), true
		case c == ',' && digit && len(b) > 0:
		default:
			v, err := strconv.ParseFloat(string(b), 64)
			return v, err == nil
		}
		r.pos += size
	}
	return 0, false
}

func isWordByte(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '.' }

// numerals reads 三百二十, but not what goes on a row of digits (811三元).
func (r *reader) numerals() (float64, bool) {
	if r.pos > 0 && isDigit(r.s[r.pos-1]) {
		return 0, false
	}
	sum, digit, any := 0.0, -1.0, false
	for range maxDigits {
		c, size := r.at(r.pos)
		if d, is := hanDigits[c]; is {
			digit, any = d, true
		} else if p, is := hanPowers[c]; is && (any || p == 10) { // 百年老店 counts nothing
			sum += p * max(digit, 1)
			digit, any = -1, true
		} else {
			break
		}
		r.pos += size
	}
	return sum + max(digit, 0), any
}
