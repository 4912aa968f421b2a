package hooks

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// mailbox passes on what is written into the outbox: PocketBase sends some mails
// beside the request.
func (w *world) mailbox() func() *core.Record {
	written := make(chan *core.Record, 100)
	w.app.OnRecordAfterCreateSuccess("outbox").BindFunc(func(e *core.RecordEvent) error {
		written <- e.Record
		return e.Next()
	})
	return func() *core.Record {
		w.t.Helper()
		select {
		case mail := <-written:
			return mail
		case <-time.After(30 * time.Second):
			w.t.Fatal("no mail")
			return nil
		}
	}
}

func TestPasswordChange(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name     string
		who      *core.Record
		old, new string
		status   int
		code     string
	}{
		{"a member's weak one", w.anna, "huajiao2026", "huajiaoshu", 400, "password_weak"},
		{"a member's without the old one", w.anna, "", "huajiao2027", 400, ""},
		{"a member's with a wrong old one", w.anna, "wrong2026", "huajiao2027", 400, ""},
		{"a member's good one", w.anna, "huajiao2026", "huajiao2027", 200, ""},
		{"staff need three kinds of characters", w.staff, "Huajiao-2026", "huajiaoshu2027", 400, "password_weak_staff"},
		{"staff's good one", w.staff, "Huajiao-2026", "Huajiao-2027", 200, ""},
	} {
		url := "/api/collections/" + c.who.Collection().Name + "/records/" + c.who.Id
		r := w.call(c.who, "PATCH", url, map[string]any{"oldPassword": c.old, "password": c.new, "passwordConfirm": c.new})
		if r.status != c.status || c.code != "" && r.code("password") != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
		if right := w.fresh(c.who).ValidatePassword(c.new); right != (c.status == 200) {
			t.Errorf("%s: the new one is in force: %v", c.name, right)
		}
	}
	if got := w.events("members", w.anna.Id); !slices.Contains(got, "password") {
		t.Errorf("a new password left no event: %v", got)
	}
	var logged string
	w.app.DB().NewQuery("SELECT group_concat(diff) FROM events").Row(&logged)
	if strings.Contains(logged, "huajiao2027") || strings.Contains(logged, "$2a$") {
		t.Error("the log tells a password")
	}
	if r := w.call(w.super, "PATCH", "/api/collections/members/records/"+w.bert.Id, map[string]any{"password": "12345678", "passwordConfirm": "12345678"}); r.status != 400 || r.code("password") != "password_weak" {
		t.Errorf("a superuser sets a weak one: %d %s", r.status, r.body)
	}
}

// TestMailedTokens: verification, reset and change of address, from the mail's
// link to the end; a token works once.
func TestMailedTokens(t *testing.T) {
	w := newWorld(t)
	next := w.mailbox()
	w.call(nil, "POST", "/api/portal/register", form).want(t, 202)
	m := must(w.app.FindAuthRecordByEmail("members", "new@example.com"))
	auth := "/api/collections/members/"

	mail := next()
	page, token := linkIn(t, mail)
	w.call(nil, "POST", auth+"confirm-verification", map[string]any{"token": token + "x"}).want(t, 400)
	w.call(nil, "POST", auth+"confirm-verification", map[string]any{"token": token}).want(t, 204)
	if m = w.fresh(m); page != "/verify" || !m.Verified() {
		t.Errorf("%s leaves the account verified: %v", page, m.Verified())
	}

	w.call(nil, "POST", auth+"request-password-reset", map[string]any{"email": "nobody@example.com"}).want(t, 204)
	w.call(nil, "POST", auth+"request-password-reset", map[string]any{"email": "new@example.com"}).want(t, 204)
	mail = next()
	page, token = linkIn(t, mail)
	reset := func(password string) reply {
		return w.call(nil, "POST", auth+"confirm-password-reset", map[string]any{"token": token, "password": password, "passwordConfirm": password})
	}
	if r := reset("huajiaoshu").want(t, 400); r.code("password") != "password_weak" {
		t.Errorf("a weak password by reset: %s", r.body)
	}
	old := must(m.NewAuthToken())
	reset("huajiao2028").want(t, 204)
	reset("huajiao2029").want(t, 400)
	if m = w.fresh(m); page != "/reset" || !m.ValidatePassword("huajiao2028") {
		t.Errorf("%s did not set the password", page)
	}
	if _, err := w.app.FindAuthRecordByToken(old, core.TokenTypeAuth); err == nil {
		t.Error("a session outlives the reset of its password")
	}

	w.call(m, "POST", auth+"request-email-change", map[string]any{"newEmail": "anna@example.com"}).want(t, 400)
	w.call(m, "POST", auth+"request-email-change", map[string]any{"newEmail": "newer@example.com"}).want(t, 204)
	mail = next()
	page, token = linkIn(t, mail)
	w.call(nil, "POST", auth+"confirm-email-change", map[string]any{"token": token, "password": "wrong2026"}).want(t, 400)
	w.call(nil, "POST", auth+"confirm-email-change", map[string]any{"token": token, "password": "huajiao2028"}).want(t, 204)
	if m = w.fresh(m); page != "/confirm-email" || mail.GetString("to") != "newer@example.com" || m.Email() != "newer@example.com" {
		t.Errorf("%s leaves the address %s", page, m.Email())
	}
	if c := must(w.app.FindFirstRecordByData("contacts", "member", m.Id)); c.GetString("email") != "newer@example.com" {
		t.Errorf("the desk would still write to %s", c.GetString("email"))
	}

	var roles []string
	w.app.DB().Select("actor_role").Distinct(true).From("events").Where(dbx.HashExp{"collection": "members", "record": m.Id}).AndWhere(dbx.NewExp("action != 'create'")).Column(&roles)
	if !slices.Equal(roles, []string{string(domain.Member)}) {
		t.Errorf("who did all this: %v", roles)
	}
}
