package hooks

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
)

// mailsOf counts the mails to somebody whose subject holds something.
func (w *world) mailsOf(m *core.Record, subject string) int {
	w.t.Helper()
	var n int
	err := w.app.DB().Select("COUNT(*)").From("outbox").Where(dbx.HashExp{"to": m.Email()}).AndWhere(dbx.Like("subject", subject)).Row(&n)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// told lists what somebody was told in the portal, the latest first.
func (w *world) told(who *core.Record) (titles []string, unread int) {
	w.t.Helper()
	r := w.call(who, "GET", "/api/portal/me/notifications", nil)
	if r.status != http.StatusOK {
		w.t.Fatalf("notifications: %d %s", r.status, r.body)
	}
	var page struct {
		Unread int `json:"unread"`
		Items  []struct {
			ID, Title, URL, Created string
		} `json:"items"`
	}
	if err := json.Unmarshal([]byte(r.body), &page); err != nil {
		w.t.Fatal(err)
	}
	for _, i := range page.Items {
		titles = append(titles, i.Title)
	}
	return titles, page.Unread
}

// What happens to a posting is told in the portal in the same transaction, and
// by mail as its owner wishes.
func TestWishesDecideHowAPostingIsTold(t *testing.T) {
	for _, c := range []struct {
		wish     string
		mails    int
		inDigest bool
	}{
		{"", 1, false}, {"now", 1, false}, {"digest", 0, true}, {"never", 0, false},
	} {
		t.Run(c.wish, func(t *testing.T) {
			w := newWorld(t)
			if c.wish != "" {
				if r := w.call(w.anna, "PATCH", "/api/collections/members/records/"+w.anna.Id, map[string]any{"mail_wishes": map[string]string{"posting": c.wish}}); r.status != 200 {
					t.Fatalf("%d %s", r.status, r.body)
				}
			}
			need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
			if r := w.call(w.anna, "POST", "/api/portal/needs/"+need.Id+"/submit", nil); r.status != 200 {
				t.Fatalf("%d %s", r.status, r.body)
			}
			if n := w.mailsOf(w.anna, "已发布"); n != c.mails {
				t.Errorf("%d mails, want %d", n, c.mails)
			}
			titles, unread := w.told(w.anna)
			if len(titles) != 1 || unread != 1 || !strings.Contains(titles[0], "已发布") {
				t.Errorf("told %v, %d unread", titles, unread)
			}
			n, err := w.app.CountRecords("notifications", dbx.HashExp{"in_digest": true})
			if err != nil || (n == 1) != c.inDigest {
				t.Errorf("%d for the digest, %v", n, err)
			}
			if r := w.call(w.staff, "POST", "/api/portal/needs/"+need.Id+"/remove", map[string]any{"note": "违规", "reasons": []string{"not_allowed"}}); r.status != 200 {
				t.Fatalf("%d %s", r.status, r.body)
			}
			if n := w.mailsOf(w.anna, "撤下"); n != 1 {
				t.Errorf("%d mails about a removal, which is always mailed", n)
			}
		})
	}
}

func TestWishesAreChecked(t *testing.T) {
	w := newWorld(t)
	for _, bad := range []any{map[string]string{"legal": "never"}, map[string]string{"posting": "x"}, "never", []string{"posting"}, map[string]any{"posting": 1}} {
		if r := w.call(w.anna, "PATCH", "/api/collections/members/records/"+w.anna.Id, map[string]any{"mail_wishes": bad}); r.status != 400 {
			t.Errorf("%v: %d %s", bad, r.status, r.body)
		}
	}
	for _, good := range []any{map[string]string{}, map[string]string{"news": "never"}, nil} {
		if r := w.call(w.anna, "PATCH", "/api/collections/members/records/"+w.anna.Id, map[string]any{"mail_wishes": good}); r.status != 200 {
			t.Errorf("%v: %d %s", good, r.status, r.body)
		}
	}
}

// Everybody reads and marks their own, and nobody else's.
func TestNotificationsPerRole(t *testing.T) {
	w := newWorld(t)
	for i, who := range []*core.Record{w.anna, w.anna, w.bert, w.broker, w.leader} {
		if err := notify(w.app, who, "docking_interest", fmt.Sprintf("给%s的\n消息", who.GetString("name")), "/me", fmt.Sprintf("k%d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := notify(w.app, w.anna, "docking_interest", "再说一遍", "/me", "k0"); err != nil {
		t.Fatal(err)
	}
	for who, want := range map[*core.Record]int{w.anna: 2, w.bert: 1, w.broker: 1, w.leader: 1, w.staff: 0, w.far: 0} {
		titles, unread := w.told(who)
		if len(titles) != want || unread != want {
			t.Errorf("%s was told %v, %d unread; want %d", who.GetString("name"), titles, unread, want)
		}
		for _, title := range titles {
			if title != "给"+who.GetString("name")+"的 消息" {
				t.Errorf("%s reads %q", who.GetString("name"), title)
			}
		}
	}
	for _, who := range []*core.Record{nil, w.super} {
		for _, c := range [][2]string{{"GET", ""}, {"POST", "/read"}} {
			if r := w.call(who, c[0], "/api/portal/me/notifications"+c[1], map[string]any{}); r.status != 401 {
				t.Errorf("%s %v: %d", c, who != nil, r.status)
			}
		}
	}
	annas, err := w.app.FindRecordsByFilter("notifications", "member = {:m}", "created", 0, 0, dbx.Params{"m": w.anna.Id})
	if err != nil {
		t.Fatal(err)
	}
	w.call(w.bert, "POST", "/api/portal/me/notifications/read", map[string]any{"ids": []string{annas[0].Id}})
	if _, unread := w.told(w.anna); unread != 2 {
		t.Error("somebody else marks what anna was told")
	}
	w.call(w.anna, "POST", "/api/portal/me/notifications/read", map[string]any{"ids": []string{annas[0].Id}})
	if _, unread := w.told(w.anna); unread != 1 {
		t.Errorf("after looking at one, %d unread", unread)
	}
	w.call(w.anna, "POST", "/api/portal/me/notifications/read", map[string]any{})
	if _, unread := w.told(w.anna); unread != 0 {
		t.Errorf("after looking at all, %d unread", unread)
	}
	if _, unread := w.told(w.bert); unread != 1 {
		t.Error("marking all marks what others were told")
	}
}

// Verification and joining are told to those concerned.
func TestTellingAboutAccounts(t *testing.T) {
	w := newWorld(t)
	if r := w.call(w.staff, "POST", "/api/portal/orgs/"+w.annaOrg.Id+"/verify", map[string]any{"verify": "unit"}); r.status != 200 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	if n := w.mailsOf(w.anna, "已通过核验"); n != 1 {
		t.Errorf("%d mails about the verification", n)
	}
	if r := w.call(w.staff, "POST", "/api/portal/workers/"+w.bertWorker.Id+"/verify", map[string]any{"verify": "refused", "note": "证书看不清"}); r.status != 200 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	if titles, _ := w.told(w.bert); len(titles) != 1 || !strings.Contains(titles[0], "证书看不清") {
		t.Errorf("bert was told %v", titles)
	}
	join := w.add("org_joins", map[string]any{"org": w.annaOrg.Id, "member": w.bert.Id, "state": "asked"})
	if titles, _ := w.told(w.anna); len(titles) != 2 || !strings.Contains(titles[0], "申请加入") {
		t.Errorf("anna was told %v", titles)
	}
	w.call(w.anna, "POST", "/api/portal/joins/"+join.Id+"/refuse", nil)
	if titles, _ := w.told(w.bert); len(titles) != 2 || !strings.Contains(titles[0], "没有通过") {
		t.Errorf("bert was told %v", titles)
	}
}

// A change that fails tells nobody.
func TestRolledBackTellsNobody(t *testing.T) {
	w := newWorld(t)
	boom := fmt.Errorf("boom")
	err := w.app.RunInTransaction(func(tx core.App) error {
		err := inform(tx, w.anna, notice{kind: "docking_interest", title: "x", url: "/me", key: "rolled", mail: func() (digest.Mail, error) {
			return digest.Mail{Subject: "x", HTML: "x", Text: "x"}, nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		return boom
	})
	if err == nil {
		t.Fatal("no error")
	}
	if titles, _ := w.told(w.anna); len(titles) != 0 || w.mailsOf(w.anna, "x") != 0 {
		t.Errorf("told %v of what has not happened", titles)
	}
}
