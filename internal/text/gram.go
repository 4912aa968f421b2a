package text

import "math/bits"

// Gram is the key of a unit or of a pair of neighbouring units, equal for equal
// folded text on every machine and in every version:
//
//	Han character    the rune, below 1<<21
//	Han pair         1<<42 | first<<21 | second
//	word             1<<62 | 62-bit hash of its folded bytes
//	other pair       1<<63 | 63-bit hash of both keys
//
// Two words with one hash would be taken for the same; among a million words
// that happens with a chance below one in ten million.
type Gram uint64

const (
	pairBit  Gram = 1 << 42
	wordBit  Gram = 1 << 62
	otherBit Gram = 1 << 63
	runeMask Gram = 1<<21 - 1
)

// IsChar tells whether the gram is a single Han character.
func (g Gram) IsChar() bool { return g < 1<<21 }

// IsWord tells whether the gram is a word: Latin letters, digits and the like.
func (g Gram) IsWord() bool { return g&wordBit != 0 && g&otherBit == 0 }

// IsPair tells whether the gram joins two neighbouring units.
func (g Gram) IsPair() bool { return g&otherBit != 0 || g&wordBit == 0 && g&pairBit != 0 }

// Chars returns the runes of a Han character (the second is 0) or a Han pair;
// both are 0 for grams that hold a word.
func (g Gram) Chars() (first, second rune) {
	switch {
	case g.IsChar():
		return rune(g), 0
	case g.IsPair() && g&otherBit == 0:
		return rune(g >> 21 & runeMask), rune(g & runeMask)
	}
	return 0, 0
}

// Pair returns the gram of two neighbouring units.
func Pair(a, b Gram) Gram {
	if a.IsChar() && b.IsChar() {
		return pairBit | a<<21 | b
	}
	hi, lo := bits.Mul64(uint64(a)^0x9e3779b97f4a7c15, uint64(b)^0xd6e8feb86659fd93)
	return otherBit | Gram(mix(hi^lo^bits.RotateLeft64(uint64(a), 23))>>1)
}

// mix spreads the bits of a hash (the finaliser of MurmurHash3).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
