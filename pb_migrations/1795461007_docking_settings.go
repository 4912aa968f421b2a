package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() {
	m.Register(func(app core.App) error { return addSettings(app, dockingSettings) },
		func(app core.App) error { return dropSettings(app, dockingSettings) })
}

// dockingSettings are the clocks of a docking.
var dockingSettings = [][3]string{
	{"docking.answer_days", `5`, "对接意向应在几个工作日内答复；到期转科服保姆"},
	{"docking.lapse_days", `10`, "对接意向几个工作日没有答复就自动失效"},
	{"docking.confirm_days", `14`, "一方提出的结果，对方多少天没有确认就转科服保姆"},
	{"docking.review_days", `30`, "完成以后多少天内可以评价"},
	{"docking.review_show_days", `14`, "完成以后多少天，一方的评价不等对方也给对方看"},
}
