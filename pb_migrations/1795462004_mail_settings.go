package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() {
	m.Register(func(app core.App) error { return addSettings(app, mailSettings) },
		func(app core.App) error { return dropSettings(app, mailSettings) })
}

// mailSettings tune how mail is handed over.
var mailSettings = [][3]string{
	{"mail.per_host_minute", `30`, "每分钟最多给同一家邮箱（@ 后面相同）发几封邮件"},
	{"mail.max_days", `5`, "一封信发不出去，试几天以后放弃"},
	{"mail.quiet_from", `"22:00"`, "从几点起不发信（安全类除外）"},
	{"mail.quiet_until", `"08:00"`, "到几点为止不发信"},
	{"mail.dkim_domain", `""`, "DKIM 签名的域名；空为发信地址 @ 后面的部分"},
	{"mail.dkim_selector", `"kejiyun"`, "DKIM 的 selector，DNS 记录是 selector._domainkey.域名"},
}
