package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
	"github.com/pocketbase/pocketbase/tools/types"
)

func init() { m.Register(createStaff, drop("staff")) }

func createStaff(app core.App) error {
	c := core.NewAuthCollection("staff")
	c.Fields.GetByName("password").(*core.PasswordField).Min = 10
	c.Fields.Add(
		must(shown(text("name", 40, "姓名"))),
		must(choice("role", "角色：科服保姆、科协干事、领导（只看）", "broker", "staff", "leader")),
		must(link(app, "region", "regions", "负责的地区；只能处理这个地区以内的记录")),
		flag("mfa", "登录时还要邮件验证码；除演示账号外都应打开"),
		flag("active", "可以登录；离岗后请关掉，不要删除"),
	)
	dates(c)
	c.AddIndex("idx_staff_region", false, "region, role", "")
	c.AuthRule = types.Pointer("active = true")
	c.MFA = core.MFAConfig{Enabled: true, Duration: 600, Rule: "mfa = true"}
	c.OTP.Enabled, c.OTP.Duration = true, 600
	c.AuthToken.Duration = 8 * 3600
	c.PasswordResetToken.Duration = 3 * 24 * 3600 // an invitation is a password reset
	mails(c, "/verify#", "/staff/accept#", "/confirm-email#")
	see := signedIn + " && " + deskReads + " && (id = @request.auth.id || (@request.auth.role = 'staff' && " + within("region") + "))"
	update := signedIn + " && id = @request.auth.id" + untouched("role", "region", "mfa", "active")
	rules(c, see, see, "", update, "")
	return app.Save(c)
}
