package hooks

import (
	"crypto/x509"
	"errors"
	"fmt"
	"hash/fnv"
	"net"
	"net/textproto"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"kejiyun/internal/refusal"
	"kejiyun/internal/store"
)

// outcome is what becomes of a mail that was not taken, and of others after it.
type outcome struct {
	state string
	why   string        // in Chinese, with the server's own words
	dead  bool          // the address takes no mail, now or ever
	pause time.Duration // how long no mail at all is handed over
	after time.Duration // how long this mail waits at least
}

const (
	quotaPause = 30 * time.Minute // our own quota is used up
	fullPause  = 6 * time.Hour    // the reader's mailbox is full
)

// verdict decides what a failure at some stage means for the mail, and says why
// in Chinese with the server's own words. What the server refuses for good is
// failed; what is the connection's fault or may pass is deferred; what broke
// after the whole mail was out and before the answer is uncertain.
func verdict(failed *stageError) outcome {
	code, words := answerOf(failed.err)
	switch {
	case errors.Is(failed, errNoUTF8):
		return outcome{state: store.MailFailed, why: "收信地址 @ 前面有非英文字符，邮件服务器不支持（SMTPUTF8）"}
	case errors.Is(failed, errAddress):
		return outcome{state: store.MailFailed, why: "收信或寄信地址写得不对：" + failed.err.Error()}
	case errors.Is(failed, errSuspended):
		return outcome{state: store.MailFailed, why: failed.err.Error()}
	case failed.at == atWriting:
		return outcome{state: store.MailFailed, why: "这封信写不成：" + failed.err.Error()}
	case failed.at == atConnect || failed.at == atHello || failed.at == atTLS || failed.at == atLogin:
		return outcome{state: store.MailDeferred, why: connectionTrouble(failed, words)}
	case code >= 400:
		return refused(failed.at, code, words)
	case failed.at == atDot:
		return outcome{state: store.MailUncertain, why: "信已全部发出，但没有等到邮件服务器的确认，对方可能已经收到：" + trouble(failed.err)}
	default:
		return outcome{state: store.MailDeferred, why: fmt.Sprintf("与邮件服务器的连接中断（%s）：%s", failed.at, trouble(failed.err))}
	}
}

// refused weighs what the server said to this mail.
func refused(at stage, code int, words string) outcome {
	_, said, _ := strings.Cut(words, " ")
	switch refusal.Read(at == atRcpt, code, said) {
	case refusal.Dead:
		return outcome{state: store.MailFailed, dead: true, why: fmt.Sprintf("收信地址不能用了，邮件服务器拒绝（%s）：%s", at, words)}
	case refusal.Full:
		return outcome{state: store.MailDeferred, after: fullPause, why: fmt.Sprintf("对方邮箱满了，邮件服务器请稍后再试（%s）：%s", at, words)}
	case refusal.TooMuch:
		return outcome{state: store.MailDeferred, after: quotaPause, pause: quotaPause, why: fmt.Sprintf("发得太多，超过了邮件服务商的限额（%s）：%s", at, words)}
	case refusal.Never:
		return outcome{state: store.MailFailed, why: fmt.Sprintf("邮件服务器拒绝（%s）：%s", at, words)}
	}
	return outcome{state: store.MailDeferred, why: fmt.Sprintf("邮件服务器请稍后再试（%s）：%s", at, words)}
}

// connectionTrouble words a failure that is not this mail's.
func connectionTrouble(failed *stageError, words string) string {
	if words == "" {
		words = trouble(failed.err)
	}
	switch failed.at {
	case atTLS:
		return "与邮件服务器的加密连接没有建成：" + words
	case atLogin:
		return "登录邮件服务器没有成功，请检查用户名和密码：" + words
	}
	return "连不上邮件服务器：" + words
}

// trouble words an error of the network.
func trouble(err error) string {
	var timeout net.Error
	var dns *net.DNSError
	var untrusted *x509.UnknownAuthorityError
	var certificate x509.UnknownAuthorityError
	switch {
	case errors.As(err, &dns):
		return "找不到这台服务器（" + dns.Name + "）"
	case errors.As(err, &certificate) || errors.As(err, &untrusted):
		return "服务器的证书无法核实"
	case errors.Is(err, smtp.ErrUnencrypted):
		return "服务器不加密，不能把密码发给它"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "对方没有及时回答"
	}
	return plain(err.Error())
}

// answerOf takes the server's code and words out of an error; 0 when it said nothing.
func answerOf(err error) (code int, words string) {
	var said *textproto.Error
	if !errors.As(err, &said) {
		return 0, ""
	}
	return said.Code, plain(fmt.Sprintf("%d %s", said.Code, said.Msg))
}

// backoff tells how long to wait after the given number of attempts: doubling
// from a minute to an hour, up to a quarter more or less so that the mails of
// one failure do not all come back at once. The same mail waits the same.
func backoff(key string, attempts int) time.Duration {
	wait := time.Hour
	if n := attempts - 1; n < 6 {
		wait = time.Minute << max(n, 0)
	}
	h := fnv.New32a()
	fmt.Fprintf(h, "%s %d", key, attempts)
	quarter := int64(wait / 4)
	return wait + time.Duration(int64(h.Sum32())%(2*quarter+1)-quarter)
}
