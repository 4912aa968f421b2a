package hooks

import (
	"sync"
	"time"
)

const (
	breakerFailures = 3
	breakerPause    = 10 * time.Minute
)

// breaker stops asking a service that has failed several times in a row, and
// lets one attempt through again after a pause.
type breaker struct {
	mu       sync.Mutex
	failures int
	until    time.Time
}

// allows tells whether the service may be asked now.
func (b *breaker) allows(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !now.Before(b.until)
}

// note says how asking went.
func (b *breaker) note(failed bool, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !failed {
		b.failures = 0
		return
	}
	if b.failures++; b.failures >= breakerFailures {
		b.until = now.Add(breakerPause)
	}
}

// trip lets nobody through until a time, whatever happened before.
func (b *breaker) trip(until time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if until.After(b.until) {
		b.until = until
	}
}

// reset forgets all failures: somebody says that the service is well again.
func (b *breaker) reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failures, b.until = 0, time.Time{}
}
