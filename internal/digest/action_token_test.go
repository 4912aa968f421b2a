package digest

import (
	"strings"
	"testing"
	"time"
)

func TestActToken(t *testing.T) {
	secret, member, record := []byte("0123456789abcdef"), "abcdefghij12345", "ABCDEFGHIJ12345"
	token := ActToken(ActConfirm, member, record, now, secret)
	if act, m, r, expired, ok := ParseAct(token, now.AddDate(0, 0, actDays), secret); !ok || expired || act != ActConfirm || m != member || r != record {
		t.Errorf("%s: %s %s %s %v %v", token, act, m, r, expired, ok)
	}
	if _, _, _, expired, ok := ParseAct(token, now.AddDate(0, 0, actDays+2), secret); !ok || !expired {
		t.Errorf("an old token: %v %v", expired, ok)
	}
	if _, _, _, _, ok := ParseAct(token, now, []byte("another secret..")); ok {
		t.Error("another secret's token passes")
	}
	for i := range token {
		for _, c := range []string{"d", "0", "z", "-"} {
			forged := token[:i] + c + token[i+1:]
			if _, _, _, _, ok := ParseAct(forged, now, secret); ok && forged != token {
				t.Errorf("forged %s passes", forged)
			}
		}
	}
	for _, bad := range []string{"", "c", token + "x", token[1:], strings.Repeat("x", len(token)), strings.Repeat("文", 17)} {
		if _, _, _, _, ok := ParseAct(bad, now, secret); ok {
			t.Errorf("%q passes", bad)
		}
	}
	if ActToken("delete", member, record, now, secret)+ActToken(ActConfirm, "short", record, now, secret)+ActToken(ActConfirm, member, "a b", now, secret) != "" {
		t.Error("a token is made of nothing")
	}
	if ActToken(ActDecline, member, record, now, secret)[1:] == token[1:] {
		t.Error("two acts have the same hash")
	}
}

func TestNext(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		frequency  string
		weekday    int
		hour, last string
		now, want  string
	}{
		{"weekly", 2, "08:30", "2026-W47", "2026-11-23 09:00", "2026-11-24 08:30"},
		{"weekly", 2, "08:30", "2026-W48", "2026-11-24 08:30", "2026-12-01 08:30"},
		{"weekly", 2, "08:30", "2026-W47", "2026-11-24 09:00", "2026-11-24 09:00"}, // due
		{"daily", 2, "18:00", "2026-11-23", "2026-11-24 09:00", "2026-11-24 18:00"},
		{"monthly", 2, "08:30", "2026-11", "2026-11-24 09:00", "2026-12-01 08:30"},
		{"monthly", 1, "08:30", "2026-12", "2026-12-31 09:00", "2027-01-04 08:30"},
	} {
		got, ok := Next(c.frequency, c.weekday, c.hour, c.last, at(c.now))
		if !ok || !got.Equal(at(c.want)) {
			t.Errorf("%+v: %v", c, got)
		}
	}
	if _, ok := Next("off", 2, "08:30", "", now); ok {
		t.Error("off has a next one")
	}
}
