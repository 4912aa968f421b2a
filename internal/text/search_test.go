package text

import (
	"regexp"
	"strings"
	"testing"
)

func TestSearchTokens(t *testing.T) {
	for in, want := range map[string]string{
		"锂离子电池CBN": "锂 锂离 离 离子 子 子电 电 电池 池 cbn",
		"花椒，烘干":    "花 花椒 椒 烘 烘干 干",
		"3吨":       "3 吨",
		"":         "",
		"！？🌶️":     "",
	} {
		if got := SearchTokens(in); got != want {
			t.Errorf("SearchTokens(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSearchQuery(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"one character", "椒", `"椒"`},
		{"two characters", "花椒", `"花椒"`},
		{"a run is a phrase of pairs", "花椒烘干", `"花椒 椒 椒烘 烘 烘干"`},
		{"several words must all be there", "花椒 烘干", `"花椒" AND "烘干"`},
		{"the same word once", "花椒，花椒", `"花椒"`},
		{"words of letters by their beginning", "CBN刀 plc", `"cbn 刀" AND "plc" *`},
		{"numbers as they are", "811", `"811"`},
		{"operators and quotes are text", `花椒" OR *`, `"花椒" AND "or" *`},
		{"nothing to search for", " ！\x00", ""},
		{"empty", "", ""},
	} {
		if got := SearchQuery(c.in); got != c.want {
			t.Errorf("%s: SearchQuery(%q) = %s, want %s", c.name, c.in, got, c.want)
		}
	}
}

func TestSearchFindsSubstrings(t *testing.T) {
	doc := "青花椒烘干设备，锂离子电池回收；CBN刀具3吨"
	for q, want := range map[string]bool{"花": true, "花椒": true, "椒烘": true, "青花椒烘干设备": true, "电池 花椒": true, "cb": true,
		"刀具3吨": true, "CBN刀": true, "备锂": false, "花烘": false, "电池 水稻": false, "锂电池": false, "bn": false} {
		if got := matches(SearchTokens(doc), SearchQuery(q)); got != want {
			t.Errorf("%q: found %v, want %v", q, got, want)
		}
	}
}

var quotedPhrase = regexp.MustCompile(`^"([^"]+)"( \*)?$`)

// matches does what FTS5 does with a query of quoted phrases.
func matches(tokens, query string) bool {
	if query == "" {
		return false
	}
	for _, part := range strings.Split(query, " AND ") {
		m := quotedPhrase.FindStringSubmatch(part)
		row := " " + tokens + " "
		switch {
		case m == nil:
			return false
		case m[2] == "" && !strings.Contains(row, " "+m[1]+" "), m[2] != "" && !strings.Contains(row, " "+m[1]):
			return false
		}
	}
	return true
}

// checkQuery holds for every text: its query is safe, and finds the text when
// it is short enough for all its words to be in the query.
func checkQuery(t *testing.T, s string) {
	q := SearchQuery(s)
	for _, part := range strings.Split(q, " AND ") {
		if q != "" && !quotedPhrase.MatchString(part) {
			t.Fatalf("SearchQuery(%q) = %s", s, q)
		}
	}
	if q != "" && !matches(SearchTokens(s), q) {
		t.Fatalf("%q does not find itself: %s in %s", s, q, SearchTokens(s))
	}
}
