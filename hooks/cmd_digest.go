package hooks

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// digestCommand shows what the digest would say, and writes nothing.
func digestCommand(app core.App) *cobra.Command {
	var dry, open bool
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
				show := func(string) error { return nil }
				if open {
					show = openInBrowser(cmd.OutOrStdout())
				}
				return w.preview(cmd.OutOrStdout(), user, show)
			}
			m := newMeter(os.Stderr)
			defer m.stop()
			return w.forecast(cmd.OutOrStdout(), m.tell)
		}),
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "只看，不写入也不发送")
	cmd.Flags().StringVar(&user, "user", "", "会员的邮箱或编号：显示这位会员的摘要全文")
	cmd.Flags().BoolVar(&open, "open", false, "和 --user 一起用：在浏览器里打开这封信")
	return cmd
}

// openInBrowser writes a mail's HTML to a file that only this user can read, and
// opens it where there is a browser.
func openInBrowser(out io.Writer) func(html string) error {
	return func(html string) error {
		f, err := os.CreateTemp("", "kejiyun-digest-*.html")
		if err != nil {
			return fmt.Errorf("写临时文件：%w", err)
		}
		defer f.Close()
		if _, err := f.WriteString(html); err != nil {
			return fmt.Errorf("写临时文件：%w", err)
		}
		fmt.Fprintln(out, "网页在 "+f.Name())
		opener := map[string]string{"darwin": "open", "windows": "explorer"}[runtime.GOOS]
		if opener == "" {
			opener = "xdg-open"
		}
		if err := exec.Command(opener, f.Name()).Start(); err != nil {
			fmt.Fprintln(out, "这台机器上打不开浏览器，请把上面的文件拿到有浏览器的地方看。")
		}
		return nil
	}
}

// forecast lists whose digest is due now and what each would get, and tells how
// far it is.
func (w *digestWriter) forecast(out io.Writer, tell progress) error {
	members, err := store.CountDigestMembers(w.app)
	if err != nil {
		return err
	}
	done, rows := 0, [][]string{{"会员", "姓名", "期次", "匹配", "待办", "结果"}}
	mails := 0
	err = eachDue(w.app, w.now, func(due []*store.DigestMember, seen int) error {
		done += seen
		tell("摘要邮件", done, members)
		all, err := w.composeAll(due)
		if err != nil {
			return err
		}
		for _, d := range all {
			result := countWords[d.outcome]
			if d.outcome == "" && d.some {
				result = d.mail.Subject
				mails++
			} else if d.outcome == "" {
				result = countWords["nothing"]
			}
			rows = append(rows, []string{d.member.ID, d.member.Name, d.period, fmt.Sprint(len(d.matches)), fmt.Sprint(len(d.Waiting)), result})
		}
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
func (w *digestWriter) preview(out io.Writer, who string, show func(html string) error) error {
	m, err := store.DigestMemberOf(w.app, who)
	if err != nil {
		return fmt.Errorf("没有找到会员 %s：%w", who, err)
	}
	period, due := dueFor(m, w.now)
	if !due {
		period = digest.Period(wish(m), w.now)
	}
	in, err := w.gatherOne(m, period)
	if err != nil {
		return err
	}
	if why := unreachable(m); why != "" {
		fmt.Fprintf(out, "不会发送：%s。\n", countWords[why])
	} else if !due {
		fmt.Fprintln(out, "现在没有到期，下面是此刻的内容。")
	}
	mail, some := digest.Compose(in.Input)
	if !some {
		fmt.Fprintln(out, "没有新内容，不会写邮件。")
		return nil
	}
	fmt.Fprintf(out, "收信人：%s\n主题：%s\n\n%s\n", m.Name, mail.Subject, mail.Text)
	return show(mail.HTML)
}
