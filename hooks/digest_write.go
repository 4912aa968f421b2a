package hooks

import (
	"context"
	"fmt"
	"runtime"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/routine"
	"golang.org/x/sync/errgroup"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// composedDigest is one member's digest of a period, ready to be written.
type composedDigest struct {
	member *store.DigestMember
	period string
	gathered
	mail digest.Mail
	why  string // no mail reaches the member, in the words of the counts; empty for one who gets mails
	// outcome says in the words of the counts how it came out: queued, nothing (to
	// say), taken (settled elsewhere), in_portal (told there, for who gets no mail),
	// failed or why there is no mail; empty until it is written.
	outcome string
	seen    int // in a chunk's last, which has no member: how many members were looked at
}

func (d *composedDigest) key() string { return "digest:" + d.member.ID + ":" + d.period }

// composeAll reads what the digests of some members are made from, and composes
// them on all processors.
func (w *digestWriter) composeAll(members []*store.DigestMember) ([]*composedDigest, error) {
	all := make([]*composedDigest, len(members))
	var reached []*store.DigestMember
	for i, m := range members {
		period, _ := dueFor(m, w.now)
		all[i] = &composedDigest{member: m, period: period, why: unreachable(m)}
		switch all[i].why {
		case "":
			reached = append(reached, m)
		case "deleted":
			all[i].outcome = "deleted"
		}
	}
	facts, err := w.read(reached)
	if err != nil {
		return nil, err
	}
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for _, d := range all {
		if d.outcome != "" {
			continue
		}
		work.Go(routine.SafeWrap(func() (err error) {
			if d.why != "" {
				d.Input, err = w.gatherForPortal(d.member)
				return err
			}
			d.gathered = w.gather(facts, d.member, d.period)
			d.mail, d.some = digest.Compose(d.Input)
			return nil
		}))
	}
	return all, work.Wait()
}

// writeAll writes composed digests in one transaction. When that fails, each gets
// one of its own, so that one bad record keeps nobody else from their digest; what
// could not be written is due again at the next run.
func (w *digestWriter) writeAll(all []*composedDigest) (failed []error) {
	var todo []*composedDigest
	for _, d := range all {
		if d.outcome == "" {
			todo = append(todo, d)
		}
	}
	if len(todo) == 0 || w.write(todo) == nil {
		return nil
	}
	for _, d := range todo {
		if err := w.write([]*composedDigest{d}); err != nil {
			d.outcome = "failed"
			failed = append(failed, fmt.Errorf("digest of %s: %w", d.member.ID, err))
		}
	}
	return failed
}

// write settles digests in one transaction: for each, the mail, the marks on the
// matches and news that it tells, and the period; of all of them, or of none.
func (w *digestWriter) write(all []*composedDigest) error {
	var told []*core.Record
	outcomes := make([]string, len(all))
	err := w.app.RunInTransaction(func(tx core.App) error {
		keys, members, periods := make([]string, len(all)), make([]*store.DigestMember, len(all)), make([]string, len(all))
		for i, d := range all {
			keys[i], members[i], periods[i] = d.key(), d.member, d.period
		}
		sent, err := store.MailsExist(tx, keys)
		if err != nil {
			return err
		}
		ours, err := store.DigestsTaken(tx, members, periods)
		if err != nil {
			return err
		}
		var mails []store.OutMail
		var matches []*store.DigestMatch
		var news []store.NotificationRow
		var notes []store.MemberNote
		for i, d := range all {
			switch {
			case !ours[d.member.ID] || sent[keys[i]]:
				outcomes[i] = "taken"
			case d.why != "":
				outcomes[i] = d.why
				if line := w.portalNote(d); line != nil {
					outcomes[i], notes = "in_portal", append(notes, line...)
				}
			case !d.some:
				outcomes[i] = "nothing"
			default:
				outcomes[i] = "queued"
				mails, matches, news = append(mails, w.outMail(d)), append(matches, d.matches...), append(news, d.news...)
				notes = append(notes, tellDigest(d)...)
			}
		}
		if err := store.DigestMailed(tx, matches, w.now); err != nil {
			return err
		}
		if err := store.NewsMailed(tx, news, w.now); err != nil {
			return err
		}
		if told, err = store.NotifyMembers(tx, notes, w.now); err != nil {
			return err
		}
		return store.QueueMany(tx, mails)
	})
	if err != nil {
		return err
	}
	for i, d := range all {
		d.outcome = outcomes[i]
	}
	if err := showLive(w.app, told); err != nil { // they are there, and shown when the page is loaded
		w.app.Logger().Error("notifications not shown live", "error", err)
	}
	return nil
}

func (w *digestWriter) outMail(d *composedDigest) store.OutMail {
	return store.OutMail{Key: d.key(), Kind: "digest", Member: d.member.ID, To: d.member.Email, ToName: d.member.Name,
		Subject: d.mail.Subject, HTML: d.mail.HTML, Text: d.mail.Text, Headers: w.headers(d.mail, d.Input)}
}

// tellDigest tells in the portal what a digest brings, when it brings matches:
// what else it holds was told there before.
func tellDigest(d *composedDigest) []store.MemberNote {
	if len(d.matches) == 0 {
		return nil
	}
	return []store.MemberNote{matchNote(d, d.key(), d.mail.Subject)}
}

func matchNote(d *composedDigest, key, title string) store.MemberNote {
	return store.MemberNote{Key: key, Member: d.member.ID, Topic: string(digest.TopicNews), Kind: "matches", Title: title, URL: "/me"}
}

// showLive shows to open portals what was written past the record hooks, as
// PocketBase does after each save.
func showLive(app core.App, records []*core.Record) error {
	if app.SubscriptionsBroker().TotalClients() == 0 {
		return nil
	}
	for _, r := range records {
		e := &core.ModelEvent{App: app, Context: context.Background(), Type: core.ModelEventTypeCreate}
		e.Model = r
		if err := app.OnModelAfterCreateSuccess().Trigger(e); err != nil {
			return fmt.Errorf("show %s %s: %w", r.Collection().Name, r.Id, err)
		}
	}
	return nil
}
