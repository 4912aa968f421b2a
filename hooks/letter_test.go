package hooks

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"time"

	"kejiyun/internal/store"
)

// opened is a mail as its reader's program shows it.
type opened struct {
	header  mail.Header
	subject string
	parts   map[string]string // media type → decoded text
}

// open reads a mail with the standard library, which had no part in writing it.
func open(t testing.TB, raw string) opened {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	o := opened{header: m.Header, parts: map[string]string{}}
	if o.subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("content type %q, %v", kind, err)
	}
	r := multipart.NewReader(m.Body, params["boundary"])
	for {
		p, err := r.NextPart()
		if err == io.EOF {
			return o
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil || !strings.EqualFold(params["charset"], "utf-8") {
			t.Fatalf("part %q in %q, %v", kind, params["charset"], err)
		}
		text, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, p))
		if err != nil {
			t.Fatal(err)
		}
		o.parts[kind] = string(text)
	}
}

func TestLetter(t *testing.T) {
	m := &store.ClaimedMail{Key: "k", To: "wang@example.com", ToName: "王老师\r\nBcc: evil@example.com", Subject: "您有 3 个新匹配：" + strings.Repeat("两百亩花椒", 6),
		HTML: "<p>您好</p>\n" + strings.Repeat("很长的一行", 400), Text: "您好\n.\n..\n" + strings.Repeat("很长的一行", 400), MessageID: "abc@portal.example",
		RawHeader: `{"List-Id":"<digest.portal.example>","X-Evil":"a\r\nBcc: evil@example.com","Bad Name:":"x","From":"evil@example.com","message-id":"<other@x>"}`}
	now := time.Date(2026, 11, 24, 0, 30, 0, 0, time.UTC)
	l, err := writeLetter(m, mail.Address{Name: "科技云", Address: "noreply@portal.example"}, now)
	if err != nil {
		t.Fatal(err)
	}
	o := open(t, string(l.raw))
	if o.subject != m.Subject {
		t.Errorf("subject %q, want %q", o.subject, m.Subject)
	}
	if o.parts["text/plain"] != m.Text && o.parts["text/plain"] != strings.ReplaceAll(m.Text, "\n", "\r\n") {
		t.Errorf("text %q", o.parts["text/plain"])
	}
	if o.parts["text/html"] != m.HTML {
		t.Errorf("html %q", o.parts["text/html"])
	}
	to, err := o.header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Address != "wang@example.com" || !strings.HasPrefix(to[0].Name, "王老师") {
		t.Errorf("to %v, %v", to, err)
	}
	for name, want := range map[string]string{
		"Message-Id": "<abc@portal.example>", "Auto-Submitted": "auto-generated", "List-Id": "<digest.portal.example>",
		"Date": "Tue, 24 Nov 2026 08:30:00 +0800", "X-Evil": "a  Bcc: evil@example.com", "Bcc": "", "User-Agent": "", "X-Mailer": "",
	} {
		if got := strings.ReplaceAll(o.header.Get(name), "a Bcc", "a  Bcc"); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, line := range bytes.Split(l.raw, []byte("\r\n")) {
		if len(line) > 78 || bytes.ContainsAny(line, "\r\n") || bytes.IndexFunc(line, func(r rune) bool { return r > 126 }) >= 0 {
			t.Errorf("line of %d bytes, or not plain ASCII: %q", len(line), line)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		address, wire string
		utf8, bad     bool
	}{
		{address: "wang@example.com", wire: "wang@example.com"},
		{address: "wang@例子.中国", wire: "wang@xn--fsqu00a.xn--fiqs8s"},
		{address: "王@example.com", wire: "王@example.com", utf8: true},
		{address: "", bad: true},
		{address: "wang", bad: true},
		{address: "a@b.c>\r\nRCPT TO:<x@y.z", bad: true},
		{address: "a@b.c\r\nBcc: x@y.z", bad: true},
		{address: "a@b.c, x@y.z", bad: true},
		{address: "王 <a@b.c>", bad: true},
	} {
		wire, utf8, err := wireAddress(c.address)
		if wire != c.wire || utf8 != c.utf8 || (err != nil) != c.bad {
			t.Errorf("%q: %q, utf8 %v, %v", c.address, wire, utf8, err)
		}
	}
}

// What cannot be sent says so and holds nobody else up.
func TestUnsendableMails(t *testing.T) {
	for _, c := range []struct {
		to, says string
		offers   bool // the server offers SMTPUTF8
		state    string
	}{
		{"王@example.com", "SMTPUTF8", false, "failed"},
		{"王@example.com", "", true, "sent"},
		{"not an address", "收信或寄信地址写得不对", false, "failed"},
		{"a@example.com\r\nRCPT TO:<b@example.com>", "收信或寄信地址写得不对", false, "failed"},
	} {
		t.Run(c.to+" "+c.state, func(t *testing.T) {
			app, d := mailApp(t)
			d.utf8 = c.offers
			for _, to := range []string{c.to, "a0@example.com"} {
				if err := store.Queue(app, store.OutMail{Key: to, Kind: "notice", To: to, Subject: "s", Text: "t"}); err != nil {
					t.Fatal(err)
				}
			}
			deliverAt(t, app, time.Now())
			rows := outboxRows(t, app)
			if rows[0].State != c.state || !strings.Contains(rows[0].Error, c.says) || rows[1].State != "sent" {
				t.Errorf("%s because %q; the other one is %s", rows[0].State, rows[0].Error, rows[1].State)
			}
			if strings.Contains(d.said(), "SMTPUTF8") != c.offers {
				t.Errorf("the conversation: %s", d.said())
			}
		})
	}
}
