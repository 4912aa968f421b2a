package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createComplaints, drop("complaints")) }

// createComplaints holds what visitors and members say is wrong with a page.
// Only portal routes write and read it.
func createComplaints(app core.App) error {
	c := core.NewBaseCollection("complaints")
	c.Fields.Add(
		must(choice("collection", "哪类内容", "offers", "needs", "workers", "teams", "orgs")),
		must(text("record", 15, "内容的编号")),
		text("title", 80, "举报时的标题"),
		must(link(app, "region", "regions", "内容所在地区")),
		must(choice("reason", "举报原因", "false", "contact", "illegal", "outdated", "infringing", "other")),
		text("text", 500, "举报说明"),
		link(app, "member", "members", "举报的会员；访客举报时为空"),
		must(choice("state", "状态：待处理、属实、不属实", "open", "upheld", "dismissed")),
		text("note", 300, "处理结果"),
		text("decided_by", 15, "处理人的账号编号"),
		date("decided_at", "处理时间"),
	)
	dates(c)
	c.AddIndex("idx_complaints_state", false, "state, region, created", "")
	c.AddIndex("idx_complaints_record", false, "collection, record, state", "")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
