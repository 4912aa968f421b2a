package pb_migrations

import "github.com/pocketbase/pocketbase/core"

// mails sets the Chinese texts of the mails that PocketBase itself sends for an
// auth collection. Links lead to pages of the portal with the token behind "#",
// so that it never reaches a log. The outbox words verification, reset, email
// change and codes anew in the portal's frame (package digest); these texts are
// what is left when it is not bound, and what the admin UI shows.
func mails(c *core.Collection, verify, reset, confirm string) {
	c.VerificationTemplate = core.EmailTemplate{
		Subject: "请验证您在{APP_NAME}的邮箱",
		Body:    letter("请点下面的按钮，确认这个邮箱是您的。", verify, "验证邮箱", "如果您没有注册，不用理会这封邮件。"),
	}
	c.ResetPasswordTemplate = core.EmailTemplate{
		Subject: "重设您在{APP_NAME}的密码",
		Body:    letter("有人（希望是您本人）要求重设密码。请点下面的按钮设新密码。", reset, "设新密码", "如果不是您，不用理会，密码不会改变。"),
	}
	c.ConfirmEmailChangeTemplate = core.EmailTemplate{
		Subject: "确认您在{APP_NAME}的新邮箱",
		Body:    letter("请点下面的按钮，并输入密码，确认换成这个邮箱。", confirm, "确认新邮箱", "如果不是您，不用理会，邮箱不会改变。"),
	}
	c.OTP.EmailTemplate = core.EmailTemplate{
		Subject: "{APP_NAME}登录验证码",
		Body:    "<p>您好，</p><p>您的登录验证码是：<strong>{OTP}</strong></p><p>十分钟内有效，请勿告诉任何人。如果您没有登录，请尽快修改密码。</p>",
	}
	c.AuthAlert.EmailTemplate = core.EmailTemplate{
		Subject: "您的{APP_NAME}账号在新设备上登录",
		Body:    "<p>您好，</p><p>您的账号刚刚在一台新设备上登录：</p><p><em>{ALERT_INFO}</em></p><p>如果不是您，请马上修改密码：所有登录都会因此失效。</p>",
	}
}

func letter(why, path, button, otherwise string) string {
	return "<p>您好，</p><p>" + why + "</p><p><a class=\"btn\" href=\"{APP_URL}" + path + "{TOKEN}\" target=\"_blank\" rel=\"noopener\">" +
		button + "</a></p><p>" + otherwise + "</p><p>{APP_NAME}</p>"
}
