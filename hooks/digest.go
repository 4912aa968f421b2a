package hooks

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/routine"
	"golang.org/x/sync/errgroup"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

const (
	// digestPage is how many members are looked at at once, and digestChunk how
	// many digests are written at once: constant memory, however many there are.
	digestPage  = 1000
	digestChunk = 200
)

// runDigest writes the due digests into the outbox. While some are written, the
// next are read and composed.
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
	composed := make(chan []*composedDigest)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var read errgroup.Group
	read.Go(routine.SafeWrap(func() error {
		defer close(composed)
		return eachDue(app, now, func(members []*store.DigestMember, seen int) error {
			some, err := w.composeAll(members)
			if err != nil {
				return err
			}
			some = append(some, &composedDigest{seen: seen})
			select {
			case composed <- some:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}))
	var failed []error
	for some := range composed {
		last := len(some) - 1
		failed = append(failed, w.writeAll(some[:last])...)
		for _, d := range some[:last] {
			counts[d.outcome]++
		}
		done += some[last].seen
		tell("摘要邮件", done, all)
	}
	return counts, errors.Join(append(failed, read.Wait())...)
}

// eachDue calls f with the members whose digest is due now, digestChunk of them
// at most, and with how many members it has looked at since it last did.
func eachDue(app core.App, now time.Time, f func(members []*store.DigestMember, seen int) error) error {
	var due []*store.DigestMember
	seen := 0
	hand := func() error {
		if err := store.DigestOwned(app, due); err != nil {
			return err
		}
		for some := range slices.Chunk(due, digestChunk) {
			if err := f(some, seen); err != nil {
				return err
			}
			seen = 0
		}
		due = due[:0]
		return nil
	}
	for after := ""; ; {
		members, err := store.DigestMembers(app, after, digestPage)
		if err != nil {
			return err
		}
		if len(members) == 0 {
			return hand()
		}
		for _, m := range members {
			if _, ok := dueFor(m, now); ok {
				due = append(due, m)
			}
		}
		after, seen = members[len(members)-1].ID, seen+len(members)
		if len(due) >= digestPage {
			if err := hand(); err != nil {
				return err
			}
		}
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
