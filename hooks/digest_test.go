package hooks

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"

	"kejiyun/internal/store"
)

// tuesday is when the digests of the tests are due.
var tuesday = time.Date(2026, 11, 24, 8, 31, 0, 0, zone)

// county is a small portal: wang offers, two members of an org need, and a
// match lies between.
type county struct {
	*tests.TestApp
	smtpd                           *smtpd
	wang, li, zhao                  *core.Record // zhao is li's colleague
	worker, org, need, offer, match *core.Record
}

func newCounty(t testing.TB) *county {
	app, d := mailApp(t)
	c := &county{TestApp: app, smtpd: d}
	c.wang, c.li, c.zhao = addMember(t, app, "wang"), addMember(t, app, "li"), addMember(t, app, "zhao")
	c.worker = save(t, app, "workers", map[string]any{"member": c.wang.Id, "display_name": "王老师", "real_name": "王秘密", "unit": "某所",
		"title_level": "senior", "region": "511423100000"})
	c.org = save(t, app, "orgs", map[string]any{"name": "云溪花椒合作社", "members": []string{c.li.Id, c.zhao.Id}, "region": "511423100000"})
	c.need = save(t, app, "needs", map[string]any{"org": c.org.Id, "title": "花椒根部发黑请专家诊断", "status": "published", "region": "511423100000", "anonymity": "masked"})
	c.offer = save(t, app, "offers", map[string]any{"worker": c.worker.Id, "title": "花椒根腐病诊断与防控", "status": "published", "region": "511423100000"})
	c.match = addMatch(t, app, c.need, c.offer, 0.8)
	c.change(t, c.match, dbx.Params{"created": store.Stamp(tuesday.AddDate(0, 0, -1))})
	return c
}

func addMember(t testing.TB, app core.App, name string) *core.Record {
	return save(t, app, "members", map[string]any{"email": name + "@example.com", "name": name, "verified": true,
		"reco_on": true, "digest": "weekly", "digest_weekday": 2, "digest_hour": "08:30"})
}

func addMatch(t testing.TB, app core.App, need, offer *core.Record, score float64) *core.Record {
	return save(t, app, "matches", map[string]any{"need": need.Id, "offer": offer.Id, "score": score, "active": true,
		"why": "都说到花椒根腐病，地方也近。", "missing": []string{"没有说明费用"}})
}

// change sets columns of a record past all laws.
func (c *county) change(t testing.TB, r *core.Record, values dbx.Params) {
	t.Helper()
	if _, err := c.DB().Update(r.Collection().Name, values, dbx.HashExp{"id": r.Id}).Execute(); err != nil {
		t.Fatal(err)
	}
}

func (c *county) digestAt(t testing.TB, now time.Time) map[string]int {
	t.Helper()
	counts, err := runJob(t.Context(), c, "digest", now)
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// to returns the mails of the outbox to one address.
func (c *county) to(t testing.TB, address string) []mailRow {
	var rows []mailRow
	for _, r := range outboxRows(t, c) {
		if r.To == address {
			rows = append(rows, r)
		}
	}
	return rows
}

func sameCounts(got map[string]int, want map[string]int) bool {
	if len(got) != len(want) {
		return false
	}
	for k, n := range want {
		if got[k] != n {
			return false
		}
	}
	return true
}

// The main job: the digest goes out over a real SMTP conversation once, can be
// read, and its link ends it.
func TestDigestArrivesOnceAndCanBeEnded(t *testing.T) {
	c := newCounty(t)
	bindUnsubscribe(c)
	mux := routes(t, c, nil)
	if counts := c.digestAt(t, tuesday); !sameCounts(counts, map[string]int{"queued": 3}) {
		t.Fatalf("counts %v, want 3 queued", counts)
	}
	for _, later := range []time.Duration{0, time.Minute, 3 * time.Hour} {
		if counts := c.digestAt(t, tuesday.Add(later)); len(counts) != 0 {
			t.Errorf("%v later: %v, want nothing", later, counts)
		}
	}
	deliverAt(t, c, time.Now())
	deliverAt(t, c, time.Now().Add(time.Hour))
	arrived := map[string]opened{}
	for _, m := range c.smtpd.arrived() {
		if _, twice := arrived[m.to]; twice {
			t.Errorf("%s got it twice", m.to)
		}
		arrived[m.to] = open(t, m.raw)
	}
	if len(arrived) != 3 {
		t.Fatalf("%d arrived, want 3", len(arrived))
	}
	m := arrived["wang@example.com"]
	if !strings.Contains(m.subject, "1 个新匹配") || !strings.Contains(m.subject, "花椒根部发黑") {
		t.Errorf("subject %q", m.subject)
	}
	for kind, text := range m.parts {
		for _, want := range []string{"花椒根部发黑请专家诊断", "都说到花椒根腐病", "没有说明费用", "匿名单位", "https://portal.example/needs/" + c.need.Id} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q", kind, want)
			}
		}
		if strings.Contains(text, "云溪") {
			t.Errorf("%s names a masked org", kind)
		}
	}
	li := arrived["li@example.com"]
	if text := li.parts["text/plain"]; !strings.Contains(text, "王老师") || !strings.Contains(text, "正高级职称") || strings.Contains(text, "王秘密") {
		t.Errorf("text to the org: %s", text)
	}
	endDigest(t, c, mux, m)
}

// endDigest follows the headers of RFC 8058 as a mail program does.
func endDigest(t *testing.T, c *county, mux http.Handler, m opened) {
	t.Helper()
	if m.header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || m.header.Get("Auto-Submitted") != "auto-generated" ||
		!strings.Contains(m.header.Get("List-Id"), "portal.example") {
		t.Errorf("headers %v", m.header)
	}
	link, err := url.Parse(strings.Trim(m.header.Get("List-Unsubscribe"), "<>"))
	if err != nil || link.Scheme != "https" || link.Host != "portal.example" {
		t.Fatalf("link %v, %v", link, err)
	}
	wish := func() string {
		r, err := c.FindRecordById("members", c.wang.Id)
		if err != nil {
			t.Fatal(err)
		}
		return r.GetString("digest")
	}
	ask := func(method, path, body string) *httptest.ResponseRecorder {
		req := httptest.NewRequest(method, path, strings.NewReader(body))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		mux.ServeHTTP(rec, req)
		return rec
	}
	for _, step := range []struct {
		name, method, path, body string
		status                   int
		wish                     string
	}{
		{"a scanner looks", "GET", link.Path, "", http.StatusSeeOther, "weekly"},
		{"a post without the words", "POST", link.Path, "", http.StatusBadRequest, "weekly"},
		{"a forged token", "POST", link.Path[:len(link.Path)-4] + "xxxx", "List-Unsubscribe=One-Click", http.StatusNotFound, "weekly"},
		{"a look at a forged token", "GET", "/u/nonsense", "", http.StatusNotFound, "weekly"},
		{"one click", "POST", link.Path, "List-Unsubscribe=One-Click", http.StatusOK, "off"},
		{"the same again", "POST", link.Path, "List-Unsubscribe=One-Click", http.StatusOK, "off"},
	} {
		rec := ask(step.method, step.path, step.body)
		if rec.Code != step.status || wish() != step.wish {
			t.Errorf("%s: status %d, digest %s; want %d, %s: %s", step.name, rec.Code, wish(), step.status, step.wish, rec.Body)
		}
		if step.status == http.StatusSeeOther && rec.Header().Get("Location") != "/unsubscribe#"+strings.TrimPrefix(link.Path, "/u/") {
			t.Errorf("leads to %q", rec.Header().Get("Location"))
		}
	}
	if n, err := c.CountRecords("events", dbx.HashExp{"action": "unsubscribe", "record": c.wang.Id}); err != nil || n != 1 {
		t.Errorf("%d events, %v, want 1", n, err)
	}
	if counts := c.digestAt(t, tuesday.AddDate(0, 0, 7)); counts["queued"] != 0 {
		t.Errorf("after unsubscribing and without news: %v", counts)
	}
}

func TestWhoGetsADigest(t *testing.T) {
	for _, x := range []struct {
		name  string
		given func(c *county)
		want  map[string]int
		mails map[string]int // address → mails; what is not said is 0
	}{
		{"everybody", func(*county) {}, map[string]int{"queued": 3}, map[string]int{"wang": 1, "li": 1, "zhao": 1}},
		{"no mail to the unverified, to those without an address, to those who left", func(c *county) {
			c.change(t, c.wang, dbx.Params{"verified": false})
			c.change(t, c.li, dbx.Params{"email": ""})
			c.change(t, c.zhao, dbx.Params{"deleted_at": store.Stamp(tuesday)})
		}, map[string]int{"in_portal": 2, "deleted": 1}, nil},
		{"not those who want none", func(c *county) {
			c.change(t, c.wang, dbx.Params{"digest": "off"})
		}, map[string]int{"queued": 2}, map[string]int{"li": 1, "zhao": 1}},
		{"not before its hour", func(c *county) {
			c.change(t, c.wang, dbx.Params{"digest_hour": "09:00"})
		}, map[string]int{"queued": 2}, map[string]int{"li": 1, "zhao": 1}},
		{"no matches without recommendations", func(c *county) {
			c.change(t, c.wang, dbx.Params{"reco_on": false})
		}, map[string]int{"queued": 2, "nothing": 1}, map[string]int{"li": 1, "zhao": 1}},
		{"nothing about a match that was dismissed", func(c *county) {
			c.change(t, c.match, dbx.Params{"dismissed_by": "offer"})
		}, map[string]int{"nothing": 3}, nil},
		{"nothing about a match that holds no longer", func(c *county) {
			c.change(t, c.match, dbx.Params{"active": false})
		}, map[string]int{"nothing": 3}, nil},
		{"nothing about what is not public", func(c *county) {
			c.change(t, c.offer, dbx.Params{"status": "paused"})
		}, map[string]int{"nothing": 3}, nil},
		{"nothing twice to one side", func(c *county) {
			c.change(t, c.match, dbx.Params{"mailed_need_at": store.Stamp(tuesday.AddDate(0, 0, -7))})
		}, map[string]int{"queued": 1, "nothing": 2}, map[string]int{"wang": 1}},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := newCounty(t)
			x.given(c)
			if counts := c.digestAt(t, tuesday); !sameCounts(counts, x.want) {
				t.Errorf("counts %v, want %v", counts, x.want)
			}
			for _, name := range []string{"wang", "li", "zhao"} {
				if n := len(c.to(t, name+"@example.com")); n != x.mails[name] {
					t.Errorf("%s gets %d mails, want %d", name, n, x.mails[name])
				}
			}
		})
	}
}

// What is mailed is marked with its mail or not at all, and the next period
// tells what is new since.
func TestDigestMarks(t *testing.T) {
	c := newCounty(t)
	c.digestAt(t, tuesday)
	marks := func() (need, offer string) {
		r, err := c.FindRecordById("matches", c.match.Id)
		if err != nil {
			t.Fatal(err)
		}
		return r.GetString("mailed_need_at"), r.GetString("mailed_offer_at")
	}
	if need, offer := marks(); need != store.Stamp(tuesday) || offer != need {
		t.Errorf("marks %q, %q", need, offer)
	}
	other := save(t, c, "offers", map[string]any{"org": c.org.Id, "title": "花椒烘干", "status": "engaged", "region": "511423100000"})
	third := save(t, c, "orgs", map[string]any{"name": "远山机械厂", "uscc": "other", "region": "511423100000"})
	need := save(t, c, "needs", map[string]any{"org": third.Id, "title": "找烘干设备", "status": "published", "region": "511423100000", "anonymity": "named"})
	addMatch(t, c, need, other, 0.5)
	counts := c.digestAt(t, tuesday.AddDate(0, 0, 7))
	if !sameCounts(counts, map[string]int{"queued": 2, "nothing": 1}) {
		t.Fatalf("a week later: %v", counts)
	}
	rows := c.to(t, "li@example.com")
	if len(rows) != 2 || !strings.Contains(rows[1].Text, "找烘干设备") || !strings.Contains(rows[1].Text, "远山机械厂") ||
		strings.Contains(rows[1].Text, "花椒根腐病诊断") {
		t.Errorf("second digest: %+v", rows)
	}
}

// At most so many matches, half for each side; the others come the next time.
func TestDigestShowsTheBestAndKeepsTheRest(t *testing.T) {
	c := newCounty(t)
	c.change(t, c.zhao, dbx.Params{"digest": "off"})
	for i := range 12 {
		offer := save(t, c, "offers", map[string]any{"worker": c.worker.Id, "title": "服务" + string(rune('A'+i)), "status": "published", "region": "511423100000"})
		addMatch(t, c, c.need, offer, 0.7-float64(i)/100)
	}
	c.digestAt(t, tuesday)
	first := c.to(t, "li@example.com")[0].Text
	c.digestAt(t, tuesday.AddDate(0, 0, 7))
	second := c.to(t, "li@example.com")[1].Text
	for i := range 12 {
		title := "服务" + string(rune('A'+i))
		early, late := strings.Contains(first, title), strings.Contains(second, title)
		if early != (i < 9) || late != (i >= 9) {
			t.Errorf("%s in the first: %v, in the second: %v", title, early, late)
		}
	}
}

func TestDigestTellsWhatWaits(t *testing.T) {
	c := newCounty(t)
	c.change(t, c.match, dbx.Params{"active": false})
	asker := addMember(t, c, "钱多多")
	c.change(t, asker, dbx.Params{"digest": "off"})
	save(t, c, "org_joins", map[string]any{"org": c.org.Id, "member": asker.Id, "state": "asked"})
	save(t, c, "needs", map[string]any{"org": c.org.Id, "title": "缺指标的需求", "status": "returned", "return_reasons": []string{"no_metrics"},
		"return_note": "请写明亩产", "region": "511423100000"})
	save(t, c, "offers", map[string]any{"worker": c.worker.Id, "title": "老服务", "status": "unconfirmed", "valid_until": "2026-12-20 00:00:00.000Z", "region": "511423100000"})
	if counts := c.digestAt(t, tuesday); !sameCounts(counts, map[string]int{"queued": 3}) {
		t.Fatalf("counts %v", counts)
	}
	li, wang := c.to(t, "li@example.com")[0].Text, c.to(t, "wang@example.com")[0].Text
	for _, want := range []string{"钱**", "云溪花椒合作社", "缺指标的需求", "请写明亩产", "https://portal.example/publish/need/"} {
		if !strings.Contains(li, want) {
			t.Errorf("the org's digest lacks %q:\n%s", want, li)
		}
	}
	if strings.Contains(li, "钱多多") || strings.Contains(li, "老服务") {
		t.Errorf("the org's digest says too much:\n%s", li)
	}
	for _, want := range []string{"老服务", "12 月 20 日"} {
		if !strings.Contains(wang, want) {
			t.Errorf("the worker's digest lacks %q:\n%s", want, wang)
		}
	}
}

// Many members are read in chunks, each once.
func TestDigestOfManyMembers(t *testing.T) {
	c := newCounty(t)
	for i := range digestChunk + 30 {
		save(t, c, "members", map[string]any{"name": "众", "tokenKey": strings.Repeat("k", 30) + string(rune(0x4e00+i)), "digest": "weekly",
			"digest_weekday": 2, "digest_hour": "08:30", "phone": "1380000" + string(rune('0'+i/100)) + string(rune('0'+i/10%10)) + string(rune('0'+i%10)) + "0"})
	}
	if counts := c.digestAt(t, tuesday); counts["no_email"] != digestChunk+30 || counts["queued"] != 3 {
		t.Errorf("counts %v", counts)
	}
}

// Looking changes nothing.
func TestDigestDryRun(t *testing.T) {
	c := newCounty(t)
	w, err := newDigestWriter(c, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	var all, one bytes.Buffer
	if err := w.forecast(&all, untold); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"会员", c.wang.Id, "2026-W48", "1 个新匹配", "现在到期 3 人，会写 3 封邮件"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the forecast lacks %q:\n%s", want, all.String())
		}
	}
	if err := w.preview(&one, "wang@example.com", func(string) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(one.String(), "主题：") || !strings.Contains(one.String(), "花椒根部发黑请专家诊断") {
		t.Errorf("the preview: %s", one.String())
	}
	if err := w.preview(&one, "nobody@example.com", func(string) error { return nil }); err == nil {
		t.Error("nobody has a digest")
	}
	if len(outboxRows(t, c)) != 0 {
		t.Error("a dry run wrote a mail")
	}
	if counts := c.digestAt(t, tuesday); counts["queued"] != 3 {
		t.Errorf("after the dry run: %v", counts)
	}
}

// A wish changed back and forth within a period brings no second mail, and
// costs no match its mention.
func TestDigestWishChangedBack(t *testing.T) {
	c := newCounty(t)
	c.digestAt(t, tuesday)
	c.change(t, c.wang, dbx.Params{"digest_period": ""})
	offer := save(t, c, "offers", map[string]any{"worker": c.worker.Id, "title": "新服务", "status": "published", "region": "511423100000"})
	late := addMatch(t, c, c.need, offer, 0.6)
	if counts := c.digestAt(t, tuesday.Add(time.Hour)); !sameCounts(counts, map[string]int{"taken": 1}) {
		t.Errorf("counts %v", counts)
	}
	if r, err := c.FindRecordById("matches", late.Id); err != nil || r.GetString("mailed_offer_at") != "" {
		t.Errorf("a match counts as mailed that no mail told: %v", err)
	}
	if n := len(c.to(t, "wang@example.com")); n != 1 {
		t.Errorf("%d mails, want 1", n)
	}
}
