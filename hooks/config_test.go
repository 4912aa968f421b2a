package hooks

import "testing"

// TestOnlyServersAreImpatient: a query of a server ends after seconds, for visitors
// wait for each other; that of a command may wait until a machine moves again.
func TestOnlyServersAreImpatient(t *testing.T) {
	for _, c := range []struct {
		args   []string
		server bool
	}{
		{[]string{"serve", "--http", "127.0.0.1:8090"}, true},
		{[]string{"--dir", "pb_data", "serve"}, true},
		{[]string{"demo", "--dir", "pb_data"}, false},
		{[]string{"job", "run", "nightly"}, false},
		{nil, false},
	} {
		if got := Config(c.args).DefaultQueryTimeout == serverPatience; got != c.server {
			t.Errorf("%q is taken for a server: %v", c.args, got)
		}
	}
}
