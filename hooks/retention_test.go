package hooks

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"kejiyun/internal/store"
)

// TestRetention: half a year after it was decided, a letter no longer tells who
// wrote it, nor does the log; one that waits does.
func TestRetention(t *testing.T) {
	w := newWorld(t)
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.call(nil, "POST", "/api/portal/callbacks", w.wish(nil)).want(t, 202)
	w.call(nil, "POST", "/api/portal/callbacks", w.wish(map[string]any{"topic": "还没有人回", "phone": "13800000010"})).want(t, 202)
	w.call(w.bert, "POST", "/api/portal/complaints", map[string]any{"collection": "needs", "record": need.Id, "reason": "outdated", "text": "张三说已经过时"}).want(t, 202)
	callback, err := w.app.FindFirstRecordByData("callbacks", "phone", "13800000009")
	if err != nil {
		t.Fatal(err)
	}
	complaint, err := w.app.FindFirstRecordByData("complaints", "state", "open")
	if err != nil {
		t.Fatal(err)
	}
	w.call(w.super, "POST", "/api/portal/callbacks/"+callback.Id+"/decide", map[string]any{"state": "done", "note": "已回电"}).want(t, 200)
	w.call(w.super, "POST", "/api/portal/complaints/"+complaint.Id+"/decide", map[string]any{"state": "upheld", "note": "已更新"}).want(t, 200)
	decided := time.Now()
	run := func(days int) map[string]int {
		t.Helper()
		counts, err := runJob(t.Context(), w.app, "retain", decided.AddDate(0, 0, days).Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		delete(counts, "notifications") // see TestOldNotifications
		return counts
	}
	if got := run(179); len(got) != 0 || w.fresh(callback).GetString("phone") == "" {
		t.Errorf("too early: %v", got)
	}
	if err := store.SetSetting(w.app, "letterbox.keep_days", 0); err != nil {
		t.Fatal(err)
	}
	if got := run(1000); len(got) != 0 {
		t.Errorf("kept for ever, but erased: %v", got)
	}
	if err := store.SetSetting(w.app, "letterbox.keep_days", 180); err != nil {
		t.Fatal(err)
	}
	if got := run(180); !maps.Equal(got, map[string]int{"callbacks": 1, "complaints": 1}) {
		t.Errorf("erased %v", got)
	}
	if got := run(181); len(got) != 0 {
		t.Errorf("erased twice: %v", got)
	}
	call, letter := w.fresh(callback), w.fresh(complaint)
	if got := fmt.Sprint(call.GetString("name"), call.GetString("phone"), call.GetString("topic"), letter.GetString("member"), letter.GetString("text")); strings.TrimSpace(got) != "" {
		t.Errorf("left: %q", got)
	}
	if call.GetString("note") != "已回电" || letter.GetString("reason") != "outdated" || call.GetString("state") != "done" {
		t.Error("what came of the letters is gone")
	}
	if n := w.count("callbacks", "phone = '13800000010' AND topic != ''"); n != 1 {
		t.Error("a wish that waits was erased")
	}
	for _, secret := range []string{"13800000009", "花椒烘干设备", "张三说"} {
		if n := w.count("events", "collection IN ('callbacks', 'complaints') AND diff LIKE '%"+secret+"%'"); n != 0 {
			t.Errorf("%s stands in the log", secret)
		}
	}
	if got := w.events("callbacks", callback.Id); got[len(got)-1] != "update" {
		t.Errorf("events %v", got)
	}
}

// TestOldNotifications: read ones go half a year after they were read, all go
// after a year, and no others.
func TestOldNotifications(t *testing.T) {
	w := newWorld(t)
	now := time.Now()
	add := func(title string, written, read int) {
		r := w.add("notifications", map[string]any{"key": title, "member": w.anna.Id, "topic": "news", "kind": "campaign", "title": title})
		set := dbx.Params{"created": store.Stamp(now.AddDate(0, 0, -written))}
		if read >= 0 {
			set["read_at"] = store.Stamp(now.AddDate(0, 0, -read))
		}
		if _, err := w.app.DB().Update("notifications", set, dbx.HashExp{"id": r.Id}).Execute(); err != nil {
			t.Fatal(err)
		}
	}
	add("new", 0, -1)
	add("new and read", 1, 0)
	add("old and unread", 364, -1)
	add("old and read late", 300, 179)
	add("read long ago", 200, 180)
	add("too old", 365, -1)
	add("too old, read lately", 400, 1)
	counts, err := runJob(t.Context(), w.app, "retain", now)
	if err != nil || !maps.Equal(counts, map[string]int{"notifications": 3}) {
		t.Errorf("deleted %v, %v", counts, err)
	}
	titles, _ := w.told(w.anna)
	if slices.Sort(titles); !slices.Equal(titles, []string{"new", "new and read", "old and read late", "old and unread"}) {
		t.Errorf("left: %v", titles)
	}
	if counts, err := runJob(t.Context(), w.app, "retain", now); err != nil || len(counts) != 0 {
		t.Errorf("again %v, %v", counts, err)
	}
}

// TestManyOldNotifications: more than one batch.
func TestManyOldNotifications(t *testing.T) {
	w := newWorld(t)
	_, err := w.app.DB().NewQuery("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {:n}) INSERT INTO notifications " +
		"(id, [[key]], member, topic, kind, title, created) SELECT 'n' || i, 'n' || i, {:m}, 'news', 'campaign', 'x', '2020-01-01 00:00:00.000Z' FROM n").
		Bind(dbx.Params{"n": 2*dropBatch + 1, "m": w.anna.Id}).Execute()
	if err != nil {
		t.Fatal(err)
	}
	if counts, err := runJob(t.Context(), w.app, "retain", time.Now()); err != nil || counts["notifications"] != 2*dropBatch+1 {
		t.Errorf("deleted %v, %v", counts, err)
	}
}
