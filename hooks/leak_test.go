package hooks

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/pocketbase/pocketbase/core"
)

// traffic records everything that the server tells anybody.
type traffic struct {
	app  core.App
	next http.Handler
	mu   sync.Mutex
	told []utterance
}

// utterance is one thing somebody was told, by answer, stream or mail.
type utterance struct{ who, how, what string }

func (tr *traffic) add(who, how, what string) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.told = append(tr.told, utterance{who, how, what})
}

func (tr *traffic) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	who := "visitor"
	if account, err := tr.app.FindAuthRecordByToken(r.Header.Get("Authorization"), core.TokenTypeAuth); err == nil {
		who = account.Id
	}
	if r.URL.Path == "/api/realtime" && r.Method == "GET" { // a stream is heard by its ear
		tr.next.ServeHTTP(w, r)
		return
	}
	rec := httptest.NewRecorder()
	tr.next.ServeHTTP(rec, r)
	tr.add(who, r.Method+" "+r.URL.Path, fmt.Sprint(rec.Header())+"\n"+rec.Body.String())
	for name, values := range rec.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(rec.Code)
	_, _ = w.Write(rec.Body.Bytes())
}

// leaks is a walk through dockings with everybody looking everywhere.
type leaks struct {
	*dockingWorld
	traffic *traffic
	carl    *core.Record
	broker2 *core.Record
	ears    map[*core.Record]*ear
	secrets map[string][]string // of each side, by the account of its member
}

func newLeaks(t *testing.T) *leaks {
	w := &leaks{dockingWorld: newDockingWorld(t)}
	w.carl, w.broker2 = w.member("carl"), w.desk("broker2", here)
	w.traffic = &traffic{app: w.app, next: w.mux}
	w.mux = w.traffic
	w.secrets = map[string][]string{
		w.anna.Id: {"13800000001", "138 0000 0001", "一三八〇〇〇〇〇〇〇一", "anna@example.com", "anna_wx88", "真名anna"},
		w.bert.Id: {"13900000002", "139-0000-0002", "一三九〇〇〇〇〇〇〇二", "bert@example.com", "bert_wx88", "真名bert"},
	}
	return w
}

// all is a text with every contact of an account.
func (w *leaks) all(of *core.Record) string {
	return "找我：" + strings.Join(w.secrets[of.Id], "；") + "，或扣扣 12345 6789，网址 https://u.example.com/x"
}

func (w *leaks) everybody() []*core.Record {
	return []*core.Record{nil, w.anna, w.bert, w.carl, w.broker, w.broker2, w.far, w.staff, w.leader}
}

// hear opens a stream for everybody; members ask for all there is.
func (w *leaks) hear() {
	server := httptest.NewServer(w.mux)
	w.t.Cleanup(server.Close)
	k, w2 := &talk{world: w.world}, map[*core.Record]*ear{}
	for _, who := range w.everybody() {
		topics := []string{"messages/*", "messages/*?options=" + url.QueryEscape(`{"query":{"expand":"docking,docking.worker,docking.org"}}`)}
		if who == nil || who.Collection().Name == "members" {
			for _, c := range []string{"dockings", "contacts", "members", "workers", "orgs", "offers", "needs", "matches", "events", "outbox", "visits"} {
				topics = append(topics, c+"/*")
			}
		}
		w2[who] = k.listen(server.URL, who, topics...)
		w.t.Cleanup(w2[who].hang)
	}
	w.ears = w2
}

// look has everybody open the docking itself, in every way there is.
func (w *leaks) look(id string) {
	at := "/api/portal/dockings"
	w.open(at+"?box=all", at+"/"+id, at+"/"+id+"/messages", at+"/"+id+"/contract")
	for _, who := range []*core.Record{nil, w.anna, w.bert, w.carl} {
		w.call(who, "GET", at+"/"+id+"/contacts", nil)
		for _, c := range []string{"dockings", "messages"} {
			w.call(who, "GET", "/api/collections/"+c+"/records?expand=docking,need,offer,org,worker,docking.worker,docking.org.members", nil)
		}
	}
}

// lookAround has everybody open everything else as well.
func (w *leaks) lookAround(id string) {
	w.t.Helper()
	w.look(id)
	at := "/api/portal/dockings"
	w.open(at+"?box=waiting", at+"?box=open", at+"?box=closed", "/api/portal/home", "/api/portal/offers", "/api/portal/needs", "/api/portal/workers", "/api/portal/teams", "/api/portal/orgs", "/api/portal/me/postings", "/api/portal/me/matches",
		"/api/portal/offers/"+w.offer.Id, "/api/portal/needs/"+w.need.Id, "/api/portal/workers/"+w.bertWorker.Id, "/api/portal/orgs/"+w.annaOrg.Id,
		"/api/portal/offers/"+w.offer.Id+"/matches", "/api/portal/needs/"+w.need.Id+"/matches", "/api/portal/needs/"+w.need.Id+"/events", "/api/portal/offers/"+w.offer.Id+"/events",
		"/api/portal/desk/today", "/api/portal/desk/cases", "/api/portal/review", "/api/portal/letterbox", "/api/portal/records/needs", "/api/portal/records/workers",
		"/", "/needs/"+w.need.Id, "/offers/"+w.offer.Id, "/workers/"+w.bertWorker.Id, "/sitemap.xml")
	raw := []string{"reviews", "visits", "contacts", "members", "workers", "orgs", "offers", "needs", "matches", "events", "outbox", "consents", "saved_views"}
	for _, who := range []*core.Record{nil, w.anna, w.bert, w.carl} {
		for _, c := range raw {
			w.call(who, "GET", "/api/collections/"+c+"/records?expand=need,offer,org,worker,member", nil)
		}
	}
}

// open has everybody open some pages.
func (w *leaks) open(pages ...string) {
	for _, who := range w.everybody() {
		for _, page := range pages {
			w.call(who, "GET", page, nil)
		}
	}
}

// harvest returns what was told since the last harvest, mails included.
func (w *leaks) harvest() []utterance {
	w.t.Helper()
	for who, e := range w.ears {
		name := "visitor"
		if who != nil {
			name = who.Id
		}
		for _, heard := range e.rest() {
			w.traffic.add(name, "realtime", heard)
		}
	}
	mails := must(w.app.FindAllRecords("outbox"))
	for _, m := range mails {
		who := m.GetString("to")
		if account, err := w.app.FindAuthRecordByEmail("members", who); err == nil {
			who = account.Id
		}
		w.traffic.add(who, "mail", strings.Join([]string{m.GetString("subject"), m.GetString("html"), m.GetString("text")}, "\n"))
	}
	w.traffic.mu.Lock()
	defer w.traffic.mu.Unlock()
	all := w.traffic.told
	w.traffic.told = nil
	return all
}

// leaked lists which contacts were told to whom they are not for.
func (w *leaks) leaked(all []utterance) (found []string) {
	for of, secrets := range w.secrets {
		for _, tl := range all {
			if tl.who == of {
				continue // one's own
			}
			for _, secret := range append(secrets, "12345 6789", "u.example.com") {
				if strings.Contains(tl.what, secret) {
					found = append(found, fmt.Sprintf("%s told %s of %s by %s", secret, tl.who, of, tl.how))
				}
			}
		}
	}
	return found
}

// TestNothingLeaksBeforeAcceptance walks dockings from interest to the moment
// before acceptance, with both sides typing every contact they have into every
// text there is and everybody looking everywhere: no answer, no stream, no mail
// and no line of the log tells any. After the acceptance the two sides, and they
// alone, see each other's.
func TestNothingLeaksBeforeAcceptance(t *testing.T) {
	w := newLeaks(t)
	w.hear()
	say := func(who *core.Record, id, body string) {
		w.call(who, "POST", "/api/portal/dockings/"+id+"/messages", map[string]any{"body": body}).want(t, 201)
	}
	steps := func(id string, decline bool) {
		w.look(id)
		for _, who := range []*core.Record{w.anna, w.bert} {
			say(who, id, w.all(who))
			for _, secret := range w.secrets[who.Id] {
				say(who, id, secret)
			}
			say(who, id, w.secrets[who.Id][0][:6])
			say(who, id, w.secrets[who.Id][0][6:])
		}
		k := &talk{world: w.world}
		k.attach(w.bert, "/api/portal/dockings/"+id+"/messages", "files", nil, map[string][]byte{"真名bert 13900000002.pdf": []byte("%PDF-1.7 报告")}).want(t, 201)
		w.look(id)
		w.act(w.bert, id, "ask", map[string]any{"note": w.all(w.bert)}).want(t, 200)
		w.look(id)
		w.act(w.anna, id, "reply", map[string]any{"note": w.all(w.anna)}).want(t, 200)
		w.look(id)
		if decline {
			w.act(w.bert, id, "decline", map[string]any{"reason": "other", "note": w.all(w.bert)}).want(t, 200)
			w.look(id)
		}
	}
	steps(w.express(w.anna, map[string]any{"need": w.need.Id, "offer": w.offer.Id, "message": w.all(w.anna)}), true)
	id := w.express(w.bert, map[string]any{"need": w.need.Id, "offer": w.offer.Id, "message": w.all(w.bert)})
	w.look(id)
	w.act(w.bert, id, "withdraw", map[string]any{"note": w.all(w.bert)}).want(t, 200)
	w.changeNeed() // or the pair stays away
	id = w.interest()
	steps(id, false)
	w.lookAround(id)

	before := w.harvest()
	heard, mails := 0, 0
	for _, tl := range before {
		if tl.how == "realtime" {
			heard++
		}
		if tl.how == "mail" {
			mails++
		}
	}
	for _, leak := range w.leaked(before) {
		t.Error(leak)
	}
	if len(before) < 600 || heard < 50 {
		t.Errorf("only %d answers and %d messages were looked at", len(before), heard)
	}
	t.Logf("looked at %d answers, streams and mails (%d of them mails)", len(before), mails)
	w.logged()

	w.act(w.bert, id, "accept", nil).want(t, 200)
	say(w.anna, id, "我的电话是 13800000001")
	w.call(w.bert, "GET", "/api/portal/dockings/"+id+"/contacts", nil).want(t, 200)
	w.call(w.anna, "GET", "/api/portal/dockings/"+id+"/contacts", nil).want(t, 200)
	w.lookAround(id)
	after, sees := w.harvest(), map[string]bool{}
	for _, tl := range after {
		for of, secrets := range w.secrets {
			if tl.who != of && strings.Contains(tl.what, secrets[0]) {
				sees[tl.who] = true
			}
		}
	}
	if !sees[w.anna.Id] || !sees[w.bert.Id] {
		t.Error("after acceptance the two sides do not see each other's numbers: this test is blind")
	}
	for _, who := range []*core.Record{w.carl, w.broker2, w.far, w.staff, w.leader} {
		if sees[who.Id] {
			t.Errorf("%s sees a number after acceptance", who.GetString("name"))
		}
	}
	if sees["visitor"] {
		t.Error("a visitor sees a number after acceptance")
	}
}

// logged fails when the log or what is stored of dockings holds a contact.
func (w *leaks) logged() {
	w.t.Helper()
	var kept []string
	err := w.app.DB().NewQuery("SELECT COALESCE(diff, '') FROM events UNION ALL SELECT body || files FROM messages " +
		"UNION ALL SELECT message || decline_note || accept_note || fail_reason || dispute_note FROM dockings").Column(&kept)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(kept) < 50 {
		w.t.Errorf("only %d rows were looked at", len(kept))
	}
	for of, secrets := range w.secrets {
		for _, secret := range secrets {
			for _, row := range kept {
				if strings.Contains(row, secret) {
					w.t.Errorf("%s of %s is kept: %s", secret, of, row)
				}
			}
		}
	}
}

// TestTrafficIsRecorded: the recorder itself is not blind.
func TestTrafficIsRecorded(t *testing.T) {
	w := newLeaks(t)
	w.call(w.anna, "GET", "/api/portal/me", nil).want(t, 200)
	if r := w.call(w.super, "GET", "/api/collections/members/records", nil).want(t, 200); !bytes.Contains([]byte(r.body), []byte("anna@example.com")) {
		t.Fatal(r.body)
	}
	w.add("outbox", map[string]any{"key": "leak", "kind": "system", "to": "carl@example.com", "subject": "电话 13800000001", "state": "sent", "message_id": "leak@test"})
	found := strings.Join(w.leaked(w.harvest()), "\n")
	for _, want := range []string{"anna@example.com told " + w.super.Id, "13800000001 told " + w.carl.Id} {
		if !strings.Contains(found, want) {
			t.Errorf("%s was not found: %s", want, found)
		}
	}
	if strings.Contains(found, "told "+w.anna.Id+" of "+w.anna.Id) {
		t.Error("one's own address counts as leaked")
	}
}
