package store

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// The states of a mail: queued → claimed → sending → sent | deferred | failed |
// uncertain. Sending is committed right before the server can have the whole mail,
// so that a mail which may have left is never taken for one that has not.
const (
	MailQueued    = "queued"
	MailClaimed   = "claimed"   // leased by one delivery process
	MailSending   = "sending"   // from here on it may have arrived
	MailSent      = "sent"      // the server said that it has it
	MailDeferred  = "deferred"  // not now; again at next_at
	MailFailed    = "failed"    // never; last_error says why
	MailUncertain = "uncertain" // it may have arrived; never sent again by itself
)

// mailSecret is the key of the settings row with the secret of mails: hex, made
// on first use, read by no route.
const mailSecret = "secret.mail"

// OutMail is one mail to one recipient, ready to be delivered.
type OutMail struct {
	Key     string // idempotency key, at most 120 characters: the same key is the same mail
	Kind    string // digest, system, notice, invite
	Member  string // id of the member who gets it, if it is one
	To      string // address
	ToName  string // may be empty
	Subject string
	HTML    string
	Text    string
	Headers map[string]string // e.g. List-Unsubscribe; never From, To, Date, Message-ID
}

// row is what a mail's row holds when it is written.
func (m OutMail) row(secret []byte, sender string) map[string]any {
	return map[string]any{
		"key": m.Key, "kind": m.Kind, "member": m.Member, "to": m.To, "to_name": cut(oneLine(m.ToName), 60),
		"subject": cut(oneLine(m.Subject), 200), "html": m.HTML, "text": m.Text, "headers": m.Headers,
		"message_id": messageID(m.Key, secret, sender), "state": MailQueued, "next_at": types.NowDateTime(),
	}
}

// Queue writes a mail into the outbox, in the transaction of what caused it. A
// mail whose key is there already is the same mail: nothing is written and
// nothing is wrong.
func Queue(app core.App, m OutMail) error {
	if there, err := MailExists(app, m.Key); err != nil || there {
		return err
	}
	secret, err := MailSecret(app)
	if err != nil {
		return err
	}
	c, err := app.FindCachedCollectionByNameOrId("outbox")
	if err != nil {
		return fmt.Errorf("queue mail %s: %w", m.Key, err)
	}
	r := core.NewRecord(c)
	r.Load(m.row(secret, app.Settings().Meta.SenderAddress))
	if err := app.Save(r); err != nil {
		if there, _ := MailExists(app, m.Key); there { // written by another process meanwhile
			return nil
		}
		return fmt.Errorf("queue mail %s: %w", m.Key, err)
	}
	return nil
}

// queueRows is how many mails one statement writes: what SQLite sets aside for
// their long texts is then set aside and given back for all of them at once.
const queueRows = 20

// QueueMany writes many mails at once, past the record hooks: the delivery finds
// them at its next run. None of their keys may be there (see MailsExist).
func QueueMany(app core.App, mails []OutMail) error {
	secret, err := MailSecret(app)
	if err != nil {
		return err
	}
	var q *dbx.Query
	for some := range slices.Chunk(mails, queueRows) {
		if q == nil || len(some) < queueRows {
			if q != nil {
				q.Close()
			}
			q = app.DB().NewQuery(queueStatement(len(some))).Prepare()
			defer q.Close()
		}
		params := dbx.Params{"state": MailQueued, "now": Stamp(time.Now())}
		for i, m := range some {
			headers, err := json.Marshal(m.Headers)
			if err != nil {
				return fmt.Errorf("headers of mail %s: %w", m.Key, err)
			}
			row := m.row(secret, app.Settings().Meta.SenderAddress)
			row["id"], row["headers"] = core.GenerateDefaultRandomId(), string(headers)
			for _, column := range queuedColumns {
				params[fmt.Sprint(column, i)] = row[column]
			}
		}
		if _, err := q.Bind(params).Execute(); err != nil {
			return fmt.Errorf("queue mails from %s on: %w", some[0].Key, err)
		}
	}
	return nil
}

// queuedColumns are those in which the rows of QueueMany differ.
var queuedColumns = []string{"id", "key", "kind", "member", "to", "to_name", "subject", "html", "text", "headers", "message_id"}

func queueStatement(rows int) string {
	values := make([]string, rows)
	for i := range values {
		row := make([]string, len(queuedColumns))
		for k, column := range queuedColumns {
			row[k] = fmt.Sprintf("{:%s%d}", column, i)
		}
		values[i] = "(" + strings.Join(row, ", ") + ", {:state}, {:now}, {:now}, {:now})"
	}
	return "INSERT INTO outbox ([[" + strings.Join(queuedColumns, "]], [[") + "]], state, next_at, created, updated) VALUES " + strings.Join(values, ", ")
}

// MailsExist tells which of some idempotency keys have a mail.
func MailsExist(app core.App, keys []string) (map[string]bool, error) {
	var there []string
	err := app.DB().NewQuery("SELECT [[key]] FROM outbox WHERE [[key]] IN (SELECT value FROM json_each({:keys}))").
		Bind(dbx.Params{"keys": idList(keys)}).Column(&there)
	if err != nil {
		return nil, fmt.Errorf("look up mails: %w", err)
	}
	set := make(map[string]bool, len(there))
	for _, key := range there {
		set[key] = true
	}
	return set, nil
}

// MailExists tells whether the mail of an idempotency key was written before.
func MailExists(app core.App, key string) (bool, error) {
	var id string
	err := app.DB().Select("id").From("outbox").Where(dbx.HashExp{"key": key}).Row(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look up mail %s: %w", key, err)
	}
	return true, nil
}

// MailSecret returns the secret that keys Message-IDs and unsubscribe links,
// and makes it when there is none. It writes past the record hooks, so that no
// copy gets into the log of events.
func MailSecret(app core.App) ([]byte, error) {
	if s := Setting(app, mailSecret, ""); s != "" {
		return decodeSecret(s)
	}
	fresh := make([]byte, 32)
	rand.Read(fresh)
	_, err := app.DB().NewQuery("INSERT INTO settings (id, [[key]], value, help, created, updated) " +
		"VALUES ({:id}, {:key}, {:value}, {:help}, {:now}, {:now}) " +
		"ON CONFLICT ([[key]]) DO UPDATE SET value = excluded.value WHERE length(settings.value) < 10").Bind(dbx.Params{
		"id": core.GenerateDefaultRandomId(), "key": mailSecret, "value": `"` + hex.EncodeToString(fresh) + `"`,
		"help": "邮件退订链接的密钥，自动生成，不显示；改了以后旧邮件里的退订链接会失效", "now": Stamp(time.Now()),
	}).Execute()
	if err != nil {
		return nil, fmt.Errorf("make the secret of mails: %w", err)
	}
	return decodeSecret(Setting(app, mailSecret, "")) // another process may have been first
}

func decodeSecret(s string) ([]byte, error) {
	secret, err := hex.DecodeString(s)
	if err == nil && len(secret) < 16 {
		err = errors.New("too short")
	}
	if err != nil {
		return nil, fmt.Errorf("settings %s: %w", mailSecret, err)
	}
	return secret, nil
}

// messageID makes the Message-ID of a mail without angle brackets: a keyed hash
// of its idempotency key, hence the same for every attempt.
func messageID(key string, secret []byte, sender string) string {
	domain := sender[strings.LastIndexByte(sender, '@')+1:]
	if domain == "" {
		domain = "localhost"
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("message-id:" + key))
	return hex.EncodeToString(mac.Sum(nil)[:16]) + "@" + domain
}

// Stamp writes a time as the database keeps it, so that texts compare as times do.
func Stamp(t time.Time) string {
	return t.UTC().Format(types.DefaultDateLayout)
}

// oneLine turns line breaks and other control characters into spaces.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, s))
}

// cut shortens a text to at most n characters.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// SetSecret writes a row of the settings that nobody reads, past the record
// hooks, so that no copy gets into the log of events.
func SetSecret(app core.App, key, value, help string) error {
	encoded, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("set %s: %w", key, err)
	}
	_, err = app.DB().NewQuery("INSERT INTO settings (id, [[key]], value, help, created, updated) " +
		"VALUES ({:id}, {:key}, {:value}, {:help}, {:now}, {:now}) ON CONFLICT ([[key]]) DO UPDATE SET value = excluded.value").Bind(dbx.Params{
		"id": core.GenerateDefaultRandomId(), "key": key, "value": string(encoded), "help": help, "now": Stamp(time.Now()),
	}).Execute()
	if err != nil {
		return fmt.Errorf("set %s: %w", key, err)
	}
	return nil
}
