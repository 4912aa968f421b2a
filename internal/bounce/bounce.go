// Package bounce reads mails that say that a mail could not be delivered:
// delivery status notifications of RFC 3464, and what providers send that write
// none. It only reads: whether the mail that came back was ever ours, and what
// follows, is decided by who knows the outbox. Anybody may write such a mail, so
// nothing in it is believed, and whatever is given ends in a report or in
// ErrNone, within fixed limits.
package bounce

import (
	"bufio"
	"errors"
	"io"
	"net/mail"
	"strings"
	"time"
)

// ErrNone says that a mail is no report of a delivery.
var ErrNone = errors.New("not a delivery report")

// MaxSize is how many bytes of a mail are looked at: what a report says stands
// before the mail that it returns.
const MaxSize = 1 << 20

// Report is what a mail says about the delivery of another one.
type Report struct {
	// Mails are the Message-IDs, without angle brackets, by which the mail that
	// came back may be known, the surest first.
	Mails      []string
	Recipients []Recipient
	Date       time.Time // when the report says it was written; zero when it does not
}

// Recipient is what became of the mail for one address.
type Recipient struct {
	Addresses []string // final and original, lower case; empty when only the text says something
	Action    string   // failed, delayed, delivered, relayed, expanded; lower case
	Code      int      // of RFC 5321, e.g. 550; 0 when unknown
	Words     string   // what the server said, on one line, an enhanced code first where there is one
}

// Failed tells whether the mail did not and will not reach the recipient.
func (r Recipient) Failed() bool { return r.Action == "failed" }

// For tells whether this is about an address. What is told about no address by
// name is about the one that the mail went to.
func (r Recipient) For(address string) bool {
	address = strings.ToLower(address)
	for _, a := range r.Addresses {
		if a == address {
			return true
		}
	}
	return len(r.Addresses) == 0
}

// Parse reads a mail.
func Parse(mailText io.Reader) (Report, error) {
	in := bufio.NewReader(io.LimitReader(mailText, MaxSize))
	head := readHeader(in)
	if len(head) == 0 {
		return Report{}, ErrNone
	}
	var found parts
	found.walk(head, in, 0)
	r := Report{Mails: found.mails, Recipients: found.recipients}
	if when, err := mail.ParseDate(head.get("Date")); err == nil {
		r.Date = when
	}
	if len(r.Recipients) == 0 {
		r.Recipients = fromText(head, found.text.String())
	}
	for _, name := range []string{"In-Reply-To", "References"} {
		r.Mails = append(r.Mails, ids(head.get(name))...)
	}
	if len(r.Recipients) == 0 || len(r.Mails) == 0 {
		return Report{}, ErrNone
	}
	return r, nil
}

// Likely tells from the head of a mail (From, Content-Type, X-Failed-Recipients
// are enough) whether it may be a report.
func Likely(mailHead io.Reader) bool {
	h := readHeader(bufio.NewReader(io.LimitReader(mailHead, MaxSize)))
	return strings.HasPrefix(strings.ToLower(h.get("Content-Type")), "multipart/report") || h.get("X-Failed-Recipients") != "" || fromSystem(h)
}

// ids takes the Message-IDs out of a header value.
func ids(value string) []string {
	var out []string
	for _, piece := range strings.SplitAfter(value, ">") {
		if begin := strings.LastIndexByte(piece, '<'); begin >= 0 && strings.HasSuffix(piece, ">") && len(out) < 20 {
			if id := strings.TrimSpace(piece[begin+1 : len(piece)-1]); id != "" && len(id) <= 200 && !strings.ContainsAny(id, " \t") {
				out = append(out, id)
			}
		}
	}
	return out
}
