package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createOrgJoins, drop("org_joins")) }

func createOrgJoins(app core.App) error {
	c := core.NewBaseCollection("org_joins")
	c.Fields.Add(
		must(link(app, "org", "orgs", "要加入的单位")),
		must(link(app, "member", "members", "申请人")),
		must(choice("state", "状态：待答复、已同意、已拒绝", "asked", "accepted", "refused")),
		text("decided_by", 15, "答复人的账号编号"),
		date("decided_at", "答复时间"),
	)
	dates(c)
	c.AddIndex("idx_org_joins_open", true, "org, member", "state = 'asked'")
	c.AddIndex("idx_org_joins_state", false, "state, created", "")
	see := signedIn + " && ((" + aMember + " && (member = @request.auth.id || org.members.id ?= @request.auth.id)) || (" +
		deskWrites + " && " + within("org.region") + "))"
	rules(c, see, see, "", "", "")
	return app.Save(c)
}
