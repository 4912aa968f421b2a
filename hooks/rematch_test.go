package hooks

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/pocketbase/pocketbase/core"
)

// TestTooLateIsNotGone: a posting whose reading came too late is read again; only
// what is not there, or cannot be read at all, has no text.
func TestTooLateIsNotGone(t *testing.T) {
	w := newWorld(t)
	need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	late := fmt.Errorf("find owner: %w", context.DeadlineExceeded)
	broken := errors.New("is no need")
	for _, c := range []struct {
		id    string
		fails []error
		found bool
		reads int // how often it is read
	}{
		{need.Id, nil, true, 1},
		{need.Id, []error{late, late}, true, 3},
		{need.Id, []error{late, late, late, late}, false, 3},
		{need.Id, []error{broken}, false, 1},
		{"nobody", nil, false, 0},
	} {
		reads := 0
		_, found := postingText(w.app, "needs", c.id, func(core.App, *core.Record) (string, error) {
			reads++
			if reads <= len(c.fails) {
				return "", c.fails[reads-1]
			}
			return "text", nil
		})
		if found != c.found || reads != c.reads {
			t.Errorf("%s failing with %v: found %v after %d readings", c.id, c.fails, found, reads)
		}
	}
}
