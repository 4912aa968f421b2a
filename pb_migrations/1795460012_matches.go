package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createMatches, drop("matches", "match_queue")) }

func createMatches(app core.App) error {
	if err := createMatchRows(app); err != nil {
		return err
	}
	return createMatchQueue(app)
}

// createMatchRows: one row a pair, for ever, so that a pair that was mailed or
// dismissed is remembered when it comes back; active says whether it holds now.
func createMatchRows(app core.App) error {
	c := core.NewBaseCollection("matches")
	need, offer := link(app, "need", "needs", "需求"), link(app, "offer", "offers", "所能")
	need.CascadeDelete, offer.CascadeDelete = true, true
	score := number("score", 0, 1, "匹配度 0–1，等于各部分之和")
	c.Fields.Add(
		must(need), must(offer), score,
		flag("active", "现在仍然成立"),
		jsonb("parts", "各部分得分与理由"),
		jsonb("terms", "共同的词"),
		jsonb("missing", "缺什么、哪里不合适"),
		text("why", 500, "为什么匹配"),
		date("mailed_need_at", "写入需求方摘要邮件的时间"),
		date("mailed_offer_at", "写入供给方摘要邮件的时间"),
		choice("dismissed_by", "被哪一方忽略", "need", "offer"),
		choice("dismissed_reason", "忽略原因", "too_far", "wrong_field", "solved", "no_time", "too_vague", "other"),
		date("dismissed_at", "忽略时间"),
		text("run", 40, "由哪次计算写入"),
	)
	dates(c)
	c.AddIndex("idx_matches_pair", true, "need, offer", "")
	c.AddIndex("idx_matches_need", false, "need, active, score", "")
	c.AddIndex("idx_matches_offer", false, "offer, active, score", "")
	own := aMember + " && @request.auth.reco_on = true && active = true && (need.org.members.id ?= @request.auth.id || " +
		"offer.worker.member = @request.auth.id || offer.team.lead.member = @request.auth.id || offer.org.members.id ?= @request.auth.id)"
	desk := deskReads + " && ((" + within("need.region") + ") || (" + within("offer.region") + "))"
	see := signedIn + " && ((" + own + ") || (" + desk + "))"
	rules(c, see, see, "", "", "")
	return app.Save(c)
}

func createMatchQueue(app core.App) error {
	c := core.NewBaseCollection("match_queue")
	c.Fields.Add(
		must(number("seq", 1, 1<<53, "次序：严格递增")),
		must(choice("collection", "哪个集合", "offers", "needs")),
		must(text("record", 15, "记录编号")),
		date("applied_at", "何时已配对"),
		text("error", 500, "出错原因"),
	)
	dates(c)
	c.AddIndex("idx_match_queue_seq", true, "seq", "")
	c.AddIndex("idx_match_queue_open", false, "applied_at, seq", "")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
