package hooks

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// stampOf writes a moment as the database holds it.
func stampOf(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.000Z") }

// workbench is a world with cases in it, written as the machine left them.
type workbench struct {
	*world
	need, masked, offer *core.Record
	n                   int
}

func newWorkbench(t testing.TB) *workbench {
	w := &workbench{world: newWorld(t)}
	matcherOf(w.app).stop()
	w.need = w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.masked = w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "anonymity": "masked", "title": "匿名的一家想找人看花椒", "kind": "challenge", "challenge_class": "pests_disease"})))
	w.offer = w.publish(w.add("offers", with(offerText, map[string]any{"worker": w.bertWorker.Id})))
	return w
}

// docking writes a row past the machine: the lists take it as it stands.
func (w *workbench) docking(values map[string]any) string {
	w.t.Helper()
	w.n++
	id := fmt.Sprintf("case%011d", w.n)
	now := stampOf(time.Now())
	row := dbx.Params{"id": id, "need": w.need.Id, "offer": w.offer.Id, "side": "need", "org": w.annaOrg.Id, "worker": w.bertWorker.Id, "region": township, "supply_region": township,
		"state": "expressed", "due_at": stampOf(time.Now().AddDate(0, 0, 7)), "created": now, "updated": now, "need_accepted_at": now}
	for k, v := range values {
		row[k] = v
	}
	if _, err := w.app.DB().Insert("dockings", row).Execute(); err != nil {
		w.t.Fatal(err)
	}
	return id
}

// ids returns the ids of a list's items.
func ids(list any) []string {
	out := []string{}
	for _, i := range list.([]any) {
		out = append(out, i.(map[string]any)["id"].(string))
	}
	return out
}

func part(r reply, name string) map[string]any { return r.data[name].(map[string]any) }

// TestToday: each thing stands on the list that says what to do about it.
func TestToday(t *testing.T) {
	w := newWorkbench(t)
	day := 24 * time.Hour
	at := func(d time.Duration) string { return stampOf(time.Now().Add(d)) }
	overdue := w.docking(map[string]any{"due_at": at(-day), "created": at(-8 * day)})
	unanswered := w.docking(map[string]any{"due_at": at(2 * day), "created": at(-5 * day)})
	w.docking(map[string]any{"due_at": at(6 * day), "created": at(-day)}) // there is time
	w.docking(map[string]any{"due_at": at(-day), "stopped_at": at(-3 * day), "state": "clarifying"})
	escalated := w.docking(map[string]any{"due_at": at(-day), "escalated_at": at(-day)})
	disputed := w.docking(map[string]any{"state": "disputed"})
	confirm := w.docking(map[string]any{"state": "negotiating", "outcome_at": at(-2 * day), "outcome": "free"})
	w.docking(map[string]any{"state": "negotiating"})
	w.docking(map[string]any{"due_at": at(-day), "region": elsewhere, "supply_region": elsewhere})
	ours := w.docking(map[string]any{"due_at": at(-2 * day), "created": at(-9 * day), "region": elsewhere, "need": w.masked.Id}) // supply is ours
	w.app.DB().Update("needs", dbx.Params{"clarity": 40}, dbx.HashExp{"id": w.need.Id}).Execute()
	w.app.DB().Update("offers", dbx.Params{"valid_until": at(5 * day), "clarity": 90}, dbx.HashExp{"id": w.offer.Id}).Execute()
	w.app.DB().Update("needs", dbx.Params{"clarity": 90}, dbx.HashExp{"id": w.masked.Id}).Execute()
	w.app.DB().Update("members", dbx.Params{"email": ""}, dbx.HashExp{"id": w.bert.Id}).Execute()

	r := w.call(w.broker, "GET", "/api/portal/desk/today", nil).want(t, 200)
	for list, want := range map[string][]string{"overdue": {ours, overdue}, "unanswered": {unanswered}, "escalated": {disputed, escalated}, "confirm": {confirm}} {
		if got := ids(part(r, list)["items"]); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", list, got, want)
		}
	}
	if got := ids(part(r, "vague")["items"]); !slices.Equal(got, []string{w.need.Id}) {
		t.Errorf("vague: %v", got)
	}
	if got := ids(part(r, "expiring")["items"]); !slices.Equal(got, []string{w.offer.Id}) {
		t.Errorf("expiring: %v", got)
	}
	if got := ids(part(r, "to_phone")["items"]); !slices.Equal(got, []string{w.bertWorker.Id, w.bertOrg.Id}) && !slices.Equal(got, []string{w.bertWorker.Id}) {
		t.Errorf("to phone: %v %s", got, r.body)
	}
	if card := part(r, "overdue")["items"].([]any)[0].(map[string]any); card["org"].(map[string]any)["name"] != "（匿名单位）" || card["days_left"].(float64) > 0 {
		t.Errorf("a masked org elsewhere, overdue: %v", card)
	}
	far := w.call(w.far, "GET", "/api/portal/desk/today", nil).want(t, 200)
	if part(far, "overdue")["total"] != 2.0 || part(far, "vague")["total"] != 0.0 {
		t.Errorf("elsewhere: %s", far.body)
	}
	w.call(w.leader, "GET", "/api/portal/desk/today", nil).want(t, 200)
	w.call(w.anna, "GET", "/api/portal/desk/today", nil).want(t, 403)
	w.call(nil, "GET", "/api/portal/desk/today", nil).want(t, 401)
}

// TestCases: filters of the list, each alone, for the desk of either side.
func TestCases(t *testing.T) {
	w := newWorkbench(t)
	now := time.Now().In(zone)
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, zone)
	tonight := midnight.AddDate(0, 0, 1).Add(-time.Millisecond)
	one := w.docking(map[string]any{"updated": "2026-01-01 00:00:00.000Z", "broker": w.broker.Id, "due_at": stampOf(now.AddDate(0, 0, -3))})
	two := w.docking(map[string]any{"updated": "2026-01-02 00:00:00.000Z", "need": w.masked.Id, "due_at": stampOf(tonight)})
	three := w.docking(map[string]any{"updated": "2026-01-03 00:00:00.000Z", "state": "declined", "need": "", "broker": w.staff.Id})
	four := w.docking(map[string]any{"updated": "2026-01-04 00:00:00.000Z", "need": w.masked.Id, "region": elsewhere})
	five := w.docking(map[string]any{"updated": "2026-01-05 00:00:00.000Z", "region": elsewhere, "supply_region": elsewhere})
	for _, c := range []struct {
		name, query string
		as          *core.Record
		want        []string
	}{
		{"all of the region, the latest first", "", w.broker, []string{four, three, two, one}},
		{"elsewhere", "", w.far, []string{five, four}},
		{"everywhere", "sort=oldest", w.super, []string{one, two, three, four, five}},
		{"open ones", "state=open", w.broker, []string{four, two, one}},
		{"in a state", "state=declined", w.broker, []string{three}},
		{"mine", "broker=me", w.broker, []string{one}},
		{"mine, as somebody else", "broker=me", w.staff, []string{three}},
		{"nobody's", "broker=none", w.broker, []string{four, two}},
		{"overdue", "due=overdue", w.broker, []string{one}},
		{"due today", "due=today", w.broker, []string{two}},
		{"of a kind", "kind=challenge", w.broker, []string{four, two}},
		{"a word of a title", "q=匿名的一家", w.broker, []string{four, two}},
		{"the name of an org", "q=" + "云溪花椒", w.broker, []string{three, two, one}}, // four is of an org that stays anonymous here
		{"the name of a worker", "q=bert老师", w.broker, []string{four, three, two, one}},
		{"two words", "q=bert老师+匿名", w.broker, []string{four, two}},
		{"a percent sign", "q=%25", w.broker, nil},
		{"a region", "region=" + elsewhere, w.broker, []string{four}},
		{"by the clock", "sort=due&state=open", w.broker, []string{one, two, four}},
		{"a page", "per_page=2&page=2", w.broker, []string{two, one}},
	} {
		r := w.call(c.as, "GET", "/api/portal/desk/cases?"+c.query, nil).want(t, 200)
		if got := ids(r.data["items"]); !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	early := w.docking(map[string]any{"region": elsewhere, "supply_region": elsewhere, "due_at": stampOf(midnight)}) // it fell due earlier today
	for query, want := range map[string][]string{"overdue": {early}, "today": nil, "week": nil} {
		if got := ids(w.call(w.far, "GET", "/api/portal/desk/cases?due="+query, nil).want(t, 200).data["items"]); !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("what fell due earlier today, due=%s: %v", query, got)
		}
	}
	for query, column := range map[string]string{"state=x": "state", "broker=abc": "broker", "due=never": "due", "kind=skill": "kind", "sort=name": "sort", "region=1": "region"} {
		if r := w.call(w.broker, "GET", "/api/portal/desk/cases?"+query, nil).want(t, 400); r.code(column) == "" {
			t.Errorf("%s: %s", query, r.body)
		}
	}
	w.call(w.leader, "GET", "/api/portal/desk/cases", nil).want(t, 200)
	w.call(w.anna, "GET", "/api/portal/desk/cases", nil).want(t, 403)
	w.call(nil, "GET", "/api/portal/desk/cases", nil).want(t, 401)
}

// TestViews: everybody at the desk keeps views of their own, by name.
func TestViews(t *testing.T) {
	w := newWorld(t)
	save := func(as *core.Record, name, query string) reply {
		return w.call(as, "POST", "/api/portal/desk/views", map[string]any{"page": "cases", "name": name, "query": query})
	}
	first := save(w.broker, "我的逾期", "due=overdue&broker=me").want(t, 201)
	save(w.broker, "我的逾期", "due=overdue").want(t, 201)
	save(w.broker, "全部", "").want(t, 201)
	save(w.leader, "我的逾期", "state=open").want(t, 201)
	r := w.call(w.broker, "GET", "/api/portal/desk/views?page=cases", nil).want(t, 200)
	items := r.data["items"].([]any)
	if len(items) != 2 || items[0].(map[string]any)["query"] != "due=overdue" {
		t.Errorf("views: %s", r.body)
	}
	id := first.data["id"].(string)
	w.call(w.staff, "DELETE", "/api/portal/desk/views/"+id, nil).want(t, 404)
	w.call(w.broker, "DELETE", "/api/portal/desk/views/"+id, nil).want(t, 204)
	w.call(w.broker, "DELETE", "/api/portal/desk/views/"+id, nil).want(t, 404)
	if r := save(w.broker, "", "x=1").want(t, 400); r.code("name") != "required" {
		t.Errorf("no name: %s", r.body)
	}
	if r := save(w.broker, strings.Repeat("长", 41), "").want(t, 400); r.code("name") != "too_long" {
		t.Errorf("a long name: %s", r.body)
	}
	if r := w.call(w.broker, "POST", "/api/portal/desk/views", map[string]any{"page": "../x", "name": "a"}).want(t, 400); r.code("page") != "unknown_choice" {
		t.Errorf("a page that is none: %s", r.body)
	}
	for i := range maxViews {
		save(w.staff, fmt.Sprint("视图", i), "").want(t, 201)
	}
	if r := save(w.staff, "再来一个", "").want(t, 400); r.code("name") != "too_many" {
		t.Errorf("too many: %s", r.body)
	}
	save(w.anna, "x", "").want(t, 403)
	save(nil, "x", "").want(t, 401)
}
