package hooks

import "testing"

// TestEndSessions: a lost phone is signed out, the device at hand goes on.
func TestEndSessions(t *testing.T) {
	w := newWorld(t)
	lost, err := w.anna.NewAuthToken()
	if err != nil {
		t.Fatal(err)
	}
	r := w.call(w.anna, "POST", "/api/portal/me/sessions/end", nil).want(t, 200)
	fresh, _ := r.data["token"].(string)
	if fresh == "" || fresh == lost {
		t.Fatalf("no new session: %s", r.body)
	}
	for token, want := range map[string]int{lost: 401, fresh: 200} {
		if got := w.get("/api/portal/me", "Authorization", token).Code; got != want {
			t.Errorf("status %d, want %d", got, want)
		}
	}
	if got := w.events("members", w.anna.Id); got[len(got)-1] != "end_sessions" {
		t.Errorf("the log: %v", got)
	}
	w.call(nil, "POST", "/api/portal/me/sessions/end", nil).want(t, 401)
	w.call(w.staff, "POST", "/api/portal/me/sessions/end", nil).want(t, 403)
}
