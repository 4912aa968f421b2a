package hooks

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// lookupTXT asks the DNS for text records; tests put their own in its place.
var lookupTXT = func(name string) ([]string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
	defer cancel()
	return net.DefaultResolver.LookupTXT(ctx, name)
}

// checkSender looks whether the DNS says of the sender's domain what large
// providers ask for before they take mail: SPF, DKIM, DMARC. Where there is no
// DNS at all it says so and finds nothing wrong.
func checkSender(app core.App, _ time.Time) finding {
	const name = "发信域名"
	if !app.Settings().SMTP.Enabled {
		return finding{name, true, "还没有设置发信服务器，不检查"}
	}
	domain := senderDomain(app)
	if strings.HasSuffix(domain, ".example") || domain == "example.com" {
		return finding{name, true, "发信地址还是示例地址，不检查"}
	}
	var bad []string
	for _, look := range []func(app core.App, domain string) (string, error){lookSPF, lookDMARC, lookDKIM} {
		says, err := look(app, domain)
		if err != nil {
			return finding{name, true, "查不到 DNS，没有检查（" + trouble(err) + "）"}
		}
		if says != "" {
			bad = append(bad, says)
		}
	}
	if len(bad) > 0 {
		return finding{name, false, domain + "：" + strings.Join(bad, "；") + "。缺了这些，信容易进垃圾箱。"}
	}
	return finding{name, true, domain + " 的 SPF、DKIM、DMARC 都有"}
}

// records returns the text records of a name that begin in some way. No such
// name is no record; no answer is an error.
func records(name, begin string) ([]string, error) {
	all, err := lookupTXT(name)
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range all {
		if strings.HasPrefix(strings.ToLower(strings.ReplaceAll(r, " ", "")), begin) {
			out = append(out, r)
		}
	}
	return out, nil
}

func lookSPF(_ core.App, domain string) (string, error) {
	found, err := records(domain, "v=spf1")
	switch {
	case err != nil:
		return "", err
	case len(found) == 0:
		return "没有 SPF，请给 " + domain + " 加 TXT 记录，例如 v=spf1 include:（邮件服务商给的域名） ~all", nil
	case len(found) > 1:
		return "有两条 SPF，等于没有，请合并成一条", nil
	case strings.Contains(found[0], "+all"):
		return "SPF 写着 +all，谁都能冒充，请改成 ~all 或 -all", nil
	}
	return "", nil
}

func lookDMARC(_ core.App, domain string) (string, error) {
	found, err := records("_dmarc."+domain, "v=dmarc1")
	if err != nil || len(found) > 0 {
		return "", err
	}
	return "没有 DMARC，请给 _dmarc." + domain + " 加 TXT 记录：v=DMARC1; p=none; rua=mailto:本单位邮箱", nil
}

// lookDKIM holds the record against our key. Without a key of ours the provider
// may sign, which nobody can see from here.
func lookDKIM(app core.App, _ string) (string, error) {
	s, err := sealOf(app)
	if err != nil {
		return err.Error(), nil
	}
	if s == nil {
		return "", nil
	}
	name, want, err := s.record()
	if err != nil {
		return err.Error(), nil
	}
	found, err := records(name, "v=dkim1")
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "没有 DKIM，请给 " + name + " 加 TXT 记录：" + want, nil
	}
	if publicPart(found[0]) != publicPart(want) {
		return fmt.Sprintf("DKIM 记录 %s 和本站的钥匙不一样，请改成：%s", name, want), nil
	}
	return "", nil
}

// publicPart is the key of a DKIM record, however it is spaced and wrapped.
func publicPart(record string) string {
	_, p, _ := strings.Cut(strings.ReplaceAll(record, " ", ""), "p=")
	p, _, _ = strings.Cut(p, ";")
	if der, err := base64.StdEncoding.DecodeString(p); err == nil {
		if key, err := x509.ParsePKIXPublicKey(der); err == nil {
			return fmt.Sprint(key)
		}
	}
	return p
}
