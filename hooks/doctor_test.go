package hooks

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"

	"kejiyun/internal/store"
)

// TestDoctor breaks one thing at a time: the doctor names it, says what to do,
// and nothing else changes.
func TestDoctor(t *testing.T) {
	w := newWorld(t)
	now := time.Now()
	if now.Year() < 2026 {
		now = now.AddDate(2026-now.Year(), 0, 0)
	}
	withDNS(t, map[string][]string{"keji.gov.cn": {"v=spf1 -all"}, "_dmarc.keji.gov.cn": {"v=DMARC1; p=none"}}, nil)
	s := w.app.Settings()
	s.Logs.MaxDays = 183 // tests keep none
	s.RateLimits.Enabled, s.SMTP.Enabled, s.SMTP.Host = true, true, "smtp.keji.gov.cn"
	s.Meta.SenderAddress, s.Meta.AppURL = "noreply@keji.gov.cn", "https://keji.gov.cn"
	for _, key := range []string{"site.host", "site.phone", "site.icp", "site.police"} {
		if err := store.SetSetting(w.app, key, "有"); err != nil {
			t.Fatal(err)
		}
	}
	w.app.DB().NewQuery("UPDATE staff SET mfa = TRUE").Execute()
	sick := func() map[string]string {
		out := map[string]string{}
		for _, check := range checkups {
			if f := check(w.app, now); !f.fine {
				out[f.name] = f.says
			} else if f.says == "" {
				t.Errorf("%s: fine, and nothing said", f.name)
			}
		}
		delete(out, "磁盘")   // this host's own affair
		delete(out, "断电保护") // tests open the database the fast way
		return out
	}
	if got := sick(); len(got) > 0 {
		t.Fatalf("a healthy portal: %v", got)
	}
	undo := func(sql string) func() { return func() { must(w.app.DB().NewQuery(sql).Execute()) } }
	for _, c := range []struct {
		name       string
		harm, heal func()
		says       string
	}{
		{"数据目录", func() { os.Chmod(w.app.DataDir(), 0o755) }, func() { os.Chmod(w.app.DataDir(), 0o700) }, "chmod 700"},
		{"时钟", func() { now = now.Add(-24 * time.Hour) }, func() { now = now.Add(24 * time.Hour) }, "校准"},
		{"管理员", undo("UPDATE _superusers SET email = '" + demoAdmin + "'"), undo("UPDATE _superusers SET email = 'root@example.com'"), "删除"},
		{"双因素登录", undo("UPDATE staff SET mfa = FALSE WHERE email LIKE 'far%'"), undo("UPDATE staff SET mfa = TRUE"), "1 个"},
		{"网站信息", func() { store.SetSetting(w.app, "site.icp", "") }, func() { store.SetSetting(w.app, "site.icp", "有") }, "site.icp"},
		{"邮件", func() { s.SMTP.Enabled = false }, func() { s.SMTP.Enabled = true }, "SMTP"},
		{"邮件", func() { s.Meta.AppURL = "http://127.0.0.1:8090" }, func() { s.Meta.AppURL = "https://keji.gov.cn" }, "127.0.0.1"},
		{"邮件", func() { s.Meta.SenderAddress = "a@localhost.example" }, func() { s.Meta.SenderAddress = "noreply@keji.gov.cn" }, "示例"},
		{"备份", func() { s.Backups.Cron = "" }, func() { s.Backups.Cron = "30 2 * * *" }, "备份"},
		{"限流", func() { s.RateLimits.Enabled = false }, func() { s.RateLimits.Enabled = true }, "限制"},
		{"日志", func() { s.Logs.MaxDays = 5 }, func() { s.Logs.MaxDays = 183 }, "183"},
		{"发件箱", func() {
			store.Queue(w.app, store.OutMail{Key: "k", Kind: "system", To: "x@example.com", Subject: "s", HTML: "h", Text: "t"})
			w.app.DB().Update("outbox", dbx.Params{"state": "failed"}, dbx.HashExp{"key": "k"}).Execute()
		}, undo("DELETE FROM outbox"), "1 封"},
		{"定时任务", func() {
			w.add("job_runs", map[string]any{"job": "digest", "started": store.Stamp(now.Add(-time.Hour)), "result": "failed"})
		}, undo("DELETE FROM job_runs"), "1 次"},
		{"配对权重", func() { os.WriteFile(weightsPath(w.app), []byte(`{"Text": 0.9}`), 0o600) }, func() { os.Remove(weightsPath(w.app)) }, "之和应为 1"},
	} {
		c.harm()
		got := sick()
		if len(got) != 1 || !strings.Contains(got[c.name], c.says) {
			t.Errorf("%s: says %v, want %q", c.name, got, c.says)
		}
		c.heal()
	}
	if got := sick(); len(got) > 0 {
		t.Errorf("healed: %v", got)
	}
	s.SMTP.Enabled = false
	var out strings.Builder
	if err := examine(w.app, now, &out); !errors.Is(err, errUnwell) || strings.Count(out.String(), "\n") != len(checkups) || !strings.Contains(out.String(), "✗ 邮件") {
		t.Errorf("examine: %v\n%s", err, out.String())
	}
}

// TestSynchronous: the database as this program opens it survives a power cut.
func TestSynchronous(t *testing.T) {
	for fine, open := range map[bool]core.DBConnectFunc{true: connect, false: nil} {
		app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{DataDir: t.TempDir(), DBConnect: open})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(app.Cleanup)
		if f := checkSynchronous(app, time.Now()); f.fine != fine {
			t.Errorf("%v: %s", f.fine, f.says)
		}
	}
}
