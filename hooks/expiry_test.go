package hooks

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// TestExpiry follows a need and a profile through half a year.
func TestExpiry(t *testing.T) {
	w := newWorld(t)
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	begun := store.Time(w.fresh(need), "published_at")
	draft := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	day := func(n int) time.Time { return begun.AddDate(0, 0, n) }
	run := func(n int) map[string]int {
		t.Helper()
		counts, err := runJob(t.Context(), w.app, "expire", day(n).Add(time.Minute))
		if err != nil {
			t.Fatalf("day %d: %v", n, err)
		}
		return counts
	}
	notices := func() int { return w.count("outbox", "kind = 'notice'") }
	for _, c := range []struct {
		day    int
		do     string // what the owner does before the run
		status string
		counts map[string]int
		mails  int
	}{
		{149, "", "published", map[string]int{}, 0},
		{150, "", "unconfirmed", map[string]int{"expire_soon": 1}, 1},
		{151, "", "unconfirmed", map[string]int{}, 0},
		{179, "", "unconfirmed", map[string]int{}, 0},
		{180, "", "expired", map[string]int{"expire": 1}, 1},
		{400, "", "expired", map[string]int{}, 0},
	} {
		before := notices()
		counts := run(c.day)
		if got := w.fresh(need).GetString("status"); got != c.status || !maps.Equal(counts, c.counts) {
			t.Errorf("day %d: %s %v, want %s %v", c.day, got, counts, c.status, c.counts)
		}
		if got := notices() - before; got != c.mails {
			t.Errorf("day %d: %d mails, want %d", c.day, got, c.mails)
		}
	}
	if got := w.fresh(draft).GetString("status"); got != "draft" {
		t.Errorf("a draft expires to %s", got)
	}
	if got := w.events("needs", need.Id); fmt.Sprint(got) != "[create submit publish expire_soon expire]" {
		t.Errorf("events %v", got)
	}
	if r := w.step(w.anna, need, "confirm", nil); r.status != 409 || r.code("error") != "unlawful_step" {
		t.Errorf("confirming what has expired: %d %s", r.status, r.body)
	}
}

func TestConfirmBringsBack(t *testing.T) {
	w := newWorld(t)
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "deadline": time.Now().AddDate(0, 0, 20)})))
	past := store.Stamp(time.Now().AddDate(0, 0, -150))
	_, err := w.app.DB().Update("needs", dbx.Params{"published_at": past, "last_confirmed": past, "deadline": store.Stamp(time.Now().AddDate(0, 0, -100))}, dbx.HashExp{"id": need.Id}).Execute()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := runExpiry(t.Context(), w.app, time.Now()); err != nil {
		t.Fatalf("a need whose deadline has passed: %v", err)
	}
	mail, _ := w.mailTo("anna@example.com")
	if !strings.Contains(mail.GetString("html"), "/d/c") { // the link by which one confirms without signing in
		t.Errorf("the mail that asks leads elsewhere: %s", mail.GetString("subject"))
	}
	w.step(w.bert, need, "confirm", nil).want(t, 404)
	w.step(w.staff, need, "confirm", nil).want(t, 403)
	r := w.step(w.anna, need, "confirm", nil).want(t, 200)
	now := w.fresh(need)
	if r.data["status"] != "published" || store.Time(now, "valid_until").Before(time.Now().AddDate(0, 0, 179)) || store.Time(now, "published_at").After(time.Now().AddDate(0, 0, -100)) {
		t.Errorf("confirmed: %s, valid until %v, published %v", r.body, now.Get("valid_until"), now.Get("published_at"))
	}
	w.step(w.anna, need, "pause", nil).want(t, 200)
	if r := w.call(w.anna, "PATCH", "/api/collections/needs/records/"+need.Id, map[string]any{"deadline": "2020-01-01 00:00:00Z"}); r.status != 200 {
		t.Errorf("a paused need may be rewritten: %d %s", r.status, r.body)
	}
	if w.count("match_queue", "record = '"+need.Id+"'") < 3 {
		t.Error("coming and going was not queued for matching")
	}
}

// TestExpiryGoesOn: one bad record does not keep the others from their turn, and
// the job says that it failed.
func TestExpiryGoesOn(t *testing.T) {
	w := newWorld(t)
	first := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	second := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	bad := first
	if second.Id < first.Id {
		bad = second
	}
	w.app.OnRecordUpdate("needs").BindFunc(func(e *core.RecordEvent) error {
		if e.Record.Id == bad.Id {
			return errors.New("broken")
		}
		return e.Next()
	})
	counts, err := runExpiry(t.Context(), w.app, time.Now().AddDate(0, 0, 151))
	if err == nil || counts["failed"] != 1 || counts["expire_soon"] != 1 {
		t.Errorf("%v, %v", counts, err)
	}
}
