package hooks

import (
	"context"
	"errors"
	"hash/crc32"
	"maps"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// errMoved says that so much has changed that nobody knows what.
var errMoved = errors.New("配对期间改动太多，名单已经过时，请重新运行一次 job run rematch")

// drift is how far a score may move, by the days that pass, before the row is
// written anew: nobody sees less.
const drift = .005

// writeSome settles some postings of a phase and commits them together; then
// they are noted as done. The queue waits meanwhile.
func (n *night) writeSome(ctx context.Context, phase int, collection string, ids []string, list func(i int) []listing) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	n.m.mu.Lock()
	defer n.m.mu.Unlock()
	if err := n.poll(); err != nil {
		return err
	}
	all := make([]settlement, len(ids))
	err := eachOf(len(ids), func(i int) error {
		if n.changed[[2]string{collection, ids[i]}] {
			return nil
		}
		held, err := store.HeldPairs(n.app, collection, ids[i], n.now.Add(-mailedFor))
		if err != nil {
			return err
		}
		all[i] = settle(n.engine, collection, ids[i], n.known(collection, list(i), held), held, n.due(collection, ids[i]), n.now)
		return nil
	})
	if err != nil {
		return err
	}
	counts := maps.Clone(n.done.Counts)
	err = n.app.RunInTransaction(func(tx core.App) error {
		for i := range all {
			if err := all[i].save(tx, n.run, n.now, counts); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	n.done.Counts = counts
	return n.note(phase, ids[len(ids)-1])
}

// poll learns what has changed since it looked last.
func (n *night) poll() error {
	rows, all, err := store.QueuedAfter(n.app, n.polled)
	if err != nil {
		return err
	}
	if !all {
		return errMoved
	}
	for _, q := range rows {
		n.changed[[2]string{q.Collection, q.Record}] = true
		n.polled = q.Seq
	}
	return nil
}

// known leaves out of a list the pairs that do not hold yet with postings that
// have changed since the list was made.
func (n *night) known(collection string, list []listing, held []store.HeldPair) []listing {
	if len(n.changed) == 0 {
		return list
	}
	there, other := map[string]bool{}, "offers"
	if collection == "offers" {
		other = "needs"
	}
	for _, h := range held {
		there[h.Other] = true
	}
	kept := list[:0]
	for _, l := range list {
		if there[l.other] || !n.changed[[2]string{other, l.other}] {
			kept = append(kept, l)
		}
	}
	return kept
}

// due tells which pairs that hold are to be described anew: those whose score
// has moved, and every night another seventh of all, so that notes of days stay
// true. Pairs of postings that have changed are the queue's.
func (n *night) due(collection, id string) func(listing, store.HeldPair) bool {
	day := uint32(n.At.In(zone).YearDay() % 7)
	other := "offers"
	if collection == "offers" {
		other = "needs"
	}
	return func(l listing, h store.HeldPair) bool {
		if n.changed[[2]string{other, l.other}] {
			return false
		}
		pair := id + l.other
		if collection == "offers" {
			pair = l.other + id
		}
		return math.Abs(l.score-h.Score) >= drift || collection == "needs" && crc32.ChecksumIEEE([]byte(pair))%7 == day
	}
}

// eachOf calls f for 0 to n-1 on as many goroutines as there are processors and
// returns the first error.
func eachOf(n int, f func(int) error) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, n)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				errs[i] = f(i)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
