package hooks

import (
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"kejiyun/internal/store"
)

// A masked org stays masked in mails until both have agreed.
func TestMailsKeepAMaskedOrgMasked(t *testing.T) {
	w := newDockingWorld(t)
	if _, err := w.app.DB().Update("needs", dbx.Params{"anonymity": "masked"}, dbx.HashExp{"id": w.need.Id}).Execute(); err != nil {
		t.Fatal(err)
	}
	id := w.express(w.bert, map[string]any{"need": w.need.Id, "offer": w.offer.Id, "message": "我去看看"})
	if k := w.kinds(w.anna); k != "interest" || !strings.Contains(w.lastMail(w.anna).Text, "bert老师") {
		t.Errorf("%q\n%s", k, w.lastMail(w.anna).Text)
	}
	w.act(w.anna, id, "ask", map[string]any{"note": "哪天方便？"}).want(t, 200)
	if strings.Contains(w.lastMail(w.bert).Text+w.lastMail(w.bert).HTML, "云溪花椒合作社") {
		t.Errorf("the mail of the question names the org:\n%s", w.lastMail(w.bert).Text)
	}
	w.act(w.bert, id, "reply", map[string]any{"note": "周三"}).want(t, 200)
	w.act(w.anna, id, "accept", nil).want(t, 200)
	if k := w.kinds(w.bert); k != "question accepted" || !strings.Contains(w.lastMail(w.bert).Text, "云溪花椒合作社") {
		t.Errorf("%q\n%s", k, w.lastMail(w.bert).Text)
	}
	for _, r := range outboxRows(t, w.app) {
		noContact(t, r.Subject, r.Text+r.HTML)
	}
}

// Somebody without a confirmed address gets no mail; the step is taken all the same.
func TestNoMailWithoutAConfirmedAddress(t *testing.T) {
	w := newDockingWorld(t)
	if _, err := w.app.DB().Update("members", dbx.Params{"verified": false}, dbx.HashExp{"id": w.bert.Id}).Execute(); err != nil {
		t.Fatal(err)
	}
	id := w.interest()
	if k := w.kinds(w.bert); k != "" || w.state(id) != "expressed" {
		t.Errorf("%q, %s", k, w.state(id))
	}
	w.clock(store.Time(w.docking(id), "due_at").Add(time.Minute))
	if k := w.kinds(w.broker); w.kinds(w.bert) != "" || k != "cases" {
		t.Errorf("broker %q", k)
	}
}

// The broker of another county hears nothing; an introduction asks both, and the
// first yes tells the other side.
func TestMailsOfAnIntroduction(t *testing.T) {
	w := newDockingWorld(t)
	id := w.express(w.broker, map[string]any{"need": w.need.Id, "offer": w.offer.Id, "message": "两家离得近"})
	if a, b := w.kinds(w.anna), w.kinds(w.bert); a != "introduced" || b != "introduced" {
		t.Errorf("%q, %q", a, b)
	}
	w.byLink(w.linkTo(w.anna), "accept", nil).want(t, 200)
	if w.state(id) != "expressed" || w.kinds(w.bert) != "introduced waits" {
		t.Errorf("%s, %q", w.state(id), w.kinds(w.bert))
	}
	w.byLink(w.linkTo(w.bert), "accept", nil).want(t, 200)
	if w.state(id) != "negotiating" || w.kinds(w.anna) != "introduced accepted" || w.kinds(w.far) != "" {
		t.Errorf("%s, %q, %q", w.state(id), w.kinds(w.anna), w.kinds(w.far))
	}
}

// Messages are folded into one mail an hour, tell nothing of what they say, and
// nobody is told who has read them.
func TestUnreadMessages(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	say := func(at time.Time) {
		r := w.add("messages", map[string]any{"docking": id, "side": "need", "from": w.anna.Id, "body": "密语：明天见"})
		if _, err := w.app.DB().Update("messages", dbx.Params{"created": store.Stamp(at)}, dbx.HashExp{"id": r.Id}).Execute(); err != nil {
			t.Fatal(err)
		}
	}
	mails := func(now time.Time) int {
		counts, err := runJob(t.Context(), w.app, "talk", now)
		if err != nil {
			t.Fatal(err)
		}
		return counts["mails"]
	}
	now := time.Now().Add(time.Hour)
	say(now)
	say(now.Add(time.Minute))
	if n := mails(now.Add(5 * time.Minute)); n != 0 {
		t.Errorf("whoever may be reading got %d mails", n)
	}
	if n := mails(now.Add(12 * time.Minute)); n != 1 || w.kinds(w.bert) != "interest messages" || !strings.Contains(w.lastMail(w.bert).Subject, "2 条新留言") {
		t.Errorf("%d mails, %q: %s", n, w.kinds(w.bert), w.lastMail(w.bert).Subject)
	}
	if strings.Contains(w.lastMail(w.bert).Text, "密语") {
		t.Error("the mail says what the message says")
	}
	if n := mails(now.Add(13 * time.Minute)); n != 0 {
		t.Errorf("told again: %d", n)
	}
	w.turn(id, dbx.Params{"supply_seen_at": store.Stamp(now.Add(3 * time.Hour))})
	say(now.Add(2 * time.Hour))
	if n := mails(now.Add(4 * time.Hour)); n != 0 {
		t.Errorf("what was read was told: %d", n)
	}
}

// The digest lists what waits for somebody's side, first, with its due date.
func TestTheDigestListsInterests(t *testing.T) {
	w := newDockingWorld(t)
	w.interest()
	counts, err := runJob(t.Context(), w.app, "digest", tuesday.AddDate(0, 0, 14))
	if err != nil {
		t.Fatal(err)
	}
	mail := w.lastMail(w.bert)
	if counts["queued"] == 0 || !strings.Contains(mail.Text, "【等您答复（1 件）】") || !strings.Contains(mail.Text, "期限：") || !strings.Contains(mail.Text, "云溪花椒合作社") {
		t.Errorf("%v\n%s", counts, mail.Text)
	}
	if strings.Contains(w.lastMail(w.anna).Text, "等您答复") {
		t.Errorf("the initiator has nothing to answer:\n%s", w.lastMail(w.anna).Text)
	}
}
