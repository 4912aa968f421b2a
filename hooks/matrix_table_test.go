package hooks

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// actors are the columns of the matrix. The owner is anna, the other member has
// nothing to do with any row, the far broker answers for another county.
var actors = []string{"visitor", "owner", "other", "broker", "far", "staff", "leader", "super"}

// row is one collection of the matrix.
type row struct {
	collection string
	// fresh makes a row that anna owns, in the region of the staff.
	fresh func(w *matrixWorld) *core.Record
	// body is what an actor sends to create one; nil sends the change.
	body    func(w *matrixWorld, actor string) map[string]any
	change  map[string]any                                 // a harmless edit
	private func(w *matrixWorld, r *core.Record) [2]string // a column to filter by and the value it has
	// rights per actor, in the order of actors: List View Create Update Delete Filter.
	rights [8]string
}

const all = "LVCUDF"

// matrix says who may do what with the rows of every collection over the REST
// API. Visitors may do nothing at all: they read through portal routes.
var matrix = []row{
	{collection: "members", fresh: (*matrixWorld).ownMember, change: map[string]any{"name": "改名"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.memberBody() },
		private: column("phone"), rights: [8]string{"", "LVU", "", "LV", "", "LV", "", all}},
	{collection: "staff", fresh: func(w *matrixWorld) *core.Record { return w.desk(fmt.Sprintf("broker%d", w.next()), here) }, change: map[string]any{"name": "改名"},
		body: func(w *matrixWorld, _ string) map[string]any {
			return map[string]any{"email": fmt.Sprintf("s%d@staff.example.com", w.next()), "password": "Huajiao-2026", "passwordConfirm": "Huajiao-2026",
				"name": "新人", "role": "staff", "region": here, "active": true}
		},
		private: column("name"), rights: [8]string{"", "", "", "", "", "LVF", "", all}},
	{collection: "regions", fresh: func(w *matrixWorld) *core.Record { return w.find("regions", w.spareRegion()) }, change: map[string]any{"lat": 30},
		body: func(w *matrixWorld, _ string) map[string]any {
			code := w.newRegion()
			return map[string]any{"id": code, "code": code, "name": "新村", "level": "township", "parent": here, "last": code}
		},
		private: column("code"), rights: [8]string{"", "LVF", "LVF", "LVF", "LVF", "LVF", "LVF", all}},
	{collection: "fields", fresh: func(w *matrixWorld) *core.Record {
		id := fmt.Sprintf("z%d", w.next())
		return w.add("fields", map[string]any{"id": id, "code": id, "name": "新领域", "scheme": "speciality"})
	}, change: map[string]any{"name": "改名"},
		body: func(w *matrixWorld, _ string) map[string]any {
			id := fmt.Sprintf("y%d", w.next())
			return map[string]any{"id": id, "code": id, "name": "新领域", "scheme": "speciality"}
		},
		private: column("code"), rights: [8]string{"", "LVF", "LVF", "LVF", "LVF", "LVF", "LVF", all}},
	{collection: "synonyms", fresh: func(w *matrixWorld) *core.Record { return w.add("synonyms", w.synonymBody()) }, change: map[string]any{"note": "备注"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.synonymBody() },
		private: column("words"), rights: [8]string{"", "", "", "LVF", "LVF", "LVF", "LVF", all}},
	{collection: "contacts", fresh: (*matrixWorld).annaContact, change: map[string]any{"best_time": "晚上"},
		body: func(w *matrixWorld, _ string) map[string]any {
			w.forgetContact()
			return map[string]any{"member": w.anna.Id, "phone": "13800000001"}
		},
		private: column("phone"), rights: [8]string{"", all, "", "", "", "", "", all}},
	{collection: "orgs", fresh: func(w *matrixWorld) *core.Record { return w.annaOrg }, change: map[string]any{"intro": "改了简介"},
		body: func(w *matrixWorld, _ string) map[string]any {
			return map[string]any{"name": "新单位", "uscc": w.newUSCC(), "type": "enterprise", "region": township, "members": []string{w.anna.Id}}
		},
		private: column("uscc"), rights: [8]string{"", "LVUF", "", "LVUF", "", "LVUF", "LVF", all}},
	{collection: "workers", fresh: func(w *matrixWorld) *core.Record { return w.annaWorker }, change: map[string]any{"title_name": "农艺师"},
		body: func(w *matrixWorld, actor string) map[string]any {
			body := map[string]any{"display_name": "新人", "unit": "某站", "fields": []string{"s0601"}, "region": township}
			switch actor {
			case "owner", "other", "visitor":
				body["member"] = w.newcomer().Id // the owner signs in as this newcomer
			}
			return body
		},
		private: column("real_name"), rights: [8]string{"", "LVCUF", "", "LVCUF", "", "LVCUF", "LVF", all}},
	{collection: "teams", fresh: func(w *matrixWorld) *core.Record { return w.add("teams", w.teamBody()) }, change: map[string]any{"intro": "改了介绍"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.teamBody() },
		private: column("unit"), rights: [8]string{"", "LVCUF", "", "LVCUF", "", "LVCUF", "LVF", all}},
	{collection: "org_joins", fresh: func(w *matrixWorld) *core.Record {
		return w.add("org_joins", map[string]any{"org": w.annaOrg.Id, "member": w.newcomer().Id, "state": "asked"})
	}, change: map[string]any{"state": "accepted"},
		body: func(w *matrixWorld, _ string) map[string]any {
			return map[string]any{"org": w.annaOrg.Id, "member": w.anna.Id, "state": "refused"}
		},
		private: column("member"), rights: [8]string{"", "LVF", "", "LVF", "", "LVF", "", all}},
	{collection: "offers", fresh: func(w *matrixWorld) *core.Record { return w.add("offers", w.offerBody()) }, change: map[string]any{"advantages": "见效快"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.offerBody() },
		private: column("description"), rights: [8]string{"", "LVCUDF", "", "LVCUF", "", "LVCUF", "LVF", all}},
	{collection: "needs", fresh: func(w *matrixWorld) *core.Record { return w.add("needs", w.needBody()) }, change: map[string]any{"tried": "试过石灰"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.needBody() },
		private: column("amount"), rights: [8]string{"", "LVCUDF", "", "LVCUF", "", "LVCUF", "LVF", all}},
	{collection: "matches", fresh: (*matrixWorld).match1, change: map[string]any{"why": "改了"},
		body: func(w *matrixWorld, _ string) map[string]any {
			m := w.match1()
			w.app.DB().Delete("matches", dbx.HashExp{"id": m.Id}).Execute()
			return map[string]any{"need": m.GetString("need"), "offer": m.GetString("offer"), "score": 0.5, "active": true}
		},
		private: column("score"), rights: [8]string{"", "LVF", "", "LVF", "", "LVF", "LVF", all}},
	{collection: "match_queue", fresh: func(w *matrixWorld) *core.Record { return w.add("match_queue", w.queueBody()) }, change: map[string]any{"error": "x"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.queueBody() },
		private: column("record"), rights: [8]string{7: all}},
	{collection: "consents", fresh: func(w *matrixWorld) *core.Record { return w.add("consents", w.consentBody()) }, change: map[string]any{"proof_note": "录音 1"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.consentBody() },
		private: column("version"), rights: [8]string{"", "LVF", "", "LVF", "", "LVF", "", all}},
	{collection: "events", fresh: (*matrixWorld).event, change: map[string]any{"action": "forged"},
		body: func(w *matrixWorld, _ string) map[string]any {
			return map[string]any{"at": types.NowDateTime(), "actor_role": "system", "collection": "needs", "record": "x", "action": "forged"}
		},
		private: column("actor"), rights: [8]string{7: "LVF"}}, // nobody may write, change or delete one
	{collection: "callbacks", fresh: func(w *matrixWorld) *core.Record { return w.add("callbacks", w.callbackBody()) }, change: map[string]any{"note": "已回电"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.callbackBody() },
		private: column("phone"), rights: [8]string{7: all}},
	{collection: "complaints", fresh: func(w *matrixWorld) *core.Record { return w.add("complaints", w.complaintBody()) }, change: map[string]any{"note": "属实"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.complaintBody() },
		private: column("text"), rights: [8]string{7: all}},
	{collection: "dockings", fresh: func(w *matrixWorld) *core.Record { return w.docking() }, change: map[string]any{"message": "改了"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.dockingBody() },
		private: column("message"), rights: [8]string{"", "", "", "LVF", "", "LVF", "LVF", "LVUF"}}, // begun by a step alone, and never deleted
	{collection: "messages", fresh: func(w *matrixWorld) *core.Record { return w.add("messages", w.messageBody()) }, change: map[string]any{"body": "改了"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.messageBody() },
		private: column("body"), rights: [8]string{"", "LVF", "", "LVF", "", "", "", "LVC"}}, // the broker handles it; what was said stays, and a superuser does not read it
	{collection: "visits", fresh: func(w *matrixWorld) *core.Record { return w.add("visits", w.visitBody()) }, change: map[string]any{"next_note": "改了"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.visitBody() },
		private: column("note"), rights: [8]string{"", "", "", "LVF", "", "LVF", "LVF", all}},
	{collection: "reviews", fresh: func(w *matrixWorld) *core.Record { return w.add("reviews", w.reviewBody()) }, change: map[string]any{"text": "改了"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.reviewBody() },
		private: column("text"), rights: [8]string{7: all}},
	{collection: "holidays", fresh: func(w *matrixWorld) *core.Record { return w.add("holidays", w.holidayBody()) }, change: map[string]any{"name": "改了"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.holidayBody() },
		private: column("day"), rights: [8]string{"", "", "", "LVF", "LVF", "LVF", "LVF", all}},
	{collection: "saved_views", fresh: func(w *matrixWorld) *core.Record { return w.add("saved_views", w.savedViewBody()) }, change: map[string]any{"query": "state=lapsed"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.savedViewBody() },
		private: column("name"), rights: [8]string{7: all}},
	{collection: "used_links", fresh: func(w *matrixWorld) *core.Record { return w.add("used_links", w.usedLinkBody()) }, change: map[string]any{"action": "decline"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.usedLinkBody() },
		private: column("mark"), rights: [8]string{7: all}},
	{collection: "notices", fresh: func(w *matrixWorld) *core.Record { return w.add("notices", w.noticeBody()) }, change: map[string]any{"title": "改了标题"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.noticeBody() },
		private: column("title"), rights: [8]string{7: all}},
	{collection: "campaigns", fresh: func(w *matrixWorld) *core.Record { return w.add("campaigns", w.campaignBody()) }, change: map[string]any{"reached": 1},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.campaignBody() },
		private: column("by"), rights: [8]string{7: all}},
	{collection: "outbox", fresh: func(w *matrixWorld) *core.Record { return w.add("outbox", w.mailBody()) }, change: map[string]any{"last_error": "x"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.mailBody() },
		private: column("to"), rights: [8]string{7: all}},
	{collection: "suspensions", fresh: func(w *matrixWorld) *core.Record { return w.add("suspensions", w.suspensionBody()) }, change: map[string]any{"reason": "x"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.suspensionBody() },
		private: column("email"), rights: [8]string{7: all}},
	{collection: "notifications", fresh: func(w *matrixWorld) *core.Record { return w.add("notifications", w.notificationBody()) }, change: map[string]any{"title": "改了"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.notificationBody() },
		private: column("key"), rights: [8]string{1: "LVF", 7: all}},
	{collection: "webhooks", fresh: func(w *matrixWorld) *core.Record { return w.add("webhooks", w.webhookBody()) }, change: map[string]any{"name": "改名"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.webhookBody() },
		private: column("secret"), rights: [8]string{7: all}},
	{collection: "webhook_calls", fresh: func(w *matrixWorld) *core.Record { return w.add("webhook_calls", w.callBody()) }, change: map[string]any{"last_error": "x"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.callBody() },
		private: column("key"), rights: [8]string{7: all}},
	{collection: "job_runs", fresh: func(w *matrixWorld) *core.Record { return w.add("job_runs", w.runBody()) }, change: map[string]any{"error": "x"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.runBody() },
		private: column("job"), rights: [8]string{7: all}},
	{collection: "settings", fresh: func(w *matrixWorld) *core.Record { return w.add("settings", w.settingBody()) }, change: map[string]any{"help": "说明"},
		body:    func(w *matrixWorld, _ string) map[string]any { return w.settingBody() },
		private: column("key"), rights: [8]string{7: all}},
}

func column(name string) func(*matrixWorld, *core.Record) [2]string {
	return func(_ *matrixWorld, r *core.Record) [2]string { return [2]string{name, r.GetString(name)} }
}

// matrixWorld makes the rows that the cells are tried on.
type matrixWorld struct {
	*world
	carl    *core.Record // the other member
	counter int
	latest  *core.Record // the newcomer for whom a worker is being created

	annaNeed *core.Record // what the dockings are about
}

func (w *matrixWorld) next() int { w.counter++; return w.counter }

func (w *matrixWorld) find(collection, id string) *core.Record {
	r, err := w.app.FindRecordById(collection, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *matrixWorld) newcomer() *core.Record {
	w.latest = w.member(fmt.Sprintf("newcomer%d", w.next()))
	return w.latest
}

// ownMember: anna herself, who must outlive the test, unless a superuser
// deletes: then somebody nothing hangs on.
func (w *matrixWorld) ownMember() *core.Record { return w.anna }

func (w *matrixWorld) memberBody() map[string]any {
	return map[string]any{"email": fmt.Sprintf("m%d@example.com", w.next()), "password": "huajiao2026", "passwordConfirm": "huajiao2026", "name": "新会员", "region": township}
}

func (w *matrixWorld) newRegion() string { return fmt.Sprintf("511423%06d", 900000+w.next()) }
func (w *matrixWorld) newUSCC() string   { return uscc(fmt.Sprintf("9151%013d", w.next())) }
func (w *matrixWorld) spareRegion() string {
	code := w.newRegion()
	w.add("regions", map[string]any{"id": code, "code": code, "name": "新村", "level": "township", "parent": here, "last": code})
	return code
}

func (w *matrixWorld) forgetContact() {
	w.app.DB().Delete("contacts", dbx.HashExp{"member": w.anna.Id}).Execute()
}

func (w *matrixWorld) annaContact() *core.Record {
	w.forgetContact()
	return w.add("contacts", map[string]any{"member": w.anna.Id, "phone": "13800000001"})
}

func (w *matrixWorld) teamBody() map[string]any {
	return map[string]any{"name": fmt.Sprintf("花椒科技小院 %d", w.next()), "kind": "backyard", "lead": w.annaWorker.Id, "region": township, "unit": "县农业农村局"}
}

func (w *matrixWorld) offerBody() map[string]any {
	return with(offerText, map[string]any{"worker": w.annaWorker.Id})
}

func (w *matrixWorld) needBody() map[string]any {
	return with(needText, map[string]any{"org": w.annaOrg.Id})
}

// match1 is a match between a need of anna's and an offer of bert's.
func (w *matrixWorld) match1() *core.Record {
	need := w.add("needs", w.needBody())
	offer := w.add("offers", with(offerText, map[string]any{"worker": w.bertWorker.Id}))
	return w.add("matches", map[string]any{"need": need.Id, "offer": offer.Id, "score": 0.7, "active": true})
}

func (w *matrixWorld) queueBody() map[string]any {
	return map[string]any{"seq": 1e6 + float64(w.next()), "collection": "needs", "record": "abc"}
}

func (w *matrixWorld) consentBody() map[string]any {
	return map[string]any{"member": w.anna.Id, "purpose": "privacy", "version": "v1", "given_at": types.NowDateTime(), "how": "ticked"}
}

func (w *matrixWorld) event() *core.Record {
	if err := store.Event(w.app, domain.Actor{ID: w.anna.Id, Role: domain.Member}, "needs", fmt.Sprint("n", w.next()), "view", "", "", nil); err != nil {
		w.t.Fatal(err)
	}
	r, err := w.app.FindFirstRecordByData("events", "record", fmt.Sprint("n", w.counter))
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *matrixWorld) callbackBody() map[string]any {
	return map[string]any{"name": "老陈", "phone": fmt.Sprintf("1390000%04d", w.next()), "topic": "想问花椒烘干", "region": township, "consent_version": "v1", "state": "open"}
}

func (w *matrixWorld) complaintBody() map[string]any {
	return map[string]any{"collection": "needs", "record": "abc", "region": township, "reason": "other", "text": fmt.Sprint("说明", w.next()), "member": w.anna.Id, "state": "open"}
}

func (w *matrixWorld) noticeBody() map[string]any {
	return map[string]any{"kind": "news", "title": fmt.Sprint("通知", w.next()), "body": "正文", "region": here, "status": "published"}
}

func (w *matrixWorld) campaignBody() map[string]any {
	notice := w.add("notices", w.noticeBody())
	return map[string]any{"notice": notice.Id, "audience": "all", "region": here, "state": "running", "people": 3, "by": "somebody"}
}

func (w *matrixWorld) mailBody() map[string]any {
	key := fmt.Sprintf("test:%d", w.next())
	return map[string]any{"key": key, "kind": "system", "to": "anna@example.com", "subject": "x", "message_id": key, "state": "failed", "next_at": types.NowDateTime()}
}

func (w *matrixWorld) runBody() map[string]any {
	return map[string]any{"job": "digest", "started": types.NowDateTime(), "finished": time.Now(), "result": "ok"}
}

func (w *matrixWorld) synonymBody() map[string]any {
	return map[string]any{"words": fmt.Sprintf("新词%d、别名%d", w.next(), w.next()), "active": true}
}

func (w *matrixWorld) settingBody() map[string]any {
	return map[string]any{"key": fmt.Sprintf("test.%d", w.next()), "value": 1}
}

func (w *matrixWorld) suspensionBody() map[string]any {
	return map[string]any{"email": fmt.Sprintf("gone%d@example.com", w.next()), "member": w.anna.Id, "reason": "550 no such user", "since": types.NowDateTime()}
}

func (w *matrixWorld) notificationBody() map[string]any {
	return map[string]any{"key": fmt.Sprintf("test:%d", w.next()), "member": w.anna.Id, "topic": "posting", "kind": "posting_published", "title": "已发布", "url": "/me"}
}

func (w *matrixWorld) webhookBody() map[string]any {
	return map[string]any{"name": "工作群", "kind": "json", "url": "https://example.com/hook", "secret": fmt.Sprintf("s%d", w.next()), "topics": []string{"review"}}
}

func (w *matrixWorld) callBody() map[string]any {
	hook := w.add("webhooks", w.webhookBody())
	return map[string]any{"key": fmt.Sprintf("test:%d", w.next()), "webhook": hook.Id, "topic": "review", "title": "有一条待审核", "state": "failed"}
}
