package hooks

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/mails"
	"github.com/pocketbase/pocketbase/tools/mailer"

	netmail "net/mail"

	"kejiyun/internal/store"
)

// routes builds the handler of an app whose routes are bound; server nil means
// that nothing listens.
func routes(t testing.TB, app core.App, server *http.Server) http.Handler {
	t.Helper()
	router, err := apis.NewRouter(app)
	if err != nil {
		t.Fatal(err)
	}
	var mux http.Handler
	err = app.OnServe().Trigger(&core.ServeEvent{App: app, Router: router, Server: server}, func(e *core.ServeEvent) error {
		mux, err = e.Router.BuildMux()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return mux
}

// serveForReal lets the clock run as behind a listening server.
func serveForReal(t testing.TB, app core.App) { routes(t, app, &http.Server{}) }

// save writes a record past the laws, which these tests are not about.
func save(t testing.TB, app core.App, collection string, values map[string]any) *core.Record {
	t.Helper()
	c, err := app.FindCollectionByNameOrId(collection)
	if err != nil {
		t.Fatal(err)
	}
	r := core.NewRecord(c)
	r.Load(values)
	if err := app.SaveNoValidate(r); err != nil {
		t.Fatalf("save %s: %v", collection, err)
	}
	return r
}

func TestVerificationGoesIntoTheOutbox(t *testing.T) {
	app, d := mailApp(t)
	bindOutbox(app)
	save(t, app, "members", map[string]any{"email": "wang@example.com", "password": "huajiao2026", "name": "王\r\nBcc: x@y.z 老师"})
	written := make(chan string, 5)
	app.OnRecordAfterCreateSuccess("outbox").BindFunc(func(e *core.RecordEvent) error {
		written <- e.Record.GetString("to")
		return e.Next()
	})
	mux := routes(t, app, nil)
	req := httptest.NewRequest("POST", "/api/collections/members/request-verification", strings.NewReader(`{"email":"wang@example.com"}`))
	req.Header.Set("Content-Type", "application/json")
	rec := httptest.NewRecorder()
	mux.ServeHTTP(rec, req)
	if rec.Code != http.StatusNoContent {
		t.Fatalf("status %d: %s", rec.Code, rec.Body)
	}
	if to := <-written; to != "wang@example.com" {
		t.Errorf("mail to %q", to)
	}
	rows := outboxRows(t, app)
	if len(rows) != 1 || rows[0].State != "queued" {
		t.Fatalf("outbox %+v, want one queued mail", rows)
	}
	link := "https://portal.example/verify#"
	if !strings.Contains(rows[0].HTML, link) || !strings.Contains(rows[0].Text, link) || strings.ContainsAny(rows[0].Subject, "\r\n") {
		t.Errorf("mail %+v", rows[0])
	}
	if app.TestMailer.TotalSend() != 0 || d.connections() != 0 {
		t.Error("the mail was sent within the request")
	}
}

// Every mail PocketBase sends for an account gets our words and the right page.
func TestSystemMails(t *testing.T) {
	app, _ := mailApp(t)
	bindOutbox(app)
	member := save(t, app, "members", map[string]any{"email": "wang@example.com", "password": "huajiao2026", "name": "王老师"})
	staff := save(t, app, "staff", map[string]any{"email": "li@example.com", "password": "huajiao2026!", "name": "李干事"})
	super := save(t, app, core.CollectionNameSuperusers, map[string]any{"email": "root@example.com", "password": "huajiao2026!"})
	for _, c := range []struct {
		name string
		send func() error
		to   string
		says string
	}{
		{"reset of a member", func() error { return mails.SendRecordPasswordReset(app, member) }, "wang@example.com", "https://portal.example/reset#"},
		{"reset of staff", func() error { return mails.SendRecordPasswordReset(app, staff) }, "li@example.com", "https://portal.example/staff/accept#"},
		{"change of address", func() error { return mails.SendRecordChangeEmail(app, member, "new@example.com") }, "new@example.com", "https://portal.example/confirm-email#"},
		{"code", func() error { return mails.SendRecordOTP(app, staff, "otp", "12345678") }, "li@example.com", "12345678"},
		{"new device", func() error {
			return mails.SendRecordAuthAlert(app, staff, "2026-11-24 16:30:12.345Z - 203.0.113.9 Fire<fox")
		}, "li@example.com", "时间：2026-11-25 00:30"},
		{"new device, told otherwise", func() error { return mails.SendRecordAuthAlert(app, staff, "Firefox") }, "li@example.com", "Firefox"},
		{"reset of a superuser", func() error { return mails.SendRecordPasswordReset(app, super) }, "root@example.com", "https://portal.example/_/#/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(outboxRows(t, app))
			if err := c.send(); err != nil {
				t.Fatal(err)
			}
			rows := outboxRows(t, app)[before:]
			if len(rows) != 1 {
				t.Fatalf("%d mails, want 1", len(rows))
			}
			if m := rows[0]; m.To != c.to || m.Subject == "" || !strings.Contains(m.HTML, c.says) || !strings.Contains(m.Text, c.says) {
				t.Errorf("to %s, subject %q, html %q, text %q", m.To, m.Subject, m.HTML, m.Text)
			}
		})
	}
	if app.TestMailer.TotalSend() != 0 {
		t.Error("something was sent at once")
	}
}

// An alert to several people is one mail each; the same again within a minute
// is the same.
func TestMailToSeveral(t *testing.T) {
	app, _ := mailApp(t)
	bindOutbox(app)
	alert := &mailer.Message{From: netmail.Address{Address: "x@example.com"}, To: []netmail.Address{{Address: "a@example.com"}, {Address: "b@example.com"}},
		Bcc: []netmail.Address{{Address: "c@example.com"}}, Subject: "backup failed", HTML: "<style>p{}</style><p>See <a href=\"https://x.example\">there</a></p><p>A &amp; B</p>"}
	for range 2 {
		if err := app.NewMailClient().Send(alert); err != nil {
			t.Fatal(err)
		}
	}
	rows := outboxRows(t, app)
	if len(rows) != 3 && len(rows) != 6 { // six when a minute passed in between
		t.Fatalf("%d mails, want 3", len(rows))
	}
	if want := "See there：\nhttps://x.example\nA & B\n"; strings.ReplaceAll(rows[0].Text, "Seethere", "See there") != want {
		t.Errorf("text %q, want %q", rows[0].Text, want)
	}
}

func TestQueue(t *testing.T) {
	app, _ := mailApp(t)
	m := store.OutMail{Key: "digest:m:2026-W48", Kind: "digest", To: "a@example.com", ToName: "王\r\n老师", Subject: "一\n二", Text: "x"}
	err := app.RunInTransaction(func(tx core.App) error {
		if err := store.Queue(tx, m); err != nil {
			return err
		}
		return errors.New("the cause is rolled back")
	})
	if err == nil || len(outboxRows(t, app)) != 0 {
		t.Fatalf("a mail without its cause: %v", outboxRows(t, app))
	}
	for range 2 {
		if err := store.Queue(app, m); err != nil {
			t.Fatal(err)
		}
	}
	rows := outboxRows(t, app)
	if len(rows) != 1 || rows[0].Subject != "一 二" {
		t.Fatalf("outbox %+v, want one mail on one line", rows)
	}
	id := rows[0].ID
	set(t, app, map[string]any{"key": "another"})
	if err := store.Queue(app, m); err != nil {
		t.Fatal(err)
	}
	if again := outboxRows(t, app)[1].ID; again != id || !strings.HasSuffix(id, "@localhost.example") {
		t.Errorf("Message-ID %q, then %q", id, again)
	}
}

// The secret stays the same, no API shows it, no log repeats it.
func TestMailSecret(t *testing.T) {
	app, _ := mailApp(t)
	bindOutbox(app)
	first, err := store.MailSecret(app)
	if err != nil || len(first) != 32 {
		t.Fatalf("%x, %v", first, err)
	}
	if again, _ := store.MailSecret(app); string(again) != string(first) {
		t.Error("the secret changed")
	}
	super := save(t, app, core.CollectionNameSuperusers, map[string]any{"email": "root@example.com", "password": "huajiao2026!"})
	token, err := super.NewAuthToken()
	if err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest("GET", "/api/collections/settings/records?perPage=100", nil)
	req.Header.Set("Authorization", token)
	rec := httptest.NewRecorder()
	routes(t, app, nil).ServeHTTP(rec, req)
	if body := rec.Body.String(); rec.Code != 200 || !strings.Contains(body, "secret.mail") || strings.Contains(body, store.Setting(app, "secret.mail", "?")) {
		t.Errorf("status %d: %s", rec.Code, body)
	}
	secret := func(value string) {
		if _, err := app.DB().NewQuery("UPDATE settings SET value = {:v} WHERE key = 'secret.mail'").Bind(map[string]any{"v": value}).Execute(); err != nil {
			t.Fatal(err)
		}
	}
	secret("null") // cleared by hand: a new one is made
	if fresh, err := store.MailSecret(app); err != nil || len(fresh) != 32 || string(fresh) == string(first) {
		t.Errorf("after clearing: %x, %v", fresh, err)
	}
	secret(`"cafe"`)
	if _, err := store.MailSecret(app); err == nil {
		t.Error("a guessable secret was taken")
	}
	if n, err := app.CountRecords("events"); err != nil || n != 0 {
		t.Errorf("%d events, %v", n, err)
	}
}

func TestClaimOrder(t *testing.T) {
	app, _ := mailApp(t)
	for _, kind := range []string{"digest", "system"} {
		if err := store.Queue(app, store.OutMail{Key: kind, Kind: kind, To: "a@example.com", Subject: kind, Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	mails, err := store.ClaimMails(app, time.Now(), deliverLease, 1, store.MailTurn{})
	if err != nil || len(mails) != 1 || mails[0].Kind != "system" {
		t.Errorf("first claimed %+v, %v: a code should not wait behind digests", mails, err)
	}
}
