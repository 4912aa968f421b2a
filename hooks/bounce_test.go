package hooks

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// queueTo writes one mail of a kind to an address.
func queueTo(t testing.TB, app core.App, kind, to string) {
	t.Helper()
	key := fmt.Sprintf("test:%s:%s:%d", kind, to, len(outboxRows(t, app)))
	if err := store.Queue(app, store.OutMail{Key: key, Kind: kind, To: to, Subject: "x", Text: "x"}); err != nil {
		t.Fatal(err)
	}
}

// An address that a server refuses for good gets no more mail, and whoever has
// it is to be called; a security mail that comes through brings it back to life.
func TestHardBounceSuspendsTheAddress(t *testing.T) {
	app, d := mailApp(t)
	m := addMember(t, app, "wang")
	other := addMember(t, app, "other")
	now := time.Now().Add(time.Minute)
	queueTo(t, app, "notice", m.Email())
	d.faultAt("rcpt", "550 5.1.1 no such user")
	if counts := deliverAt(t, app, now); counts["suspended"] != 1 {
		t.Errorf("counts %v", counts)
	}
	d.setFault(func(string, int) string { return "" })
	queueTo(t, app, "notice", strings.ToUpper(m.Email()[:1])+m.Email()[1:])
	queueTo(t, app, "notice", other.Email())
	deliverAt(t, app, now.Add(time.Minute))
	rows := outboxRows(t, app)
	if rows[1].State != "failed" || !strings.Contains(rows[1].Error, "停止寄信") || !strings.Contains(rows[1].Error, "no such user") || rows[2].State != "sent" {
		t.Errorf("after a bounce: %+v", rows[1:])
	}
	list, err := store.Suspensions(app, "", 10)
	if err != nil || len(list) != 1 || list[0].Member != m.Id || list[0].Name != "wang" {
		t.Fatalf("call list: %+v, %v", list, err)
	}
	if far, err := store.Suspensions(app, "110000000000", 10); err != nil || len(far) != 0 {
		t.Errorf("another region's call list: %+v, %v", far, err)
	}
	queueTo(t, app, "system", m.Email())
	deliverAt(t, app, now.Add(2*time.Minute))
	if got := outboxRows(t, app)[3].State; got != "sent" {
		t.Errorf("a security mail to a suspended address is %s", got)
	}
	if list, err := store.Suspensions(app, "", 10); err != nil || len(list) != 0 {
		t.Errorf("still on the call list: %+v, %v", list, err)
	}
}

// What is no fault of the address leaves it alone.
func TestOtherRefusalsDoNotSuspend(t *testing.T) {
	for _, fault := range []string{"550 Mail content denied", "550 5.7.1 blocked by policy", "452 4.2.2 mailbox full", "552 5.2.2 over quota", "550 Connection frequency limited"} {
		app, d := mailApp(t)
		queue(t, app, 1)
		d.faultAt("rcpt", fault)
		deliverAt(t, app, time.Now())
		if n, err := app.CountRecords("suspensions"); err != nil || n != 0 {
			t.Errorf("%s suspends an address (%v)", fault, err)
		}
	}
}

// When the server says that we send too much, nothing at all is sent for a while.
func TestQuotaPausesEverything(t *testing.T) {
	app, d := mailApp(t)
	queue(t, app, 10)
	d.setFault(func(stage string, n int) string {
		if stage == "rcpt" && n > 3 {
			return "550 Connection frequency limited"
		}
		return ""
	})
	now := time.Now()
	if counts := deliverAt(t, app, now); counts["sent"] != 3 || counts["deferred"] != 1 {
		t.Errorf("counts %v", counts)
	}
	d.setFault(func(string, int) string { return "" })
	if counts := deliverAt(t, app, now.Add(10*time.Minute)); counts["paused"] == 0 || counts["sent"] != 0 {
		t.Errorf("within the pause: %v", counts)
	}
	deliverAt(t, app, now.Add(quotaPause+time.Minute))
	deliverAt(t, app, now.Add(2*quotaPause))
	if n := states(t, app)["sent"]; n != 10 || len(d.arrived()) != 10 {
		t.Errorf("in the end %d sent, %d arrived", n, len(d.arrived()))
	}
}

// A server that is down is not asked again with every mail.
func TestBreakerSparesADeadServer(t *testing.T) {
	app, d := mailApp(t)
	queue(t, app, 3)
	d.faultAt("banner", drop)
	now := time.Now()
	for i := range 10 {
		set(t, app, dbx.Params{"next_at": store.Stamp(now)})
		deliverAt(t, app, now.Add(time.Duration(i)*10*time.Second))
	}
	if n := d.connections(); n != breakerFailures {
		t.Errorf("%d connections to a dead server, want %d", n, breakerFailures)
	}
	d.setFault(func(string, int) string { return "" })
	deliverAt(t, app, now.Add(breakerPause+5*time.Minute))
	if n := states(t, app)["sent"]; n != 3 {
		t.Errorf("after the pause %d of 3 sent", n)
	}
}

// One provider's readers wait for their turn, the others do not wait for them.
func TestLimitPerHost(t *testing.T) {
	app, d := mailApp(t)
	limit(t, app, "mail.per_host_minute", 4)
	for i := range 10 {
		queueTo(t, app, "notice", fmt.Sprintf("a%d@QQ.com", i))
	}
	queueTo(t, app, "notice", "b@163.com")
	now := time.Now()
	if counts := deliverAt(t, app, now); counts["sent"] != 5 || counts["limited"] != 6 {
		t.Errorf("first minute: %v, want 4 and 1 sent, 6 limited", counts)
	}
	deliverAt(t, app, now.Add(61*time.Second))
	deliverAt(t, app, now.Add(122*time.Second))
	if n := len(d.arrived()); n != 11 {
		t.Errorf("%d arrived", n)
	}
}

// At night only what somebody's security needs goes out.
func TestNight(t *testing.T) {
	app, d := mailApp(t)
	limit(t, app, "mail.quiet_from", "22:00")
	limit(t, app, "mail.quiet_until", "08:00")
	night := time.Date(2026, 11, 24, 23, 30, 0, 0, zone)
	for _, kind := range []string{"notice", "digest", "system", "invite"} {
		queueTo(t, app, kind, kind+"@example.com")
	}
	set(t, app, dbx.Params{"next_at": store.Stamp(night)})
	deliverAt(t, app, night)
	if n := len(d.arrived()); n != 2 {
		t.Errorf("%d mails at night, want the two urgent ones", n)
	}
	deliverAt(t, app, night.Add(8*time.Hour+29*time.Minute))
	if n := len(d.arrived()); n != 2 {
		t.Errorf("%d mails at 07:59", n)
	}
	deliverAt(t, app, night.Add(8*time.Hour+30*time.Minute))
	if n := len(d.arrived()); n != 4 {
		t.Errorf("%d mails at 08:00", n)
	}
}

// What was given up may be tried again by hand, with its days counted anew and
// its Message-ID kept.
func TestRequeue(t *testing.T) {
	app, d := mailApp(t)
	queue(t, app, 2)
	d.faultAt("mail", "550 5.7.1 not you")
	now := time.Now()
	deliverAt(t, app, now)
	before := outboxRows(t, app)
	set(t, app, dbx.Params{"created": store.Stamp(now.Add(-20 * 24 * time.Hour))})
	d.faultAt("mail", "451 4.3.0 later")
	if n, err := store.Requeue(app, dbx.HashExp{"state": store.MailFailed}, now); n != 2 || err != nil {
		t.Fatalf("%d requeued, %v", n, err)
	}
	deliverAt(t, app, now.Add(time.Second))
	if rows := outboxRows(t, app); rows[0].State != "deferred" || rows[0].Attempts != 1 {
		t.Errorf("a requeued mail is given up at once: %+v", rows[0])
	}
	d.setFault(func(string, int) string { return "" })
	deliverAt(t, app, now.Add(10*time.Minute))
	after := outboxRows(t, app)
	if after[0].State != "sent" || after[0].ID != before[0].ID {
		t.Errorf("after requeueing: %+v", after[0])
	}
	if n, err := store.Requeue(app, dbx.HashExp{"state": store.MailSent}, now); n != 0 || err != nil {
		t.Errorf("%d sent mails requeued, %v", n, err)
	}
}

// A suspension may be lifted by whoever talked to the person.
func TestLiftSuspension(t *testing.T) {
	app, _ := mailApp(t)
	now := time.Now()
	for range 2 {
		if err := store.Suspend(app, "A@example.com", "550\r\nno", now); err != nil {
			t.Fatal(err)
		}
	}
	if did, err := store.LiftSuspension(app, "a@Example.com", domain.Actor{Role: domain.Broker, ID: "b"}, now); !did || err != nil {
		t.Errorf("lifted: %v, %v", did, err)
	}
	if did, err := store.LiftSuspension(app, "a@example.com", domain.Actor{}, now); did || err != nil {
		t.Errorf("lifted twice: %v, %v", did, err)
	}
}
