package text

import (
	"strings"
	"testing"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"an empty text has none", "", ""},
		{"a text without an end is one", "花椒烘干，要省电", "花椒烘干，要省电"},
		{"full stops and semicolons end a sentence", "要烘干。要省电；便宜", "要烘干。|要省电；|便宜"},
		{"lines end one", "要烘干\n要省电\n", "要烘干\n|要省电\n"},
		{"a semicolon inside a tag does not cut the tag", "烘<b style=\"a;b\">干</b>机", "烘<b style=\"a;b\">|干</b>机"},
		{"nothing but ends is one", "。。；", "。。；"},
	} {
		if got := strings.Join(Sentences(c.in), "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
