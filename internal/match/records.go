package match

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"kejiyun/internal/domain"
)

// record is one line of a file of needs or offers.
type record struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Summary     string   `json:"summary"`
	Detail      string   `json:"detail"`
	Description string   `json:"description"`
	Metrics     string   `json:"metrics"`
	Tried       string   `json:"tried"`
	Advantages  string   `json:"advantages"`
	Keywords    []string `json:"keywords"`
	Fields      []string `json:"fields"`
	Region      string   `json:"region"`
}

func (r record) posting() domain.Posting {
	return domain.Posting{ID: r.ID, Title: r.Title, Summary: r.Summary, Keywords: r.Keywords, Fields: r.Fields, Region: r.Region}
}

func (r record) offer() domain.Offer {
	return domain.Offer{Posting: r.posting(), Description: paragraphs(r.Description, r.Detail), Advantages: r.Advantages}
}

func (r record) need() domain.Need {
	return domain.Need{Posting: r.posting(), Detail: paragraphs(r.Detail, r.Description), Metrics: r.Metrics, Tried: r.Tried}
}

func paragraphs(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}

// maxLine is the longest line of a file, in bytes.
const maxLine = 16 << 20

// readRecords reads a file of one JSON object per line. "id" is required, must
// be unique and free of white space; "title" and the other names of record are
// optional, names it does not know are passed over, and so are empty lines.
func readRecords(path string) ([]record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	defer func() { _ = f.Close() }()
	var out []record
	seen := map[string]int{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff"))
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		r, err := parseRecord(line)
		if err == nil && seen[r.ID] > 0 {
			err = fmt.Errorf("id %q 与第 %d 行重复", r.ID, seen[r.ID])
		}
		if err != nil {
			return nil, fmt.Errorf("%s 第 %d 行：%w", path, n, err)
		}
		seen[r.ID] = n
		out = append(out, r)
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("%s 第 %d 行：超过 %d MB", path, n+1, maxLine>>20)
	} else if err != nil {
		return nil, fileError(path, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s：没有记录", path)
	}
	return out, nil
}

func parseRecord(line []byte) (record, error) {
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		return r, jsonReason(err)
	}
	switch {
	case r.ID == "":
		return r, errors.New("缺少 id")
	case strings.ContainsFunc(r.ID, func(c rune) bool { return c <= ' ' || c == '\u3000' || c == 0x7f }):
		return r, fmt.Errorf("id %q 不能含空白", r.ID)
	}
	return r, nil
}

// jsonReason tells in Chinese why a line cannot be read.
func jsonReason(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("应为一个 JSON 对象，实际是 %s", kind.Value)
	case errors.As(err, &kind):
		want := "文本"
		if kind.Type.Kind().String() == "slice" {
			want = "文本列表"
		}
		return fmt.Errorf("字段 %s 应为%s，实际是 %s", kind.Field, want, kind.Value)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax):
		return fmt.Errorf("不是合法的 JSON：%w", err)
	}
	return err
}
