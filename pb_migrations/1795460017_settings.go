package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createSettings, drop("settings")) }

// createSettings holds what an admin may tune. A key that is missing has the
// default given in package store.
func createSettings(app core.App) error {
	c := core.NewBaseCollection("settings")
	c.Fields.Add(
		must(shown(text("key", 60, "名称，不要改"))),
		jsonb("value", "值"),
		text("help", 300, "说明"),
	)
	dates(c)
	c.AddIndex("idx_settings_key", true, "key", "")
	rules(c, "", "", "", "", "")
	if err := app.Save(c); err != nil {
		return err
	}
	for _, s := range [][3]string{
		{"site.name", `"科技云"`, "网站名称，出现在页眉、邮件里"},
		{"site.host", `""`, "主办单位，例如 某县科学技术协会"},
		{"site.phone", `""`, "咨询电话"},
		{"site.icp", `""`, "ICP 备案号"},
		{"site.police", `""`, "公安备案号"},
		{"site.region", `"510000000000"`, "本站服务的地区代码"},
		{"site.accent", `""`, "主题色，例如 #0b5c63；留空用默认"},
		{"consent.version", `"2026-11"`, "隐私政策版本；改了以后会员要重新同意"},
		{"posting.auto_publish_clarity", `70`, "单位已核验且清晰度不低于此分时自动发布"},
		{"posting.valid_days", `180`, "发布后多少天有效"},
		{"posting.reconfirm_days", `150`, "发布后多少天请本人确认仍然有效"},
		{"posting.broker_may_publish", `false`, "科服保姆能否直接发布自己代录的需求和所能"},
		{"match.top", `20`, "每条需求或所能最多保留几个匹配"},
		{"digest.max_matches", `10`, "每封摘要邮件最多列几个匹配"},
		{"mail.per_minute", `60`, "每分钟最多发几封邮件"},
		{"mail.per_day", `500`, "每天最多发几封邮件"},
	} {
		r := core.NewRecord(c)
		r.Set("key", s[0])
		r.Set("value", s[1])
		r.Set("help", s[2])
		if err := app.Save(r); err != nil {
			return err
		}
	}
	return nil
}
