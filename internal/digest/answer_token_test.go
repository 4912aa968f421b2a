package digest

import (
	"strings"
	"testing"
	"time"
)

var expires = time.Date(2026, 12, 8, 2, 12, 7, 0, time.UTC)

func TestAnswerToken(t *testing.T) {
	token := AnswerToken("abcdef012345678", "mmmmmmmmmmmmmmm", "supply", expires, secret)
	if len(token) > 65 || strings.ContainsAny(token, "/+=&?%# ") {
		t.Errorf("unfit for a URL: %s", token)
	}
	claim, ok := ParseAnswer(token, secret)
	if !ok || claim.Docking != "abcdef012345678" || claim.Member != "mmmmmmmmmmmmmmm" || claim.Side != "supply" || !claim.Expires.Equal(expires) || claim.Mark == "" {
		t.Errorf("%s: %+v %v", token, claim, ok)
	}
	if _, ok := ParseAnswer(token, []byte("another")); ok {
		t.Error("another secret opens it")
	}
	for i := range token { // no character may be changed: neither whose, for what, for which side, nor until when
		for _, by := range []byte{1, 2, 32} {
			forged := []byte(token)
			forged[i] ^= by
			if _, ok := ParseAnswer(string(forged), secret); ok {
				t.Errorf("forged at %d: %s", i, forged)
			}
		}
	}
	for _, bad := range []string{"", "s", token[:24], token + "0", "n" + token[1:], strings.Replace(token, ".", "", 1), strings.Replace(token, ".", "..", 1)} {
		if _, ok := ParseAnswer(bad, secret); ok {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestAnswerTokenIsNotMadeFromNonsense(t *testing.T) {
	for _, bad := range []string{
		AnswerToken("", "m", "need", expires, secret), AnswerToken("d", "", "need", expires, secret), AnswerToken("d.e", "m", "need", expires, secret),
		AnswerToken("d", "m", "broker", expires, secret), AnswerToken("d", "m", "nobody", expires, secret), AnswerToken("d", "m", "", expires, secret), AnswerToken("d", "m", "need", time.Time{}, secret),
	} {
		if bad != "" {
			t.Errorf("made from nonsense: %q", bad)
		}
	}
	if AnswerToken("d", "m", "need", expires, secret)[1:17] == AnswerToken("d", "m", "supply", expires, secret)[1:17] {
		t.Error("one side's link answers for the other")
	}
}

func FuzzParseAnswer(f *testing.F) {
	f.Add(AnswerToken("abcdef012345678", "mmmmmmmmmmmmmmm", "need", expires, secret))
	f.Fuzz(func(t *testing.T, token string) {
		if c, ok := ParseAnswer(token, secret); ok && AnswerToken(c.Docking, c.Member, c.Side, c.Expires, secret) != token {
			t.Errorf("%q is not what was made", token)
		}
	})
}
