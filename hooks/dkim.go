package hooks

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// dkimSecret is the settings row with the private key, PEM; read by no route.
const dkimSecret = "secret.dkim"

// dkimHeaders are signed, those named twice so that nobody can add a second one.
var dkimHeaders = []string{"From", "From", "To", "Subject", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
	"Content-Transfer-Encoding", "Auto-Submitted", "List-Id", "List-Unsubscribe", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Unsubscribe-Post"}

// seal is what mails are signed with; nil where no key is configured.
type seal struct {
	domain, selector string
	key              crypto.Signer
}

// sealOf reads the key of the settings. A key that cannot be read is an error,
// so that no mail goes out unsigned which people believe is signed.
func sealOf(app core.App) (*seal, error) {
	text := store.Setting(app, dkimSecret, "")
	if text == "" {
		return nil, nil
	}
	key, err := readKey(text)
	if err != nil {
		return nil, fmt.Errorf("DKIM 私钥读不懂，请运行 ./kejiyun mail dkim 重新生成：%w", err)
	}
	s := &seal{key: key, domain: store.Setting(app, "mail.dkim_domain", ""), selector: store.Setting(app, "mail.dkim_selector", "")}
	if s.domain == "" {
		s.domain = senderDomain(app)
	}
	if s.selector == "" {
		s.selector = "kejiyun"
	}
	return s, nil
}

// senderDomain is what stands behind the "@" of the sender's address.
func senderDomain(app core.App) string {
	from := app.Settings().Meta.SenderAddress
	return strings.ToLower(from[strings.LastIndexByte(from, '@')+1:])
}

func readKey(text string) (crypto.Signer, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, errors.New("no PEM block")
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return key, nil
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("a %T cannot sign", key)
	}
	return signer, nil
}

// sign puts the signature before a mail.
func (s *seal) sign(raw []byte) ([]byte, error) {
	if s == nil {
		return raw, nil
	}
	var out bytes.Buffer
	err := dkim.Sign(&out, bytes.NewReader(raw), &dkim.SignOptions{Domain: s.domain, Selector: s.selector, Signer: s.key, Hash: crypto.SHA256,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed, HeaderKeys: dkimHeaders})
	if err != nil {
		return nil, fmt.Errorf("DKIM signature: %w", err)
	}
	return out.Bytes(), nil
}

// record is the DNS record by which others find the key, and where it belongs.
func (s *seal) record() (name, value string, err error) {
	der, err := x509.MarshalPKIXPublicKey(s.key.Public())
	if err != nil {
		return "", "", fmt.Errorf("public DKIM key: %w", err)
	}
	kind := "rsa"
	if _, ok := s.key.Public().(*rsa.PublicKey); !ok {
		kind = "ed25519"
		der = der[len(der)-32:] // RFC 8463: the bare key
	}
	return s.selector + "._domainkey." + s.domain, "v=DKIM1; k=" + kind + "; p=" + base64.StdEncoding.EncodeToString(der), nil
}

// makeSeal makes a key where there is none; RSA, since the large Chinese
// providers check no other. It writes past the record hooks: no copy of the key
// gets into the log of events.
func makeSeal(app core.App) (*seal, error) {
	if s, err := sealOf(app); err != nil || s != nil {
		return s, err
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, fmt.Errorf("make a DKIM key: %w", err)
	}
	text := string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}))
	if err := store.SetSecret(app, dkimSecret, text, "DKIM 签名的私钥，不显示；删除这一行就不再签名"); err != nil {
		return nil, err
	}
	return sealOf(app)
}
