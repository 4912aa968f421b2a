package hooks

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"kejiyun/internal/store"
)

// bot is a group bot for tests: it keeps what it got and answers as told.
type bot struct {
	*httptest.Server
	mu     sync.Mutex
	got    []string
	heads  []http.Header
	asked  []string // queries
	answer func(n int) (status int, body string)
}

func newBot(t *testing.T) *bot {
	b := &bot{answer: func(int) (int, string) { return 200, `{"errcode":0,"errmsg":"ok"}` }}
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body) // a test fails on what is missing
		b.mu.Lock()
		b.got, b.heads, b.asked = append(b.got, string(text)), append(b.heads, r.Header), append(b.asked, r.URL.RawQuery)
		status, body := b.answer(len(b.got))
		b.mu.Unlock()
		w.WriteHeader(status)
		io.WriteString(w, body)
	}))
	t.Cleanup(b.Close)
	return b
}

// hook makes a webhook to the bot, past the law that its address is public.
func (w *world) hook(b *bot, kind, secret string, topics ...string) {
	w.t.Helper()
	r := w.add("webhooks", map[string]any{"name": kind, "kind": "json", "url": "https://bots.example.com/x", "secret": secret, "topics": topics, "active": true})
	if _, err := w.app.DB().Update("webhooks", dbx.Params{"url": b.URL + "/robot?access_token=k", "kind": kind}, dbx.HashExp{"id": r.Id}).Execute(); err != nil {
		w.t.Fatal(err)
	}
}

// What happens is told to the bots that want it, once, signed as each wants it.
func TestWebhooksTell(t *testing.T) {
	w := newWorld(t)
	b := newBot(t)
	w.hook(b, "dingtalk", "SECabc", "letter")
	w.hook(b, "wecom", "", "published")
	w.hook(b, "json", "s3", "letter", "job")
	w.add("callbacks", map[string]any{"name": "老陈", "phone": "13900000001", "topic": "想问花椒\n烘干", "region": township, "consent_version": "v1", "state": "open"})
	now := time.Now().Add(time.Second)
	counts, err := runWebhooks(t.Context(), w.app, now)
	if err != nil || counts["sent"] != 2 {
		t.Fatalf("%v, %v", counts, err)
	}
	if counts, _ := runWebhooks(t.Context(), w.app, now.Add(time.Hour)); len(counts) != 0 {
		t.Errorf("told again: %v", counts)
	}
	stamp := fmt.Sprint(now.UnixMilli())
	for i, body := range b.got {
		if strings.Contains(body, "13900000001") || strings.Contains(body, "老陈") || !strings.Contains(body, "回电请求") {
			t.Errorf("a bot is told %s", body)
		}
		if strings.Contains(b.asked[i], "sign=") {
			mac := hmac.New(sha256.New, []byte("SECabc"))
			mac.Write([]byte(stamp + "\nSECabc"))
			r, _ := http.NewRequest("GET", "/?"+b.asked[i], nil)
			if q := r.URL.Query(); q.Get("sign") != base64.StdEncoding.EncodeToString(mac.Sum(nil)) || q.Get("access_token") != "k" || q.Get("timestamp") != stamp {
				t.Errorf("DingTalk's signature: %s", b.asked[i])
			}
			continue
		}
		mac := hmac.New(sha256.New, []byte("s3"))
		mac.Write([]byte(stamp + "\n" + body))
		if got := b.heads[i].Get("X-Kejiyun-Signature"); got != "sha256="+hex.EncodeToString(mac.Sum(nil)) {
			t.Errorf("signature %q", got)
		}
	}
}

// A need that is published is told to the bots; one that changes otherwise is not.
func TestWebhooksAboutPostings(t *testing.T) {
	w := newWorld(t)
	b := newBot(t)
	w.hook(b, "wecom", "", "published", "review")
	need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	w.call(w.anna, "POST", "/api/portal/needs/"+need.Id+"/submit", nil)
	w.call(w.anna, "POST", "/api/portal/needs/"+need.Id+"/pause", nil)
	w.call(w.anna, "POST", "/api/portal/needs/"+need.Id+"/resume", nil)
	if _, err := runWebhooks(t.Context(), w.app, time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	published := 0
	for _, body := range b.got {
		if strings.Contains(body, "新发布的所需") && strings.Contains(body, "/needs/"+need.Id) {
			published++
		}
	}
	if published != 1 {
		t.Errorf("told %d times of one need: %v", published, b.got)
	}
}

// What fails is tried again, given up after a day, and says why in Chinese
// without the key of the address.
func TestWebhookFailures(t *testing.T) {
	for _, c := range []struct {
		status      int
		body        string
		state, says string
	}{
		{500, "", "deferred", "稍后再试"},
		{429, "", "deferred", "429"},
		{200, `{"errcode":45009,"errmsg":"api freq out of limit"}`, "deferred", "太频繁"},
		{200, `{"errcode":310000,"errmsg":"sign not match"}`, "failed", "sign not match"},
		{404, "", "failed", "404"},
		{302, "", "failed", "302"},
	} {
		w := newWorld(t)
		b := newBot(t)
		b.answer = func(int) (int, string) { return c.status, c.body }
		w.hook(b, "wecom", "", "job")
		now := time.Now()
		if err := store.CallWebhooks(w.app, "job", "k", "任务失败", "/", now); err != nil {
			t.Fatal(err)
		}
		if _, err := runWebhooks(context.Background(), w.app, now.Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		r, err := w.app.FindFirstRecordByData("webhook_calls", "key", "k")
		if err != nil {
			t.Fatal(err)
		}
		if r.GetString("state") != c.state || !strings.Contains(r.GetString("last_error"), c.says) || strings.Contains(r.GetString("last_error"), "access_token") {
			t.Errorf("%d %s: %s because %q", c.status, c.body, r.GetString("state"), r.GetString("last_error"))
		}
		if c.state == "deferred" {
			if _, err := runWebhooks(context.Background(), w.app, now.Add(26*time.Hour)); err != nil {
				t.Fatal(err)
			}
			if r := w.reload(r); r.GetString("state") != "failed" || !strings.Contains(r.GetString("last_error"), "试了一天") {
				t.Errorf("after a day: %s because %q", r.GetString("state"), r.GetString("last_error"))
			}
		}
	}
}

// Superusers alone set up bots and try them, and only with addresses that are bots'.
func TestWebhookAddresses(t *testing.T) {
	w := newWorld(t)
	make := func(kind, address string) reply {
		return w.call(w.super, "POST", "/api/collections/webhooks/records", map[string]any{"name": "群", "kind": kind, "url": address, "topics": []string{"job"}})
	}
	for _, bad := range [][2]string{{"wecom", "https://example.com/x"}, {"dingtalk", "https://qyapi.weixin.qq.com/x"}, {"json", "http://example.com/x"},
		{"json", "https://127.0.0.1/x"}, {"json", "https://localhost/x"}, {"json", "https://[::1]/x"}, {"json", "https://10.0.0.1/x"}} {
		if r := make(bad[0], bad[1]); r.status != 400 || !strings.Contains(r.body, "webhook_url") {
			t.Errorf("%v: %d %s", bad, r.status, r.body)
		}
	}
	r := make("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=k")
	if r.status != 200 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	id, _ := r.data["id"].(string)
	if r := w.call(w.staff, "POST", "/api/portal/admin/webhooks/"+id+"/test", nil); r.status != 403 {
		t.Errorf("staff try a bot: %d", r.status)
	}
	b := newBot(t)
	if _, err := w.app.DB().Update("webhooks", dbx.Params{"url": b.URL}, dbx.HashExp{"id": id}).Execute(); err != nil {
		t.Fatal(err)
	}
	if r := w.call(w.super, "POST", "/api/portal/admin/webhooks/"+id+"/test", nil); r.status != 200 || r.data["fine"] != true || len(b.got) != 1 {
		t.Errorf("the test: %d %s", r.status, r.body)
	}
}
