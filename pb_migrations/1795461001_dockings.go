package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createDockings, drop("dockings")) }

// createDockings: a row from the first interest to the reviewed outcome. Only
// the server writes it. What a party may read of it depends on its side and on
// whether both have accepted, so that parties read it through portal routes; the
// desk of either region reads the row itself.
func createDockings(app core.App) error {
	c := core.NewBaseCollection("dockings")
	dockingParties(app, c)
	dockingLife(c)
	dockingOutcome(c)
	dates(c)
	dockingIndexes(c)
	see := signedIn + " && " + deskReads + " && ((" + within("region") + ") || (" + within("supply_region") + "))"
	rules(c, see, see, "", "", "")
	return app.Save(c)
}

func dockingParties(app core.App, c *core.Collection) {
	c.Fields.Add(
		link(app, "need", "needs", "哪条需求；只为所能而来的则空"),
		link(app, "offer", "offers", "哪条所能"),
		must(choice("side", "谁发起：需求方、供给方、科协牵线", "need", "supply", "association")),
		text("by", 15, "发起人的账号编号"),
		must(link(app, "org", "orgs", "需求方单位")),
		link(app, "worker", "workers", "供给方：科技工作者"),
		link(app, "team", "teams", "供给方：团队"),
		link(app, "supplier", "orgs", "供给方：单位"),
		link(app, "broker", "staff", "经办的科服保姆"),
		must(link(app, "region", "regions", "需求方所在地区")),
		link(app, "supply_region", "regions", "供给方所在地区"),
		text("message", 600, "发起时说的话；不含联系方式"),
	)
}

// dockingLife: the state, the answers of both sides and the clocks.
func dockingLife(c *core.Collection) {
	left := number("left_days", 0, 1000, "停表时离答复期限还有几个工作日")
	left.OnlyInt = true
	lapse := number("lapse_left", 0, 1000, "停表时离自动失效还有几个工作日")
	lapse.OnlyInt = true
	followed := number("followed_up", 0, 90, "已经在第几天问过进展：0、30、60、90")
	followed.OnlyInt = true
	c.Fields.Add(
		must(choice("state", "状态：只能按流程改变", "expressed", "clarifying", "accepted", "negotiating", "agreed", "underway", "completed",
			"reviewed", "declined", "withdrawn", "lapsed", "passed_over", "failed", "disputed", "voided")),
		date("need_accepted_at", "需求方同意的时间"),
		date("supply_accepted_at", "供给方同意的时间"),
		choice("accept_way", "怎样同意的：网上、邮件链接、电话", "portal", "link", "phone"),
		text("accept_note", 600, "电话同意的经过"),
		documents("accept_proof", 1, "电话同意的凭证：录音截图、照片"),
		date("due_at", "应在何时以前答复"),
		date("lapse_at", "何时自动失效"),
		date("stopped_at", "停表时间；空则表在走"),
		left, lapse,
		choice("asked_by", "谁在提问、等对方说明", "need", "supply"),
		date("half_told_at", "过半提醒的时间"),
		date("due_told_at", "到期提醒的时间"),
		date("escalated_at", "转科服保姆的时间"),
		date("answered_at", "第一次答复的时间"),
		followed,
		flag("revived", "失效以后恢复过一次"),
		choice("decline_reason", "谢绝原因", "no_time", "wrong_field", "better", "too_little", "other"),
		text("decline_note", 300, "谢绝说明"),
		text("fail_reason", 600, "未成原因"),
		text("dispute_note", 600, "争议说明"),
		text("void_reason", 600, "作废原因"),
		date("negotiating_at", "开始洽谈的时间"),
		date("agreed_at", "达成的时间"),
		date("completed_at", "完成的时间"),
		date("closed_at", "结束的时间"),
		date("need_seen_at", "需求方读到何时"),
		date("supply_seen_at", "供给方读到何时"),
		date("broker_seen_at", "科服保姆读到何时"),
	)
}

// dockingOutcome: what came of it, as one side proposed and the other confirmed.
func dockingOutcome(c *core.Collection) {
	people := number("people", 0, 1e6, "帮助了多少人")
	people.OnlyInt = true
	c.Fields.Add(
		choice("outcome", "结果：合同、已服务、无偿解决、意向、转介、没有成果", "contract", "service", "free", "intent", "none", "referred"),
		choice("contract_type", "合同类型", "development", "transfer", "licensing", "consulting", "service", "non_technical", "none"),
		number("amount", 0, 1e12, "金额（元），只给双方和科协看"),
		date("signed_at", "签订日期"),
		text("registration_no", 40, "技术合同登记编号"),
		number("registered_amount", 0, 1e12, "登记的技术交易额（元）"),
		number("hours", 0, 1e5, "服务了多少小时"),
		people,
		documents("proof", 6, "成果凭证"),
		choice("outcome_side", "谁提出的结果", "need", "supply", "broker"),
		date("outcome_at", "提出结果的时间"),
	)
}

// dockingIndexes serves the lists of both sides and of the desk, the clocks and
// the count of what a provider has open.
func dockingIndexes(c *core.Collection) {
	for _, of := range []string{"org", "worker", "team", "supplier", "need", "offer"} {
		c.AddIndex("idx_dockings_"+of, false, of+", state", "")
	}
	c.AddIndex("idx_dockings_due", false, "state, due_at", "")
	c.AddIndex("idx_dockings_lapse", false, "state, lapse_at", "")
	c.AddIndex("idx_dockings_broker", false, "broker, state, due_at", "")
	c.AddIndex("idx_dockings_region", false, "region, state, due_at", "")
	c.AddIndex("idx_dockings_supply_region", false, "supply_region, state, due_at", "")
	c.AddIndex("idx_dockings_updated", false, "updated", "")
	c.AddIndex("idx_dockings_created", false, "created", "")
}
