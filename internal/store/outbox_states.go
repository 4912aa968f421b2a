package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// ClaimedMail is a mail that this process alone may deliver until its lease is over.
type ClaimedMail struct {
	ID        string `db:"id"`
	Key       string `db:"key"`
	Kind      string `db:"kind"`
	To        string `db:"to"`
	ToName    string `db:"to_name"`
	Subject   string `db:"subject"`
	HTML      string `db:"html"`
	Text      string `db:"text"`
	RawHeader string `db:"headers"`
	MessageID string `db:"message_id"`
	Attempts  int    `db:"attempts"`
	Created   string `db:"created"`
	Lease     string `db:"leased_until"`
}

// Headers returns the mail's additional headers.
func (m *ClaimedMail) Headers() (map[string]string, error) {
	var h map[string]string
	if m.RawHeader == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(m.RawHeader), &h); err != nil {
		return nil, fmt.Errorf("headers of mail %s: %w", m.Key, err)
	}
	return h, nil
}

// Age tells how long ago the mail was queued.
func (m *ClaimedMail) Age(now time.Time) time.Duration {
	return now.Sub(parseStamp(m.Created))
}

// MailsDue counts the mails to be delivered now, and those whose lease is over.
func MailsDue(app core.App, now time.Time) (due, stale int, err error) {
	err = app.DB().NewQuery("SELECT "+
		"(SELECT COUNT(*) FROM outbox WHERE state IN ('queued', 'deferred') AND next_at <= {:now}), "+
		"(SELECT COUNT(*) FROM outbox WHERE state IN ('claimed', 'sending') AND leased_until <= {:now})",
	).Bind(dbx.Params{"now": Stamp(now)}).Row(&due, &stale)
	if err != nil {
		return 0, 0, fmt.Errorf("count mails due: %w", err)
	}
	return due, stale, nil
}

// MailsSent counts the mails that the server took since a time.
func MailsSent(app core.App, since time.Time) (int, error) {
	var n int
	err := app.DB().NewQuery("SELECT COUNT(*) FROM outbox WHERE state = 'sent' AND sent_at >= {:since}").
		Bind(dbx.Params{"since": Stamp(since)}).Row(&n)
	if err != nil {
		return 0, fmt.Errorf("count mails sent: %w", err)
	}
	return n, nil
}

// ClaimMails leases up to limit due mails, digests after all others, in one
// statement: no two processes ever hold the same mail. The end of the lease is
// also its name: every later move asks for it.
func ClaimMails(app core.App, now time.Time, lease time.Duration, limit int) ([]*ClaimedMail, error) {
	var mails []*ClaimedMail
	err := app.DB().NewQuery("UPDATE outbox SET state = 'claimed', leased_until = {:lease}, updated = {:now} WHERE id IN (" +
		"SELECT id FROM outbox WHERE state IN ('queued', 'deferred') AND next_at <= {:now} " +
		"ORDER BY kind = 'digest', next_at, id LIMIT {:limit}) RETURNING id, [[key]], kind, [[to]], to_name, subject, html, text, " +
		"COALESCE(headers, '') AS headers, message_id, attempts, created, leased_until",
	).Bind(dbx.Params{"now": Stamp(now), "lease": Stamp(now.Add(lease)), "limit": limit}).All(&mails)
	if err != nil {
		return nil, fmt.Errorf("claim mails: %w", err)
	}
	return mails, nil
}

// MailSendingNow marks a mail as one that may arrive from here on, and renews
// its lease. False: the lease was lost, the mail is no longer ours to send.
func MailSendingNow(app core.App, m *ClaimedMail, now time.Time, lease time.Duration) (bool, error) {
	until := Stamp(now.Add(lease))
	ok, err := move(app, m, now, []any{MailClaimed}, dbx.Params{"state": MailSending, "leased_until": until})
	if ok {
		m.Lease = until
	}
	return ok, err
}

// MailIsSent marks a mail as taken by the server. That is certain, whatever
// became of the lease meanwhile.
func MailIsSent(app core.App, m *ClaimedMail, now time.Time) error {
	_, err := app.DB().Update("outbox", dbx.Params{
		"state": MailSent, "sent_at": Stamp(now), "leased_until": "", "last_error": "", "attempts": m.Attempts + 1, "updated": Stamp(now),
	}, dbx.HashExp{"id": m.ID, "state": []any{MailSending, MailUncertain}}).Execute()
	if err != nil {
		return fmt.Errorf("mark mail %s sent: %w", m.Key, err)
	}
	return nil
}

// MailEnds marks a mail as deferred until next, failed or uncertain, with the reason.
func MailEnds(app core.App, m *ClaimedMail, now time.Time, state string, next time.Time, why string) error {
	set := dbx.Params{"state": state, "leased_until": "", "last_error": cut(why, 1000), "attempts": m.Attempts + 1}
	if state == MailDeferred {
		set["next_at"] = Stamp(next)
	}
	_, err := move(app, m, now, []any{MailClaimed, MailSending}, set)
	return err
}

// MailReleased gives a mail back that was claimed and not tried.
func MailReleased(app core.App, m *ClaimedMail, now time.Time) error {
	_, err := move(app, m, now, []any{MailClaimed}, dbx.Params{"state": MailQueued, "leased_until": ""})
	return err
}

func move(app core.App, m *ClaimedMail, now time.Time, from []any, set dbx.Params) (bool, error) {
	set["updated"] = Stamp(now)
	res, err := app.DB().Update("outbox", set, dbx.HashExp{"id": m.ID, "state": from, "leased_until": m.Lease}).Execute()
	if err != nil {
		return false, fmt.Errorf("move mail %s to %v: %w", m.Key, set["state"], err)
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// RecoverMails settles mails whose process died: a claimed one goes back to the
// queue, one that was being sent may have arrived and becomes uncertain.
func RecoverMails(app core.App, now time.Time) (requeued, uncertain int, err error) {
	for _, step := range []struct {
		from, to, why string
		n             *int
	}{
		{MailClaimed, MailQueued, "", &requeued},
		{MailSending, MailUncertain, "发送途中程序中断，对方可能已经收到", &uncertain},
	} {
		res, err := app.DB().NewQuery("UPDATE outbox SET state = {:to}, leased_until = '', last_error = {:why}, updated = {:now} " +
			"WHERE state = {:from} AND leased_until <= {:now}").
			Bind(dbx.Params{"from": step.from, "to": step.to, "why": step.why, "now": Stamp(now)}).Execute()
		if err != nil {
			return requeued, uncertain, fmt.Errorf("recover %s mails: %w", step.from, err)
		}
		n, _ := res.RowsAffected()
		*step.n = int(n)
	}
	return requeued, uncertain, nil
}
