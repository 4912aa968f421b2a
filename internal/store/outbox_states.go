package store

import (
	"encoding/json"
	"fmt"
	"strings"
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
	Requeued  string `db:"requeued_at"`
	Lease     string `db:"leased_until"`
	Suspended string `db:"suspended"` // why the address gets no mail, "" when it does
}

// Urgent tells whether a mail goes out at night and to a suspended address too:
// it is about somebody's security, and they wait for it.
func (m *ClaimedMail) Urgent() bool { return m.Kind == "system" || m.Kind == "invite" }

// Host is the part of the address behind the "@", in lower case.
func (m *ClaimedMail) Host() string {
	return strings.ToLower(m.To[strings.LastIndexByte(m.To, '@')+1:])
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

// Age tells how long ago the mail was queued, by itself or by hand.
func (m *ClaimedMail) Age(now time.Time) time.Duration {
	return now.Sub(parseStamp(max(m.Created, m.Requeued)))
}

// MailTurn says which of the due mails may go now.
type MailTurn struct {
	UrgentOnly bool     // it is night
	Not        []string // hosts that have had enough for the moment
}

// due is the condition for a mail whose turn it is.
func (t MailTurn) due() string {
	s := "state IN ('queued', 'deferred') AND next_at <= {:now}"
	if t.UrgentOnly {
		s += " AND kind IN ('system', 'invite')"
	}
	if len(t.Not) > 0 {
		s += " AND " + mailHost + " NOT IN (SELECT value FROM json_each({:not}))"
	}
	return s
}

// mailHost is the recipient's host as SQL reads it.
const mailHost = "lower(substr([[to]], instr([[to]], '@') + 1))"

// MailsDue counts the mails to be delivered now, and those whose lease is over.
func MailsDue(app core.App, now time.Time, turn MailTurn) (due, stale int, err error) {
	err = app.DB().NewQuery("SELECT "+
		"(SELECT COUNT(*) FROM outbox WHERE "+turn.due()+"), "+
		"(SELECT COUNT(*) FROM outbox WHERE state IN ('claimed', 'sending') AND leased_until <= {:now})",
	).Bind(dbx.Params{"now": Stamp(now), "not": idList(turn.Not)}).Row(&due, &stale)
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

// MailsSentByHost counts the same by the recipients' hosts.
func MailsSentByHost(app core.App, since time.Time) (map[string]int, error) {
	var rows []struct {
		Host string `db:"host"`
		N    int    `db:"n"`
	}
	err := app.DB().NewQuery("SELECT " + mailHost + " AS host, COUNT(*) AS n FROM outbox WHERE state = 'sent' AND sent_at >= {:since} GROUP BY host").
		Bind(dbx.Params{"since": Stamp(since)}).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("count mails sent by host: %w", err)
	}
	hosts := make(map[string]int, len(rows))
	for _, r := range rows {
		hosts[r.Host] = r.N
	}
	return hosts, nil
}

// ClaimMails leases up to limit due mails, digests and campaigns after all
// others, in one statement: no two processes ever hold the same mail. The end of the lease is
// also its name: every later move asks for it.
func ClaimMails(app core.App, now time.Time, lease time.Duration, limit int, turn MailTurn) ([]*ClaimedMail, error) {
	var mails []*ClaimedMail
	err := app.DB().NewQuery("UPDATE outbox SET state = 'claimed', leased_until = {:lease}, updated = {:now} WHERE id IN (" +
		"SELECT id FROM outbox WHERE " + turn.due() +
		" ORDER BY kind = 'digest' OR [[key]] GLOB 'campaign:*', next_at, id LIMIT {:limit}) RETURNING id, [[key]], kind, [[to]], to_name, subject, html, text, " +
		"COALESCE(headers, '') AS headers, message_id, attempts, created, requeued_at, leased_until, " +
		"COALESCE((SELECT '停止寄信：' || s.reason FROM suspensions s WHERE s.email = lower([[to]]) AND s.lifted_at = ''), '') AS suspended",
	).Bind(dbx.Params{"now": Stamp(now), "lease": Stamp(now.Add(lease)), "limit": limit, "not": idList(turn.Not)}).All(&mails)
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
