package hooks

import (
	"bytes"
	"crypto/rsa"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"kejiyun/internal/store"
)

// With a key configured, every mail is signed so that whoever looks up the
// record that we name finds the signature good, the headers of unsubscribing
// among what is signed.
func TestMailsAreSigned(t *testing.T) {
	app, d := mailApp(t)
	app.Settings().Meta.SenderAddress = "kjy@Mail.Example.cn"
	s, err := makeSeal(app)
	if err != nil {
		t.Fatal(err)
	}
	again, err := makeSeal(app)
	if err != nil || again.key.Public().(*rsa.PublicKey).N.Cmp(s.key.Public().(*rsa.PublicKey).N) != 0 {
		t.Errorf("a second key is made: %v", err)
	}
	name, value, err := s.record()
	if err != nil || name != "kejiyun._domainkey.mail.example.cn" {
		t.Fatalf("%s: %v", name, err)
	}
	err = store.Queue(app, store.OutMail{Key: "signed", Kind: "notice", To: "wang@example.com", ToName: "王老师", Subject: "您的需求已发布",
		HTML: "<p>您好</p>", Text: "您好", Headers: map[string]string{"List-Unsubscribe": "<https://x.example/u/t>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}})
	if err != nil {
		t.Fatal(err)
	}
	deliverAt(t, app, time.Now())
	if len(d.arrived()) != 1 {
		t.Fatalf("outbox %+v", outboxRows(t, app))
	}
	raw := d.arrived()[0].raw
	lookup := func(domain string) ([]string, error) { return map[string][]string{name: {value}}[domain], nil }
	check := func(raw string) error {
		found, err := dkim.VerifyWithOptions(strings.NewReader(raw), &dkim.VerifyOptions{LookupTXT: lookup})
		if err != nil {
			t.Fatal(err)
		}
		if len(found) != 1 || found[0].Domain != "mail.example.cn" {
			t.Fatalf("signatures %+v", found)
		}
		return found[0].Err
	}
	if err := check(raw); err != nil {
		t.Errorf("the signature: %v", err)
	}
	for _, forged := range []string{
		strings.Replace(raw, "https://x.example/u/t", "https://y.example/u/t", 1),
		strings.Replace(raw, "From: ", "From: x@evil.example\r\nFrom: ", 1),
		raw + "附言\r\n",
	} {
		if check(forged) == nil {
			t.Error("a changed mail has a good signature")
		}
	}
	open(t, raw) // it is still a mail
}

// A key that cannot be read stops the mail, with the reason; nothing is lost.
func TestBrokenKeyStopsTheMail(t *testing.T) {
	app, d := mailApp(t)
	queue(t, app, 1)
	for _, bad := range []string{"x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"} {
		if err := store.SetSecret(app, dkimSecret, bad, ""); err != nil {
			t.Fatal(err)
		}
		_, err := runJob(t.Context(), app, "deliver", time.Now())
		if err == nil || !strings.Contains(err.Error(), "DKIM 私钥读不懂") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if n := states(t, app)["queued"]; n != 1 || len(d.arrived()) != 0 {
		t.Errorf("%d queued, %d arrived", n, len(d.arrived()))
	}
}

// No key: no signature.
func TestUnsigned(t *testing.T) {
	var s *seal
	raw := []byte("Subject: x\r\n\r\nx\r\n")
	if got, err := s.sign(raw); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("%q, %v", got, err)
	}
}
