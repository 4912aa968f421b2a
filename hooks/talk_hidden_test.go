package hooks

import (
	"strings"
	"testing"
)

// TestSuperusersDoNotReadMessages: the admin UI shows that somebody wrote, and not
// what; neither a filter, nor an expanded record, nor a file tells it.
func TestSuperusersDoNotReadMessages(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	const said = "根部发黑要先看土壤"
	w.call(w.anna, "POST", "/api/portal/dockings/"+id+"/messages", map[string]any{"body": said}).want(t, 201)
	m, err := w.app.FindFirstRecordByData("messages", "docking", id)
	if err != nil {
		t.Fatal(err)
	}
	all := "/api/collections/messages/records"
	for _, path := range []string{all, all + "/" + m.Id, "/api/collections/dockings/records/" + id + "?expand=messages_via_docking"} {
		r := w.call(w.super, "GET", path, nil).want(t, 200)
		if strings.Contains(r.body, said) || strings.Contains(r.body, `"body"`) || !strings.Contains(r.body, m.Id) {
			t.Errorf("a superuser gets at %s: %s", path, r.body)
		}
	}
	for _, path := range []string{all + "?filter=body~'黑'", all + "?sort=-body", "/api/collections/dockings/records?filter=messages_via_docking.body?~'黑'"} {
		if r := w.call(w.super, "GET", path, nil); r.status != 403 || r.code("error") != "messages_private" {
			t.Errorf("a superuser asks %s: %d %s", path, r.status, r.body)
		}
	}
	w.call(w.super, "GET", all+"?filter=docking='"+id+"'", nil).want(t, 200)
	if r := w.call(w.anna, "GET", all+"/"+m.Id, nil).want(t, 200); !strings.Contains(r.body, said) {
		t.Errorf("the writer reads: %s", r.body)
	}
}
