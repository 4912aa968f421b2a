package digest

import (
	"strings"
	"testing"
)

var secret = []byte("a secret of the instance")

func TestUnsubscribeToken(t *testing.T) {
	token := UnsubscribeToken("abcdef012345678", ListDigest, secret)
	if len(token) >= 40 || strings.ContainsAny(token, "/+=&?%. ") {
		t.Errorf("unfit for a short URL: %s", token)
	}
	if m, l, ok := ParseUnsubscribe(token, secret); !ok || m != "abcdef012345678" || l != ListDigest {
		t.Errorf("%s: %q %q %v", token, m, l, ok)
	}
	if _, _, ok := ParseUnsubscribe(token, []byte("another")); ok {
		t.Error("another secret opens it")
	}
	for i := range token { // no character may be changed
		forged := []byte(token)
		forged[i] ^= 1
		if _, _, ok := ParseUnsubscribe(string(forged), secret); ok {
			t.Errorf("forged at %d: %s", i, forged)
		}
	}
	for _, bad := range []string{"", "d", token[:17], token + "0", "x" + token[1:], "c" + token[1:]} {
		if _, _, ok := ParseUnsubscribe(bad, secret); ok {
			t.Errorf("%q passes", bad)
		}
	}
	for _, bad := range []string{UnsubscribeToken("", ListDigest, secret), UnsubscribeToken("a/b", ListDigest, secret), UnsubscribeToken("a", "news", secret), UnsubscribeToken("a", "", secret)} {
		if bad != "" {
			t.Errorf("made from nonsense: %q", bad)
		}
	}
	if UnsubscribeToken("a", ListCampaign, secret)[1:] == UnsubscribeToken("a", ListDigest, secret)[1:] {
		t.Error("one list's token opens another's")
	}
}

func FuzzParseUnsubscribe(f *testing.F) {
	f.Add(UnsubscribeToken("abcdef012345678", ListDigest, secret))
	f.Fuzz(func(t *testing.T, token string) {
		if m, l, ok := ParseUnsubscribe(token, secret); ok && UnsubscribeToken(m, l, secret) != token {
			t.Errorf("%q is not what was made", token)
		}
	})
}
