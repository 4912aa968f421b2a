package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createMessages, drop("messages")) }

// createMessages: what the parties of a docking and its broker say to each
// other. They read the rows, so that realtime can carry them; only a portal
// route writes one. A docking with messages cannot be deleted.
func createMessages(app core.App) error {
	c := core.NewBaseCollection("messages")
	from := text("from", 15, "写的人的账号编号；不对外")
	from.Hidden = true
	c.Fields.Add(
		must(link(app, "docking", "dockings", "哪张对接单")),
		must(choice("side", "哪一方写的", "need", "supply", "broker", "system")),
		from,
		text("body", 2000, "内容；双方同意以前，联系方式已打码"),
		flag("masked", "打过码"),
		documents("files", 6, "附件"),
		flag("confidential", "附件保密：双方同意以后才能下载"),
	)
	dates(c)
	c.AddIndex("idx_messages_docking", false, "docking, created", "")
	party := aMember + " && (docking.org.members.id ?= @request.auth.id || docking.worker.member = @request.auth.id || " +
		"docking.team.lead.member = @request.auth.id || docking.supplier.members.id ?= @request.auth.id)"
	see := signedIn + " && ((" + party + ") || (" + deskReads + " && docking.broker = @request.auth.id))"
	rules(c, see, see, "", "", "")
	return app.Save(c)
}
