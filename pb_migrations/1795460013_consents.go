package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createConsents, drop("consents")) }

func createConsents(app core.App) error {
	c := core.NewBaseCollection("consents")
	c.Fields.Add(
		link(app, "member", "members", "谁同意"),
		link(app, "worker", "workers", "谁同意（没有账号的科技工作者）"),
		link(app, "org", "orgs", "谁同意（没有账号的单位）"),
		must(choice("purpose", "同意什么：隐私政策、公开信息、把联系方式给对方、代为录入", "privacy", "publish", "share_contact", "proxy")),
		must(text("version", 40, "文本版本")),
		must(date("given_at", "同意时间")),
		date("withdrawn_at", "撤回时间"),
		must(choice("how", "方式：勾选、录音编号、照片、短信", "ticked", "recording", "photo", "sms")),
		text("proof_note", 200, "录音编号等"),
		documents("proof", 3, "证明"),
		link(app, "by", "staff", "由谁记录"),
		text("ip", 45, "来源地址"),
	)
	dates(c)
	c.AddIndex("idx_consents_member", false, "member, purpose, given_at", "")
	see := signedIn + " && ((" + aMember + " && member = @request.auth.id) || (" + deskWrites + " && ((member != '' && " +
		within("member.region") + ") || (worker != '' && " + within("worker.region") + ") || (org != '' && " + within("org.region") + "))))"
	rules(c, see, see, "", "", "")
	return app.Save(c)
}
