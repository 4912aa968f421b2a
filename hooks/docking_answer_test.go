package hooks

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

var answerLink = regexp.MustCompile(`/a/([\w.-]+)`)

// linkTo returns the token in the last mail to somebody.
func (w *dockingWorld) linkTo(account *core.Record) string {
	w.t.Helper()
	found := answerLink.FindStringSubmatch(w.lastMail(account).Text)
	if found == nil {
		w.t.Fatalf("no link in:\n%s", w.lastMail(account).Text)
	}
	return found[1]
}

func (w *dockingWorld) byLink(token, action string, more map[string]any) reply {
	w.t.Helper()
	return w.call(nil, "POST", "/api/portal/answer", with(map[string]any{"token": token, "action": action}, more))
}

func (w *dockingWorld) look(token string) reply {
	w.t.Helper()
	return w.call(nil, "POST", "/api/portal/answer/look", map[string]any{"token": token})
}

// noContact fails the test when an answer holds a contact detail or a real name.
func noContact(t *testing.T, what, body string) {
	t.Helper()
	for _, secret := range []string{"13800000001", "13900000002", "_wx88", "真名", "@example.com"} {
		if strings.Contains(body, secret) {
			t.Errorf("%s tells %q: %s", what, secret, body)
		}
	}
}

// TestAnswerByLink: look as often as one likes, answer once, then never again.
func TestAnswerByLink(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	token := w.linkTo(w.bert)
	noContact(t, "the mail", w.lastMail(w.bert).Text+w.lastMail(w.bert).HTML)
	for range 3 {
		r := w.look(token).want(t, 200)
		if r.data["standing"] != "open" || len(r.data["can"].([]any)) != 3 || !strings.Contains(r.body, "云溪花椒合作社") || !strings.Contains(r.body, "请来看看") {
			t.Errorf("open: %s", r.body)
		}
		noContact(t, "looking", r.body)
	}
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, httptest.NewRequest("GET", "/a/"+token, nil))
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/answer#"+token || w.state(id) != "expressed" {
		t.Errorf("a scanner: %d %s, %s", rec.Code, rec.Header().Get("Location"), w.state(id))
	}
	r := w.byLink(token, "accept", nil).want(t, 200)
	if r.data["state"] != "negotiating" || r.data["accepted"] != true || w.docking(id).GetString("accept_way") != "link" {
		t.Errorf("accepted: %s", r.body)
	}
	noContact(t, "accepting", r.body)
	if k := w.kinds(w.anna); k != "accepted" {
		t.Errorf("the initiator is told: %q", k)
	}
	noContact(t, "the mail of the acceptance", w.lastMail(w.anna).Text+w.lastMail(w.anna).HTML)
	for _, action := range []string{"accept", "decline", "ask"} { // replays
		r := w.byLink(token, action, map[string]any{"reason": "no_time", "note": "再来一次"})
		if r.status != 409 || r.code("error") != "answer_used" || !strings.Contains(r.body, `"state":"negotiating"`) {
			t.Errorf("replayed as %s: %s", action, r.body)
		}
	}
	if r := w.look(token).want(t, 200); r.data["standing"] != "used" || strings.Contains(r.body, "云溪花椒合作社") {
		t.Errorf("used: %s", r.body)
	}
}

func TestDeclineAndAskByLink(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	token := w.linkTo(w.bert)
	for what, r := range map[string]reply{
		"no reason":         w.byLink(token, "decline", nil),
		"an unknown reason": w.byLink(token, "decline", map[string]any{"reason": "lazy"}),
		"an empty question": w.byLink(token, "ask", map[string]any{"note": "  "}),
		"a longer note":     w.byLink(token, "decline", map[string]any{"reason": "other", "note": strings.Repeat("长", 301)}),
		"no such action":    w.byLink(token, "withdraw", nil),
	} {
		if r.status != 400 || w.state(id) != "expressed" {
			t.Errorf("%s: %d, %s: %s", what, r.status, w.state(id), r.body)
		}
	}
	w.byLink(token, "ask", map[string]any{"note": "园子在哪？我电话13900000002"}).want(t, 200) // refusals used nothing up
	if w.state(id) != "clarifying" {
		t.Errorf("asked: %s", w.state(id))
	}
	noContact(t, "the question", w.lastMail(w.anna).Text)
	if r := w.byLink(token, "accept", nil); r.code("error") != "answer_used" {
		t.Errorf("after asking: %s", r.body)
	}
	time.Sleep(1100 * time.Millisecond) // links of one second that expire together are one link
	w.act(w.anna, id, "reply", map[string]any{"note": "止戈村"}).want(t, 200)
	if r := w.byLink(token, "accept", nil); r.code("error") != "answer_used" {
		t.Errorf("the old link after the reply: %s", r.body)
	}
	w.byLink(w.linkTo(w.bert), "decline", map[string]any{"reason": "no_time", "note": "下个月可以"}).want(t, 200)
	if w.state(id) != "declined" || !strings.Contains(w.lastMail(w.anna).Text, "近来没有时间") || !strings.Contains(w.lastMail(w.anna).Text, "下个月可以") {
		t.Errorf("declined: %s\n%s", w.state(id), w.lastMail(w.anna).Text)
	}
}

func TestLinksThatDoNotAnswer(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	token := w.linkTo(w.bert)
	secret, err := store.MailSecret(w.app)
	if err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Hour)
	make := func(member *core.Record, side string, expires time.Time) string {
		return digest.AnswerToken(id, member.Id, side, expires, secret)
	}
	for what, bad := range map[string]string{
		"nothing": "", "nonsense": "nonsense", "cut short": token[:len(token)-1], "forged": "s" + strings.Repeat("A", 16) + token[17:],
		"another member's": make(w.anna, "supply", later), "another docking's": digest.AnswerToken("aaaaaaaaaaaaaaa", w.bert.Id, "supply", later, secret),
	} {
		for _, r := range []reply{w.look(bad), w.byLink(bad, "accept", nil)} {
			if r.status != 404 || r.code("error") != "answer_link" {
				t.Errorf("%s: %d %s", what, r.status, r.body)
			}
		}
	}
	expired := make(w.bert, "supply", time.Now().Add(-time.Second))
	if r := w.look(expired).want(t, 200); r.data["standing"] != "expired" || strings.Contains(r.body, "请来看看") {
		t.Errorf("expired: %s", r.body)
	}
	if r := w.byLink(expired, "accept", nil); r.status != 409 || r.code("error") != "answer_expired" {
		t.Errorf("expired: %s", r.body)
	}
	own := make(w.anna, "need", later) // the initiator has nothing to answer
	if r := w.look(own).want(t, 200); r.data["standing"] != "closed" {
		t.Errorf("the initiator's: %s", r.body)
	}
	if r := w.byLink(own, "accept", nil); r.status != 403 && r.status != 409 {
		t.Errorf("the initiator accepts: %s", r.body)
	}
	w.act(w.anna, id, "withdraw", nil).want(t, 200)
	if r := w.look(token).want(t, 200); r.data["standing"] != "closed" || r.data["state"] != "withdrawn" {
		t.Errorf("withdrawn: %s", r.body)
	}
	if r := w.byLink(token, "accept", nil); r.status != 409 || w.state(id) != "withdrawn" {
		t.Errorf("accepting what was withdrawn: %s", r.body)
	}
}

// A full worker's link says so, and is not used up by it.
func TestALinkOfAFullWorker(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	if _, err := w.app.DB().Update("workers", dbx.Params{"availability": "full"}, dbx.HashExp{"id": w.bertWorker.Id}).Execute(); err != nil {
		t.Fatal(err)
	}
	token := w.linkTo(w.bert)
	if r := w.byLink(token, "accept", nil); r.status != 409 || r.code("error") != "provider_full_now" || w.state(id) != "expressed" {
		t.Errorf("full: %s", r.body)
	}
	w.byLink(token, "decline", map[string]any{"reason": "no_time"}).want(t, 200)
}

// Two taps at once, or a phone and a computer: one of them answers.
func TestALinkUsedTwiceAtOnce(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	token := w.linkTo(w.bert)
	var group sync.WaitGroup
	var mu sync.Mutex
	statuses := map[int]int{}
	for i := range 8 {
		group.Go(func() {
			body := map[string]any{"token": token, "action": "accept"}
			if i%2 == 1 {
				body = map[string]any{"token": token, "action": "decline", "reason": "other"}
			}
			r := w.call(nil, "POST", "/api/portal/answer", body)
			mu.Lock()
			defer mu.Unlock()
			statuses[r.status]++
		})
	}
	group.Wait()
	if statuses[200] != 1 || statuses[409] != 7 {
		t.Errorf("%v, %s", statuses, w.state(id))
	}
	if n, err := w.app.CountRecords("used_links", dbx.HashExp{"docking": id}); err != nil || n != 1 {
		t.Errorf("%d uses, %v", n, err)
	}
}
