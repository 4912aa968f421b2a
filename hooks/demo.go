package hooks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"
	"github.com/spf13/cobra"

	"kejiyun/internal/demo"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// demoAdmin is the superuser of the demo county; doctor warns while it exists.
const demoAdmin = "admin@demo.example"

// demoPeople are the accounts whose password is printed, one per role.
var demoPeople = []struct{ email, role, says string }{
	{demoAdmin, "superuser", "超级管理员，登录 /_/"},
	{"staff@demo.example", "staff", "科协干事，门户里选“工作人员登录”"},
	{"broker@demo.example", "broker", "科服保姆，同上"},
	{"leader@demo.example", "leader", "领导，同上"},
	{"worker@demo.example", "member", "会员：有科技工作者档案"},
	{"org@demo.example", "member", "会员：代表一家单位"},
}

// demoCommand fills an empty database with the sample county.
func demoCommand(app core.App) *cobra.Command {
	offers := 0
	cmd := &cobra.Command{
		Use: "demo", Short: "往空数据库里装一个演示县，并打印每种身份的账号和密码（只打印一次）", Args: cobra.NoArgs,
		RunE: migrated(app, func(cmd *cobra.Command, _ []string) error {
			unlock, err := lockData(app)
			if err != nil {
				return err
			}
			defer unlock()
			return fillDemo(cmd.Context(), app, time.Now(), offers, cmd.OutOrStdout())
		}),
	}
	cmd.Flags().IntVar(&offers, "offers", 0, "至少多少条所能：演示县自己的不够时照样重复，只用来测量")
	return cmd
}

// fillDemo loads the sample county, grown to so many offers, matches it and
// prints how to sign in.
func fillDemo(ctx context.Context, app core.App, now time.Time, offers int, out io.Writer) error {
	if ctx == nil {
		ctx = context.Background()
	}
	for _, collection := range []string{"members", "staff", "orgs", "workers", "offers", "needs"} {
		if n, err := app.CountRecords(collection); err != nil {
			return fmt.Errorf("look into %s: %w", collection, err)
		} else if n > 0 {
			return errors.New("数据库里已经有数据，演示县只能装进空数据库。请用 --dir 换一个目录")
		}
	}
	password := "Demo-" + security.RandomStringWithAlphabet(8, "abcdefghjkmnpqrstuvwxyz23456789") + "7"
	data := demo.Grown(demo.County(now), offers)
	err := app.RunInTransaction(func(tx core.App) error {
		l := &loader{tx: tx, now: now, ids: map[string]string{}, password: password}
		return l.load(data)
	})
	if err != nil {
		return fmt.Errorf("装演示县：%w", err)
	}
	store.ForgetNames(app)
	counts, err := matcherOf(app).rematchAll(ctx, app, now)
	if err != nil {
		return fmt.Errorf("配对：%w", err)
	}
	met := 0
	err = app.RunInTransaction(func(tx core.App) (err error) {
		met, err = fillDockings(tx, now, demo.Dockings())
		return err
	})
	if err != nil {
		return fmt.Errorf("对接：%w", err)
	}
	matches, err := app.CountRecords("matches", dbx.HashExp{"active": true})
	if err != nil {
		return fmt.Errorf("count matches: %w", err)
	}
	fmt.Fprintf(out, "演示县已装好：%d 位科技工作者、%d 个团队、%d 家单位、%d 项所能、%d 项所需，配出 %d 对，对接单 %d 张。\n",
		len(data.Workers), len(data.Teams), len(data.Orgs), counts["offers"], counts["needs"], matches, met)
	fmt.Fprintf(out, "下面的账号都用这个密码（只显示这一次）：%s\n", password)
	for _, p := range demoPeople {
		fmt.Fprintf(out, "  %-22s %s\n", p.email, p.says)
	}
	return nil
}

// loader turns the values of the sample county into records. ids maps the
// county's own keys to record ids.
type loader struct {
	tx       core.App
	now      time.Time
	ids      map[string]string
	password string
	hash     string // of the password nobody knows, for the people nobody signs in as
}

func (l *loader) load(d demo.Data) error {
	steps := []func(demo.Data) error{l.site, l.desk, l.accounts, l.orgs, l.workers, l.teams, l.offers, l.needs, l.notices}
	for _, step := range steps {
		if err := step(d); err != nil {
			return err
		}
	}
	return nil
}

// add saves one record and remembers its id under the county's key.
func (l *loader) add(collection, key string, values map[string]any) (*core.Record, error) {
	c, err := l.tx.FindCachedCollectionByNameOrId(collection)
	if err != nil {
		return nil, err
	}
	r := core.NewRecord(c)
	r.Load(values)
	store.Step(r, "demo") // loaded in the state it is in
	if err := l.tx.Save(store.By(r, domain.Actor{Role: domain.System})); err != nil {
		return nil, fmt.Errorf("%s %s: %w", collection, key, err)
	}
	l.ids[key] = r.Id
	return r, nil
}

// idsOf translates keys into record ids.
func (l *loader) idsOf(keys []string) []string {
	out := make([]string, 0, len(keys))
	for _, k := range keys {
		if id := l.ids[k]; id != "" {
			out = append(out, id)
		}
	}
	return out
}
