package hooks

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	_ "kejiyun/pb_migrations"
)

// Places of the tests: here and a township in it, and a county elsewhere.
const (
	here      = "511423000000"
	township  = "511423101000"
	elsewhere = "510722000000"
)

// world is a portal with two members, two orgs and staff of every role, in
// memory but for its database.
type world struct {
	t      testing.TB
	app    *tests.TestApp
	mux    http.Handler
	api    http.Handler // the whole portal, where mux is a small one that a test knows
	anna   *core.Record // a worker, and a member of annaOrg
	bert   *core.Record // likewise, with nothing to do with anna
	broker *core.Record
	far    *core.Record // a broker elsewhere
	staff  *core.Record
	leader *core.Record
	super  *core.Record

	annaWorker, bertWorker, annaOrg, bertOrg *core.Record
}

// newWorld makes a portal without rate limits, which tests would run into.
func newWorld(t testing.TB) *world {
	t.Helper()
	app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Cleanup)
	Register(app, nil)
	app.Settings().RateLimits.Enabled = false
	for _, name := range []string{"members", "staff", core.CollectionNameSuperusers} {
		c, err := app.FindCachedCollectionByNameOrId(name)
		if err != nil {
			t.Fatal(err)
		}
		c.Fields.GetByName("password").(*core.PasswordField).Cost = 4 // bcrypt's least: tests make many accounts
	}
	w := &world{t: t, app: app}
	w.mux = w.serve()
	w.people()
	return w
}

func (w *world) serve() http.Handler {
	router, err := apis.NewRouter(w.app)
	if err != nil {
		w.t.Fatal(err)
	}
	var mux http.Handler
	err = w.app.OnServe().Trigger(&core.ServeEvent{App: w.app, Router: router}, func(e *core.ServeEvent) error {
		mux, err = e.Router.BuildMux()
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { matcherOf(w.app).stop() })
	return mux
}

func (w *world) people() {
	w.anna, w.bert = w.member("anna"), w.member("bert")
	w.broker, w.far = w.desk("broker", here), w.desk("far", elsewhere)
	w.staff, w.leader = w.desk("staff", here), w.desk("leader", here)
	w.super = w.add(core.CollectionNameSuperusers, map[string]any{"email": "root@example.com", "password": "Root-secret-1"})
	w.annaWorker, w.bertWorker = w.worker(w.anna), w.worker(w.bert)
	w.annaOrg, w.bertOrg = w.org(w.anna, "91350100M000100Y43", "云溪花椒合作社"), w.org(w.bert, uscc("91510000000000001"), "远山机械厂")
}

// add saves a record as the system would.
func (w *world) add(collection string, values map[string]any) *core.Record {
	w.t.Helper()
	c, err := w.app.FindCachedCollectionByNameOrId(collection)
	if err != nil {
		w.t.Fatal(err)
	}
	r := core.NewRecord(c)
	r.Load(values)
	if err := w.app.Save(r); err != nil {
		w.t.Fatalf("add %s: %v", collection, err)
	}
	return r
}

func (w *world) member(name string) *core.Record {
	return w.add("members", map[string]any{"email": name + "@example.com", "password": "huajiao2026", "name": name, "region": township,
		"verified": true, "reco_on": true, "digest": "weekly", "digest_weekday": 2, "digest_hour": "08:30", "adult_at": types.NowDateTime(),
		"phone": map[string]string{"anna": "13800000001"}[name]})
}

func (w *world) desk(name, region string) *core.Record {
	role := map[string]string{"far": "broker"}[name]
	if role == "" {
		role = strings.TrimRight(name, "0123456789")
	}
	return w.add("staff", map[string]any{"email": name + "@staff.example.com", "password": "Huajiao-2026", "name": name, "role": role,
		"region": region, "active": true, "verified": true})
}

func (w *world) worker(member *core.Record) *core.Record {
	return w.add("workers", map[string]any{"member": member.Id, "display_name": member.GetString("name") + "老师", "real_name": "真名" + member.GetString("name"),
		"unit": "县农业农村局", "title_level": "senior", "title_name": "高级农艺师", "fields": []string{"s0601"}, "keywords": []string{"花椒", "根腐病"},
		"intro": "三十年花椒栽培经验，擅长根腐病、流胶病诊断和整形修剪，做过两千亩示范。", "region": township, "radius": "city", "modes": []string{"on_site", "phone_advice"}})
}

func (w *world) org(member *core.Record, code, name string) *core.Record {
	return w.add("orgs", map[string]any{"name": name, "uscc": code, "type": "cooperative", "region": township, "members": []string{member.Id}, "verify": "association"})
}

// needText is a clear need; offerText an offer that answers it.
var (
	needText = map[string]any{"kind": "service", "title": "两百亩花椒树叶子发黄、根部发黑，请专家来诊断", "summary": "止戈镇两百亩青花椒从今年八月起叶片发黄脱落，挖开看根发黑腐烂，已经死树三百多株，需要诊断原因并给出防治方案。",
		"fields": []string{"s0601"}, "region": township, "budget": "1_5", "amount": 20000, "deadline": "2027-03-01 00:00:00Z", "metrics": "死树率降到百分之二以下，明年亩产鲜椒不低于 400 公斤。",
		"detail": "土壤是黄壤，去年雨水多，低洼处最严重。已经施过石灰。", "tried": "灌过多菌灵两次，效果不明显。", "cooperation": []string{"service", "consulting"}}
	offerText = map[string]any{"kind": "service", "title": "花椒根腐病诊断与绿色防控", "summary": "现场取样诊断花椒根腐病、干腐病，给出排水、改土、药剂灌根和补植方案，三年来服务面积五千亩。",
		"fields": []string{"s0601"}, "region": township, "modes": []string{"on_site", "phone_advice"}, "radius": "city", "stage": "production", "cooperation": []string{"service"},
		"description": "先看园子再取土样和根样，三天出结果。", "fee": "cost"}
)

// with returns a copy of a body with further values.
func with(body map[string]any, more map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range body {
		out[k] = v
	}
	for k, v := range more {
		out[k] = v
	}
	return out
}

// publish takes a draft through review as staff would.
func (w *world) publish(r *core.Record) *core.Record {
	w.t.Helper()
	err := w.app.RunInTransaction(func(tx core.App) error {
		for _, action := range []posting.Action{posting.Submit, posting.Publish} {
			m := posting.Move{Posting: factsOf(tx, r), Action: action, As: posting.AsStaff, Settings: postingSettings(tx), Now: time.Now()}
			res, err := advance(tx, r, domain.Actor{Role: domain.System}, m)
			if err != nil {
				return err
			}
			if len(res.Steps) > 1 {
				break // published at once
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatalf("publish: %v", err)
	}
	return r
}

// match applies the queue as the matcher would after the commit.
func (w *world) match() {
	w.t.Helper()
	if _, err := matcherOf(w.app).drain(w.t.Context(), w.app, time.Now()); err != nil {
		w.t.Fatal(err)
	}
}

// reply is what the server answered.
type reply struct {
	status int
	body   string
	data   map[string]any
	header http.Header
}

// call sends a request as somebody; nil is a visitor.
func (w *world) call(as *core.Record, method, url string, body any) reply {
	w.t.Helper()
	if body == nil {
		return w.send(as, method, url, "")
	}
	sent, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.send(as, method, url, string(sent))
}

// code returns the code of an error answer for a column, "error" for the whole.
func (r reply) code(column string) string {
	data, _ := r.data["data"].(map[string]any)
	e, _ := data[column].(map[string]any)
	s, _ := e["code"].(string)
	return s
}

// want fails the test unless the answer has this status.
func (r reply) want(t testing.TB, status int) reply {
	t.Helper()
	if r.status != status {
		t.Fatalf("status %d, want %d: %s", r.status, status, r.body)
	}
	return r
}

// uscc completes 17 characters to a valid code.
func uscc(first17 string) string {
	for _, c := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
		if domain.ValidUSCC(first17 + string(c)) {
			return first17 + string(c)
		}
	}
	panic(first17)
}

// events returns the actions logged for a record, oldest first.
func (w *world) events(collection, record string) []string {
	w.t.Helper()
	var actions []string
	err := w.app.DB().NewQuery("SELECT action FROM events WHERE collection = {:c} AND record = {:r} ORDER BY at, rowid").
		Bind(map[string]any{"c": collection, "r": record}).Column(&actions)
	if err != nil {
		w.t.Fatal(err)
	}
	return actions
}
