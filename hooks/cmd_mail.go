package hooks

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

var errMailTest = errors.New("测试邮件没有发成")

// mailCommand looks after the mail from the command line.
func mailCommand(app core.App) *cobra.Command {
	cmd := &cobra.Command{Use: "mail", Short: "邮件：测试、查看失败、重新发送、DKIM 签名"}
	var unsure bool
	requeue := &cobra.Command{
		Use: "requeue", Short: "把失败的邮件重新排队；加 --unsure 则是不确定是否发成的", Args: cobra.NoArgs,
		RunE: migrated(app, func(cmd *cobra.Command, _ []string) error {
			group := map[bool]string{true: "unsure", false: "failed"}[unsure]
			n, err := requeueGroup(app, domain.Actor{Role: domain.System}, group, time.Now())
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d 封邮件已重新排队。\n", n)
			return nil
		}),
	}
	requeue.Flags().BoolVar(&unsure, "unsure", false, "不确定的也重发：对方可能会收到两封")
	cmd.AddCommand(requeue, &cobra.Command{
		Use: "test ADDRESS", Short: "马上发一封测试邮件，并说明每一步", Args: cobra.ExactArgs(1),
		RunE: migrated(app, func(cmd *cobra.Command, args []string) error {
			to, err := checkedAddress(args[0])
			if err != nil {
				return fmt.Errorf("收信地址 %q 写得不对", args[0])
			}
			report := testMail(cmd.Context(), app, to)
			printSteps(cmd.OutOrStdout(), report)
			if !report.Fine {
				return errMailTest
			}
			return nil
		}),
	}, &cobra.Command{
		Use: "list", Short: "列出没发成和不确定的邮件，及其原因", Args: cobra.NoArgs,
		RunE: migrated(app, func(cmd *cobra.Command, _ []string) error { return listMails(app, cmd.OutOrStdout()) }),
	}, &cobra.Command{
		Use: "bounce", Short: "从标准输入读一封退信，停用收不到信的地址（供本机邮件服务器用管道调用）", Args: cobra.NoArgs,
		RunE: migrated(app, func(cmd *cobra.Command, _ []string) error {
			outcome, err := takeBounce(app, cmd.InOrStdin(), time.Now())
			if err != nil {
				return tempFail{err}
			}
			fmt.Fprintln(cmd.OutOrStdout(), countWords[outcome])
			return nil
		}),
	}, &cobra.Command{
		Use: "dkim", Short: "生成 DKIM 签名的钥匙（没有时），并说明要加的 DNS 记录", Args: cobra.NoArgs,
		RunE: migrated(app, func(cmd *cobra.Command, _ []string) error {
			s, err := makeSeal(app)
			if err != nil {
				return err
			}
			name, value, err := s.record()
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "请在域名的 DNS 里加一条 TXT 记录：\n名称：%s\n内容：%s\n加好以后运行 ./kejiyun doctor 检查。\n", name, value)
			return nil
		}),
	})
	return cmd
}

// tempFail ends the process with EX_TEMPFAIL of sysexits.h: a mail server that
// called it keeps the mail and tries again.
type tempFail struct{ error }

func (tempFail) ExitCode() int { return 75 }

func (f tempFail) Unwrap() error { return f.error }

func printSteps(out io.Writer, r mailReport) {
	for _, s := range r.Steps {
		fmt.Fprintf(out, "%s %s：%s\n", map[bool]string{true: "✓", false: "✗"}[s.Fine], s.Step, s.Says)
	}
}

func listMails(app core.App, out io.Writer) error {
	rows := [][]string{{"收信地址", "主题", "状态", "原因"}}
	for _, group := range []string{"failed", "unsure"} {
		mails, err := store.Mails(app, group, 50, 0)
		if err != nil {
			return err
		}
		for _, m := range mails {
			rows = append(rows, []string{store.Mask(m.To), m.Subject, countWords[m.State], m.Error})
		}
	}
	printTable(out, rows)
	return nil
}

// requeueGroup puts all failed or all uncertain mails back into the queue.
func requeueGroup(app core.App, actor domain.Actor, group string, now time.Time) (n int, err error) {
	states := store.MailStates[group]
	if group != "failed" && group != "unsure" {
		return 0, domain.FieldErrors{"state": domain.Errorf(domain.Invalid, "unknown_choice")}.Err()
	}
	err = app.RunInTransaction(func(tx core.App) error {
		if n, err = store.Requeue(tx, dbx.HashExp{"state": states}, now); err != nil || n == 0 {
			return err
		}
		return store.Event(tx, actor, "outbox", "all", "requeue", "", "", map[string][2]any{"state": {group, fmt.Sprint(n)}})
	})
	breakerOf(app).reset()
	return n, err
}

// webhookCommand tries a group bot from the command line.
func webhookCommand(app core.App) *cobra.Command {
	cmd := &cobra.Command{Use: "webhook", Short: "群机器人"}
	cmd.AddCommand(&cobra.Command{
		Use: "test NAME", Short: "马上给一个群发一条测试消息，并说明结果", Args: cobra.ExactArgs(1),
		RunE: migrated(app, func(cmd *cobra.Command, args []string) error {
			r, err := app.FindFirstRecordByFilter("webhooks", "id = {:w} || name = {:w}", dbx.Params{"w": args[0]})
			if err != nil {
				return fmt.Errorf("没有叫 %q 的群机器人", args[0])
			}
			if why := tryWebhook(cmd.Context(), app, r); why != "" {
				return errors.New("没有发成：" + why)
			}
			fmt.Fprintln(cmd.OutOrStdout(), "✓ 对方收下了，请看群里有没有这条消息。")
			return nil
		}),
	})
	return cmd
}
