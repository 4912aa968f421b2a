package hooks

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"

	"kejiyun/internal/store"
	_ "kejiyun/pb_migrations"
)

// emptyData holds the files of a data directory with the whole schema and no
// records: migrating once is enough for all tests.
var emptyData = sync.OnceValue(func() map[string][]byte {
	empty, err := os.MkdirTemp("", "kejiyun")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(empty)
	app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{DataDir: empty})
	if err != nil {
		panic(err)
	}
	defer app.Cleanup() // removes the copy of the directory that it works on
	if err := app.ResetBootstrapState(); err != nil {
		panic(err)
	}
	files := map[string][]byte{}
	for _, name := range []string{"data.db", "auxiliary.db"} {
		if files[name], err = os.ReadFile(filepath.Join(app.DataDir(), name)); err != nil {
			panic(err)
		}
	}
	return files
})

// mailApp makes a portal with an empty outbox, and a mail server for it.
func mailApp(t testing.TB) (*tests.TestApp, *smtpd) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range emptyData() {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Cleanup)
	d := newSMTPD(t)
	smtp := &app.Settings().SMTP
	smtp.Enabled, smtp.Host, smtp.Port = true, "127.0.0.1", d.port()
	app.Settings().Meta.AppURL = "https://portal.example"
	limit(t, app, "mail.quiet_from", "00:00") // these tests run at any hour
	limit(t, app, "mail.quiet_until", "00:00")
	limit(t, app, "mail.per_host_minute", 100000)
	return app, d
}

// queue writes n mails into the outbox.
func queue(t testing.TB, app core.App, n int) {
	t.Helper()
	for i := range n {
		err := store.Queue(app, store.OutMail{Key: fmt.Sprintf("test:%d", i), Kind: "notice", To: fmt.Sprintf("a%d@example.com", i), ToName: "王老师",
			Subject: "您的需求已发布", HTML: "<p>您好</p>", Text: "您好"})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// mailRow is a row of the outbox as tests look at it.
type mailRow struct {
	State    string `db:"state"`
	Attempts int    `db:"attempts"`
	Error    string `db:"last_error"`
	NextAt   string `db:"next_at"`
	ID       string `db:"message_id"`
	Subject  string `db:"subject"`
	HTML     string `db:"html"`
	Text     string `db:"text"`
	To       string `db:"to"`
}

func outboxRows(t testing.TB, app core.App) []mailRow {
	t.Helper()
	var rows []mailRow
	if err := app.DB().Select("*").From("outbox").OrderBy("rowid").All(&rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

// states counts the mails of the outbox by state.
func states(t testing.TB, app core.App) map[string]int {
	n := map[string]int{}
	for _, r := range outboxRows(t, app) {
		n[r.State]++
	}
	return n
}

func deliverAt(t testing.TB, app core.App, now time.Time) map[string]int {
	t.Helper()
	counts, err := runJob(t.Context(), app, "deliver", now)
	if err != nil {
		t.Fatalf("deliver: %v", err)
	}
	return counts
}

// Each fault happens once to the first mail; two hours later the server is well.
func TestDeliverFaults(t *testing.T) {
	cases := []struct {
		stage, fault string
		state        string // after the fault
		says         string // in the reason
		later        string // after the second run
		arrived      int    // in the end
	}{
		{"banner", drop, "deferred", "连不上邮件服务器", "sent", 1},
		{"banner", "554 5.3.2 no service", "deferred", "554 5.3.2 no service", "sent", 1},
		{"banner", "421 busy", "deferred", "连不上邮件服务器：421 busy", "sent", 1},
		{"ehlo", drop, "deferred", "连不上邮件服务器", "sent", 1},
		{"ehlo", "421 later", "deferred", "连不上邮件服务器", "sent", 1},
		{"mail", drop, "deferred", "中断（寄信人）", "sent", 1},
		{"mail", "450 greylisted", "deferred", "450 greylisted", "sent", 1},
		{"mail", "421 shutting down", "deferred", "421 shutting down", "sent", 1},
		{"mail", "550 5.7.1 not you", "failed", "550 5.7.1 not you", "failed", 0},
		{"rcpt", drop, "deferred", "中断（收信人）", "sent", 1},
		{"rcpt", "451 4.7.1 try later", "deferred", "451 4.7.1 try later", "sent", 1},
		{"rcpt", "452 full", "deferred", "452 full", "sent", 1},
		{"rcpt", "550 5.1.1 no such user", "failed", "收信地址不能用了，邮件服务器拒绝（收信人）：550 5.1.1 no such user", "failed", 0},
		{"data", drop, "deferred", "中断（正文）", "sent", 1},
		{"data", "451 not now", "deferred", "451 not now", "sent", 1},
		{"data", "554 no", "failed", "554 no", "failed", 0},
		{"text", drop, "deferred", "中断（正文）", "sent", 1},
		{"dot", drop, "uncertain", "对方可能已经收到", "uncertain", 1},
		{"dot", "451 4.3.0 queue", "deferred", "451 4.3.0 queue", "sent", 1},
		{"dot", "421 4.3.2 going down", "deferred", "421 4.3.2 going down", "sent", 1},
		{"dot", "552 5.3.4 too big", "failed", "552 5.3.4 too big", "failed", 0},
	}
	for _, c := range cases {
		t.Run(c.stage+" "+c.fault, func(t *testing.T) {
			app, d := mailApp(t)
			queue(t, app, 1)
			d.faultAt(c.stage, c.fault)
			now := time.Now()
			run := newDelivery(app, now)
			if c.stage == "text" {
				run.beforeDot = func() { // until the server's goodbye is here
					buf := make([]byte, 1)
					run.session.conn.Read(buf)
				}
			}
			if err := run.run(t.Context()); err != nil {
				t.Fatal(err)
			}
			row := outboxRows(t, app)[0]
			if row.State != c.state || !strings.Contains(row.Error, c.says) || row.Attempts != 1 {
				t.Errorf("state %s after %d attempts, because %q; want %s because of %q", row.State, row.Attempts, row.Error, c.state, c.says)
			}
			if run.counts[c.state] != 1 {
				t.Errorf("counts %v, want one %s", run.counts, c.state)
			}
			d.setFault(func(string, int) string { return "" })
			if counts := deliverAt(t, app, now.Add(30*time.Second)); counts["sent"] != 0 {
				t.Error("a mail was tried again before its time")
			}
			deliverAt(t, app, now.Add(2*time.Hour))
			deliverAt(t, app, now.Add(4*time.Hour))
			if row := outboxRows(t, app)[0]; row.State != c.later || len(d.arrived()) != c.arrived {
				t.Errorf("in the end %s, %d arrived; want %s, %d", row.State, len(d.arrived()), c.later, c.arrived)
			}
		})
	}
}

// The process dies in the middle: what was claimed is sent later, what may have
// arrived is never sent again.
func TestDeliverAfterCrash(t *testing.T) {
	t.Run("within the text", func(t *testing.T) {
		app, d := mailApp(t)
		queue(t, app, 1)
		now := time.Now()
		func() {
			defer func() { recover() }()
			run := newDelivery(app, now)
			run.beforeDot = func() { panic("killed") }
			run.run(t.Context())
		}()
		expectCrash(t, app, d, now, "claimed", "sent", 1) // without its dot it has not arrived
	})
	t.Run("between the server's answer and our mark", func(t *testing.T) {
		app, d := mailApp(t)
		queue(t, app, 1)
		now := time.Now()
		deliverAt(t, app, now)
		set(t, app, dbx.Params{"state": "sending", "sent_at": "", "leased_until": store.Stamp(now.Add(deliverLease))})
		expectCrash(t, app, d, now, "sending", "uncertain", 1)
	})
	t.Run("before the conversation", func(t *testing.T) {
		app, d := mailApp(t)
		queue(t, app, 1)
		now := time.Now()
		if mails, err := store.ClaimMails(app, now, deliverLease, 5, store.MailTurn{}); err != nil || len(mails) != 1 {
			t.Fatal(mails, err)
		}
		expectCrash(t, app, d, now, "claimed", "sent", 1)
	})
}

func set(t testing.TB, app core.App, values dbx.Params) {
	t.Helper()
	if _, err := app.DB().Update("outbox", values, nil).Execute(); err != nil {
		t.Fatal(err)
	}
}

// expectCrash looks at the one mail within its lease and after.
func expectCrash(t *testing.T, app core.App, d *smtpd, now time.Time, within, after string, arrived int) {
	t.Helper()
	deliverAt(t, app, now.Add(time.Minute))
	if row := outboxRows(t, app)[0]; row.State != within {
		t.Errorf("within its lease the mail is %s, want %s", row.State, within)
	}
	deliverAt(t, app, now.Add(2*deliverLease))
	deliverAt(t, app, now.Add(24*time.Hour))
	if row := outboxRows(t, app)[0]; row.State != after || len(d.arrived()) != arrived {
		t.Errorf("in the end the mail is %s, %d arrived; want %s, %d", row.State, len(d.arrived()), after, arrived)
	}
}

func TestDeliverGivesUpAfterFiveDays(t *testing.T) {
	app, d := mailApp(t)
	queue(t, app, 1)
	d.faultAt("rcpt", "450 greylisted")
	now := time.Now()
	for day := range 7 {
		deliverAt(t, app, now.Add(time.Duration(day)*24*time.Hour))
	}
	row := outboxRows(t, app)[0]
	if row.State != "failed" || row.Attempts != 6 || row.Error != "试了五天没有成功：邮件服务器请稍后再试（收信人）：450 greylisted" {
		t.Errorf("%+v", row)
	}
}

// Two processes claim from the same database until nothing is left.
func TestNoMailIsClaimedTwice(t *testing.T) {
	app, _ := mailApp(t)
	queue(t, app, 60)
	now := time.Now()
	var mu sync.Mutex
	var all sync.WaitGroup
	owners := map[string]int{}
	for range 4 {
		all.Go(func() {
			for {
				mails, err := store.ClaimMails(app, now, deliverLease, 3, store.MailTurn{})
				if err != nil {
					t.Error(err)
				}
				if len(mails) == 0 {
					return
				}
				mu.Lock()
				for _, m := range mails {
					owners[m.ID]++
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	for id, n := range owners {
		if n != 1 {
			t.Errorf("mail %s was claimed %d times", id, n)
		}
	}
	if len(owners) != 60 {
		t.Errorf("%d mails were claimed, want 60", len(owners))
	}
}

// Whoever lost the lease meanwhile does not send.
func TestLostLeaseIsNotSent(t *testing.T) {
	app, d := mailApp(t)
	queue(t, app, 1)
	now := time.Now()
	first, err := store.ClaimMails(app, now, deliverLease, 1, store.MailTurn{})
	if err != nil {
		t.Fatal(err)
	}
	late := now.Add(deliverLease + time.Second)
	if counts := deliverAt(t, app, late); counts["requeued"] != 1 || counts["sent"] != 1 {
		t.Fatalf("counts %v", counts)
	}
	run := newDelivery(app, late)
	if _, err := run.batch(t.Context(), first, map[string]int{}); err != nil {
		t.Fatal(err)
	}
	if len(d.arrived()) != 1 || states(t, app)["sent"] != 1 {
		t.Errorf("%d arrived, states %v", len(d.arrived()), states(t, app))
	}
}

func TestOneConnectionForManyMails(t *testing.T) {
	app, d := mailApp(t)
	queue(t, app, 45)
	if counts := deliverAt(t, app, time.Now()); counts["sent"] != 45 {
		t.Fatalf("counts %v", counts)
	}
	if n := d.connections(); n != 3 && n != 1 {
		t.Errorf("%d connections for 45 mails", n)
	}
}

// A server that closes after some mails is called again at once; a refused
// recipient does not disturb the others.
func TestServerTiresOfAConnection(t *testing.T) {
	app, d := mailApp(t)
	queue(t, app, 10)
	d.setFault(func(stage string, n int) string {
		switch {
		case stage == "mail" && n == 5:
			return "421 enough"
		case stage == "mail" && n == 8:
			return drop
		case stage == "rcpt" && n == 2:
			return "550 unknown"
		}
		return ""
	})
	counts := deliverAt(t, app, time.Now())
	if counts["sent"] != 9 || counts["failed"] != 1 || d.connections() != 3 {
		t.Errorf("counts %v over %d connections", counts, d.connections())
	}
}

func TestUnreachableServerDefersTheBatch(t *testing.T) {
	app, d := mailApp(t)
	queue(t, app, deliverBatch+5)
	d.ln.Close()
	counts := deliverAt(t, app, time.Now())
	if counts["deferred"] != deliverBatch || states(t, app)["queued"] != 5 {
		t.Errorf("counts %v, states %v", counts, states(t, app))
	}
	if why := outboxRows(t, app)[0].Error; !strings.HasPrefix(why, "连不上邮件服务器：") {
		t.Errorf("reason %q", why)
	}
}

func TestLimits(t *testing.T) {
	app, d := mailApp(t)
	queue(t, app, 10)
	limit(t, app, "mail.per_minute", 3)
	limit(t, app, "mail.per_day", 8)
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, zone)
	set(t, app, dbx.Params{"next_at": store.Stamp(noon)})
	for i, want := range []int{3, 3, 2, 0} {
		counts := deliverAt(t, app, noon.Add(time.Duration(i)*61*time.Second))
		if counts["sent"] != want || counts["limited"] == 0 {
			t.Errorf("minute %d: %v, want %d sent and a limit told", i, counts, want)
		}
	}
	if counts := deliverAt(t, app, noon.Add(13*time.Hour)); counts["sent"] != 2 {
		t.Errorf("the next day: %v, want 2 sent", counts)
	}
	if len(d.arrived()) != 10 {
		t.Errorf("%d arrived", len(d.arrived()))
	}
}

func limit(t testing.TB, app core.App, key string, value any) {
	t.Helper()
	if err := store.SetSetting(app, key, value); err != nil {
		t.Fatal(err)
	}
}

func TestSMTPOffKeepsMailsQueued(t *testing.T) {
	app, d := mailApp(t)
	app.Settings().SMTP.Enabled = false
	queue(t, app, 2)
	if counts := deliverAt(t, app, time.Now()); counts["smtp_off"] != 2 {
		t.Errorf("counts %v, want smtp_off 2", counts)
	}
	deliverAt(t, app, time.Now())
	if n := runRows(t, app, "deliver"); n != 1 {
		t.Errorf("%d rows for two runs hindered alike, want 1", n)
	}
	if states(t, app)["queued"] != 2 || d.connections() != 0 {
		t.Errorf("states %v, %d connections", states(t, app), d.connections())
	}
}

func TestEncryption(t *testing.T) {
	for _, c := range []struct {
		name               string
		required, password bool
		trusted            bool
		sent               bool
		says               string
	}{
		{"offered, nothing to protect: encrypted, unverified", false, false, false, true, ""},
		{"offered, a password to protect: verified first", false, true, false, false, "服务器的证书无法核实"},
		{"offered, a password to protect, known certificate", false, true, true, true, ""},
		{"required: verified", true, false, false, false, "服务器的证书无法核实"},
		{"required, known certificate", true, true, true, true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			app, d := mailApp(t)
			pool := d.withTLS()
			d.login = true
			queue(t, app, 1)
			run := newDelivery(app, time.Now())
			run.server.TLS = c.required
			run.server.starttls = true // as on port 587
			if c.password {
				run.server.Username, run.server.Password = "u", "p"
			}
			if c.trusted {
				run.server.roots = pool
			}
			if err := run.run(t.Context()); err != nil {
				t.Fatal(err)
			}
			row := outboxRows(t, app)[0]
			if (row.State == "sent") != c.sent || !strings.Contains(row.Error, c.says) {
				t.Errorf("%s: %q", row.State, row.Error)
			}
			if !c.sent && strings.Contains(d.said(), "AUTH") {
				t.Error("the password went to a stranger")
			}
		})
	}
}

func TestWrongPassword(t *testing.T) {
	app, d := mailApp(t)
	d.login = true
	queue(t, app, 1)
	app.Settings().SMTP.Username, app.Settings().SMTP.Password = "u", "wrong"
	deliverAt(t, app, time.Now())
	row := outboxRows(t, app)[0]
	if row.State != "deferred" || !strings.HasPrefix(row.Error, "登录邮件服务器没有成功，请检查用户名和密码：535") {
		t.Errorf("%s: %q", row.State, row.Error)
	}
	app.Settings().SMTP.Password = "p"
	deliverAt(t, app, time.Now().Add(time.Hour))
	if states(t, app)["sent"] != 1 {
		t.Errorf("states %v", states(t, app))
	}
}

func TestBackoff(t *testing.T) {
	want := time.Minute
	for attempt := 1; attempt <= 12; attempt++ {
		got := backoff("digest:a:2026-W48", attempt)
		if got < want*3/4 || got > want*5/4 {
			t.Errorf("attempt %d waits %v, want %v give or take a quarter", attempt, got, want)
		}
		if got != backoff("digest:a:2026-W48", attempt) {
			t.Error("the same mail waits differently")
		}
		want = min(2*want, time.Hour)
	}
	if backoff("a", 3) == backoff("b", 3) {
		t.Error("different mails come back at once")
	}
}
