package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createNotices, drop("notices")) }

// createNotices holds what the association makes known: news, policies, calls.
// It is written in the admin UI and read through portal routes.
func createNotices(app core.App) error {
	c := core.NewBaseCollection("notices")
	c.Fields.Add(
		must(choice("kind", "类别：工作动态、政策文件、征集通知", "news", "policy", "call")),
		must(shown(text("title", 60, "标题"))),
		must(text("body", 10000, "正文，纯文字：空行分段，“## ”开头是小标题，“- ”开头是列表项")),
		must(link(app, "region", "regions", "发布单位所在地区")),
		must(choice("status", "状态：草稿只在后台看得到", "draft", "published")),
		date("published_at", "发布时间；留空则在发布时自动填上，填将来的时间则到时才显示"),
	)
	dates(c)
	c.AddIndex("idx_notices_newest", false, "status, published_at", "")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
