package bounce

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	ours   = "0a1b2c3d4e5f60718293a4b5c6d7e8f9@kjy.example.cn"
	theirs = "lixiuying@nowhere.example"
)

func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Reports as mail servers and providers write them.
func TestParse(t *testing.T) {
	for _, c := range []struct {
		file   string
		action string
		code   int
		words  string
	}{
		{"postfix.eml", "failed", 550, "5.1.1 <lixiuying@nowhere.example>: Recipient address rejected: User unknown in virtual mailbox table"},
		{"postfix_delayed.eml", "delayed", 450, "4.4.1 connect to mx.nowhere.example[192.0.2.25]:25: Connection timed out"},
		{"postfix_expired.eml", "failed", 450, "4.4.1 connect to mx.nowhere.example[192.0.2.25]:25: Connection timed out"},
		{"postfix_no_domain.eml", "failed", 550, "5.4.4 Host or domain name not found. Name service error for name=nowhere.example type=AAAA: Host not found"},
		{"exchange.eml", "failed", 550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"},
		{"qq.eml", "failed", 550, "Mailbox not found. http://service.mail.qq.com/cgi-bin/help?subtype=1&id=20022&no=1000728"},
		{"netease.eml", "failed", 550, "User not found: lixiuying@nowhere.example"},
		{"exim.eml", "failed", 550, "5.1.1 No such user here"},
		{"full.eml", "failed", 552, "5.2.2 Over quota"},
	} {
		for ending, text := range map[string][]byte{"": read(t, c.file), " with bare line feeds": bytes.ReplaceAll(read(t, c.file), []byte("\r\n"), []byte("\n"))} {
			r, err := Parse(bytes.NewReader(text))
			if err != nil || len(r.Recipients) != 1 {
				t.Errorf("%s%s: %+v, %v", c.file, ending, r, err)
				continue
			}
			got := r.Recipients[0]
			if got.Action != c.action || got.Code != c.code || got.Words != c.words || !got.For(strings.ToUpper(theirs)) || !slices.Contains(r.Mails, ours) {
				t.Errorf("%s%s: %+v of %v", c.file, ending, got, r.Mails)
			}
			if len(got.Addresses) > 0 && got.For("somebody@nowhere.example") {
				t.Errorf("%s is about everybody", c.file)
			}
		}
	}
}

// What is no report says nothing, whatever it says.
func TestNoReport(t *testing.T) {
	for name, text := range map[string]string{
		"an answer of a person who is away": string(read(t, "holiday.eml")),
		"nothing":                           "",
		"line breaks":                       "\r\n\r\n\r\n",
		"no header":                         "550 5.1.1 no such user",
		"a report of no mail":               "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\nFinal-Recipient: rfc822;a@b.c\r\nStatus: 5.1.1\r\n\r\n--b--\r\n",
		"a mail of a person with a report":  "From: wang@qq.com\r\nIn-Reply-To: <" + ours + ">\r\n\r\n550 5.1.1 User unknown\r\n",
	} {
		if r, err := Parse(strings.NewReader(text)); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

// A report of several recipients keeps them apart; one with an endless list or
// endless parts ends.
func TestLimits(t *testing.T) {
	group := "Final-Recipient: rfc822;x@b.c\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
	head := "References: <a@b>\r\nContent-Type: multipart/report; boundary=b\r\n\r\n"
	r, err := Parse(strings.NewReader(head + "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;x\r\n\r\n" + strings.Repeat(group, 10_000) + "--b--\r\n"))
	if err != nil || len(r.Recipients) != maxRecipients {
		t.Errorf("%d recipients, %v", len(r.Recipients), err)
	}
	nested := head + strings.Repeat("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", 10_000)
	if r, err := Parse(strings.NewReader(nested)); !errors.Is(err, ErrNone) {
		t.Errorf("nested: %+v, %v", r, err)
	}
	if _, err := Parse(strings.NewReader(strings.Repeat("A: b\r\n", 300_000))); !errors.Is(err, ErrNone) {
		t.Errorf("an endless header: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) < 9 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		f.Add(read(f, filepath.Base(file)))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := Parse(bytes.NewReader(text))
		if err != nil {
			return
		}
		if len(r.Mails) == 0 || len(r.Recipients) == 0 || len(r.Recipients) > maxRecipients {
			t.Errorf("%+v", r)
		}
		for _, one := range r.Recipients {
			if strings.ContainsAny(one.Words, "\r\n") || len(one.Words) > 600 || one.Action == "" {
				t.Errorf("%+v", one)
			}
		}
		for _, id := range r.Mails {
			if id == "" || len(id) > 200 || strings.ContainsAny(id, "<> \t") {
				t.Errorf("id %q", id)
			}
		}
	})
}
