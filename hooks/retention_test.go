package hooks

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

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
