package hooks

import (
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// childDir tells the test binary that it is the process to be killed, and in
// which data directory.
const childDir = "KEJIYUN_TEST_DELIVER_IN"

// TestDeliverChild is the process that TestKilledWhileDelivering kills.
func TestDeliverChild(t *testing.T) {
	dir := os.Getenv(childDir)
	if dir == "" {
		t.Skip("only as a child")
	}
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: dir})
	if err := app.Bootstrap(); err != nil {
		t.Fatal(err)
	}
	runJob(t.Context(), app, "deliver", time.Now())
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
			child := exec.Command(os.Args[0], "-test.run=^TestDeliverChild$")
			child.Env = append(os.Environ(), childDir+"="+app.DataDir())
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
