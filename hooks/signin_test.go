package hooks

import (
	"encoding/json"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

func decoded(body string) map[string]any {
	var v map[string]any
	json.Unmarshal([]byte(body), &v) // lists and empty answers leave it nil
	return v
}

// signIn tries a password from an address.
func (w *world) signIn(collection, identity, password, ip string) reply {
	w.t.Helper()
	body, err := json.Marshal(map[string]string{"identity": identity, "password": password})
	if err != nil {
		w.t.Fatal(err)
	}
	req := httptest.NewRequest("POST", "/api/collections/"+collection+"/auth-with-password", strings.NewReader(string(body)))
	req.Header.Set("Content-Type", "application/json")
	req.RemoteAddr = ip + ":4711"
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, req)
	return reply{status: rec.Code, body: rec.Body.String(), data: decoded(rec.Body.String()), header: rec.Header()}
}

func TestSignIn(t *testing.T) {
	w := newWorld(t)
	gone := w.member("gone")
	w.call(gone, "POST", "/api/portal/me/delete", map[string]any{"password": "huajiao2026"}).want(t, 204)
	idle := w.desk("staff2", here)
	idle.Set("active", false)
	if err := w.app.Save(idle); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, collection, identity, password string
		status                               int
	}{
		{"by email", "members", "anna@example.com", "huajiao2026", 200},
		{"by email in capitals", "members", "ANNA@Example.com", "huajiao2026", 200},
		{"by phone", "members", "13800000001", "huajiao2026", 200},
		{"by phone with spaces", "members", "138 0000 0001", "huajiao2026", 200},
		{"with a wrong password", "members", "bert@example.com", "huajiao2027", 400},
		{"by an address nobody has", "members", "nobody@example.com", "huajiao2026", 400},
		{"without a password", "members", "anna@example.com", "", 400},
		{"as a member who has left", "members", "gone@example.com", "huajiao2026", 400},
		{"by the address that is left of them", "members", goneAddress(gone.Id), "huajiao2026", 400},
		{"as staff", "staff", "staff@staff.example.com", "Huajiao-2026", 200},
		{"as staff who have left", "staff", "staff2@staff.example.com", "Huajiao-2026", 403},
		{"as staff with a member's account", "staff", "anna@example.com", "huajiao2026", 400},
		{"as staff by phone", "staff", "13800000001", "huajiao2026", 400},
	} {
		if r := w.signIn(c.collection, c.identity, c.password, "192.0.2.1"); r.status != c.status {
			t.Errorf("%s: %d, want %d: %s", c.name, r.status, c.status, r.body)
		} else if c.status != 200 && r.data["token"] != nil {
			t.Errorf("%s: a token with the refusal", c.name)
		}
	}
	if seen := w.events("members", w.anna.Id); !slices.Contains(seen, "sign_in") {
		t.Errorf("signing in left no event: %v", seen)
	}
	if w.fresh(w.anna).GetDateTime("last_seen").IsZero() {
		t.Error("signing in is not noted on the account")
	}
}

// TestStaffSignInWithCode: password, then a code by mail.
func TestStaffSignInWithCode(t *testing.T) {
	w := newWorld(t)
	next := w.mailbox()
	w.staff.Set("mfa", true)
	if err := w.app.Save(w.staff); err != nil {
		t.Fatal(err)
	}
	half := w.signIn("staff", "staff@staff.example.com", "Huajiao-2026", "192.0.2.1").want(t, 401)
	if half.data["mfaId"] == nil || half.data["token"] != nil {
		t.Fatalf("after the password: %s", half.body)
	}
	asked := w.call(nil, "POST", "/api/collections/staff/request-otp", map[string]any{"email": "staff@staff.example.com"}).want(t, 200)
	mail, code := next(), ""
	if to := mail.GetString("to"); to != "staff@staff.example.com" {
		t.Errorf("the code goes to %s", to)
	}
	for _, word := range strings.Fields(mail.GetString("text")) {
		if len(word) >= 6 && strings.Trim(word, "0123456789") == "" {
			code = word
		}
	}
	with := func(code string) reply {
		return w.call(nil, "POST", "/api/collections/staff/auth-with-otp", map[string]any{"otpId": asked.data["otpId"], "password": code, "mfaId": half.data["mfaId"]})
	}
	with("000000").want(t, 400)
	if r := with(code).want(t, 200); r.data["token"] == nil {
		t.Errorf("after the code: %s", r.body)
	}
	if got := w.events("staff", w.staff.Id); got[len(got)-1] != "sign_in" {
		t.Errorf("events %v", got)
	}
}

// TestSessionsEnd: what a member of staff may do ends with the office, at once.
func TestSessionsEnd(t *testing.T) {
	w := newWorld(t)
	for column, value := range map[string]any{"active": false, "role": "leader", "region": elsewhere, "mfa": true} {
		clerk := w.desk("staff"+map[string]string{"active": "4", "role": "5", "region": "6", "mfa": "7"}[column], here)
		token := must(clerk.NewAuthToken())
		change := func(body map[string]any, want int) {
			t.Helper()
			w.call(w.super, "PATCH", "/api/collections/staff/records/"+clerk.Id, body).want(t, 200)
			if got := w.get("/api/portal/review", "Authorization", token).Code; got != want {
				t.Errorf("after %v: %d, want %d", body, got, want)
			}
		}
		change(map[string]any{"name": "改名"}, 200)
		change(map[string]any{column: value}, 401)
	}
}

func TestLockout(t *testing.T) {
	w := newWorld(t)
	for i := range lockAfter {
		w.signIn("members", "anna@example.com", "wrong2026", "192.0.2."+string(rune('1'+i))).want(t, 400)
	}
	for _, c := range []struct{ name, identity, ip string }{
		{"with the right password", "anna@example.com", "192.0.2.1"},
		{"from elsewhere", "anna@example.com", "198.51.100.7"},
		{"by phone", "13800000001", "198.51.100.8"},
		{"in capitals", "ANNA@EXAMPLE.COM", "198.51.100.9"},
	} {
		r := w.signIn("members", c.identity, "huajiao2026", c.ip)
		if r.status != 429 || r.code("error") != "locked_out" || !strings.Contains(r.body, "15 分钟") {
			t.Errorf("locked, %s: %d %s", c.name, r.status, r.body)
		}
	}
	if n := w.count("events", "action = 'sign_in_failed' AND record = '"+w.anna.Id+"'"); n != lockAfter {
		t.Errorf("%d failures logged; those while locked count for nothing", n)
	}
	w.signIn("members", "bert@example.com", "huajiao2026", "192.0.2.1").want(t, 200)
	w.signIn("staff", "staff@staff.example.com", "Huajiao-2026", "192.0.2.1").want(t, 200)
}

// TestLockoutEnds: failures count for a quarter of an hour, and no longer than
// until the next success.
func TestLockoutEnds(t *testing.T) {
	w := newWorld(t)
	ago := func(r *core.Record, action string, minutes float64) {
		w.add("events", map[string]any{"at": store.Stamp(time.Now().Add(-time.Duration(minutes * float64(time.Minute)))), "actor_role": "member",
			"collection": r.Collection().Name, "record": r.Id, "action": action})
	}
	for range lockAfter {
		ago(w.anna, "sign_in_failed", 14.5)
		ago(w.bert, "sign_in_failed", 15.5)
		ago(w.staff, "sign_in_failed", 5)
		ago(w.super, "sign_in_failed", 1)
	}
	ago(w.staff, "unlock", 4)
	for _, c := range []struct {
		name, collection, identity, password string
		status                               int
	}{
		{"before a quarter of an hour", "members", "anna@example.com", "huajiao2026", 429},
		{"after it", "members", "bert@example.com", "huajiao2026", 200},
		{"unlocked", "staff", "staff@staff.example.com", "Huajiao-2026", 200},
		{"superusers are locked too", core.CollectionNameSuperusers, "root@example.com", "Root-secret-1", 429},
	} {
		if r := w.signIn(c.collection, c.identity, c.password, "192.0.2.1"); r.status != c.status {
			t.Errorf("%s: %d, want %d: %s", c.name, r.status, c.status, r.body)
		}
	}
	for range lockAfter - 1 {
		w.signIn("members", "bert@example.com", "wrong2026", "192.0.2.1").want(t, 400)
	}
	w.signIn("members", "bert@example.com", "huajiao2026", "192.0.2.1").want(t, 200)
	w.signIn("members", "bert@example.com", "wrong2026", "192.0.2.1").want(t, 400)
	if r := w.signIn("members", "bert@example.com", "huajiao2026", "192.0.2.1"); r.status != 200 {
		t.Errorf("failures before a success count: %d", r.status)
	}
}
