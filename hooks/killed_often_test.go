package hooks

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// TestDeliverForeverChild delivers until it is killed.
func TestDeliverForeverChild(t *testing.T) {
	app := asChild(t)
	now := childTime(t)
	fmt.Println("ready")
	for begun := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		if _, err := runJob(t.Context(), app, "deliver", now.Add(time.Since(begun))); err != nil {
			t.Error(err)
		}
	}
}

// fromEnv reads a number that makes a test larger than it is every day.
func fromEnv(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return otherwise
}

// TestKilledOften kills the delivery at random moments, again and again, with a
// network between it and the server that delays, cuts and refuses. Nothing is
// lost, and nothing arrives twice, unless somebody sends again what may have
// arrived. KEJIYUN_TEST_MAILS and KEJIYUN_TEST_KILLS make it larger.
func TestKilledOften(t *testing.T) {
	mails, kills := fromEnv("KEJIYUN_TEST_MAILS", 250), fromEnv("KEJIYUN_TEST_KILLS", 50)
	seed := uint64(fromEnv("KEJIYUN_TEST_SEED", int(time.Now().UnixNano()%1e9)))
	t.Logf("seed %d", seed)
	app, d := mailApp(t)
	p := newFaultProxy(t, net.JoinHostPort("127.0.0.1", strconv.Itoa(d.port())), seed)
	for _, key := range []string{"mail.per_minute", "mail.per_day"} {
		limit(t, app, key, 1e6)
	}
	app.Settings().SMTP.Port = p.port()
	if err := app.Save(app.Settings()); err != nil {
		t.Fatal(err)
	}
	queue(t, app, mails)
	now := time.Now()
	for range kills {
		now = now.Add(2 * deliverLease)
		killOnce(t, app.DataDir(), now, 20*time.Millisecond+p.between(time.Duration(50*mails/kills)*time.Millisecond))
	}
	stopped := states(t, app)
	faults := p.calmDown()
	for i := 0; i < 30 && states(t, app)["sent"]+states(t, app)["uncertain"] < mails; i++ {
		now = now.Add(2 * time.Hour)
		if _, err := runJob(context.Background(), app, "deliver", now); err != nil {
			t.Fatal(err)
		}
	}
	uncertain, cut := map[string]bool{}, 0
	for _, r := range outboxRows(t, app) {
		uncertain[r.ID] = r.State == "uncertain"
		if uncertain[r.ID] && !strings.Contains(r.Error, "程序中断") {
			cut++
		}
	}
	came := arrivals(t, d)
	twice, missing := 0, 0
	for id, unsure := range uncertain {
		switch n := came[id]; {
		case n > 1:
			twice++
		case n == 0 && !unsure:
			t.Errorf("a mail that is said to be sent has not arrived")
		case n == 0:
			missing++
		}
	}
	if twice > 0 || len(uncertain) != mails {
		t.Errorf("%d of %d mails came twice by themselves", twice, len(uncertain))
	}
	t.Logf("%d mails, %d kills, faults of the network %v; when the last was killed: %v", mails, kills, faults, stopped)
	t.Logf("of the uncertain ones, %d lost the network between the dot and its answer; the others the process", cut)
	resend(t, app, d, uncertain, now.Add(time.Hour), missing)
}

// resend sends the uncertain mails again, as an admin may: all is there then,
// and what is there twice was uncertain.
func resend(t *testing.T, app core.App, d *smtpd, uncertain map[string]bool, now time.Time, missing int) {
	t.Helper()
	n, err := store.Requeue(app, dbx.HashExp{"state": store.MailUncertain}, now)
	if err != nil {
		t.Fatal(err)
	}
	deliverAt(t, app, now.Add(time.Second))
	deliverAt(t, app, now.Add(2*time.Hour))
	twice, came := 0, arrivals(t, d)
	for id, unsure := range uncertain {
		switch {
		case came[id] == 0:
			t.Error("a mail is lost")
		case came[id] == 2 && unsure:
			twice++
		case came[id] > 1:
			t.Errorf("a mail that was certain came %d times", came[id])
		}
	}
	if twice != n-missing {
		t.Errorf("%d came twice, want the %d uncertain ones that had arrived", twice, n-missing)
	}
	t.Logf("%d were uncertain: %d had not arrived; sent again by hand, %d came twice, each with its own Message-ID", n, missing, twice)
}

// killOnce runs a delivery and kills it a while after it is ready.
func killOnce(t *testing.T, dir string, at time.Time, after time.Duration) {
	t.Helper()
	child := child("TestDeliverForeverChild", dir, childClock+"="+at.Format(time.RFC3339))
	startChild(t, child)
	time.Sleep(after)
	child.Process.Kill()
	child.Wait() // it was killed: that is its error
}

// arrivals counts what arrived by Message-ID.
func arrivals(t *testing.T, d *smtpd) map[string]int {
	t.Helper()
	time.Sleep(100 * time.Millisecond) // what the killed one had already sent off
	n := map[string]int{}
	for _, m := range d.arrived() {
		n[strings.Trim(open(t, m.raw).header.Get("Message-ID"), "<>")]++
	}
	return n
}
