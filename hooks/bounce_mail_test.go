package hooks

import (
	"bytes"
	"context"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// report is a mail of internal/bounce that speaks of another Message-ID.
func report(t testing.TB, name, id string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../internal/bounce/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if name == "netease.eml" { // its part with the header is encoded
		text = append([]byte("References: <"+id+">\r\n"), text...)
	}
	return bytes.ReplaceAll(text, []byte("0a1b2c3d4e5f60718293a4b5c6d7e8f9@kjy.example.cn"), []byte(id))
}

// sentTo delivers one mail to an address and returns its row.
func sentTo(t testing.TB, app core.App, to string) mailRow {
	t.Helper()
	queueTo(t, app, "notice", to)
	deliverAt(t, app, time.Now().Add(time.Minute))
	rows := outboxRows(t, app)
	last := rows[len(rows)-1]
	if last.State != "sent" {
		t.Fatalf("mail %+v", last)
	}
	return last
}

func took(t testing.TB, app core.App, text []byte, want string) {
	t.Helper()
	if got, err := takeBounce(app, bytes.NewReader(text), time.Now()); err != nil || got != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
}

// A mail that comes back as a mail leads to what a refusal at once leads to.
func TestBounces(t *testing.T) {
	for _, c := range []struct {
		file, outcome, state string
		suspended            int64
	}{
		{"postfix.eml", "suspended", "failed", 1},
		{"exchange.eml", "suspended", "failed", 1},
		{"qq.eml", "suspended", "failed", 1},
		{"netease.eml", "suspended", "failed", 1},
		{"exim.eml", "suspended", "failed", 1},
		{"postfix_no_domain.eml", "suspended", "failed", 1},
		{"postfix_expired.eml", "came_back", "failed", 0},
		{"full.eml", "came_back", "failed", 0},
		{"postfix_delayed.eml", "delayed", "sent", 0},
		{"holiday.eml", "no_reports", "sent", 0},
	} {
		t.Run(c.file, func(t *testing.T) {
			app, _ := mailApp(t)
			m := save(t, app, "members", map[string]any{"email": "lixiuying@nowhere.example", "name": "李秀英", "verified": true, "digest": "weekly"})
			row := sentTo(t, app, "LiXiuying@nowhere.example")
			took(t, app, report(t, c.file, row.ID), c.outcome)
			after := outboxRows(t, app)[0]
			if n, err := app.CountRecords("suspensions"); err != nil || n != c.suspended || after.State != c.state {
				t.Fatalf("%d suspensions, mail %s (%s), %v", n, after.State, after.Error, err)
			}
			if c.state == "failed" && !strings.Contains(after.Error, "信被退回：") {
				t.Errorf("the reason is %q", after.Error)
			}
			if list, err := store.Suspensions(app, "", 9); err != nil || len(list) != int(c.suspended) || len(list) > 0 && list[0].Member != m.Id {
				t.Errorf("call list %+v, %v", list, err)
			}
		})
	}
}

// Whoever does not know a mail's Message-ID suspends nobody, and who does, nobody else.
func TestForgedBounces(t *testing.T) {
	app, _ := mailApp(t)
	row := sentTo(t, app, "victim@nowhere.example")
	took(t, app, report(t, "postfix.eml", "0000@kjy.example.cn"), "not_ours")
	took(t, app, report(t, "postfix.eml", row.ID), "not_ours") // of lixiuying, to whom this mail did not go
	own := sentTo(t, app, "lixiuying@nowhere.example")
	took(t, app, bytes.ReplaceAll(report(t, "postfix.eml", own.ID), []byte("iuying@"), []byte("iaoming@")), "not_ours")
	if n, err := app.CountRecords("suspensions"); err != nil || n != 0 || states(t, app)["sent"] != 2 {
		t.Errorf("%d suspended, %v, %v", n, states(t, app), err)
	}
}

// A report read twice, or after somebody lifted the suspension and sent the mail
// again, does nothing more.
func TestBounceTwice(t *testing.T) {
	app, _ := mailApp(t)
	row := sentTo(t, app, "lixiuying@nowhere.example")
	text := report(t, "postfix.eml", row.ID)
	took(t, app, text, "suspended")
	took(t, app, text, "known")
	if _, err := store.LiftSuspension(app, row.To, domain.Actor{Role: domain.System}, time.Now()); err != nil {
		t.Fatal(err)
	}
	took(t, app, text, "known")
	later := time.Date(2026, 11, 27, 9, 0, 0, 0, zone) // a day after the report's date
	if n, err := store.Requeue(app, dbx.HashExp{"message_id": row.ID}, later); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	took(t, app, text, "known")
	deliverAt(t, app, later.Add(time.Minute))
	took(t, app, text, "known")
	if list, err := store.Suspensions(app, "", 9); err != nil || len(list) != 0 || states(t, app)["sent"] != 1 {
		t.Errorf("suspended again: %+v, %v, %v", list, states(t, app), err)
	}
	again := bytes.Replace(text, []byte("Date: Thu, 26 Nov 2026 08:31:05"), []byte("Date: Sat, 28 Nov 2026 08:31:05"), 1)
	took(t, app, again, "suspended")
}

// imapBox runs an IMAP server with one mailbox and lets the app read it.
func imapBox(t *testing.T, app core.App) *imapmemserver.User {
	t.Helper()
	user := imapmemserver.NewUser("kjy@kjy.example.cn", "letmein")
	if err := user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	all := imapmemserver.New()
	all.AddUser(user)
	server := imapserver.New(&imapserver.Options{InsecureAuth: true, Caps: imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapIMAP4rev2: {}},
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return all.NewSession(), nil, nil
		}})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close(); <-done })
	before := dialMailbox
	dialMailbox = func(_ context.Context, _ string) (*imapclient.Client, error) {
		return imapclient.DialInsecure(l.Addr().String(), nil)
	}
	t.Cleanup(func() { dialMailbox = before })
	limit(t, app, "bounce.imap_host", "imap.example.cn")
	limit(t, app, "bounce.imap_user", "kjy@kjy.example.cn")
	limit(t, app, "secret.bounce_password", "letmein")
	return user
}

// layIn lays a mail into the mailbox.
func layIn(t *testing.T, user *imapmemserver.User, text []byte) {
	t.Helper()
	if _, err := user.Append("INBOX", literal{bytes.NewReader(text)}, &imap.AppendOptions{Time: time.Now()}); err != nil {
		t.Fatal(err)
	}
}

type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

// The job reads what is new in a mailbox, once, and leaves the mailbox as it was.
func TestBounceBox(t *testing.T) {
	app, _ := mailApp(t)
	run := func(want map[string]int) {
		t.Helper()
		if got, err := runBounces(t.Context(), app, time.Now()); err != nil || !maps.Equal(got, want) {
			t.Errorf("counts %v, %v; want %v", got, err, want)
		}
	}
	run(map[string]int{}) // off by default
	user := imapBox(t, app)
	run(map[string]int{})
	row := sentTo(t, app, "lixiuying@nowhere.example")
	layIn(t, user, []byte("From: wang@example.com\r\nSubject: private\r\n\r\n550 5.1.1 User unknown\r\n"))
	layIn(t, user, report(t, "postfix_delayed.eml", row.ID))
	layIn(t, user, report(t, "qq.eml", row.ID))
	run(map[string]int{"delayed": 1, "suspended": 1})
	run(map[string]int{})
	layIn(t, user, report(t, "exchange.eml", row.ID))
	run(map[string]int{"known": 1})
	status, err := user.Status("INBOX", &imap.StatusOptions{NumMessages: true, NumUnseen: true})
	if err != nil || *status.NumMessages != 4 || *status.NumUnseen != 4 {
		t.Errorf("the mailbox was changed: %+v, %v", status, err)
	}
	late, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := runBounces(late, app, time.Now()); err == nil {
		t.Error("a run that is over reads on")
	}
	limit(t, app, "secret.bounce_password", "wrong")
	if _, err := runBounces(t.Context(), app, time.Now()); err == nil || !strings.Contains(err.Error(), "授权码") || strings.Contains(err.Error(), "wrong") {
		t.Errorf("a wrong password: %v", err)
	}
}
