package domain

import (
	"strings"
	"testing"
)

func TestValidUSCC(t *testing.T) {
	for code, want := range map[string]bool{
		"91350100M000100Y43":  true,
		"91350100M000100Y4Z":  false, // Z is not in the alphabet
		"91350100M000100Y44":  false, // wrong check character
		"91350100M000100Y4":   false,
		"91350100M000100Y433": false,
		"91350100I000100Y43":  false, // I is not in the alphabet
		"":                    false,
	} {
		if got := ValidUSCC(code); got != want {
			t.Errorf("ValidUSCC(%q) = %v", code, got)
		}
	}
	if got := NormalUSCC(" ９1350100m000100y4３　"); got != "91350100M000100Y43" {
		t.Errorf("NormalUSCC: %q", got)
	}
}

func TestRegions(t *testing.T) {
	for _, c := range []struct{ inner, outer string }{
		{"511423100000", "511423000000"}, {"511423000000", "511400000000"}, {"511400000000", "510000000000"}, {"511423000000", "511423000000"},
	} {
		if !RegionWithin(c.inner, c.outer) {
			t.Errorf("%s should lie in %s", c.inner, c.outer)
		}
		if c.inner < c.outer || c.inner > RegionLast(c.outer) {
			t.Errorf("%s is outside the range of %s", c.inner, c.outer)
		}
	}
	for _, c := range []struct{ inner, outer string }{
		{"511423000000", "511423100000"}, {"510423100000", "511423000000"}, {"5114", "510000000000"}, {"511423000000", ""}, {"51142x000000", "510000000000"},
	} {
		if RegionWithin(c.inner, c.outer) {
			t.Errorf("%q should not lie in %q", c.inner, c.outer)
		}
	}
	if got := RegionAt("511423100000", "city"); got != "511400000000" {
		t.Errorf("city of 511423100000: %s", got)
	}
	for code, level := range map[string]string{"510000000000": "province", "511400000000": "city", "511423000000": "county", "511423100000": "township", "bad": ""} {
		if got := RegionLevel(code); got != level {
			t.Errorf("level of %s: %q", code, got)
		}
	}
}

func TestLoginKind(t *testing.T) {
	for typed, want := range map[string][2]string{
		"13800000000":     {"phone", "13800000000"},
		" 138 0000-0000 ": {"phone", "13800000000"},
		"１３８００００００００":     {"phone", "13800000000"},
		"Li@Example.com":  {"email", "li@example.com"},
		"li＠example.com":  {"email", "li@example.com"},
		"12800000000":     {"", ""},
		"li@example":      {"", ""},
		"li example@x.cn": {"", ""},
		"<li@x.cn>":       {"", ""},
		"":                {"", ""},
		"a@b.c\r\nBcc: x": {"", ""},
	} {
		if kind, login := LoginKind(typed); kind != want[0] || login != want[1] {
			t.Errorf("LoginKind(%q) = %q, %q", typed, kind, login)
		}
	}
}

func TestWeakPassword(t *testing.T) {
	for _, c := range []struct {
		password string
		role     Role
		weak     bool
	}{
		{"huajiao2026", Member, false}, {"12345678", Member, true}, {"abcdefgh", Member, true}, {"a1b2c3", Member, true},
		{"Abcd1234", Member, true}, {"花椒花椒花椒12", Member, false}, {"huajiao2026", Staff, true}, {"Huajiao-2026", Staff, false},
		{strings.Repeat("a1", 40), Member, true},
	} {
		if got := WeakPassword(c.password, c.role); got != c.weak {
			t.Errorf("WeakPassword(%q, %s) = %v", c.password, c.role, got)
		}
	}
}

func TestActorAnswers(t *testing.T) {
	for _, c := range []struct {
		actor Actor
		want  bool
	}{
		{Actor{Role: Staff, Region: "511400000000"}, true}, {Actor{Role: Broker, Region: "511423000000"}, true},
		{Actor{Role: Leader, Region: "511423000000"}, true}, {Actor{Role: Staff, Region: "511421000000"}, false},
		{Actor{Role: Staff}, false}, {Actor{Role: Member, Region: "511423000000"}, false}, {Actor{Role: Superuser}, true}, {Actor{}, false},
	} {
		if got := c.actor.Answers("511423100000"); got != c.want {
			t.Errorf("%+v answers: %v", c.actor, got)
		}
	}
}

func TestErrors(t *testing.T) {
	f := FieldErrors{}
	if f.Err() != nil {
		t.Fatal("no errors is an error")
	}
	f.Add("title", "too_long", "max", 60)
	f.Add("title", "required")
	e, ok := AsError(f.Err())
	if !ok || e.Fields["title"].Code != "too_long" || e.Fields["title"].Params["max"] != 60 {
		t.Fatalf("%v", e)
	}
}
