package hooks

import (
	"errors"
	"net"
	"strings"
	"testing"
	"time"
)

// withDNS puts records of the test in the place of the DNS.
func withDNS(t *testing.T, records map[string][]string, failure error) {
	before := lookupTXT
	t.Cleanup(func() { lookupTXT = before })
	lookupTXT = func(name string) ([]string, error) {
		if failure != nil {
			return nil, failure
		}
		if r, ok := records[name]; ok {
			return r, nil
		}
		return nil, &net.DNSError{Name: name, IsNotFound: true}
	}
}

func TestSenderInTheDNS(t *testing.T) {
	app, _ := mailApp(t)
	app.Settings().Meta.SenderAddress = "kjy@county.example.cn"
	spf, dmarc := []string{"v=spf1 include:spf.mail.example ~all"}, []string{"v=DMARC1; p=none"}
	check := func(records map[string][]string, failure error) finding {
		withDNS(t, records, failure)
		return checkSender(app, time.Now())
	}
	for _, c := range []struct {
		records map[string][]string
		failure error
		fine    bool
		says    string
	}{
		{nil, nil, false, "没有 SPF"},
		{nil, nil, false, "_dmarc.county.example.cn"},
		{map[string][]string{"county.example.cn": spf}, nil, false, "没有 DMARC"},
		{map[string][]string{"county.example.cn": append(spf, "v=spf1 -all"), "_dmarc.county.example.cn": dmarc}, nil, false, "两条 SPF"},
		{map[string][]string{"county.example.cn": {"v=spf1 +all"}, "_dmarc.county.example.cn": dmarc}, nil, false, "+all"},
		{map[string][]string{"county.example.cn": append(spf, "verification=abc"), "_dmarc.county.example.cn": dmarc}, nil, true, "都有"},
		{nil, errors.New("no route to host"), true, "查不到 DNS"},
	} {
		if f := check(c.records, c.failure); f.fine != c.fine || !strings.Contains(f.says, c.says) {
			t.Errorf("%v: %+v, want %q", c.records, f, c.says)
		}
	}
	s, err := makeSeal(app)
	if err != nil {
		t.Fatal(err)
	}
	name, value, err := s.record()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{"county.example.cn": spf, "_dmarc.county.example.cn": dmarc}
	if f := check(all, nil); f.fine || !strings.Contains(f.says, name) || !strings.Contains(f.says, value) {
		t.Errorf("without the record: %+v", f)
	}
	all[name] = []string{strings.Replace(value, "p=MI", "p=MA", 1)}
	if f := check(all, nil); f.fine || !strings.Contains(f.says, "不一样") {
		t.Errorf("another key's record: %+v", f)
	}
	all[name] = []string{strings.ReplaceAll(value, ";", " ;")}
	if f := check(all, nil); !f.fine {
		t.Errorf("with the record: %+v", f)
	}
	app.Settings().SMTP.Enabled = false
	if f := check(nil, nil); !f.fine || !strings.Contains(f.says, "不检查") {
		t.Errorf("without a mail server: %+v", f)
	}
}
