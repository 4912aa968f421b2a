package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(addDisplay, dropDisplay) }

// addDisplay lets a member's account keep how they read the portal, so that
// another device shows it alike. Who never chose has no text size.
func addDisplay(app core.App) error {
	c, err := app.FindCollectionByNameOrId("members")
	if err != nil {
		return err
	}
	c.Fields.Add(
		choice("text_size", "字号：标准、大、特大；没有选过则空", "standard", "large", "xlarge"),
		flag("high_contrast", "高对比度"),
	)
	if err := app.Save(c); err != nil {
		return err
	}
	_, err = app.DB().NewQuery("UPDATE members SET text_size = 'large' WHERE large_text = TRUE").Execute()
	return err
}

func dropDisplay(app core.App) error {
	c, err := app.FindCollectionByNameOrId("members")
	if err != nil {
		return err
	}
	c.Fields.RemoveByName("text_size")
	c.Fields.RemoveByName("high_contrast")
	return app.Save(c)
}
