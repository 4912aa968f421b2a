package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
	"github.com/pocketbase/pocketbase/tools/types"
)

func init() { m.Register(createMembers, drop("members")) }

func createMembers(app core.App) error {
	users, err := app.FindCollectionByNameOrId("users")
	if err == nil {
		if err := app.Delete(users); err != nil {
			return err
		}
	}
	c := core.NewAuthCollection("members")
	c.Fields.GetByName("email").(*core.EmailField).Required = false
	c.Fields.GetByName("password").(*core.PasswordField).Min = 8
	phone := text("phone", 11, "手机号，可用来登录；邮箱与手机号至少填一个")
	phone.Pattern, phone.Hidden = `^1[0-9]{10}$`, true
	c.Fields.Add(
		phone,
		must(shown(text("name", 40, "姓名，只有本人、科服保姆和科协干事看得到"))),
		must(link(app, "region", "regions", "所在地区")),
		choice("locale", "界面语言", "zh-CN", "en"),
		flag("large_text", "大字版"),
		choice("digest", "摘要邮件：每周、每天、每月、不要", "weekly", "daily", "monthly", "off"),
		number("digest_weekday", 1, 7, "星期几发（1 为星期一）"),
		clockTime("digest_hour", "几点发，例如 08:30"),
		hidden("digest_period", "最近一期已写入发件箱的摘要"),
		flag("reco_on", "接收智能配对推荐"),
		text("consent_version", 40, "已同意的隐私政策版本"),
		date("consent_at", "同意时间"),
		date("adult_at", "声明已满 18 岁的时间"),
		date("last_seen", "最近一次登录"),
		date("deleted_at", "注销时间；注销后不能登录"),
	)
	dates(c)
	c.AddIndex("idx_members_phone", true, "phone", "phone != ''")
	c.AddIndex("idx_members_region", false, "region, created", "")
	c.PasswordAuth.IdentityFields = []string{"email", "phone"}
	c.AuthRule = types.Pointer("deleted_at = ''")
	c.AuthAlert.Enabled = false
	c.AuthToken.Duration = 7 * 24 * 3600
	mails(c, "/verify#", "/reset#", "/confirm-email#")
	see := signedIn + " && (id = @request.auth.id || (" + deskWrites + " && " + within("region") + "))"
	update := signedIn + " && id = @request.auth.id" + untouched("phone", "digest_period",
		"consent_version", "consent_at", "adult_at", "last_seen", "deleted_at")
	rules(c, see, see, "", update, "")
	return app.Save(c)
}

func hidden(name, help string) *core.TextField {
	f := text(name, 40, help)
	f.Hidden = true
	return f
}

func clockTime(name, help string) *core.TextField {
	f := text(name, 5, help)
	f.Pattern = `^([01][0-9]|2[0-3]):[0-5][0-9]$`
	return f
}
