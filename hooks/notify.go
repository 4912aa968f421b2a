package hooks

import (
	"fmt"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// notice is something that happened to somebody.
type notice struct {
	kind  string // a code, e.g. of a digest.Kind; digest.TopicOf tells its topic
	title string // one line in Chinese: the whole message in the portal
	url   string // the path in the portal where one sees to it
	key   string // idempotency key: the same thing is told once
	mail  func() (digest.Mail, error)
}

// notify tells an account (a member or one of staff) something in the portal,
// in the transaction tx of what happened. Telling it twice is telling it once.
func notify(tx core.App, account *core.Record, kind, title, url, key string) error {
	return inform(tx, account, notice{kind: kind, title: title, url: url, key: key})
}

// inform tells it in the portal, and by mail as the account wishes for the topic:
// at once, in the next digest, or not. Whoever has no confirmed address reads it
// in the portal alone.
func inform(tx core.App, account *core.Record, n notice) error {
	topic := digest.TopicOf(n.kind)
	wish := digest.WishFor(wishesOf(account), topic)
	fresh, err := store.Notify(tx, store.Notification{Key: n.key, Account: account, Topic: string(topic), Kind: n.kind, Title: n.title, URL: n.url,
		InDigest: wish == digest.InDigest})
	if err != nil || !fresh || wish != digest.Now || n.mail == nil || !mailable(account) {
		return err
	}
	mail, err := n.mail()
	if err != nil {
		return fmt.Errorf("compose %s: %w", n.kind, err)
	}
	return queueMail(tx, n.key, "notice", account, mail)
}

// wishesOf reads how an account wants each topic; staff have not said.
func wishesOf(account *core.Record) map[string]string {
	wishes := map[string]string{}
	if account.Collection().Name == "members" {
		_ = account.UnmarshalJSONField("mail_wishes", &wishes) // not said is as by default
	}
	return wishes
}

// bindWishes keeps members from wishing what there is not.
func bindWishes(app core.App) {
	check := func(e *core.RecordEvent) error {
		var wishes map[string]string
		err := e.Record.UnmarshalJSONField("mail_wishes", &wishes)
		if _, ok := digest.CheckWishes(wishes); err != nil || !ok {
			return answer(domain.FieldErrors{"mail_wishes": domain.Errorf(domain.Invalid, "unknown_choice")}.Err())
		}
		return e.Next()
	}
	app.OnRecordCreate("members").BindFunc(check)
	app.OnRecordUpdate("members").BindFunc(check)
	app.OnRecordUpdate("members").BindFunc(followFrequency)
}

// followFrequency lets whoever wishes for another frequency of digests get the
// next one of it, not at once one whose time has passed.
func followFrequency(e *core.RecordEvent) error {
	r := e.Record
	if r.GetString("digest") != r.Original().GetString("digest") {
		r.Set("digest_period", digest.Passed(r.GetString("digest"), r.GetInt("digest_weekday"), r.GetString("digest_hour"), time.Now().In(zone)))
	}
	return e.Next()
}
