package hooks

import (
	"context"
	"errors"

	"kejiyun/internal/store"
)

// send delivers one mail. The first result says that there is no connection to
// be had; the error is the database's.
func (d *delivery) send(ctx context.Context, m *store.ClaimedMail) (unreachable *stageError, err error) {
	l, err := writeLetter(m, d.from, d.clock())
	if err != nil {
		return nil, d.settle(m, &stageError{atWriting, err})
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
			d.count("sent", 1)
			return nil, store.MailIsSent(d.app, m, d.clock())
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

// settle writes down what became of a mail that was not sent.
func (d *delivery) settle(m *store.ClaimedMail, failed *stageError) error {
	now := d.clock()
	state, why := verdict(failed)
	next := now.Add(backoff(m.Key, m.Attempts+1))
	if state == store.MailDeferred && m.Age(now) > mailLife {
		state, why = store.MailFailed, "试了五天没有成功："+why
	}
	d.count(state, 1)
	return store.MailEnds(d.app, m, now, state, next, why)
}
