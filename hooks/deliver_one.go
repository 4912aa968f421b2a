package hooks

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// send delivers one mail. The first result says that there is no connection to
// be had; the error is the database's.
func (d *delivery) send(ctx context.Context, m *store.ClaimedMail) (unreachable *stageError, err error) {
	if m.Suspended != "" && !m.Urgent() {
		return nil, d.settle(m, &stageError{atWriting, fmt.Errorf("%w：%s", errSuspended, m.Suspended)})
	}
	l, err := writeLetter(m, d.from, d.clock())
	if err != nil {
		return nil, d.settle(m, &stageError{atWriting, err})
	}
	if l.raw, err = d.seal.sign(l.raw); err != nil {
		return nil, err // not this mail's fault: it stays
	}
	l.beforeDot = d.beforeDot
	for {
		if d.session == nil {
			if d.session, unreachable = d.server.open(ctx); unreachable != nil {
				return unreachable, d.settle(m, unreachable)
			}
		}
		reused := d.session.used
		var own error // the database's, or that the mail is no longer ours
		failed := d.session.hand(l, func() error {
			own = d.sending(m)
			return own
		})
		if failed == nil {
			return nil, d.taken(m)
		}
		if code, _ := answerOf(failed.err); code == 0 || code == 421 || !d.session.reset() {
			d.session.conn.Close()
			d.session = nil
			if reused && failed.at == atSender {
				continue // the server was tired of this connection, not of this mail
			}
		}
		switch {
		case errors.Is(own, errTaken):
			return nil, nil // whoever has it now settles it
		case own != nil:
			return nil, own
		}
		return nil, d.settle(m, failed)
	}
}

// sending commits that the mail may arrive from here on.
func (d *delivery) sending(m *store.ClaimedMail) error {
	ok, err := store.MailSendingNow(d.app, m, d.clock(), deliverLease)
	if err == nil && !ok {
		err = errTaken
	}
	return err
}

// taken marks a mail as sent; a suspended address that takes one lives again.
func (d *delivery) taken(m *store.ClaimedMail) error {
	d.count("sent", 1)
	if err := store.MailIsSent(d.app, m, d.clock()); err != nil || m.Suspended == "" {
		return err
	}
	_, err := store.LiftSuspension(d.app, m.To, domain.Actor{Role: domain.System}, d.clock())
	return err
}

// settle writes down what became of a mail that was not sent, and what follows
// for its address and for the mails behind it.
func (d *delivery) settle(m *store.ClaimedMail, failed *stageError) error {
	now := d.clock()
	out := verdict(failed)
	next := now.Add(max(backoff(m.Key, m.Attempts+1), out.after))
	if life := d.life(); out.state == store.MailDeferred && m.Age(now) > life {
		out.state, out.why = store.MailFailed, fmt.Sprintf("试了%s没有成功：%s", daysText(life), out.why)
	}
	if out.pause > 0 {
		breakerOf(d.app).trip(now.Add(out.pause))
	}
	d.count(out.state, 1)
	return d.app.RunInTransaction(func(tx core.App) error {
		if out.dead {
			d.count("suspended", 1)
			if err := store.Suspend(tx, m.To, out.why, now); err != nil {
				return err
			}
		}
		return store.MailEnds(tx, m, now, out.state, next, out.why)
	})
}

// life is how old a mail may get before it is given up.
func (d *delivery) life() time.Duration {
	return time.Duration(max(1, store.Setting(d.app, "mail.max_days", 5))) * 24 * time.Hour
}

// daysText words a number of whole days.
func daysText(d time.Duration) string {
	days := int(d / (24 * time.Hour))
	if words := []string{"", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"}; days < len(words) {
		return words[days] + "天"
	}
	return fmt.Sprintf("%d 天", days)
}
