package hooks

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// night is one full re-match: every need is ranked, all lists are spread at once,
// and then the lists of needs and of offers are written, rows that have not
// changed left alone. It notes in a journal how far it has come; cut short, the
// next one of the same night goes on from there. Postings that change meanwhile
// are left to the queue, which knows them better.
type night struct {
	plan
	m      *matcher
	app    core.App
	now    time.Time
	run    string
	book   *journal
	engine *match.Engine
	spread *match.Lists
	number map[string]uint32 // of an offer
	// changed are the postings that have changed since it began, by collection
	// and id; polled is the last change known.
	changed map[[2]string]bool
	polled  int64
	tell    progress
}

// rematchAll loads everything anew, ranks every need and every offer, and writes
// the rows that have changed. It returns what it did, counted from the beginning
// of the night's work.
func (m *matcher) rematchAll(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	n, err := m.beginNight(ctx, app, now)
	if err != nil {
		return map[string]int{}, err
	}
	for _, phase := range []func(context.Context) error{n.rankNeeds, n.writeNeeds, n.writeOffers} {
		if err := phase(ctx); err != nil {
			n.book.close()
			return n.done.Counts, err
		}
	}
	if err := n.end(); err != nil {
		n.book.close()
		return n.done.Counts, err
	}
	return n.done.Counts, n.book.finish()
}

// beginNight goes on with what was cut short this night, or begins.
func (m *matcher) beginNight(ctx context.Context, app core.App, now time.Time) (*night, error) {
	n := &night{m: m, app: app, now: now, run: "nightly-" + now.In(zone).Format("20060102"), changed: map[[2]string]bool{}, tell: progressOf(ctx)}
	book, err := openJournal(app, n.plan.read)
	if err != nil {
		return nil, err
	}
	n.book = book
	m.mu.Lock()
	defer m.mu.Unlock()
	err = n.resume(rulesOf(app), fmt.Sprintf("%+v", weightsNow(app)))
	if err != nil {
		book.close()
		return nil, err
	}
	n.engine = m.engine
	n.number = make(map[string]uint32, len(n.offers))
	for i, id := range n.offers {
		n.number[id] = uint32(i)
	}
	return n, nil
}

// resume loads the engine and takes up the plan, or makes a new one.
func (n *night) resume(rules listRules, print string) error {
	n.polled = n.Seq
	if n.fresh(n.now, rules, print) {
		if n.m.guest {
			n.m.engine = nil // the queue is not ours: what is loaded may be old
		}
		if err := n.m.ready(n.app); err != nil {
			return err
		}
		if err := n.poll(); err == nil {
			n.done.Counts["resumed"] = 1
			return nil
		} // too much has changed: begin anew
	}
	n.plan = plan{}
	if err := n.book.cut(0); err != nil {
		return err
	}
	return n.begin(rules, print)
}

// begin makes a new plan.
func (n *night) begin(rules listRules, print string) error {
	seq, err := store.LastQueued(n.app)
	if err != nil {
		return err
	}
	if err := n.m.load(n.app, n.tell); err != nil {
		return err
	}
	suppliers, err := store.Suppliers(n.app, n.now.Add(-mailedFor))
	if err != nil {
		return err
	}
	n.plan = plan{begun: begun{At: n.now, Seq: seq, Rules: rules, Print: print, Offers: len(suppliers)}, done: done{Counts: map[string]int{}}}
	n.polled = seq
	n.supply = rules.supplyOf(suppliers, nil)
	first, err := frame(frameBegun, n.begun)
	if err != nil {
		return err
	}
	if err := n.book.add(first); err != nil {
		return err
	}
	const page = 5000
	for from := 0; from < len(suppliers); from += page {
		to := min(len(suppliers), from+page)
		b, err := offersFrame(suppliers[from:to], n.supply[from:to])
		if err != nil {
			return err
		}
		if err := n.book.add(b); err != nil {
			return err
		}
	}
	for _, s := range suppliers {
		n.offers = append(n.offers, s.Offer)
	}
	return n.note(rankNeeds, "")
}

// note writes down how far it has come.
func (n *night) note(phase int, last string) error {
	n.done.Phase, n.done.Last = phase, last
	b, err := frame(frameDone, n.done)
	if err != nil {
		return err
	}
	return n.book.add(b)
}

// unfinished tells whether a re-match of this night was cut short.
func unfinished(app core.App, now time.Time) bool {
	f, err := os.Open(filepath.Join(app.DataDir(), journalName))
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	var p plan
	readFrames(f, func(frame []byte) error {
		_ = p.read(frame) // the first one is enough
		return errFrame
	})
	age := now.Sub(p.At)
	return !p.At.IsZero() && age >= 0 && age < resumeFor
}
