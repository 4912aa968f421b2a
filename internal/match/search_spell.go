package match

import (
	"bytes"
	"strings"
)

// How many letters may be initials of a title.
const minInitials, maxSpelled = 2, 12

// spell finds titles by the initials of their characters in Pinyin, those at
// the beginning first.
func (s *searching) spell() {
	typed := []byte(strings.ToLower(strings.TrimSpace(s.q.Text)))
	if len(typed) < minInitials || len(typed) > maxSpelled {
		return
	}
	for _, c := range typed {
		if c < 'a' || c > 'z' {
			return
		}
	}
	for _, p := range s.side.pieces() {
		for i := range p.size() {
			shown := titleInitials(p.shown.at(i))
			at := bytes.Index(shown, typed)
			if at < 0 || p.gone(i) {
				continue
			}
			key := uint64(1)<<wholeShift | shareOf(int64(len(typed)), int64(len(shown)))<<closeShift
			if at == 0 {
				key |= 255 << titleShift
			}
			s.take(p.segment, i, key)
		}
	}
}
