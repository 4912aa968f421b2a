package hooks

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"

	"kejiyun/internal/store"
)

// jobCommand lists and runs the jobs of the one table from the command line.
func jobCommand(app core.App) *cobra.Command {
	cmd := &cobra.Command{Use: "job", Short: "查看、运行定时任务"}
	cmd.AddCommand(&cobra.Command{
		Use: "list", Short: "列出定时任务：时间、下次、上次、结果", Args: cobra.NoArgs,
		RunE: migrated(app, func(cmd *cobra.Command, _ []string) error {
			return listJobs(app, cmd.OutOrStdout(), time.Now())
		}),
	}, &cobra.Command{
		Use: "run NAME", Short: "立即运行一个任务，并留下记录", Args: cobra.ExactArgs(1),
		RunE: migrated(app, func(cmd *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			if unlock, err := lockData(app); err == nil {
				unlock()
			} else {
				matcherOf(app).guest = true // the portal serves beside us
			}
			m := newMeter(os.Stderr)
			counts, err := runJob(withProgress(ctx, m.tell), app, args[0], time.Now())
			m.stop()
			if err != nil {
				return fmt.Errorf("任务 %s 失败：%w", args[0], err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "任务 %s 完成：%s\n", args[0], countsText(counts))
			return nil
		}),
	})
	return cmd
}

// migrated makes a command of a function that needs the database as this version
// knows it; its failure is the command's.
func migrated(app core.App, f func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := app.RunAllMigrations(); err != nil {
			return fmt.Errorf("升级数据库：%w", err)
		}
		return f(cmd, args)
	}
}

// listJobs prints the table of jobs.
func listJobs(app core.App, out io.Writer, now time.Time) error {
	rows := [][]string{{"任务", "内容", "时间", "下次", "上次", "结果"}}
	for _, j := range jobs() {
		schedule, err := scheduleOf(j)
		if err != nil {
			return err
		}
		last, ran, err := store.LastRun(app, j.name)
		if err != nil {
			return err
		}
		started, result := "—", "还没有运行过"
		if ran {
			started, result = clockText(last.Started), runText(last)
		}
		rows = append(rows, []string{j.name, j.label, j.spec, clockText(schedule.Next(now)), started, result})
	}
	printTable(out, rows)
	return nil
}

func clockText(t time.Time) string { return t.In(zone).Format("2006-01-02 15:04:05") }

func runText(r store.Run) string {
	switch r.Result {
	case store.RunOK:
		return "成功：" + countsText(r.Counts)
	case store.RunFailed:
		return "失败：" + r.Error
	}
	return "进行中"
}

// countWords are the words for the counts of runs; a count without is shown as it is.
var countWords = map[string]string{
	"sent": "发出", "deferred": "推迟", "failed": "失败", "uncertain": "不确定", "requeued": "重新排队",
	"limited": "超出限额等候", "paused": "邮件服务器要求暂停，等候", "suspended": "停用收信地址", "smtp_off": "没有设置邮件服务器，等候", "queued": "写入发件箱", "nothing": "没有新内容",
	"taken": "本期已处理", "no_email": "没有邮箱", "unverified": "邮箱未验证", "suspended_address": "邮箱已停用", "deleted": "已注销", "interrupted": "中断",
	"needs": "需求", "offers": "所能", "written": "写入", "moved": "只改名次", "unchanged": "没有变化", "withdrawn": "撤回", "resumed": "接着上次做", "changes": "排队的改动",
	"people_before": "露面的人（百分比，分摊前）", "people_shown": "露面的人（百分比）", "busiest_before": "最忙的人排进前十（分摊前）",
	"busiest": "最忙的人排进前十", "score_kept": "保住的匹配度（千分比）",
	"told": "告知", "notifications": "删除站内消息", "callbacks": "回电请求", "complaints": "举报", "in_portal": "没有邮箱，写进站内消息", "came_back": "退信", "delayed": "还在路上", "known": "已知的退信", "not_ours": "不是本站的退信", "no_reports": "不是退信",
	"remind_half": "时间过半提醒", "remind_due": "到期提醒", "lapse": "过期作罢", "escalate_question": "没人回复的提问转科服保姆", "escalate_outcome": "没确认的结果转科服保姆",
	"follow_up": "询问进展", "review_window_ended": "评价到期", "broker_mails": "写给科服保姆的邮件", "mails": "写出邮件",
	"expire_soon": "提醒确认还有效", "expire": "到期下线", "waiting": "语义服务不通，等候", "seen": "看过", "vectors": "更新语义", "forgotten": "删去旧的语义",
}

func countsText(counts map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		word := name
		if w, ok := countWords[name]; ok {
			word = w
		}
		parts = append(parts, fmt.Sprintf("%s %d", word, counts[name]))
	}
	if len(parts) == 0 {
		return "没有要做的"
	}
	return strings.Join(parts, "，")
}

// printTable aligns columns by the width of characters in a terminal, where a
// Chinese one is as wide as two Latin ones.
func printTable(out io.Writer, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], cellWidth(cell))
		}
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-cellWidth(cell)+2)
		}
		fmt.Fprintln(out, strings.TrimRight(line, " "))
	}
}

func cellWidth(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2E80 && r <= 0xFFE6 {
			n++
		}
	}
	return n
}
