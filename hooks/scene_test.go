package hooks

import (
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// scene is a world with postings in every state and something secret in every
// column that is not for all.
type scene struct {
	*world
	carl    *core.Record // a member who owns carlOrg and nothing else
	carlOrg *core.Record // an org that stands nowhere in public
	client  *core.Record // a worker without account, entered by the broker
	team    *core.Record // led by anna, seen through its offer
	hidden  *core.Record // a team of bert's that stands nowhere in public
	ids     map[string]string
}

func newScene(t testing.TB) *scene {
	s := &scene{world: newWorld(t), ids: map[string]string{}}
	matcherOf(s.app).stop() // the scene has matches of its own
	s.carl = s.member("carl")
	s.change(s.annaWorker, map[string]any{"unit": "密单位甲", "intro": "介绍甲 花椒根腐病", "keywords": []string{"青花椒"}})
	s.change(s.bertWorker, map[string]any{"unit": "公开单位乙", "unit_public": true, "intro": "介绍乙 茶叶机械"})
	s.carlOrg = s.add("orgs", map[string]any{"name": "密字号食品厂", "uscc": uscc("91510000000000002"), "type": "enterprise", "region": s.town(),
		"address": "密地址一号", "industry": "s0601", "members": []string{s.carl.Id}})
	s.client = s.add("workers", map[string]any{"display_name": "客户丙", "real_name": "密真名丙", "unit": "密单位丙", "fields": []string{"s0601"}, "region": s.town()})
	s.team = s.add("teams", map[string]any{"name": "止戈椒业工作室", "kind": "studio", "lead": s.annaWorker.Id, "members": []string{s.bertWorker.Id, s.client.Id}, "region": s.town(), "intro": "团队介绍", "fields": []string{"s0601"}})
	s.hidden = s.add("teams", map[string]any{"name": "密团队", "kind": "lab", "lead": s.bertWorker.Id, "members": []string{s.annaWorker.Id}, "region": s.town()})
	s.add("contacts", map[string]any{"member": s.anna.Id, "phone": "13999999999", "wechat": "mi-weixin"})
	s.offers()
	s.needs()
	s.matches()
	return s
}

// town is the township in which everybody of the scene lives.
func (s *scene) town() string { return s.annaWorker.GetString("region") }

func (s *scene) change(r *core.Record, values map[string]any) {
	s.t.Helper()
	r.Load(values)
	if err := s.app.Save(r); err != nil {
		s.t.Fatalf("change %s: %v", r.Collection().Name, err)
	}
}

// put saves a posting in any state, as if it had come there lawfully.
func (s *scene) put(name, collection, status string, values map[string]any) {
	s.t.Helper()
	c, err := s.app.FindCachedCollectionByNameOrId(collection)
	if err != nil {
		s.t.Fatal(err)
	}
	r := core.NewRecord(c)
	body := offerText
	if collection == "needs" {
		body = needText
	}
	r.Load(with(body, values))
	r.Set("region", s.town())
	r.Set("title", name+"："+r.GetString("title"))
	s.settle(r, status)
	s.ids[name] = r.Id
}

// settle brings a posting into a state.
func (s *scene) settle(r *core.Record, status string) {
	s.t.Helper()
	r.Set("status", status)
	if status != "draft" {
		r.Set("published_at", "2026-11-20 08:00:00.000Z")
	}
	store.Step(r, "test")
	if err := s.app.Save(r); err != nil {
		s.t.Fatalf("put %s: %v", r.GetString("title"), err)
	}
	store.Step(r, "")
}

func (s *scene) profile(worker *core.Record, name, status string) {
	s.t.Helper()
	r, err := s.app.FindFirstRecordByFilter("offers", "worker = {:w} && profile = true", dbx.Params{"w": worker.Id})
	if err != nil {
		s.t.Fatal(err)
	}
	s.settle(r, status)
	s.ids[name] = r.Id
}

func (s *scene) offers() {
	s.profile(s.annaWorker, "档案甲", "published")
	s.profile(s.bertWorker, "档案乙", "published")
	s.profile(s.client, "档案丙", "draft")
	anna, bert := s.annaWorker.Id, s.bertOrg.Id
	s.put("所能一", "offers", "published", map[string]any{"worker": anna, "description": "密说明一", "price": "密价格一", "kind": "service"})
	s.put("所能二", "offers", "published", map[string]any{"team": s.team.Id, "description": "密说明二", "kind": "result"})
	s.put("所能三", "offers", "published", map[string]any{"org": bert, "description": "密说明三"})
	s.put("密草稿", "offers", "draft", map[string]any{"worker": anna})
	s.put("所能五", "offers", "engaged", map[string]any{"worker": anna})
	s.put("所能六", "offers", "unconfirmed", map[string]any{"worker": anna})
	for _, status := range []string{"pending", "paused", "expired", "closed", "removed"} {
		s.put("密"+status, "offers", status, map[string]any{"worker": anna})
	}
	s.put("密returned", "offers", "returned", map[string]any{"worker": anna, "return_reasons": []string{"too_vague"}, "return_note": "密退回说明"})
}

func (s *scene) needs() {
	s.put("所需一", "needs", "published", map[string]any{"org": s.annaOrg.Id, "detail": "密详情一", "amount": 87654, "detail_to": "members", "budget": "5_20"})
	s.put("所需二", "needs", "published", map[string]any{"org": s.annaOrg.Id, "detail": "密详情二", "amount": 76543, "detail_to": "accepted",
		"metrics": "密指标二：400 公斤", "tried": "密试过二", "kind": "challenge", "challenge_class": "pests_disease", "open_call": map[string]any{"goal": "密目标二", "term_months": 12}})
	s.put("所需三", "needs", "published", map[string]any{"org": s.annaOrg.Id, "anonymity": "masked", "detail": "密详情三"})
	s.put("所需四", "needs", "published", map[string]any{"org": s.carlOrg.Id, "anonymity": "masked", "detail": "密详情四", "detail_to": "accepted"})
	s.put("密需草稿", "needs", "draft", map[string]any{"org": s.annaOrg.Id})
}

func (s *scene) matches() {
	for _, m := range []struct {
		need, offer, why string
		more             map[string]any
	}{
		{"所需一", "所能三", "密理由一", map[string]any{"score": .7}},
		{"所需四", "所能一", "密理由二", map[string]any{"score": .5}},
		{"所需一", "密paused", "密理由三", nil},
		{"所需二", "所能三", "密理由四", map[string]any{"dismissed_by": "offer"}},
		{"所需三", "所能三", "密理由五", map[string]any{"active": false}},
	} {
		s.add("matches", with(map[string]any{"need": s.ids[m.need], "offer": s.ids[m.offer], "why": m.why, "score": .6, "active": true,
			"terms": []string{"花椒"}, "parts": []map[string]any{{"name": "text", "score": .5, "note": "都说到花椒"}}}, m.more))
	}
}

// viewers are everybody who may look, by name; nil is a visitor.
func (s *scene) viewers() map[string]*core.Record {
	return map[string]*core.Record{"visitor": nil, "anna": s.anna, "bert": s.bert, "carl": s.carl, "broker": s.broker, "far": s.far,
		"staff": s.staff, "leader": s.leader, "super": s.super}
}

// TestReading runs what only reads in one scene.
func TestReading(t *testing.T) {
	s := newScene(t)
	for name, test := range map[string]func(*testing.T, *scene){
		"nothing leaks": testNothingLeaks, "columns of pages": testColumnsOfPages, "counts of filters": testCounts, "orgs": testOrgs, "related": testRelated, "who opens what": testWhoOpensWhat,
		"masked org": testMaskedOrg, "no raw records for guests": testGuestsGetNoRawRecords,
		"list parameters": testListParameters, "list filters": testListFilters, "hostile input": testHostileInputIsHarmless, "paging": testPaging,
		"my postings": testMyPostings, "matches": testMatches, "events": testEvents, "desk": testDesk,
		"site": testSite, "home": testHome, "reference data": testReferenceData,
	} {
		t.Run(name, func(t *testing.T) { test(t, s) })
	}
}
