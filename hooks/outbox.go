package hooks

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// bindOutbox leads PocketBase's own mails into the outbox: verification, reset,
// change of address and codes in the portal's words and frame, everything else
// (alerts, mails to superusers) as PocketBase words it. Nothing is sent here.
func bindOutbox(app core.App) {
	framed := []string{"members", "staff"}
	app.OnMailerRecordVerificationSend(framed...).BindFunc(func(e *core.MailerRecordEvent) error {
		return reword(e, digest.Verification, "/verify#", e.Record.Collection().VerificationToken.Duration)
	})
	app.OnMailerRecordPasswordResetSend("members").BindFunc(func(e *core.MailerRecordEvent) error {
		return reword(e, digest.PasswordReset, "/reset#", e.Record.Collection().PasswordResetToken.Duration)
	})
	app.OnMailerRecordPasswordResetSend("staff").BindFunc(func(e *core.MailerRecordEvent) error {
		return reword(e, digest.PasswordReset, "/staff/accept#", e.Record.Collection().PasswordResetToken.Duration)
	})
	app.OnMailerRecordEmailChangeSend(framed...).BindFunc(func(e *core.MailerRecordEvent) error {
		return reword(e, digest.EmailChange, "/confirm-email#", e.Record.Collection().EmailChangeToken.Duration)
	})
	app.OnMailerRecordOTPSend(framed...).BindFunc(func(e *core.MailerRecordEvent) error {
		return reword(e, digest.OTP, "", e.Record.Collection().OTP.Duration)
	})
	app.OnMailerRecordAuthAlertSend(framed...).BindFunc(func(e *core.MailerRecordEvent) error {
		info, _ := e.Meta["info"].(string)
		return rewordAs(e, digest.LoginAlert, digest.Data{URL: "/forgot", Note: signInNote(info)})
	})
	app.OnMailerSend().BindFunc(intoOutbox)
	app.OnRecordEnrich("settings").BindFunc(func(e *core.RecordEnrichEvent) error {
		if err := e.Next(); err != nil { // behind it superusers get to see every column
			return err
		}
		if strings.HasPrefix(e.Record.GetString("key"), "secret.") {
			e.Record.Hide("value")
		}
		return nil
	})
}

// reword gives a mail of PocketBase the portal's words and frame. seconds is how
// long its link or code works.
func reword(e *core.MailerRecordEvent, kind digest.Kind, page string, seconds int64) error {
	token, _ := e.Meta["token"].(string)
	code, _ := e.Meta["password"].(string)
	data := digest.Data{Valid: time.Duration(seconds) * time.Second, Code: code}
	if token != "" {
		data.URL = page + token
	}
	return rewordAs(e, kind, data)
}

func rewordAs(e *core.MailerRecordEvent, kind digest.Kind, data digest.Data) error {
	data.Recipient, data.Site = e.Record.GetString("name"), siteOf(e.App)
	m, err := digest.System(kind, data)
	if err != nil {
		return fmt.Errorf("compose %s: %w", kind, err)
	}
	e.Message.Subject, e.Message.HTML, e.Message.Text = m.Subject, m.HTML, m.Text
	return e.Next()
}

// signInNote words what PocketBase says of a sign-in from a new device, escaped
// for HTML: "TIME - ADDRESS PROGRAM".
func signInNote(info string) string {
	stamp, rest, _ := strings.Cut(html.UnescapeString(info), " - ")
	address, device, _ := strings.Cut(rest, " ")
	when, err := types.ParseDateTime(stamp)
	if err != nil || when.IsZero() {
		return info
	}
	return "时间：" + when.Time().In(zone).Format("2006-01-02 15:04") + "\n地址：" + address + "\n设备：" + device
}

// intoOutbox writes a mail into the outbox instead of sending it: it does not
// call Next, behind which the mail would be sent within the request.
func intoOutbox(e *core.MailerEvent) error {
	if len(e.Message.Attachments)+len(e.Message.InlineAttachments) > 0 {
		return fmt.Errorf("mail %q: the outbox takes no attachments", e.Message.Subject)
	}
	text := e.Message.Text
	if text == "" {
		text = textOf(e.Message.HTML)
	}
	minute := time.Now().UTC().Format("200601021504")
	for _, to := range slices.Concat(e.Message.To, e.Message.Cc, e.Message.Bcc) {
		m := store.OutMail{Key: systemKey(to, e.Message.Subject, e.Message.HTML, minute), Kind: "system", To: to.Address, ToName: to.Name,
			Subject: e.Message.Subject, HTML: e.Message.HTML, Text: text, Headers: e.Message.Headers}
		if err := store.Queue(e.App, m); err != nil {
			return err
		}
	}
	return nil
}

// systemKey: the same words to the same person within a minute are one mail.
func systemKey(to mail.Address, subject, html, minute string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{strings.ToLower(to.Address), subject, html, minute}, "\x00")))
	return "system:" + hex.EncodeToString(sum[:16])
}
