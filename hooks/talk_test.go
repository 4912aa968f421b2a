package hooks

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// TestTalkByRole: who reads and writes the messages of a docking, state by state.
func TestTalkByRole(t *testing.T) {
	k := newTalk(t)
	k.call(k.anna, "POST", k.at+"/messages", map[string]any{"body": "根部发黑，什么时候方便来看？"}).want(t, 201)
	others := map[string][2]int{"visitor": {401, 401}, "carl": {404, 404}, "far": {404, 404}, "broker2": {403, 403}, "staff": {403, 403}, "leader": {403, 403}, "super": {403, 403}}
	parties := map[string][2]int{"anna": {200, 201}, "bert": {200, 201}, "broker": {200, 201}}
	for _, c := range []struct {
		state    string
		accepted bool
		parties  [2]int // read, write
		staff    int
	}{
		{"expressed", false, [2]int{200, 201}, 403}, {"clarifying", false, [2]int{200, 201}, 403}, {"negotiating", true, [2]int{200, 201}, 403},
		{"reviewed", true, [2]int{200, 201}, 403}, {"disputed", true, [2]int{200, 201}, 200}, {"declined", false, [2]int{200, 409}, 403},
		{"withdrawn", false, [2]int{200, 409}, 403}, {"lapsed", false, [2]int{200, 409}, 403}, {"passed_over", false, [2]int{200, 409}, 403},
		{"failed", true, [2]int{200, 409}, 403}, {"voided", true, [2]int{200, 409}, 403},
	} {
		k.becomes(c.state, c.accepted)
		for who, as := range k.people() {
			want, ok := others[who]
			if _, party := parties[who]; !ok && party {
				want = c.parties
			}
			if who == "staff" {
				want[0] = c.staff
			}
			if r := k.call(as, "GET", k.at+"/messages", nil); r.status != want[0] || want[0] != 200 && strings.Contains(r.body, "根部发黑") {
				t.Errorf("%s reads in %s: %d, want %d", who, c.state, r.status, want[0])
			}
			if r := k.call(as, "POST", k.at+"/messages", map[string]any{"body": who + "在" + c.state}); r.status != want[1] {
				t.Errorf("%s writes in %s: %d, want %d: %s", who, c.state, r.status, want[1], r.body)
			}
		}
	}
	if n := k.count("events", "action = 'messages_read' AND actor_role = 'staff'"); n != 1 {
		t.Errorf("%d events of staff who looked, want 1", n)
	}
	r := k.call(k.anna, "POST", k.at+"/messages", map[string]any{"body": "还在吗"}).want(t, 409)
	if r.code("error") != "docking_silent" || !strings.Contains(r.body, `"voided"`) {
		t.Errorf("a stale page does not learn the state: %s", r.body)
	}
	if r := k.call(k.anna, "GET", "/api/portal/dockings/nothing00000000/messages", nil); r.status != 404 {
		t.Errorf("a docking that is not there: %d", r.status)
	}
}

// TestMessages: views of both sides, masking, script, the same message twice, and
// what is refused.
func TestMessages(t *testing.T) {
	k := newTalk(t)
	k.add("contacts", map[string]any{"member": k.bert.Id, "phone": "13712345678", "wechat": "bert-nongji"})
	say := func(as *core.Record, body string) reply {
		return k.call(as, "POST", k.at+"/messages", map[string]any{"body": body})
	}

	for _, c := range []struct {
		who        *core.Record
		typed, got string
	}{
		{k.anna, "请打13800138000，或加V：nongjishi88", "请打〔已隐去〕，或加V：〔已隐去〕"},
		{k.bert, "搜 bert-nongji，我叫真名bert", "搜 〔已隐去〕，我叫〔已隐去〕"},
		{k.bert, "先 13900", "先 13900"},
		{k.bert, "139000 这是后半", "〔已隐去〕 这是后半"},
		{k.anna, "是真名bert吗？", "是真名bert吗？"}, // masking it would say that it is
		{k.broker, "他叫真名bert", "他叫〔已隐去〕"},
	} {
		r := say(c.who, c.typed).want(t, 201)
		if r.data["body"] != c.got || r.data["masked"] != (c.typed != c.got) || r.data["mine"] != true {
			t.Errorf("%q: %s", c.typed, r.body)
		}
	}
	var kept []string
	k.app.DB().NewQuery("SELECT body FROM messages UNION ALL SELECT diff FROM events WHERE collection = 'messages'").Column(&kept)
	for _, secret := range []string{"13800138000", "nongjishi88", "bert-nongji", "139000"} {
		if strings.Contains(strings.Join(kept, "\n"), secret) {
			t.Errorf("%s was kept", secret)
		}
	}
	script := `<script>alert(1)</script><img src=x onerror=alert(2)>`
	if r := say(k.anna, script).want(t, 201); r.data["body"] != script || strings.Contains(r.body, "<script>") {
		t.Errorf("script is not just text: %s", r.body)
	}
	for what, c := range map[string]struct {
		body any
		code string
		in   string
	}{
		"nothing":             {map[string]any{"body": " \n\u200b"}, "required", "body"},
		"too much":            {map[string]any{"body": strings.Repeat("长", 2001)}, "too_long", "body"},
		"an id of no use":     {map[string]any{"body": "好", "id": "../../../etc"}, "unknown_value", "id"},
		"something else":      {[]int{1}, "invalid_json", "error"},
		"a body of one shape": {map[string]any{"body": map[string]any{"a": 1}}, "invalid_json", "error"},
	} {
		if r := k.call(k.anna, "POST", k.at+"/messages", c.body); r.status != 400 || r.code(c.in) != c.code {
			t.Errorf("%s: %d %s", what, r.status, r.body)
		}
	}
	twice := map[string]any{"id": "m00000000000001", "body": "周三上午可以"}
	for range 2 {
		k.call(k.bert, "POST", k.at+"/messages", twice).want(t, 201)
	}
	if n := k.count("messages", "id = 'm00000000000001'"); n != 1 {
		t.Errorf("the same message is kept %d times", n)
	}
	if r := k.call(k.anna, "POST", k.at+"/messages", twice); r.status != 400 || strings.Contains(r.body, "周三") {
		t.Errorf("somebody else's id: %d %s", r.status, r.body)
	}
	list := k.call(k.anna, "GET", k.at+"/messages", nil).want(t, 200)
	if strings.Contains(list.body, k.anna.Id) || strings.Contains(list.body, k.bert.Id) || strings.Contains(list.body, `"from"`) {
		t.Errorf("the list says who of a side wrote: %s", list.body)
	}
	k.becomes("negotiating", true)
	if r := say(k.anna, "我的电话 13800000001").want(t, 201); r.data["masked"] != false || !strings.Contains(r.body, "13800000001") {
		t.Errorf("after acceptance a number is still masked: %s", r.body)
	}
	if logged := k.count("events", "collection = 'messages' AND diff LIKE '%13800000001%'"); logged != 0 {
		t.Error("the log is a second copy of what was said")
	}
}

// TestMessagesAfter: a reconnect gets what it missed, once, in order; scrolling
// back gets the rest.
func TestMessagesAfter(t *testing.T) {
	k := newTalk(t)
	for i := range 130 {
		k.add("messages", map[string]any{"docking": k.docking.Id, "side": []string{"need", "supply"}[i%2], "body": fmt.Sprintf("第%d句", i)})
	}
	read := func(query string) (bodies, ids []string, more bool) {
		r := k.call(k.anna, "GET", k.at+"/messages"+query, nil).want(t, 200)
		for _, m := range r.data["items"].([]any) {
			bodies = append(bodies, m.(map[string]any)["body"].(string))
			ids = append(ids, m.(map[string]any)["id"].(string))
		}
		return bodies, ids, r.data["more"].(bool)
	}
	newest, ids, more := read("")
	if len(newest) != 100 || newest[0] != "第30句" || newest[99] != "第129句" || !more {
		t.Fatalf("newest: %d, %s … %v", len(newest), newest[0], more)
	}
	older, _, more := read("?before=" + ids[0])
	if len(older) != 30 || older[0] != "第0句" || older[29] != "第29句" || more {
		t.Errorf("older: %v %v", older, more)
	}
	if missed, _, more := read("?after=" + ids[96]); !slices.Equal(missed, []string{"第127句", "第128句", "第129句"}) || more {
		t.Errorf("missed: %v", missed)
	}
	if missed, _, _ := read("?after=" + ids[99]); len(missed) != 0 {
		t.Errorf("nothing was missed: %v", missed)
	}
	// the clock of the server was set back meanwhile
	late := k.add("messages", map[string]any{"docking": k.docking.Id, "side": "need", "body": "钟拨回去了"})
	k.app.DB().Update("messages", dbx.Params{"created": "2020-01-01 00:00:00.000Z"}, dbx.HashExp{"id": late.Id}).Execute()
	if missed, _, _ := read("?after=" + ids[99]); !slices.Equal(missed, []string{"钟拨回去了"}) {
		t.Errorf("a clock that was set back loses %v", missed)
	}
	if all, _, _ := read("?after=unknown00000000"); len(all) != 100 {
		t.Errorf("an unknown id: %d messages", len(all))
	}
}

// TestSeen: unread counts of each side, which never grow by one's own words nor by
// reading backwards.
func TestSeen(t *testing.T) {
	k := newTalk(t)
	var last []string
	for i := range 3 {
		r := k.call(k.anna, "POST", k.at+"/messages", map[string]any{"body": fmt.Sprint("第", i, "句")}).want(t, 201)
		last = append(last, r.data["id"].(string))
		k.app.DB().Update("messages", dbx.Params{"created": fmt.Sprintf("2026-11-20 08:00:0%d.000Z", i)}, dbx.HashExp{"id": last[i]}).Execute()
	}
	unread := func(want map[string]int) {
		t.Helper()
		for side, n := range want {
			if got := must(store.Unread(k.app, side, k.docking.Id))[k.docking.Id]; got != n {
				t.Errorf("%s has %d unread, want %d", side, got, n)
			}
		}
	}
	unread(map[string]int{"need": 0, "supply": 3, "broker": 3, "staff": 0})
	k.call(k.bert, "POST", k.at+"/seen", map[string]any{"last": last[1]}).want(t, 204)
	unread(map[string]int{"supply": 1, "broker": 3})
	k.call(k.bert, "POST", k.at+"/seen", map[string]any{"last": last[0]}).want(t, 204)
	unread(map[string]int{"supply": 1})
	k.call(k.broker, "POST", k.at+"/seen", nil).want(t, 204)
	unread(map[string]int{"supply": 1, "broker": 0})
	k.call(k.bert, "POST", k.at+"/seen", map[string]any{"last": "nothing00000000"}).want(t, 404)
	for who, status := range map[string]int{"visitor": 401, "carl": 404, "far": 404, "broker2": 403, "staff": 403, "leader": 403, "super": 403} {
		if r := k.call(k.people()[who], "POST", k.at+"/seen", nil); r.status != status {
			t.Errorf("%s has seen: %d, want %d", who, r.status, status)
		}
	}
	unread(map[string]int{"supply": 1})
}

// TestHistoryStays: nobody changes or deletes a message, and nobody gets a file
// around the route.
func TestHistoryStays(t *testing.T) {
	k := newTalk(t)
	r := k.attach(k.anna, k.at+"/messages", "files", map[string]string{"body": "合同", "confidential": "true"}, map[string][]byte{"合同.pdf": []byte("%PDF-1.7 密件")}).want(t, 201)
	raw := "/api/collections/messages/records/" + r.data["id"].(string)
	for who, as := range k.people() {
		for _, method := range []string{"PATCH", "DELETE"} {
			if r := k.call(as, method, raw, map[string]any{"body": "改了"}); r.status < 400 {
				t.Errorf("%s may %s a message: %d", who, method, r.status)
			}
		}
		token := ""
		if as != nil {
			token = "?token=" + must(as.NewFileToken())
		}
		if f := k.call(as, "GET", "/api/files/messages/"+r.data["id"].(string)+"/"+stored(t, r, "files")+token, nil); f.status != 404 || bytes.Contains([]byte(f.body), []byte("密件")) {
			t.Errorf("%s gets the raw file: %d", who, f.status)
		}
	}
	if k.count("messages", "body = '合同'") != 1 {
		t.Error("the message is gone")
	}
}
