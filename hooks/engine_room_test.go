package hooks

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// siteIs makes the world's site one county, so that its staff answer for all of it.
func (w *world) siteIs(region string) {
	w.t.Helper()
	limit(w.t, w.app, "site.region", region)
}

// Jobs and mails are for those who answer for the whole site; leaders look.
func TestEngineRoomPerRole(t *testing.T) {
	w := newWorld(t)
	w.siteIs(here)
	elsewhereStaff := w.desk("staff2", elsewhere)
	queue(t, w.app, 1)
	set(t, w.app, dbx.Params{"state": "failed", "last_error": "550 no"})
	row, err := w.app.FindFirstRecordByData("outbox", "key", "test:0")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		who  *core.Record
		look int
		act  int
	}{
		{"visitor", nil, 401, 401}, {"member", w.anna, 403, 403}, {"broker", w.broker, 403, 403}, {"staff elsewhere", elsewhereStaff, 403, 403},
		{"leader", w.leader, 200, 403}, {"staff", w.staff, 200, 204}, {"superuser", w.super, 200, 204},
	} {
		for _, path := range []string{"jobs", "outbox"} {
			if r := w.call(c.who, "GET", "/api/portal/staff/"+path, nil); r.status != c.look {
				t.Errorf("%s looks at %s: %d %s", c.name, path, r.status, r.body)
			}
		}
		set(t, w.app, dbx.Params{"state": "failed"})
		if r := w.call(c.who, "POST", "/api/portal/staff/outbox/"+row.Id+"/requeue", nil); r.status != c.act {
			t.Errorf("%s requeues: %d %s", c.name, r.status, r.body)
		}
		for path, body := range map[string]any{"outbox/requeue": map[string]string{"state": "failed"}, "jobs/expire/run": nil, "mail/test": map[string]string{}} {
			if r := w.call(c.who, "POST", "/api/portal/staff/"+path, body); (r.status < 300) != (c.act == 204) {
				t.Errorf("%s posts %s: %d %s", c.name, path, r.status, r.body)
			}
		}
	}
	if r := w.call(w.staff, "POST", "/api/portal/staff/jobs/format-disk/run", nil); r.status != 404 {
		t.Errorf("a job that does not exist: %d", r.status)
	}
	if n := runRows(t, w.app, "expire"); n != 2 {
		t.Errorf("%d runs, want one by staff and one by the superuser", n)
	}
}

// The page shows what failed and why, and nobody's address or private mail.
func TestOutboxPageIsDiscreet(t *testing.T) {
	w := newWorld(t)
	w.siteIs(here)
	queueTo(t, w.app, "system", "geheim@example.com")
	queueTo(t, w.app, "notice", "wangjianguo@example.com")
	if _, err := w.app.DB().Update("outbox", dbx.Params{"state": "failed", "last_error": "邮件服务器拒绝：550", "subject": "重设密码"}, dbx.HashExp{"kind": "system"}).Execute(); err != nil {
		t.Fatal(err)
	}
	r := w.call(w.staff, "GET", "/api/portal/staff/outbox?state=failed", nil)
	if !strings.Contains(r.body, "邮件服务器拒绝：550") || !strings.Contains(r.body, "g*****@example.com") || strings.Contains(r.body, "geheim") || strings.Contains(r.body, "重设密码") {
		t.Errorf("failed: %s", r.body)
	}
	if r := w.call(w.staff, "GET", "/api/portal/staff/outbox?state=waiting", nil); !strings.Contains(r.body, `"waiting":1`) || strings.Contains(r.body, "wangjianguo") {
		t.Errorf("waiting: %s", r.body)
	}
	if r := w.call(w.staff, "GET", "/api/portal/staff/outbox?state=all", nil); r.status != 400 {
		t.Errorf("an unknown state: %d", r.status)
	}
}

// A broker sees whom of their own region no mail reaches, and lifts it.
func TestSuspensionsPerRegion(t *testing.T) {
	w := newWorld(t)
	if err := store.Suspend(w.app, w.anna.Email(), "550 no such user", time.Now()); err != nil {
		t.Fatal(err)
	}
	list := func(who *core.Record) string {
		r := w.call(who, "GET", "/api/portal/staff/suspensions", nil)
		if r.status != 200 {
			return http.StatusText(r.status)
		}
		return r.body
	}
	for who, want := range map[*core.Record]bool{w.broker: true, w.staff: true, w.leader: true, w.super: true, w.far: false, w.anna: false, nil: false} {
		if got := list(who); strings.Contains(got, "no such user") != want || strings.Contains(got, w.anna.Email()) {
			t.Errorf("%v: %s", who != nil, got)
		}
	}
	s, err := w.app.FindFirstRecordByData("suspensions", "member", w.anna.Id)
	if err != nil {
		t.Fatal(err)
	}
	path := "/api/portal/staff/suspensions/" + s.Id + "/lift"
	for _, c := range []struct {
		who    *core.Record
		status int
	}{{nil, 401}, {w.anna, 403}, {w.leader, 403}, {w.far, 404}, {w.broker, 204}, {w.staff, 409}} {
		if r := w.call(c.who, "POST", path, nil); r.status != c.status {
			t.Errorf("lifting: %d %s, want %d", r.status, r.body, c.status)
		}
	}
}

// The report of a test mail says in words what works and what does not.
func TestMailReport(t *testing.T) {
	for _, c := range []struct {
		stage, fault string
		fine         bool
		says         string
	}{
		{"", "", true, "邮件服务器收下了"},
		{"banner", drop, false, "请检查服务器地址"},
		{"mail", "553 sender not owned by user", false, "同一个邮箱"},
		{"rcpt", "550 5.1.1 no such user", false, "请核对收信地址"},
		{"data", "554 DT:SPM", false, "SPF、DKIM、DMARC"},
	} {
		app, d := mailApp(t)
		if c.stage != "" {
			d.faultAt(c.stage, c.fault)
		}
		r := testMail(t.Context(), app, "wang@example.com")
		last := r.Steps[len(r.Steps)-1]
		if r.Fine != c.fine || last.Fine != c.fine || !strings.Contains(last.Says, c.says) {
			t.Errorf("%s %s: %+v", c.stage, c.fault, r)
		}
	}
	app, d := mailApp(t)
	d.login = true
	smtp := &app.Settings().SMTP
	smtp.Username, smtp.Password = "u", "wrong"
	if r := testMail(t.Context(), app, "wang@example.com"); r.Fine || !strings.Contains(r.Steps[len(r.Steps)-1].Says, "授权码") {
		t.Errorf("a wrong password: %+v", r)
	}
	smtp.Enabled = false
	if r := testMail(t.Context(), app, "wang@example.com"); r.Fine || !strings.Contains(r.Steps[0].Says, "还没有设置") {
		t.Errorf("no server: %+v", r)
	}
}
