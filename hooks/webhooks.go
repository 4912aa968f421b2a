package hooks

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

const (
	callLife  = 24 * time.Hour // an older message is no news in a group
	callBatch = 20             // bots take about this many a minute
)

// bindWebhooks tells the association's group bots what happens, written in the
// transaction of what happened and sent by a job.
func bindWebhooks(app core.App) {
	app.OnRecordUpdateExecute("offers", "needs").BindFunc(callAboutPosting)
	app.OnRecordCreateExecute("callbacks", "complaints").BindFunc(func(e *core.RecordEvent) error {
		title := map[string]string{"callbacks": "有人留下了回电请求", "complaints": "收到一条举报"}[e.Record.Collection().Name]
		return callAfter(e, "letter", title, "/staff/inbox")
	})
	app.OnRecordCreateExecute("suspensions").BindFunc(func(e *core.RecordEvent) error {
		return callAfter(e, "bounce", "有一位会员的邮箱收不到信，请电话联系", "/staff/outbox")
	})
	app.OnRecordCreate("webhooks").BindFunc(checkWebhook)
	app.OnRecordUpdate("webhooks").BindFunc(checkWebhook)
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.POST("/api/portal/admin/webhooks/{id}/test", guard(testWebhook))
		return e.Next()
	})
}

func callAfter(e *core.RecordEvent, topic, title, link string) error {
	if err := e.Next(); err != nil {
		return err
	}
	return store.CallWebhooks(e.App, topic, e.Record.Collection().Name+":"+e.Record.Id, title, link, time.Now())
}

// callAboutPosting tells of postings that wait for the desk, and of new ones
// that everybody may read.
func callAboutPosting(e *core.RecordEvent) error {
	before, now := e.Record.Original().GetString("status"), e.Record.GetString("status")
	if err := e.Next(); err != nil || before == now {
		return err
	}
	what := map[string]string{"offers": "所能", "needs": "所需"}[e.Record.Collection().Name]
	key := e.Record.Collection().Name + ":" + e.Record.Id + ":" + now + ":" + e.Record.GetString("submitted_at")
	switch {
	case now == posting.StatusPending:
		return store.CallWebhooks(e.App, "review", key, "有一条"+what+"待审核：《"+e.Record.GetString("title")+"》", "/staff/review", time.Now())
	case now == posting.StatusPublished && (before == posting.StatusPending || before == posting.StatusDraft || before == posting.StatusReturned):
		return store.CallWebhooks(e.App, "published", key, "新发布的"+what+"：《"+e.Record.GetString("title")+"》", "/"+e.Record.Collection().Name+"/"+e.Record.Id, time.Now())
	}
	return nil
}

// checkWebhook refuses an address that is no bot's: one in clear, or one within
// this machine or the house's own network.
func checkWebhook(e *core.RecordEvent) error {
	u, err := url.Parse(e.Record.GetString("url"))
	host := ""
	if err == nil {
		host = u.Hostname()
	}
	want := map[string]string{"wecom": "qyapi.weixin.qq.com", "dingtalk": "oapi.dingtalk.com"}[e.Record.GetString("kind")]
	if err != nil || u.Scheme != "https" || want != "" && host != want || host == "localhost" || !strings.Contains(host, ".") || numeric(host) {
		return answer(domain.FieldErrors{"url": domain.Errorf(domain.Invalid, "webhook_url")}.Err())
	}
	return e.Next()
}

// numeric tells whether a host is an address instead of a name.
func numeric(host string) bool {
	return strings.Trim(host, "0123456789.:abcdefABCDEF[]") == "" && strings.ContainsAny(host, "0123456789")
}

// runWebhooks hands the waiting messages to their bots.
func runWebhooks(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	counts := map[string]int{}
	calls, err := store.WebhookCallsDue(app, now, callBatch)
	if err != nil {
		return counts, err
	}
	site := app.Settings().Meta.AppURL
	for _, c := range calls {
		if err := ctx.Err(); err != nil {
			return counts, err
		}
		failed := sendCall(ctx, c, site, now)
		state, why := callVerdict(c, failed, now)
		counts[state]++
		if err := store.WebhookCallEnds(app, c, state, why, now, now.Add(backoff(c.ID, c.Attempts+1))); err != nil {
			return counts, err
		}
	}
	return counts, nil
}

// callVerdict decides what becomes of a message.
func callVerdict(c *store.WebhookCall, failed error, now time.Time) (state, why string) {
	switch {
	case failed == nil:
		return store.MailSent, ""
	case errors.Is(failed, errForGood):
		return store.MailFailed, strings.TrimPrefix(failed.Error(), errForGood.Error()+"：")
	case c.Age(now) > callLife:
		return store.MailFailed, "试了一天没有成功：" + failed.Error()
	}
	return store.MailDeferred, failed.Error()
}

// webhooksQuiet: a run that had nothing to say leaves no row.
func webhooksQuiet(counts map[string]int, _ store.Run) bool { return len(counts) == 0 }

// testWebhook sends one message at once and says how that went; superusers only.
func testWebhook(e *core.RequestEvent) error {
	if actor := actorOf(e); actor.Role == domain.Visitor {
		return signInFirst()
	} else if actor.Role != domain.Superuser {
		return domain.Errorf(domain.Forbidden, "not_allowed")
	}
	r, err := e.App.FindRecordById("webhooks", e.Request.PathValue("id"))
	if err != nil {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	why := tryWebhook(e.Request.Context(), e.App, r)
	return e.JSON(http.StatusOK, map[string]any{"fine": why == "", "says": why})
}

// tryWebhook sends a bot one message at once and says why it was not taken.
func tryWebhook(ctx context.Context, app core.App, r *core.Record) (why string) {
	c := &store.WebhookCall{Topic: "test", Title: "这是一条测试消息：" + store.Setting(app, "site.name", "科技云"), Link: "/",
		Name: r.GetString("name"), Kind: r.GetString("kind"), URL: r.GetString("url"), Secret: r.GetString("secret")}
	now := time.Now()
	_, why = callVerdict(c, sendCall(ctx, c, app.Settings().Meta.AppURL, now), now)
	return why
}
