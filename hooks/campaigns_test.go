package hooks

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// noticeOf publishes a notice.
func (w *world) noticeOf(title string) *core.Record {
	return w.add("notices", map[string]any{"kind": "call", "title": title, "body": "请在月底以前报。\n- 写清现状", "region": here, "status": "published"})
}

// wishes says how a member wants news.
func (w *world) wishes(m *core.Record, news string) {
	w.t.Helper()
	m.Set("mail_wishes", map[string]string{"news": news})
	if err := w.app.Save(m); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) sendNotices() map[string]int {
	w.t.Helper()
	counts, err := runJob(w.t.Context(), w.app, "campaigns", time.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	return counts
}

// A notice goes to the people of an audience as each wishes; whoever got it does
// not get it again by another audience.
func TestCampaign(t *testing.T) {
	w := newWorld(t)
	n := w.noticeOf("征集花椒技术需求")
	w.wishes(w.anna, "now")
	carl, dora := w.member("carl"), w.member("dora") // neither a worker nor of an org
	w.wishes(carl, "never")
	count := w.call(w.staff, "POST", "/api/portal/staff/campaigns/count", map[string]any{"audience": "all"}).want(t, 200)
	if got := fmt.Sprint(count.data["people"], count.data["at_once"], count.data["in_digest"], count.data["in_portal"]); got != "4 1 2 1" {
		t.Errorf("will get it: %s", count.body)
	}
	started := w.call(w.staff, "POST", "/api/portal/staff/campaigns", map[string]any{"notice": n.Id, "audience": "workers"}).want(t, 201)
	if started.data["people"] != float64(2) || w.count("outbox", "kind != 'system'") != 0 {
		t.Errorf("started: %s", started.body)
	}
	if r := w.call(w.staff, "POST", "/api/portal/staff/campaigns", map[string]any{"notice": n.Id, "audience": "all"}); r.status != 409 || r.code("error") != "campaign_running" {
		t.Errorf("a second one beside it: %d %s", r.status, r.body)
	}
	if got := w.sendNotices(); got["told"] != 2 || w.mailsOf(w.anna, "征集花椒技术需求") != 1 || w.mailsOf(w.bert, "征集") != 0 {
		t.Errorf("told %v", got)
	}
	w.call(w.staff, "POST", "/api/portal/staff/campaigns", map[string]any{"notice": n.Id, "audience": "all"}).want(t, 201)
	if got := w.sendNotices(); got["told"] != 4 {
		t.Errorf("told %v", got)
	}
	for who, m := range map[string]*core.Record{"anna": w.anna, "bert": w.bert, "carl": carl, "dora": dora} {
		if titles, unread := w.told(m); len(titles) != 1 || unread != 1 || titles[0] != "征集花椒技术需求" {
			t.Errorf("%s was told %v", who, titles)
		}
	}
	if w.mailsOf(w.anna, "征集花椒技术需求") != 1 || w.mailsOf(carl, "征集") != 0 {
		t.Error("mailed twice, or against a wish")
	}
	mail, _ := w.mailTo(w.anna.Email())
	if headers := mail.GetString("headers"); !strings.Contains(headers, "List-Unsubscribe=One-Click") || !strings.Contains(mail.GetString("text"), "https://") && !strings.Contains(mail.GetString("text"), "http://") {
		t.Errorf("headers %s", headers)
	}
	list := w.call(w.staff, "GET", "/api/portal/staff/campaigns", nil).want(t, 200).data["items"].([]any)[0].(map[string]any)
	told := list["told"].(map[string]any)
	if len(list["campaigns"].([]any)) != 2 || told["told"] != float64(4) || told["waiting"] != float64(1) || told["failed"] != float64(0) {
		t.Errorf("list %v", list)
	}
	w.digestSays(w.bert, "征集花椒技术需求", true)
	w.digestSays(carl, "征集花椒技术需求", false)
	if got := w.events("campaigns", started.data["id"].(string)); len(got) != 1 || got[0] != "send" {
		t.Errorf("events %v", got)
	}
}

// digestSays holds a member's next digest to saying something, or not.
func (w *world) digestSays(m *core.Record, what string, want bool) {
	w.t.Helper()
	r := w.call(m, "GET", "/api/portal/me/digest", nil).want(w.t, 200)
	if html := r.data["html"].(string); strings.Contains(html, what) != want {
		w.t.Errorf("digest of %s: %v", m.GetString("name"), !want)
	}
}

// Audiences by role, region and field.
func TestAudiences(t *testing.T) {
	w := newWorld(t)
	far := w.member("far")
	far.Set("region", elsewhere)
	if err := w.app.Save(far); err != nil {
		t.Fatal(err)
	}
	w.add("workers", map[string]any{"member": far.Id, "display_name": "远方的专家", "unit": "县农业农村局", "title_level": "senior", "fields": []string{"s0601"}, "region": elsewhere})
	w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	gone := w.member("gone")
	if _, err := w.app.DB().Update("members", dbx.Params{"deleted_at": store.Stamp(time.Now())}, dbx.HashExp{"id": gone.Id}).Execute(); err != nil {
		t.Fatal(err)
	}
	w.add("suspensions", map[string]any{"email": "bert@example.com", "reason": "x", "since": store.Stamp(time.Now())})
	for _, c := range []struct {
		who, region string
		fields      []string
		want        string
	}{
		{"workers", here, nil, "2 0 1 1"}, {"orgs", here, nil, "2 0 1 1"}, {"all", here, nil, "2 0 1 1"}, {"workers", township, nil, "2 0 1 1"},
		{"workers", elsewhere, nil, "1 0 1 0"}, {"all", "510000000000", nil, "3 0 2 1"}, {"workers", "510000000000", []string{"s0601"}, "3 0 2 1"},
		{"workers", here, []string{"s0101"}, "0 0 0 0"}, {"orgs", here, []string{"s0601"}, "1 0 1 0"}, {"all", here, []string{"s0601"}, "2 0 1 1"},
	} {
		r, err := store.CountAudience(w.app, store.Audience{Who: c.who, Region: c.region, Fields: c.fields})
		if got := fmt.Sprint(r.People, r.AtOnce, r.InDigest, r.InPortal); err != nil || got != c.want {
			t.Errorf("%s of %s in %v: %s (%v), want %s", c.who, c.region, c.fields, got, err, c.want)
		}
		ids, err := store.AudienceAfter(w.app, store.Audience{Who: c.who, Region: c.region, Fields: c.fields}, "", 99)
		if err != nil || len(ids) != r.People {
			t.Errorf("%s of %s: %d people, %v", c.who, c.region, len(ids), err)
		}
	}
}

// Who may send: staff within their region; leaders look.
func TestCampaignRights(t *testing.T) {
	w := newWorld(t)
	n := w.noticeOf("通知")
	draft := w.add("notices", map[string]any{"kind": "news", "title": "草稿", "body": "x", "region": here, "status": "draft"})
	start := func(as *core.Record, more map[string]any) reply {
		return w.call(as, "POST", "/api/portal/staff/campaigns", with(map[string]any{"notice": n.Id, "audience": "all"}, more))
	}
	for name, c := range map[string]struct {
		as              *core.Record
		list, test, say int
	}{
		"a visitor": {nil, 401, 401, 401}, "a member": {w.anna, 403, 403, 403}, "a broker": {w.broker, 403, 403, 403}, "a leader": {w.leader, 200, 403, 403},
	} {
		w.call(c.as, "GET", "/api/portal/staff/campaigns", nil).want(t, c.list)
		w.call(c.as, "POST", "/api/portal/staff/campaigns/test", map[string]any{"notice": n.Id}).want(t, c.test)
		w.call(c.as, "POST", "/api/portal/staff/campaigns/count", map[string]any{"audience": "all"}).want(t, c.test)
		if r := start(c.as, nil); r.status != c.say {
			t.Errorf("%s may send: %d", name, r.status)
		}
	}
	for name, more := range map[string]map[string]any{
		"region": {"region": elsewhere}, "audience": {"audience": "everybody"}, "field": {"field": "nonsense"}, "notice": {"notice": draft.Id},
	} {
		if r := start(w.staff, more); r.status != 400 || r.code(name) != "unknown_choice" {
			t.Errorf("wrong %s: %d %s", name, r.status, r.body)
		}
	}
	if r := start(w.staff, map[string]any{"field": "s0101"}); r.status != 400 || r.code("audience") != "campaign_nobody" {
		t.Errorf("nobody: %d %s", r.status, r.body)
	}
	id := start(w.staff, nil).want(t, 201).data["id"].(string)
	other := w.desk("staff2", elsewhere)
	w.call(other, "POST", "/api/portal/staff/campaigns/"+id+"/stop", nil).want(t, 404)
	w.call(w.staff, "POST", "/api/portal/staff/campaigns/"+id+"/stop", nil).want(t, 204)
	w.call(w.staff, "POST", "/api/portal/staff/campaigns/"+id+"/stop", nil).want(t, 409)
	if got := w.sendNotices(); len(got) != 0 || w.count("notifications", "kind = 'campaign'") != 0 {
		t.Errorf("a stopped one tells: %v", got)
	}
}

// A test mail goes to who asks, and to nobody else.
func TestCampaignTest(t *testing.T) {
	w := newWorld(t)
	n := w.noticeOf("先看看")
	w.call(w.staff, "POST", "/api/portal/staff/campaigns/test", map[string]any{"notice": n.Id}).want(t, 202)
	if mail, n := w.mailTo(w.staff.Email()); n != 1 || !strings.Contains(mail.GetString("subject"), "先看看") || w.count("notifications", "kind = 'campaign'") != 0 {
		t.Errorf("%d test mails", n)
	}
}

// A campaign cut short goes on where it stopped; a notice taken back stops it.
func TestCampaignGoesOn(t *testing.T) {
	w := newWorld(t)
	n := w.noticeOf("很多人")
	for i := range 2 * campaignChunk {
		w.wishes(w.member(fmt.Sprintf("m%03d", i)), "now")
	}
	id := w.call(w.staff, "POST", "/api/portal/staff/campaigns", map[string]any{"notice": n.Id, "audience": "all"}).want(t, 201).data["id"].(string)
	c, err := w.app.FindRecordById("campaigns", id)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	w.app.OnRecordAfterCreateSuccess("notifications").BindFunc(func(e *core.RecordEvent) error { cancel(); return e.Next() })
	counts, err := runCampaigns(ctx, w.app, time.Now())
	if !errors.Is(err, context.Canceled) || counts["told"] != campaignChunk {
		t.Fatalf("cut short: %v, %v", counts, err)
	}
	if _, more, err := campaignStep(w.app, c, time.Now()); err != nil || more { // a process that has not seen how far the other came
		t.Errorf("the same people again: %v, %v", more, err)
	}
	if got := w.sendNotices(); got["told"] != campaignChunk+2 || w.count("notifications", "kind = 'campaign'") != 2*campaignChunk+2 || w.count("outbox", "key LIKE 'campaign:%'") != 2*campaignChunk {
		t.Errorf("went on: %v", got)
	}
	if r := w.fresh(c); r.GetString("state") != "done" || r.GetInt("reached") != r.GetInt("people") {
		t.Errorf("in the end %v", r.FieldsData())
	}
	second := w.noticeOf("收回的")
	id = w.call(w.staff, "POST", "/api/portal/staff/campaigns", map[string]any{"notice": second.Id, "audience": "all"}).want(t, 201).data["id"].(string)
	second.Set("status", "draft")
	if err := w.app.Save(second); err != nil {
		t.Fatal(err)
	}
	if got := w.sendNotices(); !maps.Equal(got, map[string]int{}) {
		t.Errorf("a notice that was taken back is sent: %v", got)
	}
	if r, err := w.app.FindRecordById("campaigns", id); err != nil || r.GetString("state") != "stopped" {
		t.Errorf("%v", err)
	}
}

// The link in a notice ends mails of news and nothing else, by POST alone.
func TestCampaignUnsubscribe(t *testing.T) {
	w := newWorld(t)
	n := w.noticeOf("通知")
	w.anna.Set("mail_wishes", map[string]string{"news": "now", "posting": "digest"})
	if err := w.app.Save(w.anna); err != nil {
		t.Fatal(err)
	}
	w.call(w.staff, "POST", "/api/portal/staff/campaigns", map[string]any{"notice": n.Id, "audience": "workers"}).want(t, 201)
	w.sendNotices()
	mail, _ := w.mailTo(w.anna.Email())
	_, link, _ := strings.Cut(mail.GetString("text"), "不再收通知：\n")
	link, _, _ = strings.Cut(link, "\n")
	u, err := url.Parse(link)
	if err != nil || !strings.HasPrefix(u.Path, "/u/c") {
		t.Fatalf("link %q", link)
	}
	ask := func(method string, want int) {
		t.Helper()
		req := httptest.NewRequest(method, u.Path, strings.NewReader("List-Unsubscribe=One-Click"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		w.mux.ServeHTTP(rec, req)
		if rec.Code != want {
			t.Fatalf("%s: %d %s", method, rec.Code, rec.Body)
		}
	}
	ask(http.MethodGet, 303)
	if got := wishesOf(w.fresh(w.anna)); got["news"] != "now" {
		t.Error("looking unsubscribes")
	}
	ask(http.MethodPost, 200)
	ask(http.MethodPost, 200)
	if got := wishesOf(w.fresh(w.anna)); !maps.Equal(got, map[string]string{"news": "never", "posting": "digest"}) || w.fresh(w.anna).GetString("digest") != "weekly" {
		t.Errorf("wishes %v", got)
	}
	if n := w.count("events", "action = 'unsubscribe'"); n != 1 {
		t.Errorf("%d events", n)
	}
}
