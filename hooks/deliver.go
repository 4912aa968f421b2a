package hooks

import (
	"context"
	"maps"
	"net/mail"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

const (
	deliverBatch = 20              // mails claimed at once
	deliverLease = 3 * time.Minute // longer than any single step of a mail
)

// delivery is one run of the delivery job.
type delivery struct {
	app       core.App
	server    mailServer
	from      mail.Address
	clock     func() time.Time
	session   *smtpSession // nil until needed, and again after it broke
	counts    map[string]int
	seal      *seal  // nil: unsigned
	perHost   int    // mails a minute to one host
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
		perHost: max(1, store.Setting(app, "mail.per_host_minute", 30)),
	}
}

// deliveryQuiet: a run that did nothing leaves no row, and one that is hindered
// in the same way as the last one does not say so again.
func deliveryQuiet(counts map[string]int, last store.Run) bool {
	if len(counts) == 0 {
		return true
	}
	for _, done := range []string{"sent", "deferred", "failed", "uncertain", "requeued", "suspended"} {
		if counts[done] > 0 {
			return false
		}
	}
	keys := func(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
	return last.Result == store.RunOK && slices.Equal(keys(counts), keys(last.Counts))
}

func (d *delivery) run(ctx context.Context) error {
	due, stale, err := store.MailsDue(d.app, d.clock(), d.turn())
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
		due += requeued // at night perhaps not yet: claiming decides
	}
	if due == 0 {
		return nil
	}
	if !d.server.Enabled {
		d.count("smtp_off", due)
		return nil
	}
	if !breakerOf(d.app).allows(d.clock()) {
		d.count("paused", due)
		return nil
	}
	if d.seal, err = sealOf(d.app); err != nil {
		return err
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
		turn, hosts, err := d.hosts()
		if err != nil {
			return err
		}
		if room <= 0 {
			return d.countLimited(turn)
		}
		mails, err := store.ClaimMails(d.app, d.clock(), deliverLease, min(room, deliverBatch), turn)
		if err != nil {
			return err
		}
		if len(mails) == 0 {
			return d.countLimited(d.turn())
		}
		reached, err := d.batch(ctx, mails, hosts)
		if err != nil || !reached {
			return err
		}
	}
	return nil
}

// turn says which mails may go at this hour.
func (d *delivery) turn() store.MailTurn {
	from, until := store.Setting(d.app, "mail.quiet_from", "22:00"), store.Setting(d.app, "mail.quiet_until", "08:00")
	return store.MailTurn{UrgentOnly: digest.Quiet(d.clock().In(zone), from, until)}
}

// hosts adds which hosts have had enough for this minute, and says how many
// mails the others may still get; a host that got none yet is not in it.
func (d *delivery) hosts() (store.MailTurn, map[string]int, error) {
	turn := d.turn()
	sent, err := store.MailsSentByHost(d.app, d.clock().Add(-time.Minute))
	if err != nil {
		return turn, nil, err
	}
	for host, n := range sent {
		if sent[host] = d.perHost - n; sent[host] <= 0 {
			turn.Not = append(turn.Not, host)
		}
	}
	return turn, sent, nil
}

// countLimited tells how many mails wait for a limit alone.
func (d *delivery) countLimited(turn store.MailTurn) error {
	due, _, err := store.MailsDue(d.app, d.clock(), turn)
	d.count("limited", due)
	return err
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
// reached, in which case all of them wait. What goes beyond the room of a host,
// or comes after the server has had enough of us, goes back as it was.
func (d *delivery) batch(ctx context.Context, mails []*store.ClaimedMail, hosts map[string]int) (bool, error) {
	var unreachable *stageError
	for _, m := range mails {
		room, known := hosts[m.Host()]
		if !known {
			room = d.perHost
		}
		hosts[m.Host()] = room - 1
		var err error
		switch {
		case unreachable != nil:
			err = d.settle(m, unreachable)
		case room <= 0 || ctx.Err() != nil || !breakerOf(d.app).allows(d.clock()):
			err = store.MailReleased(d.app, m, d.clock())
		default:
			unreachable, err = d.send(ctx, m)
			breakerOf(d.app).note(unreachable != nil, d.clock())
		}
		if err != nil {
			return false, err
		}
	}
	return unreachable == nil && breakerOf(d.app).allows(d.clock()), nil
}

// breakerOf is the breaker of the mail server: after several failures to get a
// connection, or when the server says that we send too much, nothing is tried
// for a while, by any mail.
func breakerOf(app core.App) *breaker {
	return app.Store().GetOrSet("mailBreaker", func() any { return &breaker{} }).(*breaker)
}

func (d *delivery) count(what string, n int) {
	if n > 0 {
		d.counts[what] += n
	}
}
