package text

import "golang.org/x/text/encoding/simplifiedchinese"

// initialFrom are the first codes in GB 2312 of the characters of each initial:
// the 3,755 common characters stand there in the order of their Pinyin.
var initialFrom = [...]struct {
	code   uint16
	letter byte
}{
	{0xb0a1, 'a'}, {0xb0c5, 'b'}, {0xb2c1, 'c'}, {0xb4ee, 'd'}, {0xb6ea, 'e'}, {0xb7a2, 'f'}, {0xb8c1, 'g'}, {0xb9fe, 'h'},
	{0xbbf7, 'j'}, {0xbfa6, 'k'}, {0xc0ac, 'l'}, {0xc2e8, 'm'}, {0xc4c3, 'n'}, {0xc5b6, 'o'}, {0xc5be, 'p'}, {0xc6da, 'q'},
	{0xc8bb, 'r'}, {0xc8f6, 's'}, {0xcbfa, 't'}, {0xcdda, 'w'}, {0xcef4, 'x'}, {0xd1b9, 'y'}, {0xd4d1, 'z'}, {0xd7fa, ' '},
}

// initialOf are the initials of the characters of the basic plane, 0 for none.
var initialOf = buildInitials()

func buildInitials() *[0xa000 - 0x4e00]byte {
	t := new([0xa000 - 0x4e00]byte)
	decoder := simplifiedchinese.GBK.NewDecoder()
	for i := range len(initialFrom) - 1 {
		for code := initialFrom[i].code; code < initialFrom[i+1].code; code++ {
			if code&0xff < 0xa1 || code&0xff > 0xfe {
				continue
			}
			s, err := decoder.Bytes([]byte{byte(code >> 8), byte(code)})
			if r := []rune(string(s)); err == nil && len(r) == 1 && r[0] >= 0x4e00 && r[0] < 0xa000 {
				t[r[0]-0x4e00] = initialFrom[i].letter
			}
		}
	}
	return t
}

// Initial is the small first letter of a simplified character's Pinyin, of its
// most usual reading; a space for characters that are not common.
func Initial(r rune) byte {
	if r >= 0x4e00 && r < 0xa000 && initialOf[r-0x4e00] != 0 {
		return initialOf[r-0x4e00]
	}
	return ' '
}
