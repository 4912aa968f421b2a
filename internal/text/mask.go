package text

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Hidden stands in a masked text where a contact detail stood.
const Hidden = "〔已隐去〕"

// MaskContacts returns a text in which Hidden stands for every contact detail
// that FindContact finds, for every link, and for every one of the known values
// (the writer's own number, name, …), however they are spaced or dressed; masked
// tells whether there were any. before is what the writer said just before: a
// number that begins there and ends here is found too, and its end is masked.
func MaskContacts(before, s string, known ...string) (out string, masked bool) {
	out = s
	for start, end, found := firstDetail(out); found; start, end, found = firstDetail(out) {
		out, masked = out[:start]+Hidden+out[end:], true
	}
	for _, value := range known {
		var hit bool
		if out, hit = maskValue(out, value); hit {
			masked = true
		}
	}
	if _, start, end, found := FindContact(before + out); found && start < len(before) && end > len(before) {
		out, masked = Hidden+out[end-len(before):], true
	}
	return out, masked
}

// firstDetail finds the first contact detail or link of a text.
func firstDetail(s string) (start, end int, found bool) {
	_, start, end, found = FindContact(s)
	p := plain(s)
	if m := linkPattern.FindStringIndex(p.s); m != nil && (!found || p.at[m[0]] < start) {
		return p.at[m[0]], p.at[m[1]], true
	}
	return start, end, found
}

// linkPattern finds addresses of pages: with a scheme, with www, or a name that
// ends as addresses do in China.
var linkPattern = regexp.MustCompile(`(?:https?|weixin|alipays?|mqq)://[!-~]+|\bwww\.[!-~]+|` +
	`\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|cc|vip|top|xyz|shop|site|info|club|online|store|link|ltd|wang|ren|me)\b(?:[:/?#][!-~]*)?`)

// The least length of a known value that is looked for, in characters: what is
// shorter stands in many words by chance.
const (
	leastHan   = 2
	leastLatin = 4
)

// maskValue masks a value wherever it stands, with other capitals, widths or
// with separators inside.
func maskValue(s, value string) (string, bool) {
	want := squeezed(value)
	least := leastLatin
	if strings.ContainsFunc(want.s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		least = leastHan
	}
	if utf8.RuneCountInString(want.s) < least {
		return s, false
	}
	done, hit := "", false
	for {
		in := squeezed(s)
		i := strings.Index(in.s, want.s)
		if i < 0 {
			return done + s, hit
		}
		last := in.at[i+len(want.s)-1]
		_, size := utf8.DecodeRuneInString(s[last:])
		done, s, hit = done+s[:in.at[i]]+Hidden, s[last+size:], true
	}
}

// squeezed is the plain form of a text without spaces and the signs with which
// people break numbers up.
func squeezed(s string) plained {
	p := plain(s)
	var b strings.Builder
	at := make([]int, 0, len(p.at))
	for i, r := range p.s {
		if unicode.IsSpace(r) || strings.ContainsRune("-.,_*~/、，。", r) {
			continue
		}
		n, _ := b.WriteRune(r)
		for range n {
			at = append(at, p.at[i])
		}
	}
	return plained{b.String(), append(at, len(s))}
}
