package hooks

import (
	"errors"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// send sends a body as it stands, also one that is no JSON.
func (w *world) send(as *core.Record, method, url, body string) reply {
	w.t.Helper()
	req := httptest.NewRequest(method, url, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	if as != nil {
		token, err := as.NewAuthToken()
		if err != nil {
			w.t.Fatal(err)
		}
		req.Header.Set("Authorization", token)
	}
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, req)
	r := reply{status: rec.Code, body: rec.Body.String(), header: rec.Header()}
	r.data = decoded(r.body)
	return r
}

// count counts the rows of a collection; what is a condition in SQL.
func (w *world) count(collection, what string) int {
	w.t.Helper()
	n, err := w.app.CountRecords(collection, dbx.NewExp(what))
	if err != nil {
		w.t.Fatal(err)
	}
	return int(n)
}

// mailTo returns the newest mail in the outbox for an address, and how many there are.
func (w *world) mailTo(address string) (*core.Record, int) {
	w.t.Helper()
	rows, err := w.app.FindAllRecords("outbox", dbx.HashExp{"to": address})
	if err != nil || len(rows) == 0 {
		return core.NewRecord(must(w.app.FindCachedCollectionByNameOrId("outbox"))), 0
	}
	return rows[len(rows)-1], len(rows)
}

// linkIn returns the path and the token of the portal's link in a mail.
func linkIn(t testing.TB, mail *core.Record) (page, token string) {
	t.Helper()
	m := regexp.MustCompile(`href="http://[^/"]+(/[a-z/-]+)#([\w.-]+)"`).FindStringSubmatch(mail.GetString("html"))
	if m == nil {
		t.Fatalf("no link with a token in the mail %q: %s", mail.GetString("subject"), mail.GetString("html"))
	}
	return m[1], m[2]
}

// fresh reads a record anew.
func (w *world) fresh(r *core.Record) *core.Record {
	w.t.Helper()
	return must(w.app.FindRecordById(r.Collection(), r.Id))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// form is a registration that is accepted.
var form = map[string]any{"login": "new@example.com", "password": "huajiao2026", "name": "周农", "region": township,
	"adult": true, "consent": true, "consent_version": "2026-11"}

func TestRegisterRefuses(t *testing.T) {
	w := newWorld(t)
	before := w.count("members", "1=1") + w.count("contacts", "1=1") + w.count("consents", "1=1") + w.count("outbox", "1=1")
	for _, c := range []struct {
		name   string
		change map[string]any
		column string
		code   string
	}{
		{"nothing to sign in with", map[string]any{"login": nil}, "login", "required"},
		{"only spaces to sign in with", map[string]any{"login": "  "}, "login", "required"},
		{"a landline", map[string]any{"login": "028-37481234"}, "login", "login_invalid"},
		{"a number of ten digits", map[string]any{"login": "1391234567"}, "login", "login_invalid"},
		{"an address without a domain", map[string]any{"login": "new@example"}, "login", "login_invalid"},
		{"an address that no mail server takes", map[string]any{"login": "new@-example.com"}, "login", "login_invalid"},
		{"two addresses", map[string]any{"login": "a@example.com,b@example.com"}, "login", "login_invalid"},
		{"a name before the address", map[string]any{"login": "A <a@example.com>"}, "login", "login_invalid"},
		{"an address without end", map[string]any{"login": strings.Repeat("a", 200) + "@example.com"}, "login", "login_invalid"},
		{"no password", map[string]any{"password": ""}, "password", "required"},
		{"seven characters", map[string]any{"password": "hua2026"}, "password", "password_weak"},
		{"letters only", map[string]any{"password": "huajiaoshu"}, "password", "password_weak"},
		{"digits only", map[string]any{"password": "20262026"}, "password", "password_weak"},
		{"a common password", map[string]any{"password": "Abc12345"}, "password", "password_weak"},
		{"more than bcrypt reads", map[string]any{"password": "a1" + strings.Repeat("x", 70)}, "password", "password_weak"},
		{"no name", map[string]any{"name": nil}, "name", "required"},
		{"a name of spaces and unseen characters", map[string]any{"name": " \u200b\u202e "}, "name", "required"},
		{"a name of 41 characters", map[string]any{"name": strings.Repeat("农", 41)}, "name", "too_long"},
		{"no region", map[string]any{"region": ""}, "region", "required"},
		{"a region that is not", map[string]any{"region": "999999000000"}, "region", "region_unknown"},
		{"a region that is no code", map[string]any{"region": "' OR 1=1 --"}, "region", "region_unknown"},
		{"not yet 18", map[string]any{"adult": false}, "adult", "adult_required"},
		{"nothing said about age", map[string]any{"adult": nil}, "adult", "adult_required"},
		{"no consent", map[string]any{"consent": false}, "consent", "consent_required"},
		{"consent to an old text", map[string]any{"consent_version": "2025-01"}, "consent", "consent_required"},
		{"consent to no text", map[string]any{"consent_version": ""}, "consent", "consent_required"},
		{"a phone number that is taken", map[string]any{"login": "13800000001"}, "login", "phone_taken"},
		{"the same in full-width figures", map[string]any{"login": "１３８ ００００ ０００１"}, "login", "phone_taken"},
	} {
		r := w.call(nil, "POST", "/api/portal/register", with(form, c.change))
		if r.status != 400 || r.code(c.column) != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
		if len(r.data["data"].(map[string]any)) != 1 {
			t.Errorf("%s: says more than that: %s", c.name, r.body)
		}
	}
	all := w.call(nil, "POST", "/api/portal/register", map[string]any{}).want(t, 400)
	for _, column := range []string{"login", "password", "name", "region", "adult", "consent"} {
		if all.code(column) == "" {
			t.Errorf("an empty form: nothing said of %s", column)
		}
	}
	for name, body := range map[string]string{
		"broken": `{"login": "a`, "a list": `[1]`, "a word": `"x"`, "a number for a name": `{"name": 5}`, "a word for yes": `{"adult": "yes"}`,
		"a list for a login": `{"login": ["new@example.com"]}`, "an object for a region": `{"region": {"code": "511423101000"}}`,
	} {
		if r := w.send(nil, "POST", "/api/portal/register", body); r.status != 400 || r.code("error") != "invalid_json" {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
	if after := w.count("members", "1=1") + w.count("contacts", "1=1") + w.count("consents", "1=1") + w.count("outbox", "1=1"); after != before {
		t.Errorf("refused registrations left %d rows", after-before)
	}
}

func TestRegisterWithEmail(t *testing.T) {
	w := newWorld(t)
	first := w.call(nil, "POST", "/api/portal/register", with(form, map[string]any{"login": " New@Example.COM ", "name": " <script>alert(1)</script> "})).want(t, 202)
	m, err := w.app.FindAuthRecordByEmail("members", "new@example.com")
	if err != nil {
		t.Fatal("no account under the address in small letters")
	}
	if m.GetString("name") != "<script>alert(1)</script>" || m.Verified() || m.GetString("digest") != "weekly" || !m.GetBool("reco_on") ||
		m.GetDateTime("adult_at").IsZero() || m.GetString("consent_version") != "2026-11" {
		t.Errorf("account: %v", m.PublicExport())
	}
	own := dbx.HashExp{"member": m.Id}
	contacts, consents := must(w.app.FindAllRecords("contacts", own)), must(w.app.FindAllRecords("consents", own))
	if len(contacts) != 1 || contacts[0].GetString("email") != "new@example.com" {
		t.Errorf("contacts: %v", contacts)
	}
	if len(consents) != 1 || consents[0].GetString("purpose") != "privacy" || consents[0].GetString("version") != "2026-11" || consents[0].GetString("how") != "ticked" || consents[0].GetString("ip") == "" {
		t.Errorf("consents: %v", consents)
	}
	verify, n := w.mailTo("new@example.com")
	if page, _ := linkIn(t, verify); n != 1 || page != "/verify" {
		t.Errorf("%d mails, the last leads to %s", n, page)
	}

	again := w.call(nil, "POST", "/api/portal/register", with(form, map[string]any{"name": "别人", "password": "another2026"})).want(t, 202)
	if again.body != first.body {
		t.Errorf("a taken address answers %s, a free one %s", again.body, first.body)
	}
	w.call(nil, "POST", "/api/portal/register", form).want(t, 202)
	if n := w.count("members", "email LIKE 'new@example.com'"); n != 1 {
		t.Errorf("%d accounts with the address", n)
	}
	if told, n := w.mailTo("new@example.com"); n != 2 || !strings.Contains(told.GetString("html"), "/forgot") {
		t.Errorf("%d mails, want the verification and one that says that there is an account; last: %s", n, told.GetString("subject"))
	}
	if m := w.fresh(m); m.GetString("name") == "别人" || !m.ValidatePassword("huajiao2026") {
		t.Error("registering again changed the account")
	}
}

func TestRegisterWithPhone(t *testing.T) {
	w := newWorld(t)
	w.call(nil, "POST", "/api/portal/register", with(form, map[string]any{"login": "１３９－１２３４　５６７８"})).want(t, 202)
	m, err := w.app.FindFirstRecordByData("members", "phone", "13912345678")
	if err != nil {
		t.Fatal("no account under the number in plain figures")
	}
	if c := must(w.app.FindFirstRecordByData("contacts", "member", m.Id)); c.GetString("phone") != "13912345678" || m.Email() != "" || m.Verified() {
		t.Errorf("account %v, contacts %v", m.PublicExport(), c.PublicExport())
	}
	if n := w.count("outbox", "1=1"); n != 0 {
		t.Errorf("%d mails for a phone account", n)
	}
	for _, typed := range []string{"13912345678", "139 1234 5678", "１３９１２３４５６７８"} {
		w.call(nil, "POST", "/api/collections/members/auth-with-password", map[string]any{"identity": typed, "password": "huajiao2026"}).want(t, 200)
	}

	org := w.call(m, "POST", "/api/portal/orgs", map[string]any{"name": "新社", "uscc": uscc("91510000000000007"), "type": "cooperative", "region": township}).want(t, 201)
	need := w.call(m, "POST", "/api/collections/needs/records", with(needText, map[string]any{"org": org.data["id"]})).want(t, 200)
	submit := "/api/portal/needs/" + need.data["id"].(string) + "/submit"
	if r := w.call(m, "POST", submit, nil).want(t, 403); r.code("error") != "unverified_account" {
		t.Errorf("an unconfirmed account submits: %s", r.body)
	}
	w.call(w.leader, "POST", "/api/portal/members/"+m.Id+"/confirm", nil).want(t, 403)
	w.call(w.broker, "POST", "/api/portal/members/"+m.Id+"/confirm", nil).want(t, 204)
	w.call(w.fresh(m), "POST", submit, nil).want(t, 200)
}

// TestRegisterAllOrNothing: when one row cannot be written, none is.
func TestRegisterAllOrNothing(t *testing.T) {
	w := newWorld(t)
	failing := ""
	w.app.OnRecordCreate("contacts", "consents", "outbox").BindFunc(func(e *core.RecordEvent) error {
		if e.Record.Collection().Name == failing {
			return errors.New("disk full")
		}
		return e.Next()
	})
	for _, failing = range []string{"contacts", "consents", "outbox"} {
		if r := w.call(nil, "POST", "/api/portal/register", form); r.status < 400 || strings.Contains(r.body, "disk full") {
			t.Errorf("no %s: %d %s", failing, r.status, r.body)
		}
		if n := w.count("members", "email = 'new@example.com'") + w.count("consents", "1=1") + w.count("contacts", "1=1") + w.count("outbox", "1=1"); n != 0 {
			t.Errorf("no %s, yet %d other rows", failing, n)
		}
		if n := w.count("events", "actor_role = 'visitor'"); n != 0 {
			t.Errorf("no %s, yet %d events", failing, n)
		}
	}
	failing = ""
	w.call(nil, "POST", "/api/portal/register", form).want(t, 202)
}

// TestRegisterAtOnce: of several registrations of one login at the same moment
// one makes the account, and an email is answered alike to all.
func TestRegisterAtOnce(t *testing.T) {
	w := newWorld(t)
	for login, want := range map[string]int{"new@example.com": 8, "13912345678": 1} {
		answers := make(chan int, 8)
		for range cap(answers) {
			go func() {
				answers <- w.call(nil, "POST", "/api/portal/register", with(form, map[string]any{"login": login})).status
			}()
		}
		accepted := 0
		for range cap(answers) {
			switch got := <-answers; got {
			case 202:
				accepted++
			case 400:
			default:
				t.Errorf("%s: %d", login, got)
			}
		}
		if n := w.count("members", "'"+login+"' IN (email, phone)"); accepted != want || n != 1 {
			t.Errorf("%s: %d of 8 accepted, want %d; %d accounts", login, accepted, want, n)
		}
	}
}
