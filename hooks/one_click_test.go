package hooks

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// tokenOf makes a link's token for somebody.
func (w *world) tokenOf(act digest.Act, member, record string, made time.Time) string {
	w.t.Helper()
	secret, err := store.MailSecret(w.app)
	if err != nil {
		w.t.Fatal(err)
	}
	return digest.ActToken(act, member, record, made, secret)
}

// A link in a mail says that a posting still holds: looking changes nothing,
// pressing the button does it once.
func TestOneClickConfirm(t *testing.T) {
	w := newWorld(t)
	need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	set := func(status string) {
		if _, err := w.app.DB().Update("needs", dbx.Params{"status": status}, dbx.HashExp{"id": need.Id}).Execute(); err != nil {
			t.Fatal(err)
		}
	}
	status := func() string { return w.reload(need).GetString("status") }
	set("unconfirmed")
	token := w.tokenOf(digest.ActConfirm, w.anna.Id, need.Id, time.Now())
	if r := w.call(nil, "GET", "/d/"+token, nil); r.status != http.StatusSeeOther || status() != "unconfirmed" {
		t.Errorf("opening the link: %d, the need is %s", r.status, status())
	}
	look := w.call(nil, "POST", "/api/portal/one-click/look", map[string]any{"token": token})
	if look.status != 200 || look.data["standing"] != "open" || look.data["title"] != need.GetString("title") || status() != "unconfirmed" {
		t.Errorf("looking: %d %s, the need is %s", look.status, look.body, status())
	}
	for range 2 {
		if r := w.call(nil, "POST", "/api/portal/one-click", map[string]any{"token": token}); r.status != 200 || r.data["standing"] != "done" || status() != "published" {
			t.Errorf("pressing: %d %s, the need is %s", r.status, r.body, status())
		}
	}
	set("closed")
	if r := w.call(nil, "POST", "/api/portal/one-click", map[string]any{"token": token}); r.data["standing"] != "closed" || status() != "closed" {
		t.Errorf("a closed need: %s, %s", r.body, status())
	}
	set("unconfirmed")
	for what, bad := range map[string]string{
		"somebody else's": w.tokenOf(digest.ActConfirm, w.bert.Id, need.Id, time.Now()),
		"nobody's":        w.tokenOf(digest.ActConfirm, "000000000000000", need.Id, time.Now()),
		"a forged one":    strings.Replace(token, token[5:6], map[bool]string{true: "A", false: "B"}[token[5] != 'A'], 1),
		"none":            "",
	} {
		if r := w.call(nil, "POST", "/api/portal/one-click", map[string]any{"token": bad}); r.status != 404 || status() != "unconfirmed" {
			t.Errorf("%s token: %d %s", what, r.status, r.body)
		}
	}
	old := w.tokenOf(digest.ActConfirm, w.anna.Id, need.Id, time.Now().AddDate(0, -4, 0))
	if r := w.call(nil, "POST", "/api/portal/one-click", map[string]any{"token": old}); r.data["standing"] != "expired" || status() != "unconfirmed" {
		t.Errorf("an old token: %d %s", r.status, r.body)
	}
}

// A match is declined from the mail for the reader's side alone.
func TestOneClickDecline(t *testing.T) {
	w := newMatrixWorld(t)
	m := w.match1() // anna's need, bert's offer
	stranger := w.tokenOf(digest.ActDecline, w.carl.Id, m.Id, time.Now())
	if r := w.call(nil, "POST", "/api/portal/one-click", map[string]any{"token": stranger}); r.status != 404 {
		t.Errorf("a stranger: %d %s", r.status, r.body)
	}
	token := w.tokenOf(digest.ActDecline, w.bert.Id, m.Id, time.Now())
	if r := w.call(nil, "POST", "/api/portal/one-click", map[string]any{"token": token, "reason": "because"}); r.status != 400 {
		t.Errorf("an unknown reason: %d %s", r.status, r.body)
	}
	if r := w.call(nil, "POST", "/api/portal/one-click", map[string]any{"token": token, "reason": "too_far"}); r.data["standing"] != "done" {
		t.Errorf("declining: %d %s", r.status, r.body)
	}
	if got := w.reload(m); got.GetString("dismissed_by") != "offer" || got.GetString("dismissed_reason") != "too_far" {
		t.Errorf("dismissed by %q for %q", got.GetString("dismissed_by"), got.GetString("dismissed_reason"))
	}
}

// The links of a real digest do what they say.
func TestDigestLinks(t *testing.T) {
	c := newCounty(t)
	c.change(t, c.need, dbx.Params{"status": "unconfirmed"})
	c.digestAt(t, tuesday)
	found := map[string]int{}
	for _, r := range outboxRows(t, c) {
		for _, token := range regexp.MustCompile(`https://portal\.example/d/([A-Za-z0-9_-]+)`).FindAllStringSubmatch(r.Text, -1) {
			secret, err := store.MailSecret(c)
			if err != nil {
				t.Fatal(err)
			}
			act, member, record, expired, ok := digest.ParseAct(token[1], tuesday, secret)
			if !ok || expired || r.To != c.member(t, member) {
				t.Errorf("link in the mail to %s: %v %v", r.To, ok, expired)
			}
			if act == digest.ActDecline && record != c.match.Id || act == digest.ActConfirm && record != c.need.Id {
				t.Errorf("%s of %s", act, record)
			}
			found[string(act)]++
		}
	}
	if found["confirm"] != 2 || found["decline"] != 3 {
		t.Errorf("links %v, want two to confirm the need and three to decline the match", found)
	}
}

// member returns the address of a member.
func (c *county) member(t *testing.T, id string) string {
	t.Helper()
	m, err := c.FindRecordById("members", id)
	if err != nil {
		t.Fatal(err)
	}
	return m.Email()
}

// Once a month, and not before, somebody without news is told why: on the first
// Tuesdays of December, January and February.
func TestQuietMonth(t *testing.T) {
	c := newCounty(t)
	c.change(t, c.match, dbx.Params{"active": false})
	if counts := c.digestAt(t, tuesday); counts["nothing"] != 3 {
		t.Errorf("in the first week: %v", counts)
	}
	for _, m := range []string{c.wang.Id, c.li.Id} {
		if _, err := c.DB().Update("members", dbx.Params{"created": store.Stamp(tuesday.AddDate(0, 0, -60))}, dbx.HashExp{"id": m}).Execute(); err != nil {
			t.Fatal(err)
		}
	}
	mails := 0
	for week := 1; week <= 10; week++ {
		at := tuesday.AddDate(0, 0, 7*week)
		c.digestAt(t, at)
		rows := c.to(t, "wang@example.com")
		if len(rows) > mails {
			mails = len(rows)
			last := rows[len(rows)-1]
			if !strings.Contains(last.Subject, "没有新匹配") || !strings.Contains(last.Text, "近来没有新的需求") {
				t.Errorf("week %d: %s\n%s", week, last.Subject, last.Text)
			}
			if _, err := c.DB().Update("outbox", dbx.Params{"created": store.Stamp(at)}, dbx.HashExp{"message_id": last.ID}).Execute(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if mails != 3 {
		t.Errorf("%d mails about nothing in ten weeks, want one a month", mails)
	}
	if n := len(c.to(t, "li@example.com")); n == 0 {
		t.Error("the org's member was not told why")
	}
}

// News that somebody wants in the digest are in it, once.
func TestNewsInTheDigest(t *testing.T) {
	c := newCounty(t)
	c.change(t, c.wang, dbx.Params{"mail_wishes": `{"account":"digest"}`})
	wang, err := c.FindRecordById("members", c.wang.Id)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"a", "b"} {
		if err := notify(c, wang, "join_accepted", "您加入“云溪”的申请已同意"+key, "/me/org", key); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.MarkRead(c, wang, nil, tuesday); err != nil {
		t.Fatal(err)
	}
	if err := notify(c, wang, "join_accepted", "还没看过的消息", "/me/org", "c"); err != nil {
		t.Fatal(err)
	}
	c.digestAt(t, tuesday)
	c.digestAt(t, tuesday.AddDate(0, 0, 7))
	rows := c.to(t, "wang@example.com")
	if len(rows) != 1 || !strings.Contains(rows[0].Text, "还没看过的消息") || strings.Contains(rows[0].Text, "已同意") {
		t.Errorf("%d mails: %+v", len(rows), rows)
	}
}

// The settings page shows a reader their own next digest, without links that act.
func TestNextDigest(t *testing.T) {
	w := newMatrixWorld(t)
	m := w.match1()
	for column, collection := range map[string]string{"need": "needs", "offer": "offers"} {
		if _, err := w.app.DB().Update(collection, dbx.Params{"status": "published"}, dbx.HashExp{"id": m.GetString(column)}).Execute(); err != nil {
			t.Fatal(err)
		}
	}
	r := w.call(w.anna, "GET", "/api/portal/me/digest", nil)
	html, _ := r.data["html"].(string)
	if r.status != 200 || r.data["next_at"] == "" || !strings.Contains(r.data["subject"].(string), "1 个新匹配") || strings.Contains(html, "/d/") || strings.Contains(html, "/u/") {
		t.Errorf("%d %v %v", r.status, r.data["subject"], r.data["why_not"])
	}
	if r := w.call(w.carl, "GET", "/api/portal/me/digest", nil); r.status != 200 || strings.Contains(r.body, "1 个新匹配") {
		t.Errorf("another's: %d %v", r.status, r.data["subject"])
	}
	if n, err := w.app.CountRecords("outbox"); err != nil || n != 0 {
		t.Errorf("looking writes %d mails, %v", n, err)
	}
	for _, who := range []struct {
		name   string
		status int
	}{{"staff", 403}, {"", 401}} {
		if r := w.call(map[string]*core.Record{"staff": w.staff}[who.name], "GET", "/api/portal/me/digest", nil); r.status != who.status {
			t.Errorf("%q: %d", who.name, r.status)
		}
	}
}

// reload reads a record as it is now.
func (w *world) reload(r *core.Record) *core.Record {
	w.t.Helper()
	now, err := w.app.FindRecordById(r.Collection().Name, r.Id)
	if err != nil {
		w.t.Fatal(err)
	}
	return now
}
