package hooks

import (
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// clock runs the job of the clocks at a moment and returns what it did.
func (w *dockingWorld) clock(now time.Time) map[string]int {
	w.t.Helper()
	counts, err := runJob(w.t.Context(), w.app, "docking", now)
	if err != nil {
		w.t.Fatal(err)
	}
	return counts
}

func (w *dockingWorld) docking(id string) *core.Record {
	w.t.Helper()
	r, err := w.app.FindRecordById("dockings", id)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// turn sets columns of a docking past all laws: time has passed.
func (w *dockingWorld) turn(id string, values dbx.Params) {
	w.t.Helper()
	if _, err := w.app.DB().Update("dockings", values, dbx.HashExp{"id": id}).Execute(); err != nil {
		w.t.Fatal(err)
	}
}

// kinds lists the kinds of mails about dockings that an account got, oldest first.
func (w *dockingWorld) kinds(account *core.Record) string {
	w.t.Helper()
	var keys []string
	if err := w.app.DB().NewQuery("SELECT [[key]] FROM outbox WHERE [[to]] = {:to} ORDER BY rowid").Bind(dbx.Params{"to": account.Email()}).Column(&keys); err != nil {
		w.t.Fatal(err)
	}
	var kinds []string
	for _, key := range keys {
		switch parts := strings.Split(key, ":"); parts[0] {
		case "docking":
			kinds = append(kinds, strings.TrimPrefix(parts[3], "docking_"))
		case "cases":
			kinds = append(kinds, "cases")
		}
	}
	return strings.Join(kinds, " ")
}

// same holds the counts of a run to what it should have done.
func same(t *testing.T, what string, got map[string]int, want map[string]int) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
}

// TestAnUnansweredInterest walks an interest through all its clocks, running the
// job twice at each moment.
func TestAnUnansweredInterest(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	r := w.docking(id)
	due, lapse := store.Time(r, "due_at"), store.Time(r, "lapse_at")
	half := due.Add(-time.Hour)
	for _, at := range []struct {
		what      string
		now       time.Time
		want      map[string]int
		bert      string
		broker    string
		initiator string
	}{
		{"at once", time.Now(), nil, "interest", "", ""},
		{"after half of the time", half, map[string]int{"remind_half": 1}, "interest half", "", ""},
		{"due", due.Add(time.Minute), map[string]int{"remind_due": 1, "broker_mails": 1}, "interest half due", "cases", ""},
		{"before it lapses", lapse.Add(-time.Minute), nil, "interest half due", "cases", ""},
		{"lapsed", lapse.Add(time.Minute), map[string]int{"lapse": 1}, "interest half due missed", "cases", "lapsed"},
		{"long after", lapse.AddDate(0, 1, 0), nil, "interest half due missed", "cases", "lapsed"},
	} {
		same(t, at.what, w.clock(at.now), at.want)
		same(t, at.what+", again", w.clock(at.now), nil)
		if b, k, a := w.kinds(w.bert), w.kinds(w.broker), w.kinds(w.anna); b != at.bert || k != at.broker || a != at.initiator {
			t.Errorf("%s: mails %q, broker %q, initiator %q", at.what, b, k, a)
		}
	}
	if w.state(id) != "lapsed" || w.docking(id).GetString("escalated_at") == "" {
		t.Errorf("in the end: %s", w.state(id))
	}
}

// TestTheClockAfterAnOutage: everything ran out while the server was off. Of the
// stale reminders only the newest goes out, nothing lapses unreminded, and the
// broker gets one mail for all cases.
func TestTheClockAfterAnOutage(t *testing.T) {
	w := newDockingWorld(t)
	other := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "title": "另一片花椒园也要诊断根腐病"})))
	ids := []string{w.interest(), w.express(w.anna, map[string]any{"need": other.Id, "offer": w.offer.Id})}
	back := store.Time(w.docking(ids[0]), "lapse_at").AddDate(0, 0, 20)
	counts := w.clock(back)
	if counts["remind_due"] != len(ids) || counts["lapse"] != 0 || counts["remind_half"] != 0 || counts["broker_mails"] != 1 {
		t.Errorf("after the outage: %v", counts)
	}
	if k := w.kinds(w.bert); strings.Contains(k, "half") || strings.Count(k, "due") != len(ids) {
		t.Errorf("stale reminders: %q", k)
	}
	days, err := workCalendar(w.app)
	if err != nil {
		t.Fatal(err)
	}
	if lapse := store.Time(w.docking(ids[0]), "lapse_at"); days.Between(back, lapse) < 2 {
		t.Errorf("no time to answer: back %s, lapses %s", back, lapse)
	}
	same(t, "the same day", w.clock(back.Add(time.Hour)), nil)
	if counts := w.clock(back.AddDate(0, 0, 10)); counts["lapse"] != len(ids) {
		t.Errorf("later: %v", counts)
	}
}

func TestAQuestionStopsTheClock(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	due := store.Time(w.docking(id), "due_at")
	w.act(w.bert, id, "ask", map[string]any{"note": "园子在哪个村？"}).want(t, 200)
	if k := w.kinds(w.anna); k != "question" {
		t.Errorf("told of the question: %q", k)
	}
	if mail := w.lastMail(w.anna); !strings.Contains(mail.Text, "园子在哪个村？") {
		t.Errorf("the question is not in the mail:\n%s", mail.Text)
	}
	stopped := store.Time(w.docking(id), "stopped_at")
	same(t, "standing still", w.clock(stopped.AddDate(0, 0, 1)), nil)
	counts := w.clock(due.AddDate(0, 0, 3))
	same(t, "nobody answers the question", counts, map[string]int{"escalate_question": 1, "broker_mails": 1})
	same(t, "again", w.clock(due.AddDate(0, 0, 4)), nil)
	if w.state(id) != "clarifying" || w.kinds(w.anna) != "question question" {
		t.Errorf("%s, %q", w.state(id), w.kinds(w.anna))
	}
	w.act(w.anna, id, "reply", map[string]any{"note": "在止戈村。"}).want(t, 200)
	if k := w.kinds(w.bert); k != "interest reply" || !strings.Contains(w.lastMail(w.bert).Text, "在止戈村。") {
		t.Errorf("told of the answer: %q", k)
	}
}

func (w *dockingWorld) lastMail(account *core.Record) mailRow {
	w.t.Helper()
	var last mailRow
	for _, r := range outboxRows(w.t, w.app) {
		if r.To == account.Email() {
			last = r
		}
	}
	return last
}

func TestTheClockOfANegotiation(t *testing.T) {
	w := newDockingWorld(t)
	id := w.interest()
	w.act(w.bert, id, "accept", nil).want(t, 200)
	begun := store.Time(w.docking(id), "negotiating_at")
	same(t, "the first days", w.clock(begun.AddDate(0, 0, 29)), nil)
	same(t, "a month", w.clock(begun.AddDate(0, 0, 30).Add(time.Minute)), map[string]int{"follow_up": 1})
	same(t, "again", w.clock(begun.AddDate(0, 0, 31)), nil)
	same(t, "after an outage of two months only the newest", w.clock(begun.AddDate(0, 0, 95)), map[string]int{"follow_up": 1})
	if w.docking(id).GetInt("followed_up") != 90 || w.kinds(w.anna) != "accepted follow_up follow_up" || w.kinds(w.bert) != "interest follow_up follow_up" {
		t.Errorf("%d, %q, %q", w.docking(id).GetInt("followed_up"), w.kinds(w.anna), w.kinds(w.bert))
	}
	w.act(w.anna, id, "propose", solved).want(t, 200)
	proposed := store.Time(w.docking(id), "outcome_at")
	same(t, "waiting for the other", w.clock(proposed.AddDate(0, 0, 13)), nil)
	same(t, "unconfirmed", w.clock(proposed.AddDate(0, 0, 15)), map[string]int{"escalate_outcome": 1, "broker_mails": 1})
	same(t, "again", w.clock(proposed.AddDate(0, 0, 16)), nil)
	w.act(w.bert, id, "confirm", nil).want(t, 200)
	w.act(w.bert, id, "complete", nil).want(t, 200)
	done := store.Time(w.docking(id), "completed_at")
	same(t, "reviews open", w.clock(done.AddDate(0, 0, 29)), nil)
	same(t, "reviews over", w.clock(done.AddDate(0, 0, 31)), map[string]int{"review_window_ended": 1})
	same(t, "again", w.clock(done.AddDate(0, 0, 32)), nil)
	if k := w.kinds(w.anna); k != "accepted follow_up follow_up confirmed completed" {
		t.Errorf("mails of the need's side: %q", k)
	}
}

// A row that cannot be dealt with keeps no other from its turn, and says so.
func TestTheClockGoesOnAfterAFailure(t *testing.T) {
	w := newDockingWorld(t)
	bad := w.interest()
	other := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "title": "另一片花椒园也要诊断根腐病"})))
	good := w.express(w.anna, map[string]any{"need": other.Id, "offer": w.offer.Id})
	due := store.Time(w.docking(good), "due_at")
	w.turn(bad, dbx.Params{"state": "expressed", "region": ""}) // cannot be saved: the region is required
	counts, err := runJob(t.Context(), w.app, "docking", due.Add(time.Minute))
	if err == nil || counts["failed"] != 1 || counts["remind_due"] != 1 {
		t.Errorf("%v, %v", counts, err)
	}
}

func TestHolidaysAreThere(t *testing.T) {
	w := newDockingWorld(t)
	days, err := workCalendar(w.app)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]bool{"2026-10-01": false, "2026-10-10": true, "2026-09-20": true, "2026-09-25": false, "2027-01-01": false,
		"2027-02-08": false, "2027-06-09": false, "2026-11-26": true, "2026-11-28": false} {
		at, _ := time.ParseInLocation(time.DateOnly, day, zone)
		if days.Workday(at) != want {
			t.Errorf("%s: working day %v", day, !want)
		}
	}
	w.add("holidays", map[string]any{"day": "2027-02-09", "kind": "holiday", "name": "春节"})
	if days, err = workCalendar(w.app); err != nil || days.Workday(time.Date(2027, 2, 9, 10, 0, 0, 0, zone)) {
		t.Error("what the admin adds does not count", err)
	}
}
