package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// MailRow is a mail as those who run the portal see it: what it is and what
// became of it, never its text, which is its reader's.
type MailRow struct {
	ID       string `db:"id" json:"id"`
	Kind     string `db:"kind" json:"kind"`
	To       string `db:"to" json:"to"`
	ToName   string `db:"to_name" json:"to_name"`
	Subject  string `db:"subject" json:"subject"`
	State    string `db:"state" json:"state"`
	Attempts int    `db:"attempts" json:"attempts"`
	NextAt   string `db:"next_at" json:"next_at"`
	Error    string `db:"last_error" json:"last_error"`
	SentAt   string `db:"sent_at" json:"sent_at"`
	Created  string `db:"created" json:"created"`
}

// MailStates lists the states in which mails can be listed together.
var MailStates = map[string][]any{
	"waiting": {MailQueued, MailClaimed, MailSending, MailDeferred},
	"failed":  {MailFailed},
	"unsure":  {MailUncertain},
	"sent":    {MailSent},
}

// Mails lists mails in a group of MailStates, the latest changed first.
func Mails(app core.App, group string, limit, offset int64) ([]MailRow, error) {
	rows := []MailRow{}
	err := app.DB().Select("id", "kind", "to", "to_name", "subject", "state", "attempts", "next_at", "last_error", "sent_at", "created").
		From("outbox").Where(dbx.In("state", MailStates[group]...)).OrderBy("updated DESC", "id").Limit(limit).Offset(offset).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("list mails: %w", err)
	}
	return rows, nil
}

// MailCounts counts the mails of each group.
func MailCounts(app core.App) (map[string]int, error) {
	var rows []struct {
		State string `db:"state"`
		N     int    `db:"n"`
	}
	if err := app.DB().Select("state", "COUNT(*) AS n").From("outbox").GroupBy("state").All(&rows); err != nil {
		return nil, fmt.Errorf("count mails by state: %w", err)
	}
	counts := map[string]int{}
	for group, states := range MailStates {
		counts[group] = 0
		for _, r := range rows {
			for _, s := range states {
				if s == r.State {
					counts[group] += r.N
				}
			}
		}
	}
	return counts, nil
}

// Requeue puts mails back into the queue that were given up, may not have
// arrived, or wait for another attempt: one by its id, or all of a state. Their
// Message-ID stays, so that a reader's program may know a second copy. It
// returns how many there were.
func Requeue(app core.App, where dbx.HashExp, now time.Time) (int, error) {
	res, err := app.DB().Update("outbox", dbx.Params{
		"state": MailQueued, "attempts": 0, "next_at": Stamp(now), "requeued_at": Stamp(now), "leased_until": "", "updated": Stamp(now),
	}, dbx.And(where, dbx.In("state", MailFailed, MailUncertain, MailDeferred))).Execute()
	if err != nil {
		return 0, fmt.Errorf("requeue mails: %w", err)
	}
	n, err := res.RowsAffected()
	return int(n), err
}
