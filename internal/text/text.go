// Package text reads Chinese text the way matching and search do: as
// overlapping pairs of characters, without a dictionary.
//
// A text is a row of units. A unit is one Han character (kana and Hangul count
// as such) or one word: a run of other letters and digits such as CBN, 811, pH
// or 7.5. Everything else separates units: punctuation, symbols, emoji, bytes
// that are not UTF-8, HTML tags and entities. Units are compared in folded
// form: full width becomes half width, capitals small, traditional characters
// simplified, so that 鋰離子ＣＢＮ and 锂离子cbn are one.
//
// Two units next to each other make a pair. A gram is a unit or a pair:
//
//	锂离子电池   锂 锂离 离 离子 子 子电 电 电池 池
//	3吨/小时     3 3吨 吨 小 小时 时
//	pH 值        ph ph值 值
//
// Characters find what is worded differently, pairs find what is meant
// exactly, and both know every new term from its first day. Han characters
// are neighbours only when nothing stands between them; a space, a hyphen or a
// slash between a word and its neighbour does not part the two.
//
// Quantities gives every number with a unit one more gram, the same for all ways
// to write it: 3吨/小时, 每小时3吨 and 3 t/h; 2公顷 and 三十亩. Sentences cuts a text
// where its sentences end without changing its grams.
//
// Words of boilerplate (技术, 研究, 应用 …) are known by a fixed list: their pairs
// are left out by EmitTelling, their characters are hollow. How much all other
// grams tell is a matter of how rare they are among the postings at hand, which
// is for the engine to know: leaving out the commonest was measured and does not
// help (docs/matching.md).
//
// Grams say where they stand in the original text, in bytes, so that what
// matched can be highlighted; Phrases joins matched pairs that overlap into
// the longest run (锂离+离子+子电+电池 → 锂离子电池), which is what people read.
//
// SearchTokens and SearchQuery carry the same units into an SQLite FTS5 table.
//
// The package imports nothing of ours, keeps no state and never fails: any
// string is a text.
package text

import "strings"

// Normalise returns the text as matching sees it: folded units, and one space
// wherever something else stood. Normalising twice changes nothing.
func Normalise(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	sc := Scan(s)
	last := 0
	for sc.Next() {
		if b.Len() > 0 && sc.unit.Start != last {
			b.WriteByte(' ')
		}
		last = sc.unit.End
		sc.appendFolded(&b)
	}
	return b.String()
}

// Length counts the units of a text that carry meaning: Han characters and
// words, without spaces, punctuation and markup.
func Length(s string) int {
	n := 0
	for sc := Scan(s); sc.Next(); n++ {
	}
	return n
}
