package hooks

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"

	"kejiyun/internal/store"
)

// finding is what a check of the doctor found: fine, or what is wrong and what
// to do about it.
type finding struct {
	name string
	fine bool
	says string // in Chinese; what is wrong and what to do, or how things stand
}

// checkups are the doctor's checks, in the order in which they are told.
var checkups = []func(app core.App, now time.Time) finding{
	checkSynchronous, checkRights, checkDisk, checkClock, checkAdmin, checkStaffMFA, checkSite,
	checkMail, checkSender, checkOutbox, checkBackups, checkRateLimits, checkLogs, checkJobs, checkWeights, checkMeaning,
}

var errUnwell = errors.New("有几项需要处理")

// doctorCommand says in Chinese what is missing before the portal may be relied
// upon; it exits with 1 when anything is.
func doctorCommand(app core.App) *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "检查安装：邮件、备份、限流、日志、管理员、磁盘、时钟",
		RunE: migrated(app, func(cmd *cobra.Command, _ []string) error { return examine(app, time.Now(), cmd.OutOrStdout()) }),
	}
}

// examine runs every check and tells what it found.
func examine(app core.App, now time.Time, out io.Writer) error {
	bad := 0
	for _, check := range checkups {
		f := check(app, now)
		mark := "✓"
		if !f.fine {
			mark = "✗"
			bad++
		}
		fmt.Fprintf(out, "%s %s：%s\n", mark, f.name, f.says)
	}
	if bad > 0 {
		return fmt.Errorf("%d 项要处理。%w", bad, errUnwell)
	}
	return nil
}

func checkSynchronous(app core.App, _ time.Time) finding {
	var level int
	if err := app.DB().NewQuery("PRAGMA synchronous").Row(&level); err != nil || level != 2 {
		return finding{"断电保护", false, "数据库没有以 synchronous=FULL 打开，断电可能丢数据。请用本程序自带的配置启动。"}
	}
	return finding{"断电保护", true, "synchronous=FULL"}
}

func checkRights(app core.App, _ time.Time) finding {
	info, err := os.Stat(app.DataDir())
	if err != nil {
		return finding{"数据目录", false, "读不到 " + app.DataDir() + "，请检查权限。"}
	}
	if info.Mode().Perm()&0o007 != 0 {
		return finding{"数据目录", false, "其他用户也能读数据目录，请运行 chmod 700 " + app.DataDir()}
	}
	return finding{"数据目录", true, "只有本用户能读"}
}

func checkDisk(app core.App, _ time.Time) finding {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(app.DataDir(), &fs); err != nil {
		return finding{"磁盘", false, "读不到磁盘空间：" + err.Error()}
	}
	free := 100 * fs.Bavail / max(fs.Blocks, 1)
	says := fmt.Sprintf("剩余 %d %%（%d MB）", free, fs.Bavail*uint64(fs.Bsize)>>20)
	return finding{"磁盘", free >= 15, says + map[bool]string{true: "", false: "，不到 15 %，请清理或扩容。"}[free >= 15]}
}

func checkClock(app core.App, now time.Time) finding {
	var last string
	err := app.DB().NewQuery("SELECT COALESCE(MAX(at), '') FROM events").Row(&last)
	if err != nil || now.Year() < 2026 || last > now.Add(5*time.Minute).UTC().Format("2006-01-02 15:04:05") {
		return finding{"时钟", false, "系统时间 " + now.In(zone).Format("2006-01-02 15:04") + " 比已有记录还早，请校准时间（timedatectl set-ntp true）。"}
	}
	return finding{"时钟", true, now.In(zone).Format("2006-01-02 15:04（北京时间）")}
}

func checkAdmin(app core.App, _ time.Time) finding {
	n, err := app.CountRecords(core.CollectionNameSuperusers, dbx.NewExp("email NOT LIKE '__pbinstaller%'"))
	if err != nil || n == 0 {
		return finding{"管理员", false, "还没有超级管理员，请运行 ./kejiyun superuser upsert 邮箱 密码"}
	}
	weak := []string{}
	for _, email := range []string{demoAdmin} {
		if _, err := app.FindAuthRecordByEmail(core.CollectionNameSuperusers, email); err == nil {
			weak = append(weak, email)
		}
	}
	if len(weak) > 0 {
		return finding{"管理员", false, "演示用的超级管理员 " + strings.Join(weak, "、") + " 还在，正式使用前请删除。"}
	}
	return finding{"管理员", true, fmt.Sprintf("%d 个超级管理员", n)}
}

func checkStaffMFA(app core.App, _ time.Time) finding {
	n, err := app.CountRecords("staff", dbx.HashExp{"mfa": false, "active": true})
	if err != nil || n > 0 {
		return finding{"双因素登录", false, fmt.Sprintf("有 %d 个工作人员账号登录时不用邮件验证码，请在后台给他们打开 mfa。", n)}
	}
	return finding{"双因素登录", true, "工作人员都已打开"}
}

func checkSite(app core.App, _ time.Time) finding {
	var missing []string
	for key, label := range map[string]string{"site.host": "主办单位", "site.phone": "咨询电话", "site.icp": "ICP 备案号", "site.police": "公安备案号"} {
		if store.Setting(app, key, "") == "" {
			missing = append(missing, label+"（"+key+"）")
		}
	}
	slices.Sort(missing)
	if len(missing) > 0 {
		return finding{"网站信息", false, "后台“参数设置”里还没填：" + strings.Join(missing, "、")}
	}
	return finding{"网站信息", true, store.Setting(app, "site.name", "")}
}

func checkMail(app core.App, _ time.Time) finding {
	s := app.Settings()
	switch {
	case !s.SMTP.Enabled:
		return finding{"邮件", false, "还没设置发信服务器，邮件会留在发件箱里。请在后台“设置 › 邮件”里填写 SMTP。"}
	case strings.HasSuffix(s.Meta.SenderAddress, ".example") || strings.HasSuffix(s.Meta.SenderAddress, "@example.com"):
		return finding{"邮件", false, "发信地址还是示例地址，请在后台“设置 › 邮件”里改成本单位的邮箱。"}
	case strings.Contains(s.Meta.AppURL, "127.0.0.1") || strings.Contains(s.Meta.AppURL, "localhost"):
		return finding{"邮件", false, "网站地址还是 " + s.Meta.AppURL + "，邮件里的链接别人打不开。请在后台“设置 › 应用”里改成正式网址。"}
	}
	return finding{"邮件", true, s.SMTP.Host}
}

func checkOutbox(app core.App, _ time.Time) finding {
	stuck, err := app.CountRecords("outbox", dbx.In("state", "failed", "uncertain"))
	if err != nil || stuck > 0 {
		return finding{"发件箱", false, fmt.Sprintf("有 %d 封信没发成或不确定是否发成，请在后台“发件箱”里看原因。", stuck)}
	}
	waiting, err := app.CountRecords("outbox", dbx.In("state", "queued", "deferred", "claimed", "sending"))
	return finding{"发件箱", err == nil, fmt.Sprintf("%d 封待发", waiting)}
}

func checkBackups(app core.App, _ time.Time) finding {
	if app.Settings().Backups.Cron == "" {
		return finding{"备份", false, "没有自动备份，请在后台“设置 › 备份”里打开。"}
	}
	return finding{"备份", true, "定时 " + app.Settings().Backups.Cron}
}

func checkRateLimits(app core.App, _ time.Time) finding {
	on := app.Settings().RateLimits.Enabled && len(app.Settings().RateLimits.Rules) > 0
	return finding{"限流", on, map[bool]string{true: "已打开", false: "没有打开，请在后台“设置 › 应用”里打开请求频率限制。"}[on]}
}

func checkLogs(app core.App, _ time.Time) finding {
	days := app.Settings().Logs.MaxDays
	return finding{"日志", days >= 183, fmt.Sprintf("保留 %d 天", days) + map[bool]string{true: "", false: "，少于半年（183 天），请在后台“日志”设置里改。"}[days >= 183]}
}

func checkJobs(app core.App, now time.Time) finding {
	failed, err := app.CountRecords("job_runs", dbx.NewExp("result = 'failed' AND started > {:since}",
		dbx.Params{"since": now.Add(-24 * time.Hour).UTC().Format("2006-01-02 15:04:05")}))
	if err != nil || failed > 0 {
		return finding{"定时任务", false, fmt.Sprintf("最近一天有 %d 次没成功，请运行 ./kejiyun job list 看原因。", failed)}
	}
	return finding{"定时任务", true, "最近一天没有失败"}
}
