package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createJobRuns, drop("job_runs")) }

func createJobRuns(app core.App) error {
	c := core.NewBaseCollection("job_runs")
	c.Fields.Add(
		must(shown(text("job", 40, "任务"))),
		must(date("started", "开始")),
		date("finished", "结束"),
		must(choice("result", "结果：进行中、成功、失败", "running", "ok", "failed")),
		jsonb("counts", "计数"),
		text("error", 1000, "出错原因"),
	)
	c.AddIndex("idx_job_runs_job", false, "job, started", "")
	rules(c, "", "", "", "", "")
	return app.Save(c)
}
