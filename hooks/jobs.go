package hooks

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// zoneName is the zone in which schedules are read and days begin.
const zoneName = "Asia/Shanghai"

// zone is zoneName; on a host without zone data it is the same fixed offset.
var zone = func() *time.Location {
	if loc, err := time.LoadLocation(zoneName); err == nil {
		return loc
	}
	return time.FixedZone(zoneName, 8*3600)
}()

// job is one row of the table of jobs. The scheduler, the admin UI and the
// command line all run it by runJob.
type job struct {
	name  string
	spec  string // as robfig/cron reads it, in zone
	label string // what it does, in Chinese
	run   func(ctx context.Context, app core.App, now time.Time) (counts map[string]int, err error)
	// quiet, if set, says that a run with these counts after that last run is
	// not worth a row of its own. Failures always are.
	quiet func(counts map[string]int, last store.Run) bool
}

// extraJobs join the table in tests.
var extraJobs []job

// jobs returns the one table of all that runs by the clock.
func jobs() []job {
	return append([]job{
		{name: "deliver", spec: "@every 10s", label: "发送发件箱里的邮件", run: deliver, quiet: deliveryQuiet},
		{name: "bounces", spec: "@every 10m", label: "读退信邮箱，停用收不到信的地址（设了邮箱才做）", run: runBounces, quiet: bouncesQuiet},
		{name: "webhooks", spec: "@every 20s", label: "把消息发给群机器人", run: runWebhooks, quiet: webhooksQuiet},
		{name: "digest", spec: "*/15 * * * *", label: "生成到期的摘要邮件", run: runDigest},
		{name: "campaigns", spec: "@every 20s", label: "把要群发的通知写进发件箱", run: runCampaigns, quiet: campaignsQuiet},
		{name: "docking", spec: "*/15 8-18 * * *", label: "对接单到期提醒、转科服保姆、失效、询问进展", run: runDockingClock, quiet: dockingClockQuiet},
		{name: "talk", spec: "*/10 * * * *", label: "提醒对接单里没有读的留言", run: runUnreadTalk, quiet: unreadQuiet},
		{name: "meaning", spec: "@every 1m", label: "给所能和所需算语义向量（设了语义服务才做）", run: runMeaning, quiet: meaningQuiet},
		{name: "rematch", spec: "10 2 * * *", label: "全部重新配对", run: runRematch},
		{name: "expire", spec: "30 6 * * *", label: "提醒确认、让过期的所能和所需下线", run: runExpiry},
		{name: "retain", spec: "40 3 * * *", label: "抹去早已办结的回电请求和举报里的个人信息，删除旧的站内消息", run: runRetention},
	}, extraJobs...)
}

func findJob(name string) (job, error) {
	for _, j := range jobs() {
		if j.name == name {
			return j, nil
		}
	}
	return job{}, fmt.Errorf("没有叫 %q 的任务，用 job list 看有哪些", name)
}

// runJob runs a job now and leaves a row that says how it went. A panic is a
// failure like any other: later runs go on.
func runJob(ctx context.Context, app core.App, name string, now time.Time) (map[string]int, error) {
	j, err := findJob(name)
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	clock := func() time.Time { return now.Add(time.Since(begun)) }
	var run store.Run
	if j.quiet == nil {
		if run, err = store.StartRun(app, name, now); err != nil {
			return nil, err
		}
	}
	counts, failure := guarded(ctx, app, j, now)
	if j.quiet != nil {
		last, _, err := store.LastRun(app, name)
		if err != nil {
			return counts, err
		}
		if failure == nil && j.quiet(counts, last) {
			return counts, nil
		}
		if run, err = store.StartRun(app, name, now); err != nil {
			return counts, err
		}
	}
	if err := store.FinishRun(app, run, clock(), counts, failure); err != nil {
		return counts, err
	}
	if failure != nil && name != "webhooks" {
		hour := clock().UTC().Format("2006010215") // a job that fails every minute is told once an hour
		if err := store.CallWebhooks(app, "job", "job:"+name+":"+hour, "定时任务没有成功："+j.label, "/staff/jobs", clock()); err != nil {
			return counts, err
		}
	}
	return counts, failure
}

// guarded runs a job and turns a panic into an error. A job cut short by the end
// of the process has not failed.
func guarded(ctx context.Context, app core.App, j job, now time.Time) (counts map[string]int, err error) {
	defer func() {
		if p := recover(); p != nil {
			app.Logger().Error("job panicked", "job", j.name, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = fmt.Errorf("任务出错：%v", p)
		}
	}()
	counts, err = j.run(ctx, app, now)
	if errors.Is(err, context.Canceled) { // the process ends; the next one goes on
		if counts == nil {
			counts = map[string]int{}
		}
		counts["interrupted"] = 1
		return counts, nil
	}
	return counts, err
}
