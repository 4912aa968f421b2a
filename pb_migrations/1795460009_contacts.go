package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createContacts, drop("contacts")) }

// contacts is the only place where contact details live. Staff read them
// through a route that logs each look, never through the collection.
func createContacts(app core.App) error {
	c := core.NewBaseCollection("contacts")
	member := link(app, "member", "members", "属于哪个会员")
	member.CascadeDelete = true
	phone := text("phone", 20, "电话")
	phone.Pattern = `^[0-9+() -]{5,20}$`
	c.Fields.Add(
		member,
		link(app, "worker", "workers", "没有账号的科技工作者（代录）"),
		link(app, "org", "orgs", "单位的联系人（代录）"),
		phone,
		&core.EmailField{Name: "email", Help: "邮箱"},
		text("wechat", 40, "微信号"),
		text("best_time", 60, "方便联系的时间"),
	)
	dates(c)
	c.AddIndex("idx_contacts_member", true, "member", "member != ''")
	c.AddIndex("idx_contacts_worker", true, "worker", "worker != ''")
	c.AddIndex("idx_contacts_org", true, "org", "org != ''")
	mine := signedIn + " && " + aMember + " && member = @request.auth.id"
	rules(c, mine, mine,
		mine+" && worker = '' && org = ''",
		mine+" && @request.body.member:changed = false"+untouched("worker", "org"), mine)
	return app.Save(c)
}
