package text

import "strings"

// sentenceEnds part sentences; a comma does not.
const sentenceEnds = "。；;！？!?\n\r"

// Sentences cuts a text where a sentence or a line ends: always between two
// units, never inside a tag, so that the grams of the pieces together are
// exactly those of the text. Joined, the pieces are the text.
func Sentences(s string) []string {
	var out []string
	from, end := 0, 0
	for sc := Scan(s); sc.Next(); {
		u := sc.unit
		if end > 0 && !u.Joined && strings.ContainsAny(s[end:u.Start], sentenceEnds) {
			out = append(out, s[from:u.Start])
			from = u.Start
		}
		end = u.End
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}
