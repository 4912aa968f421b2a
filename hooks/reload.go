package hooks

import (
	"context"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// settling is how long the matcher waits for further changes before it builds
// its engine anew: whoever edits ten rows of synonyms causes one reload.
const settling = 3 * time.Second

// longestSettling bounds that wait on a portal where something always happens.
const longestSettling = 15 * time.Second

// bindReloads builds the engine anew once what all postings are read by has
// changed: the taxonomy, the synonyms or the embedding service. The postings themselves go through the
// queue.
func bindReloads(app core.App) {
	changed := func(e *core.RecordEvent) error {
		matcherOf(e.App).expire()
		return e.Next()
	}
	setting := func(e *core.RecordEvent) error {
		if strings.HasPrefix(e.Record.GetString("key"), "meaning.") {
			matcherOf(e.App).expire()
		}
		return e.Next()
	}
	app.OnRecordAfterCreateSuccess("settings").BindFunc(setting)
	app.OnRecordAfterUpdateSuccess("settings").BindFunc(setting)
	app.OnRecordAfterDeleteSuccess("settings").BindFunc(setting)
	read := []string{"fields", "synonyms"}
	app.OnRecordAfterCreateSuccess(read...).BindFunc(changed)
	app.OnRecordAfterUpdateSuccess(read...).BindFunc(changed)
	app.OnRecordAfterDeleteSuccess(read...).BindFunc(changed)
}

// expire says that the engine must be built anew, and wakes the matcher.
func (m *matcher) expire() {
	m.outdated.Store(true)
	m.wake()
}

// settle waits until nothing has woken the matcher for a while; false when the
// process ends.
func (m *matcher) settle(ctx context.Context) bool {
	enough := time.After(longestSettling)
	for {
		select {
		case <-ctx.Done():
			return false
		case <-m.woken:
		case <-enough:
			return true
		case <-time.After(settling):
			return true
		}
	}
}

// refresh builds the engine anew and ranks everything by it, if it is outdated.
// When that fails it stays outdated and is tried again.
func (m *matcher) refresh(ctx context.Context, app core.App, now time.Time) error {
	if !m.outdated.Swap(false) {
		return nil
	}
	if _, err := m.rematchAll(ctx, app, now); err != nil {
		m.outdated.Store(true)
		return err
	}
	return nil
}

// means tells whether the engine compares meanings.
func (m *matcher) means() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.engine != nil && m.engine.Means()
}
