package match

import "kejiyun/internal/text"

// maxInitials bounds how many initials of a title are held.
const maxInitials = 24

// appendInitials appends the first letters of a title's characters in Pinyin, so that
// hjhg finds 花椒烘干: a small letter for each character whose Pinyin is known
// and a space for all else. Spaces at the end are left out.
func appendInitials(out []byte, title string) []byte {
	head := len(out)
	for sc := text.Scan(title); sc.Next() && len(out)-head < maxInitials; {
		letter := byte(' ')
		if g := sc.Unit().Gram; g.IsChar() {
			first, _ := g.Chars()
			letter = text.Initial(first)
		}
		out = append(out, letter)
	}
	for len(out) > head && out[len(out)-1] == ' ' {
		out = out[:len(out)-1]
	}
	return out
}
