package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// Notification is one thing that one account is told in the portal.
type Notification struct {
	Key      string // at most 120 characters: the same key is the same thing
	Account  *core.Record
	Topic    string
	Kind     string
	Title    string // one line
	URL      string // a path in the portal; may be empty
	InDigest bool   // the next digest tells it too
}

// Notify writes a notification in the transaction of what caused it. One whose
// key is there already is the same one: nothing is written, and it says so.
func Notify(app core.App, n Notification) (fresh bool, err error) {
	var id string
	err = app.DB().Select("id").From("notifications").Where(dbx.HashExp{"key": n.Key}).Row(&id)
	if err == nil {
		return false, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("look up notification %s: %w", n.Key, err)
	}
	c, err := app.FindCachedCollectionByNameOrId("notifications")
	if err != nil {
		return false, fmt.Errorf("notify %s: %w", n.Key, err)
	}
	r := core.NewRecord(c)
	r.Load(map[string]any{"key": n.Key, "topic": n.Topic, "kind": n.Kind, "title": cut(oneLine(n.Title), 200), "url": n.URL, "in_digest": n.InDigest})
	column := "member"
	if n.Account.Collection().Name == "staff" {
		column = "staff"
	}
	r.Set(column, n.Account.Id)
	if err := app.Save(r); err != nil {
		return false, fmt.Errorf("notify %s: %w", n.Key, err)
	}
	return true, nil
}

// NotificationRow is a notification as its reader gets it.
type NotificationRow struct {
	ID      string `db:"id" json:"id"`
	Topic   string `db:"topic" json:"topic"`
	Kind    string `db:"kind" json:"kind"`
	Title   string `db:"title" json:"title"`
	URL     string `db:"url" json:"url"`
	ReadAt  string `db:"read_at" json:"read_at"`
	Created string `db:"created" json:"created"`
}

// notificationOf is the condition for the notifications of an account.
func notificationOf(account *core.Record) dbx.HashExp {
	if account.Collection().Name == "staff" {
		return dbx.HashExp{"staff": account.Id}
	}
	return dbx.HashExp{"member": account.Id}
}

// Notifications lists an account's notifications, the latest first.
func Notifications(app core.App, account *core.Record, limit, offset int64) ([]NotificationRow, error) {
	rows := []NotificationRow{}
	err := app.DB().Select("id", "topic", "kind", "title", "url", "read_at", "created").From("notifications").
		Where(notificationOf(account)).OrderBy("created DESC", "rowid DESC").Limit(limit).Offset(offset).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("list notifications: %w", err)
	}
	return rows, nil
}

// UnreadNotifications counts what an account was told and has not looked at.
func UnreadNotifications(app core.App, account *core.Record) (unread, total int, err error) {
	err = app.DB().Select("COALESCE(SUM(read_at = ''), 0)", "COUNT(*)").From("notifications").Where(notificationOf(account)).Row(&unread, &total)
	if err != nil {
		return 0, 0, fmt.Errorf("count notifications: %w", err)
	}
	return unread, total, nil
}

// MarkRead notes that an account has looked at some of its notifications, or at
// all when no ids are given. Those of others are left alone.
func MarkRead(app core.App, account *core.Record, ids []string, now time.Time) error {
	where := dbx.And(notificationOf(account), dbx.HashExp{"read_at": ""})
	if len(ids) > 0 {
		where = dbx.And(where, dbx.In("id", anys(ids)...))
	}
	_, err := app.DB().Update("notifications", dbx.Params{"read_at": Stamp(now), "updated": Stamp(now)}, where).Execute()
	if err != nil {
		return fmt.Errorf("mark notifications read: %w", err)
	}
	return nil
}

// DigestNews lists, by member, what they were told since a time and want to read
// in the digest, the oldest first and at most limit.
func DigestNews(app core.App, members []*DigestMember, since time.Time, limit int64) (map[string][]NotificationRow, error) {
	var rows []struct {
		NotificationRow
		Member string `db:"member"`
	}
	err := app.DB().NewQuery("SELECT * FROM (SELECT x.member, x.id, x.topic, x.kind, x.title, x.url, x.read_at, x.created, " +
		"ROW_NUMBER() OVER (PARTITION BY x.member ORDER BY x.created, x.rowid) AS place " +
		"FROM json_each({:ids}) i CROSS JOIN notifications x ON x.member = i.value " +
		"WHERE x.in_digest = TRUE AND x.mailed_at = '' AND x.read_at = '' AND x.created >= {:since}) WHERE place <= {:limit} ORDER BY member, place").
		Bind(dbx.Params{"ids": idList(memberIDs(members)), "since": Stamp(since), "limit": limit}).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("news for digests: %w", err)
	}
	by := map[string][]NotificationRow{}
	for _, r := range rows {
		by[r.Member] = append(by[r.Member], r.NotificationRow)
	}
	return by, nil
}

// NewsMailed notes that a digest tells these.
func NewsMailed(app core.App, rows []NotificationRow, now time.Time) error {
	if len(rows) == 0 {
		return nil
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	_, err := app.DB().NewQuery("UPDATE notifications SET mailed_at = {:now} WHERE id IN (SELECT value FROM json_each({:ids}))").
		Bind(dbx.Params{"now": Stamp(now), "ids": idList(ids)}).Execute()
	if err != nil {
		return fmt.Errorf("mark notifications mailed: %w", err)
	}
	return nil
}

// MemberNote is one thing that one member is told in the portal.
type MemberNote struct{ Key, Member, Topic, Kind, Title, URL string }

// NotifyMembers tells many members at once, past the record hooks, and returns
// the records of what is new: whoever wrote them shows them to open portals.
func NotifyMembers(app core.App, notes []MemberNote, now time.Time) ([]*core.Record, error) {
	c, err := app.FindCachedCollectionByNameOrId("notifications")
	if err != nil {
		return nil, fmt.Errorf("notify members: %w", err)
	}
	q := app.DB().NewQuery("INSERT INTO notifications (id, [[key]], member, topic, kind, title, url, created, updated) " +
		"VALUES ({:id}, {:key}, {:member}, {:topic}, {:kind}, {:title}, {:url}, {:created}, {:updated}) ON CONFLICT ([[key]]) DO NOTHING").Prepare()
	defer q.Close()
	var fresh []*core.Record
	for _, n := range notes {
		values := dbx.Params{"id": core.GenerateDefaultRandomId(), "key": n.Key, "member": n.Member, "topic": n.Topic, "kind": n.Kind,
			"title": cut(oneLine(n.Title), 200), "url": n.URL, "created": Stamp(now), "updated": Stamp(now)}
		res, err := q.Bind(values).Execute()
		if err != nil {
			return nil, fmt.Errorf("notify %s: %w", n.Key, err)
		}
		if rows, err := res.RowsAffected(); err != nil || rows == 0 {
			continue
		}
		r := core.NewRecord(c)
		r.Load(values)
		r.MarkAsNotNew()
		fresh = append(fresh, r)
	}
	return fresh, nil
}

// DropNotifications deletes up to limit notifications that were looked at before
// one time, or written before another, and returns how many there were.
func DropNotifications(app core.App, readBefore, before time.Time, limit int) (int, error) {
	res, err := app.DB().NewQuery("DELETE FROM notifications WHERE rowid IN (SELECT rowid FROM notifications WHERE " +
		"read_at != '' AND read_at <= {:read} OR created <= {:before} LIMIT {:limit})").
		Bind(dbx.Params{"read": Stamp(readBefore), "before": Stamp(before), "limit": limit}).Execute()
	if err != nil {
		return 0, fmt.Errorf("delete old notifications: %w", err)
	}
	n, err := res.RowsAffected()
	return int(n), err
}
