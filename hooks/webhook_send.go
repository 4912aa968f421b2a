package hooks

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kejiyun/internal/store"
)

// webhookClient follows no redirects: a bot's address is what was typed.
var webhookClient = &http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// errForGood: another attempt would not help.
var errForGood = errors.New("refused")

// callText is what people read in the group.
func callText(c *store.WebhookCall, site string) string {
	text := c.Title
	if c.Link != "" {
		text += "\n" + strings.TrimRight(site, "/") + c.Link
	}
	return text
}

// sendCall hands one message to a bot. WeCom's keys are in the address, DingTalk
// signs by a parameter, the plain kind by a header over time and body.
func sendCall(ctx context.Context, c *store.WebhookCall, site string, now time.Time) error {
	address, err := url.Parse(c.URL)
	if err != nil || address.Scheme != "https" && address.Hostname() != "127.0.0.1" {
		return fmt.Errorf("%w：地址要以 https:// 开头", errForGood)
	}
	text, stamp := callText(c, site), strconv.FormatInt(now.UnixMilli(), 10)
	var body any = map[string]any{"msgtype": "text", "text": map[string]string{"content": text}}
	if c.Kind == "json" {
		body = map[string]string{"topic": c.Topic, "title": c.Title, "url": strings.TrimRight(site, "/") + c.Link, "at": now.UTC().Format(time.RFC3339)}
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("encode webhook call: %w", err)
	}
	if c.Kind == "dingtalk" && c.Secret != "" {
		q := address.Query()
		q.Set("timestamp", stamp)
		q.Set("sign", base64.StdEncoding.EncodeToString(signed(c.Secret, stamp+"\n"+c.Secret)))
		address.RawQuery = q.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), bytes.NewReader(encoded))
	if err != nil {
		return fmt.Errorf("webhook request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	if c.Kind == "json" && c.Secret != "" {
		req.Header.Set("X-Kejiyun-Timestamp", stamp)
		req.Header.Set("X-Kejiyun-Signature", "sha256="+hex.EncodeToString(signed(c.Secret, stamp+"\n"+string(encoded))))
	}
	res, err := webhookClient.Do(req)
	if err != nil {
		var told *url.Error
		if errors.As(err, &told) { // its own text has the address, and the address has the key
			err = told.Err
		}
		return fmt.Errorf("连不上：%s", trouble(err))
	}
	defer res.Body.Close()
	return botAnswer(res)
}

func signed(secret, text string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// botAnswer reads whether a bot has taken a message: both say so in the body,
// with status 200 whatever happened.
func botAnswer(res *http.Response) error {
	text, err := io.ReadAll(io.LimitReader(res.Body, 4096))
	if err != nil {
		return fmt.Errorf("对方没有说完：%s", trouble(err))
	}
	var said struct {
		Code    int    `json:"errcode"`
		Message string `json:"errmsg"`
	}
	_ = json.Unmarshal(text, &said) // the plain kind may answer anything
	switch {
	case res.StatusCode == http.StatusTooManyRequests || res.StatusCode >= 500:
		return fmt.Errorf("对方回答 %d，稍后再试", res.StatusCode)
	case res.StatusCode >= 300:
		return fmt.Errorf("%w：对方回答 %d", errForGood, res.StatusCode)
	case said.Code == 45009 || said.Code == 130101 || said.Code == 660026: // too many messages a minute
		return fmt.Errorf("发得太频繁：%s", plain(said.Message))
	case said.Code != 0:
		return fmt.Errorf("%w：%s（%d）", errForGood, plain(said.Message), said.Code)
	}
	return nil
}
