package hooks

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// digestChunk is how many members are read at once: constant memory, however
// many there are.
const digestChunk = 200

// runDigest writes the due digests into the outbox. Each member is one short
// transaction: mail, marks on the matches shown, and the period, or nothing.
func runDigest(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	counts := map[string]int{}
	w, err := newDigestWriter(app, now)
	if err != nil {
		return counts, err
	}
	tell, done := progressOf(ctx), 0
	all, err := store.CountDigestMembers(app)
	if err != nil {
		return counts, err
	}
	seen := func(n int) {
		done += n
		tell("摘要邮件", done, all)
	}
	return counts, eachDue(app, now, seen, func(m *store.DigestMember, period string) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		outcome, err := w.write(m, period)
		if err != nil {
			return err
		}
		counts[outcome]++
		return nil
	})
}

// eachDue calls f with every member whose digest is due now, and tells seen how
// many more members it has looked at.
func eachDue(app core.App, now time.Time, seen func(n int), f func(m *store.DigestMember, period string) error) error {
	for after := ""; ; {
		members, err := store.DigestMembers(app, after, digestChunk)
		if err != nil || len(members) == 0 {
			return err
		}
		for _, m := range members {
			if period, due := dueFor(m, now); due {
				if err := f(m, period); err != nil {
					return fmt.Errorf("digest of %s: %w", m.ID, err)
				}
			}
		}
		after = members[len(members)-1].ID
		seen(len(members))
	}
}

func dueFor(m *store.DigestMember, now time.Time) (string, bool) {
	return digest.Due(wish(m), m.Weekday, m.Hour, m.Period, now.In(zone))
}

// wish is how often a member wants the digest; weekly when nothing was said.
func wish(m *store.DigestMember) string {
	if m.Digest == "" {
		return "weekly"
	}
	return m.Digest
}

// unreachable says why a member gets no mail, in the words of the counts.
func unreachable(m *store.DigestMember) string {
	switch {
	case m.Deleted != "":
		return "deleted"
	case m.Email == "":
		return "no_email"
	case !m.Verified:
		return "unverified"
	case m.Suspended:
		return "suspended_address"
	}
	return ""
}

// digestWriter holds what all digests of a run have in common.
type digestWriter struct {
	app    core.App
	now    time.Time
	site   digest.Site
	names  *store.Names
	secret []byte
	max    int // matches in one digest
}

func newDigestWriter(app core.App, now time.Time) (*digestWriter, error) {
	names, err := store.NamesOf(app)
	if err != nil {
		return nil, err
	}
	secret, err := store.MailSecret(app)
	if err != nil {
		return nil, err
	}
	return &digestWriter{app: app, now: now.In(zone), site: siteOf(app), names: names, secret: secret,
		max: min(store.Setting(app, "digest.max_matches", digest.MaxMatches), digest.MaxMatches)}, nil
}

// write settles one member's digest of a period and says how it came out:
// queued, nothing (to say), taken (settled elsewhere), in_portal (told there, for
// who gets no mail) or why there is no mail.
func (w *digestWriter) write(m *store.DigestMember, period string) (outcome string, err error) {
	if why := unreachable(m); why == "deleted" {
		return why, nil
	} else if why != "" {
		return w.writeInPortal(m, period, why)
	}
	in, shown, err := w.gather(m, period)
	if err != nil {
		return "", err
	}
	mail, some := digest.Compose(in.Input)
	outcome = "nothing"
	err = w.app.RunInTransaction(func(tx core.App) error {
		key := "digest:" + m.ID + ":" + period
		sent, err := store.MailExists(tx, key)
		if err != nil {
			return err
		}
		if ours, err := store.DigestTaken(tx, m, period); err != nil || !ours || sent {
			outcome = "taken"
			return err
		}
		if !some {
			return nil
		}
		outcome = "queued"
		if err := store.DigestMailed(tx, shown, w.now); err != nil {
			return err
		}
		if err := store.NewsMailed(tx, in.news, w.now); err != nil {
			return err
		}
		if err := tellDigest(tx, m, key, mail.Subject, len(shown)); err != nil {
			return err
		}
		return store.Queue(tx, store.OutMail{Key: key, Kind: "digest", Member: m.ID, To: m.Email, ToName: m.Name,
			Subject: mail.Subject, HTML: mail.HTML, Text: mail.Text, Headers: w.headers(mail, in.Input)})
	})
	return outcome, err
}

// headers are those that make a digest a list mail which one click ends (RFC
// 2369, 2919, 8058).
func (w *digestWriter) headers(mail digest.Mail, in digest.Input) map[string]string {
	host := "localhost"
	if u, err := url.Parse(w.site.URL); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	h := map[string]string{
		"List-Id":               "<digest." + host + ">",
		"List-Unsubscribe":      "<" + in.Unsubscribe + ">",
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"Precedence":            "bulk",
	}
	maps.Copy(h, mail.Headers)
	return h
}
