package hooks

import (
	"bytes"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"golang.org/x/net/idna"

	"kejiyun/internal/store"
)

// letter is a mail as it goes over the wire.
type letter struct {
	from, to string // envelope addresses, the domain in ASCII
	utf8     bool   // the recipient's mailbox has a name beyond ASCII
	raw      []byte
	// beforeDot, if set, runs when all but the final dot is out and nothing is
	// committed yet (tests only).
	beforeDot func()
}

// errAddress: an address that no server would understand.
var errAddress = errors.New("not an address")

// headerName is what a header may be called; anything else is left out.
var headerName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]*$`)

// ownHeaders are written here and nowhere else.
var ownHeaders = map[string]bool{"from": true, "to": true, "cc": true, "bcc": true, "date": true, "subject": true, "message-id": true,
	"mime-version": true, "content-type": true, "content-transfer-encoding": true, "auto-submitted": true, "sender": true, "return-path": true}

// writeLetter puts a mail of the outbox into the form of RFC 5322: two
// alternative parts, everything encoded, no line break that is not ours.
func writeLetter(m *store.ClaimedMail, from mail.Address, now time.Time) (*letter, error) {
	to, utf8, err := wireAddress(m.To)
	if err != nil {
		return nil, err
	}
	sender, _, err := wireAddress(from.Address)
	if err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	extra, err := m.Headers()
	if err != nil {
		return nil, err
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(gomail.EncodingB64))
	msg.FromMailAddress(&mail.Address{Name: plain(from.Name), Address: sender})
	msg.ToMailAddress(&mail.Address{Name: plain(m.ToName), Address: to})
	msg.Subject(plain(m.Subject))
	msg.SetDateWithValue(now.In(zone))
	msg.SetMessageIDWithValue(strings.Trim(plain(m.MessageID), "<> "))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	for name, value := range extra {
		if headerName.MatchString(name) && !ownHeaders[strings.ToLower(name)] {
			msg.SetGenHeader(gomail.Header(name), plain(value))
		}
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	var raw bytes.Buffer
	if _, err := msg.WriteTo(&raw); err != nil {
		return nil, fmt.Errorf("write mail %s: %w", m.Key, err)
	}
	return &letter{from: sender, to: to, utf8: utf8, raw: raw.Bytes()}, nil
}

// wireAddress brings an address into the form servers understand: one mailbox,
// its domain in ASCII. utf8 says that the mailbox's own name is beyond ASCII.
func wireAddress(address string) (wire string, utf8 bool, err error) {
	a, err := mail.ParseAddress("<" + address + ">")
	if err != nil || a.Address != address {
		return "", false, fmt.Errorf("%w: %q", errAddress, address)
	}
	at := strings.LastIndexByte(address, '@')
	local, domain := address[:at], address[at+1:]
	if !ascii(domain) {
		if domain, err = idna.Lookup.ToASCII(domain); err != nil {
			return "", false, fmt.Errorf("%w: %q: %v", errAddress, address, err)
		}
	}
	return local + "@" + domain, !ascii(local), nil
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 126 }) < 0
}

// plain turns line breaks and other control characters into spaces, so that no
// value of a header can begin another one.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, s))
}
