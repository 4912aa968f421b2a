package hooks

import (
	"errors"
	"net"
	"net/textproto"
	"time"
)

// patience gives the next step its time.
func (ses *smtpSession) patience() { _ = ses.conn.SetDeadline(time.Now().Add(stageTimeout)) }

// These end a delivery before anything was sent.
var (
	errNoUTF8    = errors.New("the address needs SMTPUTF8")
	errTaken     = errors.New("the lease is lost")
	errSuspended = errors.New("the address is suspended")
)

// hand gives one mail to the server. sending is called when the server has all of
// it but the final dot, without which it delivers nothing (RFC 5321, 4.1.1.4); what
// sending writes must be durable, for from then on the mail may arrive.
func (ses *smtpSession) hand(m *letter, sending func() error) *stageError {
	if failed := ses.envelope(m); failed != nil {
		return failed
	}
	ses.patience()
	w, err := ses.client.Data()
	if err != nil {
		return &stageError{atData, err}
	}
	ses.text = true
	ses.patience()
	if _, err := w.Write(m.raw); err != nil {
		return &stageError{atData, err}
	}
	if err := ses.flushed(); err != nil {
		return &stageError{atData, err}
	}
	if m.beforeDot != nil {
		m.beforeDot()
	}
	if err := sending(); err != nil {
		return &stageError{atData, err}
	}
	if err := ses.silent(); err != nil {
		return &stageError{atData, err}
	}
	ses.patience()
	err = w.Close()
	ses.text = false
	if err != nil {
		return &stageError{atDot, err}
	}
	ses.used, ses.busy = true, false
	return nil
}

// envelope says who writes to whom.
func (ses *smtpSession) envelope(m *letter) *stageError {
	offered, _ := ses.client.Extension("SMTPUTF8")
	if m.utf8 && !offered {
		return &stageError{atRcpt, errNoUTF8}
	}
	ses.client.SkipSMTPUTF8(!m.utf8)
	ses.busy = true
	ses.patience()
	if err := ses.client.Mail("<" + m.from + ">"); err != nil {
		return &stageError{atSender, err}
	}
	ses.patience()
	if err := ses.client.Rcpt("<" + m.to + ">"); err != nil {
		return &stageError{atRcpt, err}
	}
	return nil
}

// flushed pushes the text out, all but the final dot.
func (ses *smtpSession) flushed() error { return ses.client.Text.W.Flush() }

// silent tells whether the server is still listening just before the dot: one
// that has hung up or complains has not taken the mail, and then the mail is
// known to be unsent instead of uncertain.
func (ses *smtpSession) silent() error {
	_ = ses.conn.SetReadDeadline(time.Now().Add(2 * time.Millisecond))
	_, err := ses.client.Text.R.Peek(1)
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return nil
	}
	if err != nil {
		return err
	}
	ses.patience()
	code, msg, err := ses.client.Text.ReadResponse(0)
	if err != nil {
		return err
	}
	return &textproto.Error{Code: code, Msg: msg}
}

// reset clears away a mail that was refused; false when the connection is lost.
func (ses *smtpSession) reset() bool {
	if ses.text {
		return false
	}
	ses.patience()
	ses.busy = ses.client.Reset() != nil
	return !ses.busy
}

// close says goodbye politely, but not for long.
func (ses *smtpSession) close() {
	if !ses.busy {
		_ = ses.conn.SetDeadline(time.Now().Add(stageTimeout / 10))
		_ = ses.client.Quit()
	}
	ses.conn.Close()
}
