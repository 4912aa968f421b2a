package hooks

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// mailStep is one step of a conversation with a mail server, in words.
type mailStep struct {
	Step string `json:"step"`
	Fine bool   `json:"fine"`
	Says string `json:"says"`
}

// mailReport is how a test mail went.
type mailReport struct {
	Fine  bool       `json:"fine"`
	Steps []mailStep `json:"steps"`
}

// testMail hands a mail to the server at once, past the outbox, and tells step
// by step how that went: what works, and at what it failed and what to do.
func testMail(ctx context.Context, app core.App, to string) mailReport {
	r := mailReport{}
	say := func(step stage, fine bool, says string) {
		r.Steps = append(r.Steps, mailStep{string(step), fine, says})
	}
	server, meta := mailServerOf(app), app.Settings().Meta
	if !server.Enabled {
		say(atConnect, false, "还没有设置发信服务器，请在后台“设置 › 邮件”里打开 SMTP。")
		return r
	}
	signer, err := sealOf(app)
	if err != nil {
		say(atWriting, false, err.Error())
		return r
	}
	now := time.Now()
	name := store.Setting(app, "site.name", "科技云")
	l, err := writeLetter(&store.ClaimedMail{Key: "test", To: to, Subject: "测试邮件：" + name, MessageID: core.GenerateDefaultRandomId() + "@" + senderDomain(app),
		Text: "这是一封测试邮件。收到它，说明发信设置是对的。\n"}, mail.Address{Name: meta.SenderName, Address: meta.SenderAddress}, now)
	if err == nil {
		l.raw, err = signer.sign(l.raw)
	}
	if err != nil {
		say(atWriting, false, verdict(&stageError{atWriting, err}).why)
		return r
	}
	say(atWriting, true, "写好了"+map[bool]string{true: "，有 DKIM 签名", false: "，没有 DKIM 签名"}[signer != nil])
	ses, failed := server.open(ctx)
	if failed != nil {
		say(failed.at, false, verdict(failed).why+"。"+advice(failed, server))
		return r
	}
	defer ses.close()
	for _, s := range ses.heard(server) {
		say(s.at, true, s.says)
	}
	if failed := ses.hand(l, func() error { return nil }); failed != nil {
		say(failed.at, false, verdict(failed).why+"。"+advice(failed, server))
		return r
	}
	say(atDot, true, "邮件服务器收下了，请到 "+to+" 的收件箱（也看看垃圾箱）里找。")
	breakerOf(app).reset()
	r.Fine = true
	return r
}

// heardStep is what is known of a connection that stands.
type heardStep struct {
	at   stage
	says string
}

// heard tells how a connection came about.
func (ses *smtpSession) heard(s mailServer) []heardStep {
	out := []heardStep{{atConnect, fmt.Sprintf("连上了 %s:%d", s.Host, s.Port)}}
	state, encrypted := ses.client.TLSConnectionState()
	if t, ok := ses.conn.(*tls.Conn); ok && !encrypted {
		state, encrypted = t.ConnectionState(), true
	}
	switch {
	case encrypted:
		out = append(out, heardStep{atTLS, "已加密（" + tls.VersionName(state.Version) + "）"})
	case s.TLS && !s.starttls:
		out = append(out, heardStep{atTLS, "已加密"})
	default:
		out = append(out, heardStep{atTLS, "没有加密：对方不提供"})
	}
	if s.Username != "" {
		out = append(out, heardStep{atLogin, "用户名和密码正确"})
	} else {
		out = append(out, heardStep{atLogin, "没有设用户名，不登录"})
	}
	return out
}

// advice says what to look at when a step failed.
func advice(failed *stageError, s mailServer) string {
	switch failed.at {
	case atConnect, atHello:
		return fmt.Sprintf("请检查服务器地址（%s）、端口（%d，加密一般用 465，STARTTLS 用 587），以及防火墙和云服务器的出站限制。", s.Host, s.Port)
	case atTLS:
		return "请检查端口和“加密”一项是否配套：465 要打开加密，587 会自动升级；自签证书要换成受信任的。"
	case atLogin:
		return "QQ、163 等邮箱要用“授权码”，不是登录密码；请在邮箱设置里开启 SMTP 后取得。"
	case atSender:
		return "发信地址一般要和登录的用户名是同一个邮箱。"
	case atRcpt:
		return "请核对收信地址；也可能是服务商限制了发信对象。"
	}
	return "服务商可能把它当成了垃圾邮件，请检查 SPF、DKIM、DMARC（./kejiyun doctor 会说缺什么）。"
}

// checkedAddress brings an address typed for a test into the form it is sent to.
func checkedAddress(to string) (string, error) {
	to = strings.TrimSpace(to)
	if _, _, err := wireAddress(to); err != nil {
		return "", domain.FieldErrors{"to": domain.Errorf(domain.Invalid, "email_invalid")}.Err()
	}
	return to, nil
}
