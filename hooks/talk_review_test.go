package hooks

import (
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
)

// TestReviewByRole: only the two sides of completed work write a review, once,
// and each sees the other's when both are in or after two weeks.
func TestReviewByRole(t *testing.T) {
	k := newTalk(t)
	write := func(who string, score int, text string) reply {
		return k.call(k.people()[who], "POST", k.at+"/review", map[string]any{"score": score, "text": text})
	}
	reviews := func(who string) string {
		r := k.call(k.people()[who], "GET", k.at, nil).want(t, 200)
		list, _ := r.data["reviews"].([]any)
		texts := []string{}
		for _, one := range list {
			texts = append(texts, one.(map[string]any)["text"].(string))
		}
		return strings.Join(texts, "、")
	}
	k.becomes("negotiating", true)
	if r := write("anna", 5, "早了"); r.status != 409 || r.code("error") != "unlawful_step" {
		t.Errorf("before the work is done: %d %s", r.status, r.body)
	}
	k.becomes("completed", true)
	k.app.DB().Update("dockings", dbx.Params{"completed_at": daysAgo(1), "outcome": "service"}, dbx.HashExp{"id": k.docking.Id}).Execute()
	for who, want := range map[string]int{"visitor": 401, "carl": 404, "far": 404, "broker": 403, "broker2": 403, "staff": 403, "leader": 403, "super": 403} {
		if r := write(who, 5, "好"); r.status != want {
			t.Errorf("%s writes a review: %d, want %d: %s", who, r.status, want, r.body)
		}
	}
	for _, bad := range []map[string]any{{"score": 0}, {"score": 6}, {"score": 5, "text": strings.Repeat("好", 501)}, {"score": "五"}} {
		if r := k.call(k.anna, "POST", k.at+"/review", bad); r.status != 400 {
			t.Errorf("%v: %d", bad, r.status)
		}
	}
	write("anna", 5, "讲得明白").want(t, 200)
	write("anna", 5, "讲得明白").want(t, 200) // the answer was lost
	if r := write("anna", 1, "改主意了"); r.status != 409 || r.code("error") != "already_reviewed" {
		t.Errorf("a second review: %d %s", r.status, r.body)
	}
	if reviews("anna") != "讲得明白" || reviews("bert") != "" {
		t.Errorf("one is in: anna sees %q, bert %q", reviews("anna"), reviews("bert"))
	}
	k.app.DB().Update("dockings", dbx.Params{"completed_at": daysAgo(15)}, dbx.HashExp{"id": k.docking.Id}).Execute()
	if reviews("bert") != "讲得明白" {
		t.Errorf("after two weeks bert sees %q", reviews("bert"))
	}
	k.app.DB().Update("dockings", dbx.Params{"completed_at": daysAgo(1)}, dbx.HashExp{"id": k.docking.Id}).Execute()
	if r := write("bert", 4, "很配合").want(t, 200); r.data["state"] != "reviewed" {
		t.Errorf("both are in: %s", r.body)
	}
	if reviews("anna") != "讲得明白、很配合" || reviews("bert") != "讲得明白、很配合" {
		t.Errorf("both are in: anna sees %q, bert %q", reviews("anna"), reviews("bert"))
	}
	if n := k.count("reviews", "1=1"); n != 2 {
		t.Errorf("%d reviews are kept", n)
	}
}

// TestReviewsEnd: after thirty days none is taken any more.
func TestReviewsEnd(t *testing.T) {
	k := newTalk(t)
	k.becomes("completed", true)
	k.app.DB().Update("dockings", dbx.Params{"completed_at": daysAgo(31)}, dbx.HashExp{"id": k.docking.Id}).Execute()
	if r := k.call(k.bert, "POST", k.at+"/review", map[string]any{"score": 5}); r.status != 409 || r.code("error") != "reviews_over" {
		t.Errorf("after the end: %d %s", r.status, r.body)
	}
}
