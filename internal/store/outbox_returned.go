package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// LeftMail is a mail that has left the house, or may have.
type LeftMail struct {
	ID       string `db:"id"`
	To       string `db:"to"`
	State    string `db:"state"`
	Requeued string `db:"requeued_at"`
}

// QueuedAgain tells when somebody last had the mail sent again; zero for never.
func (m *LeftMail) QueuedAgain() time.Time { return parseStamp(m.Requeued) }

// MailByMessageID finds the mail of the outbox that one of these Message-IDs
// (without angle brackets) names; nil when none does.
func MailByMessageID(app core.App, messageIDs []string) (*LeftMail, error) {
	var m LeftMail
	err := app.DB().Select("id", "to", "state", "requeued_at").From("outbox").Where(dbx.In("message_id", anys(messageIDs)...)).OrderBy("rowid").Limit(1).One(&m)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find a mail that came back: %w", err)
	}
	return &m, nil
}

// MailCameBack marks a mail that was sent, or may have been, as failed, with the
// reason; false when it was in another state: it came back before, or waits to be
// sent again.
func MailCameBack(app core.App, id, why string, now time.Time) (bool, error) {
	res, err := app.DB().Update("outbox", dbx.Params{"state": MailFailed, "last_error": cut(oneLine(why), 1000), "updated": Stamp(now)},
		dbx.HashExp{"id": id, "state": []any{MailSent, MailUncertain}}).Execute()
	if err != nil {
		return false, fmt.Errorf("mark mail %s as come back: %w", id, err)
	}
	n, err := res.RowsAffected()
	return n == 1, err
}
