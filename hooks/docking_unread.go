package hooks

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/docking"
	"kejiyun/internal/store"
)

const (
	unreadAfter = 10 * time.Minute   // whoever is in the conversation reads sooner
	unreadEvery = time.Hour          // messages are folded into one mail an hour
	unreadSince = 7 * 24 * time.Hour // older ones were told of, or nobody wants to know
)

// runUnreadTalk tells people of messages that wait for them, folded into at most
// one mail an hour for each docking. What the messages say is in no mail.
func runUnreadTalk(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	counts := map[string]int{}
	waiting, err := store.UnreadTalks(app, now.Add(-unreadSince), now.Add(-unreadAfter))
	if err != nil {
		return counts, err
	}
	var failed []error
	for _, w := range waiting {
		if ctx.Err() != nil {
			return counts, ctx.Err()
		}
		n, err := tellUnread(app, w, now)
		if err != nil {
			failed = append(failed, err)
			counts["failed"]++
		}
		if n > 0 {
			counts["mails"] += n
		}
	}
	return counts, errors.Join(failed...)
}

// unreadQuiet: a run without mails leaves no row.
func unreadQuiet(counts map[string]int, last store.Run) bool {
	return len(counts) == 0 && last.Result == store.RunOK
}

// tellUnread queues the mails about the unread messages of one docking and side.
// A question, and the answer to it, have mails of their own, which are newer.
func tellUnread(app core.App, w store.UnreadTalk, now time.Time) (mails int, err error) {
	err = app.RunInTransaction(func(tx core.App) error {
		r, err := tx.FindRecordById("dockings", w.Docking)
		if err != nil {
			return err
		}
		told, err := listenersOf(tx, r, []docking.Audience{docking.Audience(w.Side)})
		if err != nil {
			return err
		}
		l, err := newDockingMail(tx, r)
		if err != nil {
			return err
		}
		for _, to := range told {
			key := dockingKey(r.Id, to.Account.Id)
			newer, err := l.newsFor(key, w.NewestTime(), now)
			if err != nil {
				return err
			}
			if !newer {
				continue
			}
			data := l.seenBy(to.As)
			data.Count = w.Count
			if err := l.send(digest.DockingMessages, to, strconv.FormatInt(w.NewestTime().UnixMilli(), 10), data); err != nil {
				return err
			}
			mails++
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("unread messages of docking %s: %w", w.Docking, err)
	}
	return mails, nil
}

// newsFor tells whether messages are worth a mail: the newest is newer than the
// last mail about the docking, of whatever kind, and than the last one about
// messages, which is an hour old at least. key is how the mails' keys begin.
func (l *dockingMail) newsFor(key string, newest, now time.Time) (bool, error) {
	last, err := store.LastToldAt(l.tx, key)
	if err != nil || !newest.After(last) {
		return false, err
	}
	prefix := key + string(digest.DockingMessages) + ":"
	folded, at, err := store.LastTold(l.tx, prefix)
	if err != nil || folded == "" {
		return err == nil, err
	}
	upTo, _ := strconv.ParseInt(strings.TrimPrefix(folded, prefix), 10, 64)
	return newest.UnixMilli() > upTo && !now.Before(at.Add(unreadEvery)), nil
}
