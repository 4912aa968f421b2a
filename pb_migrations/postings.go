package pb_migrations

import "github.com/pocketbase/pocketbase/core"

// byServer are the columns of a posting that the server alone sets.
var byServer = []string{"status", "clarity", "clarity_notes", "return_reasons", "return_note", "close_reason", "removed_reason",
	"submitted_at", "published_at", "valid_until", "last_confirmed", "entered_by", "proxy_consent"}

// postingText adds the texts and tags that offers and needs have in common.
func postingText(app core.App, c *core.Collection) {
	c.Fields.Add(
		shown(text("title", 60, "标题：一句话说清楚，最多 60 字，所有人可见")),
		text("summary", 300, "摘要：最多 300 字，所有人可见，不要写联系方式和机密"),
		links(app, "fields", "fields", 8, "领域"),
		jsonb("keywords", "关键词，最多 10 个"),
		choices("cooperation", "合作方式", "development", "transfer", "licensing", "consulting", "service", "joint_production", "training"),
		must(link(app, "region", "regions", "所在地区")),
		choice("share", "共享范围：本县、全省", "county", "province"),
	)
}

// postingLife adds the columns of a posting's life, which only the server sets.
func postingLife(app core.App, c *core.Collection) {
	c.Fields.Add(
		must(choice("status", "状态：只能按流程改变", "draft", "pending", "returned", "published", "paused", "unconfirmed", "expired", "engaged", "closed", "removed")),
		number("clarity", 0, 100, "清晰度 0–100"),
		jsonb("clarity_notes", "清晰度提示"),
		choices("return_reasons", "退回原因", "too_vague", "no_metrics", "wrong_field", "contact_in_text", "confidential", "duplicate", "not_allowed", "other"),
		text("return_note", 800, "退回说明"),
		choice("close_reason", "关闭原因：在本平台解决、别处解决、不再需要", "solved_here", "elsewhere", "dropped"),
		text("removed_reason", 800, "下架原因"),
		text("appeal", 500, "申诉"),
		date("submitted_at", "提交时间"),
		date("published_at", "发布时间"),
		date("valid_until", "有效期至"),
		date("last_confirmed", "最近一次确认仍然有效"),
		link(app, "entered_by", "staff", "由谁代为录入"),
		text("proxy_consent", 15, "代录所依据的同意记录"),
	)
	dates(c)
}

// postingIndexes serves the portal's lists: newest published ones, by kind and
// by region, the review queue and the expiry job.
func postingIndexes(c *core.Collection) {
	name := "idx_" + c.Name
	c.AddIndex(name+"_status", false, "status, published_at", "")
	c.AddIndex(name+"_kind", false, "kind, status, published_at", "")
	c.AddIndex(name+"_region", false, "region, status, published_at", "")
	c.AddIndex(name+"_valid", false, "status, valid_until", "")
}

// postingRules: the owner and the staff who answer for the region; owners may
// delete what was never submitted.
func postingRules(c *core.Collection, mine, fixed string) {
	desk := deskWrites + " && " + within("region")
	see := signedIn + " && ((" + mine + ") || (" + deskReads + " && " + within("region") + "))"
	write := signedIn + " && ((" + mine + ") || (" + desk + "))"
	rules(c, see, see, write+untouched(byServer...), write+fixed+untouched(byServer...),
		signedIn+" && ("+mine+") && status = 'draft'")
}
