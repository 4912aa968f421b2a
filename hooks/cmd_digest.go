package hooks

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// digestCommand shows what the digest would say, and writes nothing.
func digestCommand(app core.App) *cobra.Command {
	var dry bool
	var user string
	cmd := &cobra.Command{
		Use: "digest --dry-run", Short: "预览摘要邮件：谁会收到、写些什么；不写入也不发送", Args: cobra.NoArgs,
		RunE: migrated(app, func(cmd *cobra.Command, _ []string) error {
			if !dry {
				return errors.New("请加 --dry-run 预览；真正生成用 job run digest")
			}
			w, err := newDigestWriter(app, time.Now())
			if err != nil {
				return err
			}
			if user != "" {
				return w.preview(cmd.OutOrStdout(), user)
			}
			return w.forecast(cmd.OutOrStdout())
		}),
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "只看，不写入也不发送")
	cmd.Flags().StringVar(&user, "user", "", "会员的邮箱或编号：显示这位会员的摘要全文")
	return cmd
}

// forecast lists whose digest is due now and what each would get.
func (w *digestWriter) forecast(out io.Writer) error {
	rows := [][]string{{"会员", "姓名", "期次", "匹配", "待办", "结果"}}
	mails := 0
	err := eachDue(w.app, w.now, func(m *store.DigestMember, period string) error {
		in, shown, err := w.gather(m, period)
		if err != nil {
			return err
		}
		result := countWords[unreachable(m)]
		if mail, some := digest.Compose(in); result == "" && some {
			result = mail.Subject
			mails++
		} else if result == "" {
			result = countWords["nothing"]
		}
		rows = append(rows, []string{m.ID, m.Name, period, fmt.Sprint(len(shown)), fmt.Sprint(len(in.Waiting)), result})
		return nil
	})
	if err != nil {
		return err
	}
	printTable(out, rows)
	fmt.Fprintf(out, "现在到期 %d 人，会写 %d 封邮件。没有写入任何内容。\n", len(rows)-1, mails)
	return nil
}

// preview prints one member's digest as it would be now, due or not.
func (w *digestWriter) preview(out io.Writer, who string) error {
	m, err := store.DigestMemberOf(w.app, who)
	if err != nil {
		return fmt.Errorf("没有找到会员 %s：%w", who, err)
	}
	period, due := dueFor(m, w.now)
	if !due {
		period = digest.Period(wish(m), w.now)
	}
	in, _, err := w.gather(m, period)
	if err != nil {
		return err
	}
	if why := unreachable(m); why != "" {
		fmt.Fprintf(out, "不会发送：%s。\n", countWords[why])
	} else if !due {
		fmt.Fprintln(out, "现在没有到期，下面是此刻的内容。")
	}
	mail, some := digest.Compose(in)
	if !some {
		fmt.Fprintln(out, "没有新内容，不会写邮件。")
		return nil
	}
	fmt.Fprintf(out, "收信人：%s\n主题：%s\n\n%s\n", m.Name, mail.Subject, mail.Text)
	return nil
}
