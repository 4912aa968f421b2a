package hooks

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

const (
	meaningTimeout = 5 * time.Second
	meaningBatch   = 32       // texts a request
	maxMeaningSize = 8192     // numbers a vector
	maxMeaningBody = 32 << 20 // bytes of an answer
)

// meaningService is an OpenAI-compatible embedding service that the operator
// has named in the settings. Nothing else is ever asked: redirects are not followed.
type meaningService struct {
	url, model, key string
	weight          float64 // share of the meaning in the text score
	client          *http.Client
}

// meaningOf reads the service from the settings; nil when there is none. An
// error says in Chinese what is wrong with them.
func meaningOf(app core.App) (*meaningService, error) {
	s := &meaningService{url: strings.TrimRight(store.SettingText(app, "meaning.url"), "/"), model: store.SettingText(app, "meaning.model"),
		key: store.SettingText(app, "meaning.key"), weight: store.Setting(app, "meaning.weight", .3)}
	if s.url == "" {
		return nil, nil
	}
	if !serviceURL(s.url) {
		return nil, errors.New("语义服务的地址不对：要以 http:// 或 https:// 开头，不带账号密码。请在后台“参数设置”里改 meaning.url")
	}
	if s.model == "" {
		return nil, errors.New("没有填语义服务的模型名称。请在后台“参数设置”里填 meaning.model")
	}
	if !(s.weight >= 0 && s.weight <= .9) {
		return nil, errors.New("语义的权重应在 0 到 0.9 之间。请在后台“参数设置”里改 meaning.weight")
	}
	s.client = &http.Client{Timeout: meaningTimeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return s, nil
}

// serviceURL tells whether a text is the address of a service: http or https, a
// host, and neither an account nor a query in it.
func serviceURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

// embed asks for the vectors of some texts, in their order. All vectors have one
// size and finite numbers, or it is an error; errors say in Chinese what came back.
func (s *meaningService) embed(ctx context.Context, texts []string) ([][]float64, error) {
	body, err := json.Marshal(map[string]any{"model": s.model, "input": texts, "encoding_format": "float"})
	if err != nil {
		return nil, fmt.Errorf("encode texts: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/embeddings", bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("ask for vectors: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if s.key != "" {
		req.Header.Set("Authorization", "Bearer "+s.key)
	}
	res, err := s.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("语义服务没有应答：%w", err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("语义服务答复 HTTP %d", res.StatusCode)
	}
	raw, err := io.ReadAll(io.LimitReader(res.Body, maxMeaningBody+1))
	if err != nil {
		return nil, fmt.Errorf("语义服务的答复没有收完：%w", err)
	}
	if len(raw) > maxMeaningBody {
		return nil, errors.New("语义服务的答复太大")
	}
	return vectorsIn(raw, len(texts))
}

// vectorsIn reads the answer of an embedding service to n texts.
func vectorsIn(raw []byte, n int) ([][]float64, error) {
	var answer struct {
		Data []struct {
			Index     *int      `json:"index"`
			Embedding []float64 `json:"embedding"`
		} `json:"data"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, fmt.Errorf("语义服务的答复看不懂：%w", err)
	}
	if len(answer.Data) != n {
		return nil, fmt.Errorf("语义服务答复了 %d 个向量，应为 %d 个", len(answer.Data), n)
	}
	out := make([][]float64, n)
	for i, d := range answer.Data {
		at := i
		if d.Index != nil {
			at = *d.Index
		}
		if at < 0 || at >= n || out[at] != nil {
			return nil, errors.New("语义服务的答复次序不对")
		}
		if len(d.Embedding) == 0 || len(d.Embedding) > maxMeaningSize || len(d.Embedding) != len(answer.Data[0].Embedding) {
			return nil, fmt.Errorf("语义服务的向量长短不对：%d 个数", len(d.Embedding))
		}
		for _, x := range d.Embedding {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return nil, errors.New("语义服务的向量里有不是数的值")
			}
		}
		out[at] = d.Embedding
	}
	return out, nil
}
