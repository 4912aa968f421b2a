package hooks

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// ear is somebody who listens to the realtime stream as a browser does.
type ear struct {
	heard chan string
	hang  context.CancelFunc
}

// listen connects over SSE and subscribes to topics.
func (k *talk) listen(server string, as *core.Record, topics ...string) *ear {
	k.t.Helper()
	ctx, hang := context.WithCancel(k.t.Context())
	req := must(http.NewRequestWithContext(ctx, "GET", server+"/api/realtime", nil))
	stream, err := http.DefaultClient.Do(req)
	if err != nil {
		k.t.Fatal(err)
	}
	e := &ear{heard: make(chan string, 1000), hang: hang}
	go func() {
		defer func() { _ = stream.Body.Close() }()
		defer close(e.heard)
		for lines := bufio.NewScanner(stream.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data:"); ok {
				e.heard <- data
			}
		}
	}()
	var hello struct {
		ClientID string `json:"clientId"`
	}
	if err := json.Unmarshal([]byte(e.next(k.t)), &hello); err != nil {
		k.t.Fatal(err)
	}
	wish := must(json.Marshal(map[string]any{"clientId": hello.ClientID, "subscriptions": topics}))
	sub := must(http.NewRequestWithContext(ctx, "POST", server+"/api/realtime", strings.NewReader(string(wish))))
	sub.Header.Set("Content-Type", "application/json")
	if as != nil {
		sub.Header.Set("Authorization", must(as.NewAuthToken()))
	}
	answer, err := http.DefaultClient.Do(sub)
	if err != nil || answer.StatusCode != 204 {
		k.t.Fatalf("subscribe: %v %v", err, answer)
	}
	_ = answer.Body.Close()
	return e
}

// next waits for the next thing that is heard.
func (e *ear) next(t testing.TB) string {
	t.Helper()
	select {
	case s := <-e.heard:
		return s
	case <-time.After(20 * time.Second):
		t.Fatal("nothing was heard")
		return ""
	}
}

// rest is what was heard besides, after a moment.
func (e *ear) rest() []string {
	var all []string
	for {
		select {
		case s, ok := <-e.heard:
			if !ok {
				return all
			}
			all = append(all, s)
		case <-time.After(300 * time.Millisecond):
			return all
		}
	}
}

// TestRealtime: a message reaches the two sides and the broker of the case as it
// is written, nobody else, and never says which account wrote it.
func TestRealtime(t *testing.T) {
	k := newTalk(t)
	server := httptest.NewServer(k.mux)
	defer server.Close()
	ears := map[string]*ear{}
	nosy := `?options=` + url.QueryEscape(`{"query":{"expand":"docking,docking.worker,docking.org.members","fields":"*,expand"}}`)
	for who, as := range k.people() {
		if who != "super" {
			ears[who] = k.listen(server.URL, as, "messages/*", "dockings/*", "contacts/*", "messages/*"+nosy)
			defer ears[who].hang()
		}
	}
	k.call(k.anna, "POST", k.at+"/messages", map[string]any{"body": "周三来，我的电话 13800000001"}).want(t, 201)
	for who, e := range ears {
		heard := e.rest()
		all := strings.Join(heard, "\n")
		want := 0
		if slices.Contains([]string{"anna", "bert", "broker"}, who) {
			want = 2 // one a subscription
		}
		if len(heard) != want {
			t.Errorf("%s hears %d times: %s", who, len(heard), all)
		}
		for _, secret := range []string{`"from"`, "13800000001", "example.com", k.anna.Id, "真名"} {
			if strings.Contains(all, secret) && (who != "broker" || secret != k.anna.Id && secret != "真名") { // the desk sees whom it serves
				t.Errorf("%s hears %s: %s", who, secret, all)
			}
		}
		if want > 0 && !strings.Contains(all, "〔已隐去〕") {
			t.Errorf("%s does not hear what was written: %s", who, all)
		}
	}
	k.call(k.super, "PATCH", "/api/collections/orgs/records/"+k.annaOrg.Id, map[string]any{"members": []string{}}).want(t, 200)
	for _, e := range ears {
		e.rest()
	}
	k.call(k.bert, "POST", k.at+"/messages", map[string]any{"body": "好的"}).want(t, 201)
	if heard := ears["anna"].rest(); len(heard) != 0 {
		t.Errorf("one who has left the org still hears %v", heard)
	}
	if heard := ears["broker"].rest(); len(heard) == 0 {
		t.Error("the broker hears nothing any more")
	}
}

// TestReconnect: what is said while a line is down arrives by asking for what came
// after the last message that was heard; nothing is lost and nothing comes twice.
func TestReconnect(t *testing.T) {
	k := newTalk(t)
	server := httptest.NewServer(k.mux)
	defer server.Close()
	var got []string
	last := ""
	hear := func(e *ear) {
		var event struct {
			Record struct{ ID, Body string }
		}
		if err := json.Unmarshal([]byte(e.next(t)), &event); err != nil {
			t.Fatal(err)
		}
		got, last = append(got, event.Record.Body), event.Record.ID
	}
	say := func(body string) {
		k.call(k.anna, "POST", k.at+"/messages", map[string]any{"body": body}).want(t, 201)
	}
	line := k.listen(server.URL, k.bert, "messages/*")
	say("一")
	hear(line)
	line.hang()
	say("二")
	say("三")
	line = k.listen(server.URL, k.bert, "messages/*")
	defer line.hang()
	r := k.call(k.bert, "GET", k.at+"/messages?after="+last, nil).want(t, 200)
	for _, m := range r.data["items"].([]any) {
		got = append(got, m.(map[string]any)["body"].(string))
	}
	say("四")
	hear(line)
	if !slices.Equal(got, []string{"一", "二", "三", "四"}) {
		t.Errorf("heard %v", got)
	}
}

// TestRawMessages: the rows themselves tell no more than the stream, whatever is
// asked of them.
func TestRawMessages(t *testing.T) {
	k := newTalk(t)
	k.call(k.anna, "POST", k.at+"/messages", map[string]any{"body": "周三来"}).want(t, 201)
	raw := "/api/collections/messages/records?"
	for who, as := range k.people() {
		r := k.call(as, "GET", raw+"expand=docking,docking.worker,docking.org&fields=*,expand", nil)
		sees := slices.Contains([]string{"anna", "bert", "broker"}, who)
		if strings.Contains(r.body, "周三来") != sees {
			t.Errorf("%s sees the rows: %v: %s", who, !sees, r.body)
		}
		if who == "broker" || who == "super" {
			continue
		}
		for _, secret := range []string{"真名", "请来看看", k.anna.Id} {
			if strings.Contains(r.body, secret) {
				t.Errorf("%s sees %s by expanding: %s", who, secret, r.body)
			}
		}
		for _, guess := range []string{"docking.worker.real_name ~ '真名'", "docking.worker.member.phone ~ '1'", "docking.org.members.email ~ 'anna'", "from = '" + k.anna.Id + "'", "docking.message ~ '请'"} {
			if r := k.call(as, "GET", raw+"filter="+url.QueryEscape(guess), nil); strings.Contains(r.body, "周三来") {
				t.Errorf("%s learns by asking for %s", who, guess)
			}
		}
	}
}
