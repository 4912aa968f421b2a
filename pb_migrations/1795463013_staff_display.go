package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(addStaffDisplay, dropStaffDisplay) }

// addStaffDisplay lets an account of the staff keep how they read the portal,
// as that of a member does. Who never chose has neither size nor language.
func addStaffDisplay(app core.App) error {
	c, err := app.FindCollectionByNameOrId("staff")
	if err != nil {
		return err
	}
	c.Fields.Add(
		choice("locale", "界面语言；没有选过则空", "zh-CN", "en"),
		choice("text_size", "字号：标准、大、特大；没有选过则空", "standard", "large", "xlarge"),
		flag("high_contrast", "高对比度"),
	)
	return app.Save(c)
}

func dropStaffDisplay(app core.App) error {
	c, err := app.FindCollectionByNameOrId("staff")
	if err != nil {
		return err
	}
	for _, name := range []string{"locale", "text_size", "high_contrast"} {
		c.Fields.RemoveByName(name)
	}
	return app.Save(c)
}
