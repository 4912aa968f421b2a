package domain

import (
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var phonePattern = regexp.MustCompile(`^1[3-9][0-9]{9}$`)

// LoginKind tells what somebody typed to sign in with: "email", "phone" (a
// mainland mobile number of 11 digits), or "" for neither. The second result is
// its normal form.
func LoginKind(typed string) (kind, login string) {
	typed = halfWidth(strings.TrimSpace(typed))
	if digits := strings.NewReplacer(" ", "", "-", "").Replace(typed); phonePattern.MatchString(digits) {
		return "phone", digits
	}
	if strings.ContainsAny(typed, " \t\r\n<>,;") || len(typed) > 200 {
		return "", ""
	}
	if a, err := mail.ParseAddress(typed); err == nil && a.Address == typed && strings.Contains(typed[strings.LastIndex(typed, "@"):], ".") {
		return "email", strings.ToLower(typed)
	}
	return "", ""
}

// halfWidth turns full-width digits, letters and signs, as Chinese input
// methods type them, into ASCII.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - 0xFEE0
		}
		if r == '　' {
			return ' '
		}
		return r
	}, s)
}

// commonPasswords are passwords that meet the rule and are guessed first.
var commonPasswords = []string{"a12345678", "abc12345", "abcd1234", "admin123", "aa123456", "password1", "q1w2e3r4", "qwer1234", "qwe12345",
	"woaini1314", "woaini520", "zxcvbnm123", "1q2w3e4r", "1qaz2wsx", "123456abc", "asd12345", "iloveyou1", "welcome1", "a1234567", "12345678a"}

// WeakPassword tells whether a password is too easy to guess for a role:
// members need 8 characters with letters and digits; staff need 10 of three
// kinds out of lower case, upper case, digits and others. bcrypt reads 71 bytes.
func WeakPassword(password string, role Role) bool {
	var lower, upper, digit, other bool
	for _, r := range password {
		switch {
		case unicode.IsLower(r):
			lower = true
		case unicode.IsUpper(r):
			upper = true
		case unicode.IsDigit(r):
			digit = true
		default:
			other = true
		}
	}
	kinds := 0
	for _, has := range []bool{lower, upper, digit, other} {
		if has {
			kinds++
		}
	}
	length := len([]rune(password))
	if len(password) > 71 || slices.Contains(commonPasswords, strings.ToLower(password)) {
		return true
	}
	if role == Member {
		return length < 8 || !digit || !(lower || upper || other)
	}
	return length < 10 || kinds < 3
}
