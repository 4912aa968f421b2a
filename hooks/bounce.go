package hooks

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/bounce"
	"kejiyun/internal/refusal"
	"kejiyun/internal/store"
)

// What a mail that may be a delivery report led to.
const (
	cameBack     = "came_back"  // our mail did not arrive; the address may be well
	bounceDead   = "suspended"  // and the address takes no mail
	bounceDelay  = "delayed"    // it is still on its way, or has arrived
	bounceKnown  = "known"      // told before, or of an earlier sending
	bounceOther  = "not_ours"   // of a mail that the outbox does not know, or of another recipient
	bounceNoMail = "no_reports" // no delivery report at all
)

// takeBounce acts on a mail that says that one of ours did not arrive, as if the
// server had said so at once. Anybody may write such a mail: it counts only with
// the Message-ID of a mail of the outbox, which nobody can guess, and for the
// address that it went to. The same report twice is one.
func takeBounce(app core.App, mail io.Reader, now time.Time) (outcome string, err error) {
	report, err := bounce.Parse(mail)
	if errors.Is(err, bounce.ErrNone) {
		return bounceNoMail, nil
	}
	if err != nil {
		return "", err
	}
	m, err := store.MailByMessageID(app, report.Mails)
	if err != nil || m == nil {
		return bounceOther, err
	}
	outcome = bounceOther
	for _, r := range report.Recipients {
		switch {
		case !r.For(m.To) && !r.For(wired(m.To)):
		case !r.Failed():
			outcome = bounceDelay
		case !report.Date.IsZero() && report.Date.Before(m.QueuedAgain()):
			return bounceKnown, nil
		default:
			return takeRefusal(app, m, r, now)
		}
	}
	return outcome, nil
}

// takeRefusal marks a mail as come back and, when the answer speaks of the
// address, suspends it: whoever has it stands on the call list then.
func takeRefusal(app core.App, m *store.LeftMail, r bounce.Recipient, now time.Time) (outcome string, err error) {
	words := strings.TrimSpace(fmt.Sprintf("%d %s", r.Code, plain(r.Words)))
	dead := refusal.Read(true, r.Code, r.Words) == refusal.Dead
	err = app.RunInTransaction(func(tx core.App) error {
		fresh, err := store.MailCameBack(tx, m.ID, "信被退回："+words, now)
		switch {
		case err != nil:
			return err
		case !fresh:
			outcome = bounceKnown
		case dead:
			outcome = bounceDead
			return store.Suspend(tx, m.To, "收信地址不能用了，信被退回："+words, now)
		default:
			outcome = cameBack
		}
		return nil
	})
	return outcome, err
}

// wired is an address as it went over the wire; empty for what is none.
func wired(address string) string {
	wire, _, err := wireAddress(address)
	if err != nil {
		return "" // it cannot have left
	}
	return wire
}
