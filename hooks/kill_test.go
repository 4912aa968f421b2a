package hooks

import (
	"bufio"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// childDir tells the test binary that it is the process to be killed, and in
// which data directory.
const childDir = "KEJIYUN_TEST_CHILD_IN"

// childClock tells it what time it is: leases of those killed before it are over by
// then, and digests are due.
const childClock = "KEJIYUN_TEST_CHILD_AT"

// asChild opens the data directory of a process to be killed, with the hooks that
// are bound to it; any other process skips the test.
func asChild(t *testing.T, bind ...func(core.App)) core.App {
	t.Helper()
	dir := os.Getenv(childDir)
	if dir == "" {
		t.Skip("only as a child")
	}
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: dir})
	for _, b := range bind {
		b(app)
	}
	if err := app.Bootstrap(); err != nil {
		t.Fatal(err)
	}
	return app
}

// childTime is what a child is told by childClock.
func childTime(t *testing.T) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, os.Getenv(childClock))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// child is a process that runs one test in a data directory, until it is killed.
func child(test, dir string, more ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], "-test.run=^"+test+"$")
	c.Env = append(append(os.Environ(), childDir+"="+dir), more...)
	return c
}

// startChild starts it and waits until it says that it is ready.
func startChild(t *testing.T, c *exec.Cmd) *bufio.Reader {
	t.Helper()
	pipe, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	out := bufio.NewReader(pipe)
	if line, err := out.ReadString('\n'); line != "ready\n" {
		t.Fatalf("the child says %q, %v", line, err)
	}
	return out
}

// TestDeliverChild is the process that TestKilledWhileDelivering kills.
func TestDeliverChild(t *testing.T) {
	runJob(t.Context(), asChild(t), "deliver", time.Now())
}

// SIGKILL at every stage: what was not yet being sent is sent later, what may
// have arrived is shown as uncertain, and nothing arrives twice.
func TestKilledWhileDelivering(t *testing.T) {
	for _, c := range []struct {
		stage, left, later string
		arrived            int
	}{
		{"banner", "claimed", "sent", 1},
		{"rcpt", "claimed", "sent", 1},
		{"data", "claimed", "sent", 1},
		{"dot", "sending", "uncertain", 1},
	} {
		t.Run(c.stage, func(t *testing.T) {
			app, d := mailApp(t)
			if err := app.Save(app.Settings()); err != nil {
				t.Fatal(err)
			}
			queue(t, app, 1)
			child := child("TestDeliverChild", app.DataDir())
			reached, killed := make(chan bool, 10), make(chan bool)
			d.setFault(func(stage string, _ int) string {
				if stage != c.stage {
					return ""
				}
				reached <- true
				<-killed
				return drop
			})
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			<-reached
			child.Process.Kill()
			child.Wait() // it was killed: that is its error
			close(killed)
			d.setFault(func(string, int) string { return "" })
			expectCrash(t, app, d, time.Now(), c.left, c.later, c.arrived)
		})
	}
}
