package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(addBounces, dropBounces) }

// bounceSettings name the mailbox to which mails come back.
var bounceSettings = [][3]string{
	{"bounce.imap_host", `""`, "收退信的邮箱的 IMAP 服务器，例如 imap.qq.com；空为不收"},
	{"bounce.imap_port", `993`, "它的端口：993 加密，143 升级为加密"},
	{"bounce.imap_user", `""`, "它的用户名，一般就是发信地址"},
	{"secret.bounce_password", `""`, "它的密码（QQ、163 等用授权码）；保存以后不再显示"},
}

// addBounces lets a mail be found by its Message-ID, by which it comes back.
func addBounces(app core.App) error {
	c, err := app.FindCollectionByNameOrId("outbox")
	if err != nil {
		return err
	}
	c.AddIndex("idx_outbox_message_id", false, "message_id", "")
	if err := app.Save(c); err != nil {
		return err
	}
	return addSettings(app, bounceSettings)
}

func dropBounces(app core.App) error {
	c, err := app.FindCollectionByNameOrId("outbox")
	if err != nil {
		return err
	}
	c.RemoveIndex("idx_outbox_message_id")
	if err := app.Save(c); err != nil {
		return err
	}
	return dropSettings(app, bounceSettings)
}
