package hooks

import (
	"context"
	"maps"
	"net/mail"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

const (
	deliverBatch = 20              // mails claimed at once
	deliverLease = 3 * time.Minute // longer than any single step of a mail
	mailLife     = 5 * 24 * time.Hour
)

// delivery is one run of the delivery job.
type delivery struct {
	app       core.App
	server    mailServer
	from      mail.Address
	clock     func() time.Time
	session   *smtpSession // nil until needed, and again after it broke
	counts    map[string]int
	beforeDot func() // see letter
}

// deliver hands the due mails of the outbox to the mail server.
func deliver(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	d := newDelivery(app, now)
	err := d.run(ctx)
	return d.counts, err
}

func newDelivery(app core.App, now time.Time) *delivery {
	begun := time.Now()
	meta := app.Settings().Meta
	return &delivery{
		app: app, server: mailServerOf(app), from: mail.Address{Name: meta.SenderName, Address: meta.SenderAddress},
		clock: func() time.Time { return now.Add(time.Since(begun)) }, counts: map[string]int{},
	}
}

// deliveryQuiet: a run that did nothing leaves no row, and one that is hindered
// in the same way as the last one does not say so again.
func deliveryQuiet(counts map[string]int, last store.Run) bool {
	if len(counts) == 0 {
		return true
	}
	for _, done := range []string{"sent", "deferred", "failed", "uncertain", "requeued"} {
		if counts[done] > 0 {
			return false
		}
	}
	keys := func(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
	return last.Result == store.RunOK && slices.Equal(keys(counts), keys(last.Counts))
}

func (d *delivery) run(ctx context.Context) error {
	due, stale, err := store.MailsDue(d.app, d.clock())
	if err != nil {
		return err
	}
	if stale > 0 {
		requeued, uncertain, err := store.RecoverMails(d.app, d.clock())
		if err != nil {
			return err
		}
		d.count("requeued", requeued)
		d.count("uncertain", uncertain)
		due += requeued
	}
	if due == 0 {
		return nil
	}
	if !d.server.Enabled {
		d.count("smtp_off", due)
		return nil
	}
	defer func() {
		if d.session != nil {
			d.session.close()
		}
	}()
	return d.batches(ctx)
}

// batches claims and sends until nothing is due, the limit is reached, or the
// server is out of reach.
func (d *delivery) batches(ctx context.Context) error {
	for ctx.Err() == nil {
		room, err := d.room()
		if err != nil {
			return err
		}
		if room <= 0 {
			due, _, err := store.MailsDue(d.app, d.clock())
			d.count("limited", due)
			return err
		}
		mails, err := store.ClaimMails(d.app, d.clock(), deliverLease, min(room, deliverBatch))
		if err != nil || len(mails) == 0 {
			return err
		}
		reached, err := d.batch(ctx, mails)
		if err != nil || !reached {
			return err
		}
	}
	return nil
}

// room tells how many mails the limits of the settings still allow.
func (d *delivery) room() (int, error) {
	now := d.clock()
	y, m, day := now.In(zone).Date()
	room := deliverBatch
	for _, limit := range []struct {
		key      string
		fallback int
		since    time.Time
	}{
		{"mail.per_minute", 60, now.Add(-time.Minute)},
		{"mail.per_day", 500, time.Date(y, m, day, 0, 0, 0, 0, zone)},
	} {
		sent, err := store.MailsSent(d.app, limit.since)
		if err != nil {
			return 0, err
		}
		room = min(room, store.Setting(d.app, limit.key, limit.fallback)-sent)
	}
	return room, nil
}

// batch sends claimed mails one after the other; false when the server cannot be
// reached, in which case all of them wait.
func (d *delivery) batch(ctx context.Context, mails []*store.ClaimedMail) (bool, error) {
	var unreachable *stageError
	for _, m := range mails {
		switch {
		case unreachable != nil:
			if err := d.settle(m, unreachable); err != nil {
				return false, err
			}
			continue
		case ctx.Err() != nil:
			if err := store.MailReleased(d.app, m, d.clock()); err != nil {
				return false, err
			}
			continue
		}
		var err error
		if unreachable, err = d.send(ctx, m); err != nil {
			return false, err
		}
	}
	return unreachable == nil, nil
}

func (d *delivery) count(what string, n int) {
	if n > 0 {
		d.counts[what] += n
	}
}
