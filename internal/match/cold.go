package match

import (
	"encoding/binary"
	"math"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
)

// A posting is kept as bytes, since it is read again only to tell why it
// matches: its struct's fields one after the other. Han text takes two bytes a
// character. The layout is that of one process and never stored.

// freezeDry returns the bytes of a posting.
func freezeDry(posting any) string {
	return string(appendValue(make([]byte, 0, 1024), reflect.ValueOf(posting).Elem()))
}

// thaw fills a posting from its bytes.
func thaw(s string, posting any) {
	t := thawing{s}
	t.value(reflect.ValueOf(posting).Elem())
}

var timeType = reflect.TypeFor[time.Time]()

func appendValue(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		return appendText(b, v.String())
	case reflect.Int:
		return binary.AppendVarint(b, v.Int())
	case reflect.Float64:
		return binary.AppendUvarint(b, math.Float64bits(v.Float()))
	case reflect.Bool:
		return append(b, byte(boolInt(v.Bool())))
	case reflect.Pointer:
		b = append(b, byte(boolInt(!v.IsNil())))
		if v.IsNil() {
			return b
		}
		return appendValue(b, v.Elem())
	case reflect.Slice:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		for i := range v.Len() {
			b = appendValue(b, v.Index(i))
		}
		return b
	}
	if v.Type() == timeType {
		return appendTime(b, v.Interface().(time.Time))
	}
	for i := range v.NumField() {
		b = appendValue(b, v.Field(i))
	}
	return b
}

// appendTime writes a time: 0 for none, else its length and Go's own form.
func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, 0)
	}
	if t.Location() == time.UTC && t.Year() > 1700 && t.Year() < 2200 {
		return binary.LittleEndian.AppendUint64(append(b, 1), uint64(t.UnixNano()))
	}
	own, err := t.MarshalBinary()
	if err != nil { // a year beyond 9999 or an odd zone
		return append(b, 0)
	}
	return append(append(b, byte(len(own))), own...)
}

// Two bytes hold the characters from 0x3000 on and, at the end, the full width
// forms; a rune of neither kind follows escape, a byte that is no UTF-8 bad.
const (
	twoFrom = 0x3000
	twoSize = 0x7f00
	wide    = 0xff00
	escape  = 0x01
	bad     = 0x02
)

// appendText writes the number of bytes of a text and its runes.
func appendText(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	for i, r := range s {
		switch {
		case r < 0x80 && r > bad:
			b = append(b, byte(r))
		case r >= twoFrom && r < twoFrom+twoSize:
			b = append(b, 0x80|byte((r-twoFrom)>>8), byte(r-twoFrom))
		case r >= wide && r <= 0xffff && r != utf8.RuneError:
			b = append(b, 0xff, byte(r))
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			b = append(b, bad, s[i])
		default:
			b = binary.AppendUvarint(append(b, escape), uint64(r))
		}
	}
	return b
}

type thawing struct{ s string }

func (t *thawing) byte() byte {
	c := t.s[0]
	t.s = t.s[1:]
	return c
}

func (t *thawing) uvarint() uint64 {
	v := uint64(0)
	for shift := 0; ; shift += 7 {
		c := t.byte()
		v |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return v
		}
	}
}

func (t *thawing) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(t.text())
	case reflect.Int:
		u := t.uvarint()
		v.SetInt(int64(u>>1) ^ -int64(u&1))
	case reflect.Float64:
		v.SetFloat(math.Float64frombits(t.uvarint()))
	case reflect.Bool:
		v.SetBool(t.byte() != 0)
	case reflect.Pointer:
		if t.byte() != 0 {
			v.Set(reflect.New(v.Type().Elem()))
			t.value(v.Elem())
		}
	case reflect.Slice:
		if n := int(t.uvarint()); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				t.value(v.Index(i))
			}
		}
	default:
		if v.Type() == timeType {
			v.Set(reflect.ValueOf(t.time()))
			return
		}
		for i := range v.NumField() {
			t.value(v.Field(i))
		}
	}
}

func (t *thawing) time() (out time.Time) {
	switch n := int(t.byte()); n {
	case 0:
	case 1:
		nanos := binary.LittleEndian.Uint64([]byte(t.s[:8]))
		t.s = t.s[8:]
		return time.Unix(0, int64(nanos)).UTC()
	default:
		_ = out.UnmarshalBinary([]byte(t.s[:n])) // written by MarshalBinary
		t.s = t.s[n:]
	}
	return out
}

func (t *thawing) text() string {
	n := int(t.uvarint())
	b := make([]byte, 0, n)
	for len(b) < n {
		switch c := t.byte(); {
		case c == 0xff:
			b = utf8.AppendRune(b, wide+rune(t.byte()))
		case c >= 0x80:
			b = utf8.AppendRune(b, twoFrom+rune(c&0x7f)<<8+rune(t.byte()))
		case c == bad:
			b = append(b, t.byte())
		case c == escape:
			b = utf8.AppendRune(b, rune(t.uvarint()))
		default:
			b = append(b, c)
		}
	}
	return string(b)
}
