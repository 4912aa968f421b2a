package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// WebhookCall is one message to one group bot.
type WebhookCall struct {
	ID       string `db:"id"`
	Topic    string `db:"topic"`
	Title    string `db:"title"`
	Link     string `db:"link"`
	Attempts int    `db:"attempts"`
	Created  string `db:"created"`
	Name     string `db:"name"` // of the group
	Kind     string `db:"kind"` // wecom, dingtalk, json
	URL      string `db:"url"`
	Secret   string `db:"secret"`
}

// CallWebhooks writes a message for every active bot that wants the topic, in
// the transaction of what happened. The same key is told once.
func CallWebhooks(app core.App, topic, key, title, link string, now time.Time) error {
	_, err := app.DB().NewQuery("INSERT INTO webhook_calls (id, [[key]], webhook, topic, title, link, state, attempts, next_at, last_error, sent_at, created, updated) " +
		"SELECT lower(hex(randomblob(7))) || 'w', {:key}, w.id, {:topic}, {:title}, {:link}, 'queued', 0, {:now}, '', '', {:now}, {:now} " +
		"FROM webhooks w, json_each(w.topics) t WHERE w.active = TRUE AND t.value = {:topic} ON CONFLICT (webhook, [[key]]) DO NOTHING").
		Bind(dbx.Params{"key": cut(key, 120), "topic": topic, "title": cut(oneLine(title), 200), "link": link, "now": Stamp(now)}).Execute()
	if err != nil {
		return fmt.Errorf("call webhooks about %s: %w", topic, err)
	}
	return nil
}

// WebhookCallsDue returns messages to be delivered now, the oldest first.
func WebhookCallsDue(app core.App, now time.Time, limit int64) ([]*WebhookCall, error) {
	var calls []*WebhookCall
	err := app.DB().Select("c.id", "c.topic", "c.title", "c.link", "c.attempts", "c.created", "w.name", "w.kind", "w.url", "w.secret").
		From("webhook_calls c").InnerJoin("webhooks w", dbx.NewExp("w.id = c.webhook AND w.active = TRUE")).
		Where(dbx.NewExp("c.state IN ('queued', 'deferred') AND c.next_at <= {:now}", dbx.Params{"now": Stamp(now)})).
		OrderBy("c.created", "c.id").Limit(limit).All(&calls)
	if err != nil {
		return nil, fmt.Errorf("webhook calls due: %w", err)
	}
	return calls, nil
}

// WebhookCallEnds notes what became of a message: sent, deferred until next, or failed.
func WebhookCallEnds(app core.App, c *WebhookCall, state, why string, now, next time.Time) error {
	set := dbx.Params{"state": state, "last_error": cut(oneLine(why), 1000), "attempts": c.Attempts + 1, "next_at": Stamp(next), "updated": Stamp(now)}
	if state == MailSent {
		set["sent_at"] = Stamp(now)
	}
	if _, err := app.DB().Update("webhook_calls", set, dbx.HashExp{"id": c.ID}).Execute(); err != nil {
		return fmt.Errorf("mark webhook call %s: %w", c.ID, err)
	}
	return nil
}

// Age tells how long ago the message was written; nothing for one that is not stored.
func (c *WebhookCall) Age(now time.Time) time.Duration {
	if c.Created == "" {
		return 0
	}
	return now.Sub(parseStamp(c.Created))
}
