package hooks

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/mailer"
	"github.com/wneessen/go-mail/smtp"
)

// stageTimeout is how long each step of an SMTP conversation may take.
const stageTimeout = 30 * time.Second

// stage names a step of an SMTP conversation.
type stage string

const (
	atWriting stage = "写信" // before there is a conversation
	atConnect stage = "连接"
	atHello   stage = "问候"
	atTLS     stage = "加密"
	atLogin   stage = "登录"
	atSender  stage = "寄信人"
	atRcpt    stage = "收信人"
	atData    stage = "正文"
	atDot     stage = "确认" // the whole mail is out, the server's answer is not in
)

// stageError says at which step a conversation broke.
type stageError struct {
	at  stage
	err error
}

func (e *stageError) Error() string { return fmt.Sprintf("%s: %v", e.at, e.err) }
func (e *stageError) Unwrap() error { return e.err }

// mailServer is where mail is handed over, from PocketBase's settings.
type mailServer struct {
	core.SMTPConfig
	helo     string
	starttls bool           // TLS begins within the conversation, not before it
	roots    *x509.CertPool // nil: the system's
}

func mailServerOf(app core.App) mailServer {
	s := mailServer{SMTPConfig: app.Settings().SMTP}
	s.starttls = s.Port == 25 || s.Port == 587
	s.helo = s.LocalName
	if u, err := url.Parse(app.Settings().Meta.AppURL); err == nil && s.helo == "" {
		s.helo = u.Hostname()
	}
	if s.helo == "" {
		s.helo = "localhost"
	}
	return s
}

// smtpSession is one connection over which many mails are handed over. The SMTP
// client is used step by step, because each step has another meaning for the
// mail when it fails.
type smtpSession struct {
	conn   net.Conn
	client *smtp.Client
	used   bool // it has taken a mail: a failure now may be its age's
	busy   bool // within a mail: there is no goodbye
	text   bool // within its text: any command would be taken for a line of it
}

// open connects, encrypts and signs in.
func (s mailServer) open(ctx context.Context) (*smtpSession, *stageError) {
	dialer := net.Dialer{Timeout: stageTimeout / 2}
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(s.Host, strconv.Itoa(s.Port)))
	if err != nil {
		return nil, &stageError{atConnect, err}
	}
	ses := &smtpSession{conn: conn}
	if failed := s.greet(ses); failed != nil {
		conn.Close()
		return nil, failed
	}
	return ses, nil
}

// greet brings a fresh connection to the point where mails can be handed over.
// TLS required: encrypted from the first byte, on the submission and relay
// ports by STARTTLS. Not required: STARTTLS when it is offered; its certificate
// is verified as soon as there is a password to protect.
func (s mailServer) greet(ses *smtpSession) *stageError {
	conf := &tls.Config{ServerName: s.Host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}
	ses.patience()
	conn := ses.conn
	implicit := s.TLS && !s.starttls
	if implicit {
		t := tls.Client(conn, conf)
		if err := t.Handshake(); err != nil {
			return &stageError{atTLS, err}
		}
		conn = t
	}
	client, err := smtp.NewClient(conn, s.Host)
	if err != nil {
		return &stageError{atConnect, err}
	}
	ses.client = client
	ses.patience()
	if err := client.Hello(s.helo); err != nil {
		return &stageError{atHello, err}
	}
	if offered, _ := client.Extension("STARTTLS"); !implicit && (offered || s.TLS) {
		ses.patience()
		conf.InsecureSkipVerify = !s.TLS && s.Username == ""
		if err := client.StartTLS(conf); err != nil {
			return &stageError{atTLS, err}
		}
	}
	if s.Username == "" {
		return nil
	}
	auth := smtp.PlainAuth("", s.Username, s.Password, s.Host, false)
	if s.AuthMethod == mailer.SMTPAuthLogin {
		auth = smtp.LoginAuth(s.Username, s.Password, s.Host, false)
	}
	ses.patience()
	if err := client.Auth(auth); err != nil {
		return &stageError{atLogin, err}
	}
	return nil
}
