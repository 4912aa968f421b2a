package store

import (
	"strings"
	"testing"
)

// TestChanged: of a long text the log keeps what is new in it.
func TestChanged(t *testing.T) {
	long := strings.Repeat("花椒园里三分种七分管，", 30)
	for name, c := range map[string]struct{ before, after, oldPart, newPart string }{
		"a short text is kept whole":       {"二百亩", "三百亩", "二百亩", "三百亩"},
		"a word in the middle":             {long + "死树三百株" + long, long + "死树五百株" + long, "死树三百株", "死树五百株"},
		"something new at the end":         {long, long + "新补一句", "三分种七分管，", "新补一句"},
		"something left out at the start":  {"开头一句。" + long, long, "开头一句。", "花椒园里"},
		"a long text where nothing stood":  {"", long, "", "花椒园里三分种"},
		"the same word, written once less": {long + long, long, "花椒", ""},
	} {
		before, after := changed(c.before, c.after)
		if !strings.Contains(before, c.oldPart) || !strings.Contains(after, c.newPart) {
			t.Errorf("%s: %q, %q", name, before, after)
		}
		if name != "a short text is kept whole" && c.before != "" && len([]rune(before)) > 60 && !strings.Contains(name, "less") {
			t.Errorf("%s: %d characters tell the change", name, len([]rune(before)))
		}
	}
	if before, after := changed(long, long+"新补一句"); !strings.HasPrefix(before, "…") || !strings.HasPrefix(after, "…") {
		t.Errorf("what was left out is not marked: %q, %q", before, after)
	}
}
